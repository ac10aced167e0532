"""Who are brothers and sisters, and many addressed draws at once, in compiled code."""

from __future__ import annotations

import numpy as np

from drietrap.steering.kernel.compiled import entry
from drietrap.steering.kernel.draw import words
from drietrap.steering.model.rows import Whole


@entry
def many_words(seed: int, decision: int, subjects: Whole, month: int) -> Whole:
    """Return four whole numbers from 0 up to 2**32 for each subject, shape (subjects, 4)."""
    drawn = np.empty((len(subjects), 4), dtype=np.int64)
    for row in range(len(subjects)):
        one, two, three, four = words(seed, decision, subjects[row], month)
        drawn[row, 0], drawn[row, 1], drawn[row, 2], drawn[row, 3] = one, two, three, four
    return drawn


@entry
def heads_of(
    born: Whole, first: Whole, lanes: Whole, draws: Whole, another: int, limits: tuple[int, int, int]
) -> Whole:
    """Return for every birth the place of the eldest of its family.

    Parameters
    ----------
    born
        Months of birth, districts one after another.
    first, lanes
        Where each district begins, and how many births lie between brothers and sisters there.
    draws, another
        A family whose latest child drew below ``another`` has another child.
    limits
        The most children, and the least and most months between two.
    """
    most, least_gap, most_gap = limits
    head = np.arange(len(born))
    children = np.ones(len(born), dtype=np.int64)
    for district in range(len(first) - 1):
        step = lanes[district]
        for place in range(first[district] + step, first[district + 1]):
            before = place - step
            gap = born[place] - born[before]
            if draws[before] < another and children[before] < most and least_gap <= gap <= most_gap:
                head[place] = head[before]
                children[place] = children[before] + 1
    return head
