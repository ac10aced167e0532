"""Run families through the months: blocks of them, a month at a time, with the queues of their area."""

from __future__ import annotations

import numpy as np

from drietrap.steering.kernel.compiled import compiled, inlined
from drietrap.steering.kernel.count import count_person
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
        if busy(me) or word >> np.uint64(bit) & _LAST_BIT:
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
def through_months(
    seed: int,
    start: int,
    capped: bool,
    block: int,
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
    """Run families through the months, so many of them at a time; each block takes a month together.

    Parameters
    ----------
    capped
        Whether capacity has limits; the families are then those of one area, and one block.
    block
        How many families; the result is the same for any number.
    capacity
        (versions, areas * 80): how many each offer helps at a time; not looked at without limits.
    """
    largest = 0
    for first in range(0, len(families), block):
        members = 0
        for number in range(first, min(first + block, len(families))):
            members += families[number].last - families[number].first
        largest = max(largest, members)
    ahead = np.zeros(largest, dtype=np.uint64)
    offset = np.zeros(block, dtype=np.int64)
    coming = np.zeros(block, dtype=np.uint64)
    occupied = np.zeros(block, dtype=np.bool_)
    line, ordered = np.empty((largest, 3), dtype=np.int64), np.empty((largest, 2), dtype=np.int64)
    free, ends = np.zeros(POOLS, dtype=np.int64), np.zeros(POOLS + 1, dtype=np.int64)
    for first in range(0, len(families), block):
        size = min(block, len(families) - first)
        members = 0
        for number in range(size):
            family = families[first + number]
            offset[number] = members
            members += family.last - family.first
            occupied[number] = False
            for person in range(family.first, family.last):
                occupied[number] |= busy(standing[person])
        for row in range(len(version)):
            month, bit, table = start + row, row % SPAN, tables[version[row]]
            if bit == 0:
                months = min(SPAN, len(version) - row)
                for number in range(size):
                    family = families[first + number]
                    slow = ease[family.district]
                    coming[number] = look_ahead(
                        seed, month, months, family, persons, slow, bounds, ahead, offset[number]
                    )
            for number in range(size):
                if occupied[number] or coming[number] >> np.uint64(bit) & _LAST_BIT:
                    family = families[first + number]
                    slow, market = ease[family.district], markets[version[row], family.area]
                    place = (offset[number], bit)
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
                        ahead,
                        place,
                    )
            if capped:
                area, found = families[first].area, np.int64(0)
                for offer in range(POOLS):
                    free[offer] = capacity[version[row], area * POOLS + offer]
                for number in range(size):
                    if occupied[number]:
                        family = families[first + number]
                        found = line_up(seed, month, family, persons, standing, free, line, found)
                by_offer(line, found, ordered, ends)
                give_places(seed, month, free, ordered, ends, persons, standing, table, counts[row])
            for number in range(size):
                if occupied[number]:
                    family = families[first + number]
                    area_row, district = by_area[row, family.area], by_district[row, family.district]
                    for person in range(family.first, family.last):
                        me, who = standing[person], persons[person]
                        if busy(me) and presence(month, who) == HERE:
                            count_person(month, who, me, family, counts[row], area_row, district)
