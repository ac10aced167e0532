"""Run families through the months, in either order; both give the same."""

from __future__ import annotations

from drietrap.steering.kernel.compiled import compiled, inlined
from drietrap.steering.kernel.help import begin
from drietrap.steering.kernel.month import (
    HERE,
    LEAVING,
    band_of,
    depart,
    person_month,
    presence,
    shared_need,
)
from drietrap.steering.model.codes import AT_EASE, HELPED, SEVERE, UNPROTECTED, UNSEEN, WAITING
from drietrap.steering.model.counts import Month, Wide
from drietrap.steering.model.people import Family, Person, Standing
from drietrap.steering.model.rows import Rows, Whole
from drietrap.steering.model.tables import Market, Table


@inlined
def family_month(
    seed: int,
    month: int,
    capped: bool,
    family: Family,
    persons: Rows,
    standing: Rows,
    table: Table,
    market: Market,
    counts: Month,
    ease: int,
) -> None:
    """One month of one family. What brothers and sisters have counts as it was a month ago."""
    helped = 0
    for person in range(family.first, family.last):
        if standing[person].phase == HELPED:
            helped += 1
    shared = shared_need(seed, month, family, table, ease)
    for person in range(family.first, family.last):
        who, me = persons[person], standing[person]
        here = presence(month, who)
        if here == HERE:
            others = helped - (1 if me.phase == HELPED else 0)
            place = (family.area, family.stratum, ease, shared, 1 if others > 0 else 0)
            person_month(seed, month, capped, who, me, table, market, counts, place)
        elif here == LEAVING:
            depart(month, who, me, counts)


@inlined
def count_person(
    month: int,
    who: Person,
    me: Standing,
    family: Family,
    counts: Month,
    care: Wide,
    begun: Wide,
    offers: Wide,
    districts: Wide,
) -> None:
    """Add one person who is here to the stocks of a month."""
    band = band_of((month - who.born) // 12)
    counts.people[band] += 1
    if me.protection != UNPROTECTED:
        counts.protection[me.protection] += 1
        counts.placed += me.placed
    if me.probation > 0:
        counts.probation += 1
    phase = me.phase
    if phase == AT_EASE:
        return
    counts.phases[phase] += 1
    if phase == HELPED:
        care[family.area, me.form, me.need, me.intensity] += 1
        counts.helped[me.form, band, me.severity] += 1
        districts[family.district, 0] += 1
        if me.since == 0:
            begun[family.area, me.form] += 1
        if me.pool >= 0:
            offers[me.pool, me.intensity] += 1
        return
    if phase == WAITING:
        wait = (1 if me.since >= 1 else 0) + (1 if me.since >= 3 else 0) + (1 if me.since >= 6 else 0)
        counts.waiting[me.form, me.severity, wait] += 1
    elif phase == UNSEEN:
        counts.unseen[me.need, me.severity] += 1
    if me.severity == SEVERE:
        districts[family.district, 1] += 1


@compiled
def families_first(
    seed: int,
    start: int,
    families: Rows,
    persons: Rows,
    standing: Rows,
    version: Whole,
    tables: Rows,
    markets: Rows,
    ease: Whole,
    counts: Rows,
    care: Wide,
    begun: Wide,
    offers: Wide,
    districts: Wide,
) -> None:
    """Run each family through all months: fastest, and only where capacity has no limits."""
    for number in range(len(families)):
        family = families[number]
        slow = ease[family.district]
        for row in range(len(version)):
            month = start + row
            table, market = tables[version[row]], markets[version[row], family.area]
            family_month(seed, month, False, family, persons, standing, table, market, counts[row], slow)
            for person in range(family.first, family.last):
                who = persons[person]
                if presence(month, who) == HERE:
                    me = standing[person]
                    count_person(
                        month,
                        who,
                        me,
                        family,
                        counts[row],
                        care[row],
                        begun[row],
                        offers[row],
                        districts[row],
                    )


@compiled
def one_month(
    seed: int,
    month: int,
    capped: bool,
    families: Rows,
    persons: Rows,
    standing: Rows,
    table: Table,
    markets: Rows,
    ease: Whole,
    counts: Month,
) -> None:
    """Run families through one month, without counting where they end."""
    for number in range(len(families)):
        family = families[number]
        slow, market = ease[family.district], markets[family.area]
        family_month(seed, month, capped, family, persons, standing, table, market, counts, slow)


@compiled
def count_month(
    month: int,
    families: Rows,
    persons: Rows,
    standing: Rows,
    counts: Month,
    care: Wide,
    begun: Wide,
    offers: Wide,
    districts: Wide,
) -> None:
    """Count where families stand at the end of a month."""
    for number in range(len(families)):
        family = families[number]
        for person in range(family.first, family.last):
            who = persons[person]
            if presence(month, who) == HERE:
                count_person(month, who, standing[person], family, counts, care, begun, offers, districts)


@compiled
def begin_all(
    seed: int, month: int, chosen: Whole, persons: Rows, standing: Rows, table: Table, counts: Month
) -> None:
    """Let help begin for those who got a place."""
    for person in chosen:
        begin(seed, month, persons[person], standing[person], table, counts)
