"""Who gets the free places of a month: urgent first, then who waited longest, then by lot."""

from __future__ import annotations

from drietrap.steering.kernel.compiled import compiled
from drietrap.steering.kernel.draw import LOT, words
from drietrap.steering.kernel.help import begin
from drietrap.steering.model.codes import HELPED, SEVERE, WAITING
from drietrap.steering.model.counts import POOLS, Month
from drietrap.steering.model.people import Family
from drietrap.steering.model.rows import Rows, Whole
from drietrap.steering.model.tables import Table

NO_QUEUE = POOLS  # who needs no place stands in a line of its own, after those of the offers
_LONGEST = 1_023  # months, longer than anybody waits


@compiled
def line_up(
    seed: int,
    month: int,
    family: Family,
    persons: Rows,
    standing: Rows,
    free: Whole,
    line: Whole,
    found: int,
) -> int:
    """Take the places of the members who have help, and put those who can begin in the line.

    The lot of a person is drawn once, for the month in which the waiting began.

    Parameters
    ----------
    free
        (80,): free places of each offer of the area.
    line
        (..., 3): person, turn (lowest first) and offer of the first ``found`` in it.

    Returns
    -------
    How many are in the line now.
    """
    for person in range(family.first, family.last):
        me = standing[person]
        offer = me.pool - family.area * POOLS if me.pool >= 0 else NO_QUEUE
        if me.phase == HELPED and offer != NO_QUEUE:
            free[offer] -= 1
        elif me.phase == WAITING and me.left == 0:
            lot = words(seed, LOT, persons[person].number, month - me.since)[0]
            urgency = (SEVERE - me.severity) * (_LONGEST + 1) + _LONGEST - me.since
            line[found, 0], line[found, 1], line[found, 2] = person, urgency << 32 | lot, offer
            found += 1
    return found


@compiled
def by_offer(line: Whole, found: int, ordered: Whole, ends: Whole) -> None:
    """Put the line in the order of the offers; ``ends`` tells where the line of each offer ends."""
    ends[:] = 0
    for place in range(found):
        ends[line[place, 2]] += 1
    for offer in range(1, len(ends)):
        ends[offer] += ends[offer - 1]
    for place in range(found):
        offer = line[place, 2]
        ends[offer] -= 1
        ordered[ends[offer], 0], ordered[ends[offer], 1] = line[place, 0], line[place, 1]
    for offer in range(len(ends) - 1):
        ends[offer] = ends[offer + 1]
    ends[len(ends) - 1] = found


@compiled
def give_places(
    seed: int,
    month: int,
    free: Whole,
    line: Whole,
    ends: Whole,
    persons: Rows,
    standing: Rows,
    table: Table,
    counts: Month,
) -> None:
    """Let help begin for the first in each line, as many as there are places.

    An offer may help more than its capacity, since the court and a crisis do not wait for a place; then
    nobody else begins there.
    """
    first = 0
    for offer in range(NO_QUEUE + 1):
        last = ends[offer]
        turns = last - first if offer == NO_QUEUE else min(last - first, free[offer])
        for turn in range(turns):
            if turns < last - first:
                _bring_forward(line, first + turn, last, persons)
            person = line[first + turn, 0]
            begin(seed, month, persons[person], standing[person], table, counts)
        first = last


@compiled
def _bring_forward(line: Whole, place: int, last: int, persons: Rows) -> None:
    """Exchange somebody in the line with the one whose turn it is, up to the end of the line."""
    best = place
    for other in range(place + 1, last):
        later = line[other, 1] - line[best, 1]
        if later < 0 or (later == 0 and persons[line[other, 0]].number < persons[line[best, 0]].number):
            best = other
    for column in range(2):
        line[place, column], line[best, column] = line[best, column], line[place, column]
