"""Numbers that look like a BSN and cannot belong to anyone.

The official test range (999900006 to 999999990) has about nine thousand numbers, too few for a country.
Two blocks pass the elfproef and, as far as we know (assumption, aanname), hold no number of a person: those
that begin with ``99``, of which the official test range is the end, and those that begin with ``00`` (a BSN
has eight or nine figures, written with at most one leading zero). Numbers come from the test range first,
then from ``99``, then from ``00``; ``000000000`` and ``999999999`` mean "unborn" and "unknown" in the
protocol and are never given.
"""

from __future__ import annotations

import numpy as np

from drietrap.synthetic.arithmetic import IntArray
from drietrap.synthetic.draws import Draws

TEST_FIRST, TEST_LAST = 999_900_006, 999_999_990
_BLOCKS = ((99_000_000, 99_990_000), (0, 1_000_000))  # of the first eight figures


def _valid(first: int, last: int) -> IntArray:
    """Return the valid numbers whose first eight figures are ``first`` up to ``last``.

    Elfproef: 9a + 8b + ... + 2h - i is a multiple of 11, so the last figure is the rest of the others.
    """
    stem = np.arange(first, last, dtype=np.int64)
    total = np.zeros(len(stem), dtype=np.int64)
    for weight, place in enumerate(range(8), start=2):
        total = total + weight * (stem // 10**place % 10)
    check = total % 11
    possible = check < 10
    return stem[possible] * 10 + check[possible]


def official_test_range() -> IntArray:
    """Return the official test range."""
    numbers = _valid(TEST_FIRST // 10, TEST_LAST // 10 + 1)
    return numbers[(numbers >= TEST_FIRST) & (numbers <= TEST_LAST)]


def numbers_for(draws: Draws, people: int) -> IntArray:
    """Return a different number for each person, in an order that the seed decides.

    Raises
    ------
    ValueError
        When there are more people than such numbers (about 1.8 million).
    """
    blocks = [official_test_range()]
    for first, last in _BLOCKS:
        if sum(map(len, blocks)) < people:
            blocks.append(_valid(first, last))
    numbers = np.concatenate(blocks)
    numbers = numbers[numbers > 0]
    if len(numbers) < people:
        raise ValueError(f"there are {len(numbers)} numbers that cannot be a BSN, not {people}")
    chosen = numbers[:people]
    order = np.argsort(draws.uniform("bsn", np.arange(people)), kind="stable")
    return chosen[order]
