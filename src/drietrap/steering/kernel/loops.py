"""Run families through the months: blocks of them, a month at a time, with the queues of their area."""

from __future__ import annotations

import numpy as np

from drietrap.steering.kernel.compiled import compiled, entry
from drietrap.steering.kernel.count import count_person
from drietrap.steering.kernel.month import HERE, LEAVING, depart, person_month, presence
from drietrap.steering.kernel.queue import by_offer, free_places, give_places, lines_up
from drietrap.steering.kernel.watch import SPAN, Bits, Bounds, busy, look_ahead
from drietrap.steering.model.codes import HELPED
from drietrap.steering.model.counts import Month
from drietrap.steering.model.rows import Rows, Whole
from drietrap.steering.model.tables import Table


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
    drawn: Bits,
) -> None:
    """Look ahead for families: so many months from this one on."""
    for number in range(len(families)):
        family, mine = families[number], watched[number]
        slow = ease[family.district]
        mine.coming = look_ahead(
            seed, month, months, family, persons, slow, bounds, ahead, mine.offset, drawn
        )


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
    by_area: Rows,
    by_district: Rows,
    ease: Whole,
    watched: Rows,
    ahead: Bits,
    bit: int,
    line: Rows,
    places: Rows,
) -> int:
    """One month of families, and their stocks at its end; return how many wait for a place.

    What brothers and sisters have counts as it was a month ago. Bit ``bit`` of ``ahead`` says for who is at
    ease whether anything may begin. Who waits for a place is counted when the places have been given.
    """
    found: int = np.int64(0)  # type: ignore[assignment]  # not the literal 0, see draw
    for number in range(len(families)):
        mine = watched[number]
        if not mine.busy and not mine.coming >> np.uint64(bit) & np.uint64(1):
            continue
        family, mine.busy, helped = families[number], False, 0
        for person in range(family.first, family.last):
            helped += 1 if standing[person].phase == HELPED else 0
        for person in range(family.first, family.last):
            me, who = standing[person], persons[person]
            word = ahead[mine.offset + person - family.first]
            if not busy(me) and not word >> np.uint64(bit) & np.uint64(1):
                continue
            here = presence(month, who)
            if here == LEAVING:
                depart(month, who, me, counts)
            if here != HERE:
                mine.busy |= busy(me)
                continue
            others = helped - (1 if me.phase == HELPED else 0)
            near = (ease[family.district], 1 if others > 0 else 0)
            person_month(seed, month, capped, family, who, me, table, markets[family.area], counts, near)
            if not busy(me):
                continue
            mine.busy = True
            if capped and lines_up(seed, month, number, family.area, person, who, me, places, line, found):
                found += 1
            else:
                area, district = by_area[family.area], by_district[family.district]
                count_person(month, who, me, family, counts, area, district)
    return found


@compiled
def queue_block(
    seed: int,
    month: int,
    families: Rows,
    persons: Rows,
    standing: Rows,
    table: Table,
    counts: Month,
    by_area: Rows,
    by_district: Rows,
    line: Rows,
    ordered: Rows,
    places: Rows,
    found: int,
) -> None:
    """Give the free places of an area to its families, and count those who stood in line."""
    by_offer(line, found, ordered, places)
    give_places(seed, month, places, ordered, persons, standing, table, counts)
    for number in range(found):
        family, person = families[line[number].family], line[number].person
        area, district = by_area[family.area], by_district[family.district]
        count_person(month, persons[person], standing[person], family, counts, area, district)


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
    drawn: Bits,
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
    watched, ahead, line, ordered, places, drawn
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
                look_ahead_block(seed, month, months, block, persons, ease, bounds, watched, ahead, drawn)
            if capped:
                free_places(capacity[which], block[0].area, places)
            found = step_block(
                seed,
                month,
                capped,
                block,
                persons,
                standing,
                table,
                markets[which],
                counts[row],
                by_area[row],
                by_district[row],
                ease,
                watched,
                ahead,
                bit,
                line,
                places,
            )
            if found > 0:
                queue_block(
                    seed,
                    month,
                    block,
                    persons,
                    standing,
                    table,
                    counts[row],
                    by_area[row],
                    by_district[row],
                    line,
                    ordered,
                    places,
                    found,
                )
