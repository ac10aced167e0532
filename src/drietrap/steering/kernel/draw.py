"""Addressed draws in compiled code: four words of 32 bits per (seed, decision, subject, month).

Philox4x32-10 (Salmon, Moraes, Dror & Shaw 2011), the same generator as :mod:`drietrap.statistics.randomness`.
The counter is (subject, month, decision, run), the key the two halves of the seed: every decision about
every person in every month has numbers of its own, whatever else happens in a scenario.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from drietrap.steering.kernel.compiled import compiled, inlined
from drietrap.steering.model.rows import Whole

_FIRST, _SECOND = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
_STEP_A, _STEP_B = np.uint64(0x9E3779B9), np.uint64(0xBB67AE85)
QUANTILE = 25  # the upper seven of 32 bits choose one of 128 equally likely durations
_WORD, _HALF = np.uint64(0xFFFFFFFF), np.uint64(32)

# Decisions. MONTH is the block that everybody uses every month; the others only when something happens.
# With a type of their own, so that a function is compiled once and not for every decision.
_numbered: Any = np.arange(9, dtype=np.int64)
MONTH, ONSET, ACCESS, START, END, HOUSEHOLD, MEASURE, PROVIDER, LOT = _numbered


@inlined
def block(seed: int, decision: int, subject: int, month: int) -> tuple[int, int, int, int]:
    """Return the four words of one address without a sign; a loop over months is vectorised."""
    c0, c1 = np.uint64(subject) & _WORD, np.uint64(month + 65_536) & _WORD
    c2, c3 = np.uint64(decision), np.uint64(0)
    k0, k1 = np.uint64(seed) & _WORD, np.uint64(seed) >> _HALF
    for _ in range(10):
        first, second = c0 * _FIRST, c2 * _SECOND
        c0, c1, c2, c3 = (
            (second >> _HALF) ^ c1 ^ k0,
            second & _WORD,
            (first >> _HALF) ^ c3 ^ k1,
            first & _WORD,
        )
        k0, k1 = (k0 + _STEP_A) & _WORD, (k1 + _STEP_B) & _WORD
    return c0, c1, c2, c3  # type: ignore[return-value]


@compiled
def words(seed: int, decision: int, subject: int, month: int) -> tuple[int, int, int, int]:
    """Return four whole numbers from 0 up to 2**32, of one decision about one subject in one month.

    Parameters
    ----------
    seed
        Whole number from 0 up to 2**63.
    decision
        Which decision; see the names above.
    subject
        Number of the person or the family, up to 2**32.
    month
        Month counted from January 2000; negative before it, from -65,536 on.
    """
    draw = block(seed, decision, subject, month)
    return np.int64(draw[0]), np.int64(draw[1]), np.int64(draw[2]), np.int64(draw[3])  # type: ignore[return-value]


@inlined
def class_of(draw: int, bounds: Whole) -> int:
    """Return the first class whose upper bound lies above the draw; the last class has no bound."""
    chosen = 0
    while chosen < len(bounds) and draw >= bounds[chosen]:
        chosen += 1
    return chosen
