"""Who waits for a place at the end of a month, and how full the offers are."""

from __future__ import annotations

import numpy as np

from drietrap.steering.kernel.compiled import compiled
from drietrap.steering.kernel.draw import LOT, words
from drietrap.steering.model.codes import HELPED, WAITING
from drietrap.steering.model.counts import POOLS
from drietrap.steering.model.rows import Rows, Whole

COLUMNS = 6  # row, offer, severity, months waited, lot, number


@compiled
def line_up(
    seed: int, month: int, families: Rows, persons: Rows, standing: Rows, areas: int
) -> tuple[Whole, Whole]:
    """Return how many each offer helps, and the rows of who can begin once there is a place.

    The lot of a person is drawn once, for the month in which the waiting began.

    Returns
    -------
    ``(areas * 80,)`` and ``(waiting, 6)``: see :class:`drietrap.steering.queues.Line`.
    """
    occupied = np.zeros(areas * POOLS, dtype=np.int64)
    first, last = families[0].first, families[len(families) - 1].last
    waiting = np.empty((last - first, COLUMNS), dtype=np.int64)
    found = 0
    for person in range(first, last):
        me = standing[person]
        if me.phase == HELPED:
            if me.pool >= 0:
                occupied[me.pool] += 1
        elif me.phase == WAITING and me.left == 0:
            number = persons[person].number
            waiting[found, 0] = person
            waiting[found, 1] = me.pool
            waiting[found, 2] = me.severity
            waiting[found, 3] = me.since
            waiting[found, 4] = words(seed, LOT, number, month - me.since)[0]
            waiting[found, 5] = number
            found += 1
    return occupied, waiting[:found].copy()
