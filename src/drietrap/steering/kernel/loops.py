"""Run families through the months, in either order; both give the same."""

from __future__ import annotations

import numpy as np

from drietrap.steering.kernel.compiled import compiled, inlined
from drietrap.steering.kernel.count import count_family
from drietrap.steering.kernel.month import HERE, LEAVING, depart, person_month, presence
from drietrap.steering.kernel.queue import by_offer, give_places, line_up
from drietrap.steering.kernel.watch import SPAN, Bounds, busy, look_ahead
from drietrap.steering.model.codes import HELPED
from drietrap.steering.model.counts import POOLS, Month
from drietrap.steering.model.people import Family
from drietrap.steering.model.rows import Rows, Whole
from drietrap.steering.model.tables import Market, Table

_LAST_BIT = np.uint64(1)


@inlined
def any_busy(family: Family, standing: Rows) -> bool:
    """Return whether some member of a family is not simply at ease."""
    found = False
    for person in range(family.first, family.last):
        found |= busy(standing[person])
    return found


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
    ahead: Whole,
    row: int,
) -> bool:
    """One month of one family; return whether some member is not simply at ease at its end.

    What brothers and sisters have counts as it was a month ago. Bit ``row`` of ``ahead`` says for who is at
    ease whether anything may begin.
    """
    helped = 0
    for person in range(family.first, family.last):
        if standing[person].phase == HELPED:
            helped += 1
    still = False
    for person in range(family.first, family.last):
        me = standing[person]
        if not busy(me) and not ahead[person - family.first] >> np.uint64(row) & _LAST_BIT:
            continue
        who = persons[person]
        here = presence(month, who)
        if here == HERE:
            others = helped - (1 if me.phase == HELPED else 0)
            place = (ease, 1 if others > 0 else 0)
            person_month(seed, month, capped, family, who, me, table, market, counts, place)
        elif here == LEAVING:
            depart(month, who, me, counts)
        still |= busy(me)
    return still


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
    bounds: Bounds,
    counts: Rows,
    by_area: Rows,
    by_district: Rows,
) -> None:
    """Run each family through all months: fastest, and only where capacity has no limits."""
    largest = 0
    for number in range(len(families)):
        largest = max(largest, families[number].last - families[number].first)
    ahead = np.zeros(largest, dtype=np.uint64)
    for number in range(len(families)):
        family = families[number]
        slow = ease[family.district]
        occupied = any_busy(family, standing)
        for first in range(0, len(version), SPAN):
            months = min(SPAN, len(version) - first)
            coming = look_ahead(seed, start + first, months, family, persons, slow, bounds, ahead)
            for into in range(months):
                if not occupied and coming >> np.uint64(into) == 0:
                    break
                if not occupied and not coming >> np.uint64(into) & _LAST_BIT:
                    continue
                row, month = first + into, start + first + into
                table, market = tables[version[row]], markets[version[row], family.area]
                occupied = family_month(
                    seed,
                    month,
                    False,
                    family,
                    persons,
                    standing,
                    table,
                    market,
                    counts[row],
                    slow,
                    ahead,
                    into,
                )
                if occupied:
                    count_family(
                        month,
                        family,
                        persons,
                        standing,
                        counts[row],
                        by_area[row, family.area],
                        by_district[row, family.district],
                    )


@compiled
def months_first(
    seed: int,
    start: int,
    capped: bool,
    families: Rows,
    persons: Rows,
    standing: Rows,
    version: Whole,
    tables: Rows,
    markets: Rows,
    capacity: Whole,
    ease: Whole,
    bounds: Bounds,
    counts: Rows,
    by_area: Rows,
    by_district: Rows,
) -> None:
    """Run the families of one area through the months together, with its queues.

    Parameters
    ----------
    capped
        Whether capacity has limits.
    capacity
        (versions, areas * 80): how many each offer helps at a time; not looked at without limits.
    """
    members = families["last"] - families["first"]
    offset = members.cumsum() - members
    ahead = np.zeros(members.sum(), dtype=np.uint64)
    coming = np.zeros(len(families), dtype=np.uint64)
    occupied = np.zeros(len(families), dtype=np.bool_)
    line, ordered = np.empty((len(ahead), 3), dtype=np.int64), np.empty((len(ahead), 3), dtype=np.int64)
    for number in range(len(families)):
        occupied[number] = any_busy(families[number], standing)
    for row in range(len(version)):
        month, into, table = start + row, row % SPAN, tables[version[row]]
        if into == 0:
            months = min(SPAN, len(version) - row)
            for number in range(len(families)):
                family, mine = families[number], ahead[offset[number] :]
                slow = ease[family.district]
                coming[number] = look_ahead(seed, month, months, family, persons, slow, bounds, mine)
        for number in range(len(families)):
            if occupied[number] or coming[number] >> np.uint64(into) & _LAST_BIT:
                family, mine = families[number], ahead[offset[number] :]
                slow, market = ease[family.district], markets[version[row], family.area]
                occupied[number] = family_month(
                    seed,
                    month,
                    capped,
                    family,
                    persons,
                    standing,
                    table,
                    market,
                    counts[row],
                    slow,
                    mine,
                    into,
                )
        if capped:
            area, found = families[0].area, 0
            free = capacity[version[row], area * POOLS : (area + 1) * POOLS].copy()
            for number in range(len(families)):
                if occupied[number]:
                    found = line_up(seed, month, families[number], persons, standing, free, line, found)
            ends = by_offer(line[:found], ordered)
            give_places(seed, month, free, ordered, ends, persons, standing, table, counts[row])
        for number in range(len(families)):
            if occupied[number]:
                family = families[number]
                count_family(
                    month,
                    family,
                    persons,
                    standing,
                    counts[row],
                    by_area[row, family.area],
                    by_district[row, family.district],
                )
