"""Who gets the free places of a month: urgent first, then who waited longest, then by lot."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from drietrap.steering.model.rows import Whole


class Line(NamedTuple):
    """Who could begin this month in one part of the population, and how full the offers are.

    Parameters
    ----------
    occupied
        (areas * 80,): how many each offer helps.
    waiting
        (waiting, 6): row of the person, offer (-1: no queue), severity, months waited, lot, number.
    """

    occupied: Whole
    waiting: Whole


def give_places(lines: list[Line], capacity: Whole) -> Whole:
    """Return the rows of those whose help begins.

    An offer may help more than its capacity, since the court and a crisis do not wait for a place; then
    nobody else begins there.

    Parameters
    ----------
    lines
        All parts of the population.
    capacity
        (areas * 80,): how many each offer helps at a time.
    """
    free = capacity - sum(line.occupied for line in lines)
    waiting = np.concatenate([line.waiting for line in lines])
    row, offer, severity, waited, lot, number = waiting.T
    order = np.lexsort((number, lot, -waited, -severity, offer))
    queue = offer[order]
    first = np.searchsorted(queue, queue)
    turn = np.arange(len(queue)) - first
    chosen: Whole = row[order][(queue < 0) | (turn < free[queue])]
    return chosen
