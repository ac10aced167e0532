"""Run families through the months: blocks of them, a month at a time, with the queues of their area."""

from __future__ import annotations

import numpy as np

from drietrap.steering.kernel.compiled import compiled, entry, inlined
from drietrap.steering.kernel.count import count_person
from drietrap.steering.kernel.month import HERE, LEAVING, depart, person_month, presence
from drietrap.steering.kernel.queue import by_offer, give_places, line_up
from drietrap.steering.kernel.watch import SPAN, Bits, Bounds, busy, look_ahead
from drietrap.steering.model.codes import HELPED
from drietrap.steering.model.counts import POOLS, Month
from drietrap.steering.model.people import Family
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
    ahead: Bits,
    place: tuple[int, int],
) -> bool:
    """One month of one family; return whether some member is not simply at ease at its end.

    What brothers and sisters have counts as it was a month ago. ``place`` is where the words of the members
    are in ``ahead``, and the bit of this month: for who is at ease it says whether anything may begin.
    """
    offset, bit = place
    helped = 0
    for person in range(family.first, family.last):
        if standing[person].phase == HELPED:
            helped += 1
    still = False
    for person in range(family.first, family.last):
        me = standing[person]
        word = ahead[offset + person - family.first]
        if busy(me) or word >> np.uint64(bit) & np.uint64(1):
            who = persons[person]
            here = presence(month, who)
            if here == HERE:
                others = helped - (1 if me.phase == HELPED else 0)
                near = (ease, 1 if others > 0 else 0)
                person_month(seed, month, capped, family, who, me, table, market, counts, near)
            elif here == LEAVING:
                depart(month, who, me, counts)
            still |= busy(me)
    return still


@compiled
def open_block(families: Rows, standing: Rows, watched: Rows) -> None:
    """Prepare families for their first month."""
    members = 0
    for number in range(len(families)):
        family, mine = families[number], watched[number]
        mine.offset = members
        members += family.last - family.first
        mine.busy = False
        for person in range(family.first, family.last):
            mine.busy |= busy(standing[person])


@compiled
def look_ahead_block(
    seed: int,
    month: int,
    months: int,
    families: Rows,
    persons: Rows,
    ease: Whole,
    bounds: Bounds,
    watched: Rows,
    ahead: Bits,
) -> None:
    """Look ahead for families: so many months from this one on."""
    for number in range(len(families)):
        family, mine = families[number], watched[number]
        slow = ease[family.district]
        mine.coming = look_ahead(seed, month, months, family, persons, slow, bounds, ahead, mine.offset)


@compiled
def step_block(
    seed: int,
    month: int,
    capped: bool,
    families: Rows,
    persons: Rows,
    standing: Rows,
    table: Table,
    markets: Rows,
    counts: Month,
    ease: Whole,
    watched: Rows,
    ahead: Bits,
    bit: int,
) -> None:
    """One month of families."""
    for number in range(len(families)):
        mine = watched[number]
        if mine.busy or mine.coming >> np.uint64(bit) & np.uint64(1):
            family = families[number]
            slow, market, place = ease[family.district], markets[family.area], (mine.offset, bit)
            mine.busy = family_month(
                seed, month, capped, family, persons, standing, table, market, counts, slow, ahead, place
            )


@compiled
def queue_block(
    seed: int,
    month: int,
    families: Rows,
    persons: Rows,
    standing: Rows,
    table: Table,
    counts: Month,
    capacity: Whole,
    watched: Rows,
    line: Rows,
    ordered: Rows,
    places: Rows,
) -> None:
    """Give the free places of an area to its families."""
    area = families[0].area
    found: int = np.int64(0)  # type: ignore[assignment]  # not the literal 0, see draw
    for offer in range(POOLS):
        places[offer].free = capacity[area * POOLS + offer]
    for number in range(len(families)):
        if watched[number].busy:
            found = line_up(seed, month, families[number], persons, standing, places, line, found)
    by_offer(line, found, ordered, places)
    give_places(seed, month, places, ordered, persons, standing, table, counts)


@compiled
def count_block(
    month: int,
    families: Rows,
    persons: Rows,
    standing: Rows,
    watched: Rows,
    counts: Month,
    by_area: Rows,
    by_district: Rows,
) -> None:
    """Count where families stand at the end of a month."""
    for number in range(len(families)):
        if watched[number].busy:
            family = families[number]
            area, district = by_area[family.area], by_district[family.district]
            for person in range(family.first, family.last):
                me, who = standing[person], persons[person]
                if busy(me) and presence(month, who) == HERE:
                    count_person(month, who, me, family, counts, area, district)


@entry
def through_months(
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
    watched: Rows,
    ahead: Bits,
    line: Rows,
    ordered: Rows,
    places: Rows,
) -> None:
    """Run families through the months, as many of them at a time as ``watched`` is long.

    The result is the same for any number; where capacity has limits all families are those of one area and
    go together.

    Parameters
    ----------
    capped
        Whether capacity has limits.
    capacity
        (versions, areas * 80): how many each offer helps at a time; not looked at without limits.
    watched, ahead, line, ordered, places
        Room to work in, see :class:`drietrap.steering.kernel.room.Room`.
    """
    for first in range(0, len(families), len(watched)):
        block = families[first : first + len(watched)]
        open_block(block, standing, watched)
        for row in range(len(version)):
            month, bit, which = start + row, row % SPAN, version[row]
            table = tables[which]
            if bit == 0:
                months = min(SPAN, len(version) - row)
                look_ahead_block(seed, month, months, block, persons, ease, bounds, watched, ahead)
            step_block(
                seed,
                month,
                capped,
                block,
                persons,
                standing,
                table,
                markets[which],
                counts[row],
                ease,
                watched,
                ahead,
                bit,
            )
            if capped:
                queue_block(
                    seed,
                    month,
                    block,
                    persons,
                    standing,
                    table,
                    counts[row],
                    capacity[which],
                    watched,
                    line,
                    ordered,
                    places,
                )
            count_block(month, block, persons, standing, watched, counts[row], by_area[row], by_district[row])
