"""Who gets the free places of a month: urgent first, then who waited longest, then by lot."""

from __future__ import annotations

from drietrap.steering.kernel.compiled import compiled
from drietrap.steering.kernel.draw import LOT, words
from drietrap.steering.kernel.help import begin
from drietrap.steering.model.codes import HELPED, SEVERE, WAITING
from drietrap.steering.model.counts import POOLS, Month
from drietrap.steering.model.people import Person, Standing
from drietrap.steering.model.rows import Rows, Whole
from drietrap.steering.model.tables import Table

NO_QUEUE = POOLS  # who needs no place stands in a line of its own, after those of the offers
_LONGEST = 1_023  # months, longer than anybody waits


@compiled
def free_places(capacity: Whole, area: int, places: Rows) -> None:
    """Fill in the capacity of every offer of an area at the start of a month."""
    for offer in range(POOLS):
        places[offer].free = capacity[area * POOLS + offer]


@compiled
def lines_up(
    seed: int,
    month: int,
    number: int,
    area: int,
    person: int,
    who: Person,
    me: Standing,
    places: Rows,
    line: Rows,
    found: int,
) -> bool:
    """Take the place of somebody who has help, or put somebody who can begin in the line; return the latter.

    The lot of a person is drawn once, for the month in which the waiting began.

    Parameters
    ----------
    number, area
        Row of the family among these, and its area.
    places, line
        See :class:`drietrap.steering.kernel.room.Room`.
    found
        How many are in the line.
    """
    offer = me.pool - area * POOLS if me.pool >= 0 else NO_QUEUE
    if me.phase == HELPED and offer != NO_QUEUE:
        places[offer].free -= 1
    if me.phase != WAITING or me.left > 0:
        return False
    lot = words(seed, LOT, who.number, month - me.since)[0]
    urgency = (SEVERE - me.severity) * (_LONGEST + 1) + _LONGEST - me.since
    mine = line[found]
    mine.family, mine.person, mine.turn, mine.offer = number, person, urgency << 32 | lot, offer
    return True


@compiled
def by_offer(line: Rows, found: int, ordered: Rows, places: Rows) -> None:
    """Put the line in the order of the offers, and note where the part of each offer ends."""
    for offer in range(len(places)):
        places[offer].end = 0
    for number in range(found):
        places[line[number].offer].end += 1
    for offer in range(1, len(places)):
        places[offer].end += places[offer - 1].end
    for number in range(found):
        one, place = line[number], places[line[number].offer]
        place.end -= 1
        ordered[place.end].person, ordered[place.end].turn = one.person, one.turn
    for offer in range(len(places) - 1):
        places[offer].end = places[offer + 1].end
    places[len(places) - 1].end = found


@compiled
def give_places(
    seed: int,
    month: int,
    places: Rows,
    ordered: Rows,
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
    for offer in range(len(places)):
        last = places[offer].end
        waiting = last - first
        turns = waiting if offer == NO_QUEUE or places[offer].free > waiting else places[offer].free
        for turn in range(turns):
            if turns < waiting:
                _bring_forward(ordered, first + turn, last, persons)
            person = ordered[first + turn].person
            begin(seed, month, persons[person], standing[person], table, counts)
        first = last


@compiled
def _bring_forward(ordered: Rows, place: int, last: int, persons: Rows) -> None:
    """Exchange somebody in the line with the one whose turn it is, up to the end of the line."""
    best = place
    for other in range(place + 1, last):
        later = ordered[other].turn - ordered[best].turn
        if later == 0:
            later = persons[ordered[other].person].number - persons[ordered[best].person].number
        if later < 0:
            best = other
    one, first = ordered[place], ordered[best]
    one.person, first.person = first.person, one.person
    one.turn, first.turn = first.turn, one.turn
