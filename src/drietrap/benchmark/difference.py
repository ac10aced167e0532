"""The difference between a municipality and its group, and what may be said about it.

Rounding is not chance: within the rounding interval every value is equally possible, so the difference is
taken at the worst corner of both rounding intervals, and chance is added to that by Newcombe's
square-and-add (1998, method 10). The result holds every table that could have been published this way.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from drietrap.benchmark.result import Verdict
from drietrap.benchmark.sample import Array, Sample
from drietrap.catalogue.comparison import (
    CLEAR_CONFIDENCE,
    CONFIDENCE,
    FALSE_DISCOVERY_RATE,
    SMALLEST_RELATIVE_DIFFERENCE,
)

# Codes -2 .. 2 run from clearly lower to clearly higher; two more stand beside them.
_VERDICTS = (
    Verdict.CLEARLY_LOWER,
    Verdict.PROBABLY_LOWER,
    Verdict.NO_DIFFERENCE_SHOWN,
    Verdict.PROBABLY_HIGHER,
    Verdict.CLEARLY_HIGHER,
)
SMALL, UNKNOWN = 5, 9
_BESIDE = {SMALL: Verdict.SMALL_DIFFERENCE, UNKNOWN: Verdict.UNKNOWN}


@dataclass(frozen=True)
class Difference:
    """Own minus reference, arrays of one shape.

    ``code`` is -2 (clearly lower) .. 2 (clearly higher), ``SMALL`` or ``UNKNOWN``.

    ``code`` does not yet look at the false discovery rate; :func:`settled` does.
    """

    value: Array
    lower: Array
    upper: Array
    p_value: Array
    code: NDArray[np.int64]


def difference(own: Sample, reference: Sample) -> Difference:
    """Compare ``own`` with ``reference`` element by element (shapes broadcast)."""
    lower, upper = limits(own, reference, CONFIDENCE)
    clear_lower, clear_upper = limits(own, reference, CLEAR_CONFIDENCE)
    with_chance = own.counted
    p_value = np.where(with_chance, _p_value(own, reference), np.nan)
    side = np.sign((own.low + own.high) - (reference.low + reference.high))
    code = np.where((lower > 0) | (upper < 0), side, 0)
    code = np.where((clear_lower > 0) | (clear_upper < 0), 2 * side, code)
    code = np.where(with_chance, code, _without_chance(reference, lower, upper))
    known = np.isfinite(lower) & np.isfinite(upper) & (with_chance | (not own.chance))
    return Difference(
        own.value - reference.value, lower, upper, p_value, np.where(known, code, UNKNOWN).astype(np.int64)
    )


def settled(code: NDArray[np.int64], q_value: Array) -> NDArray[np.int64]:
    """Return ``code`` with a direction taken back where the false discovery rate is exceeded."""
    doubtful = (np.abs(code) <= 2) & ~(q_value < FALSE_DISCOVERY_RATE)
    return np.where(doubtful, 0, code)


def verdict(code: int) -> Verdict:
    """Return the verdict in words for a code."""
    return _BESIDE[code] if code in _BESIDE else _VERDICTS[code + 2]


def limits(own: Sample, reference: Sample, confidence: float) -> tuple[Array, Array]:
    """Return between which bounds own minus reference lies: rounding and chance together."""
    own_low, own_high = own.limits(confidence)
    ref_low, ref_high = reference.limits(confidence)
    down = np.hypot(own.low - own_low, ref_high - reference.high)
    up = np.hypot(own_high - own.high, reference.low - ref_low)
    return (own.low - reference.high) - down, (own.high - reference.low) + up


def _p_value(own: Sample, reference: Sample) -> Array:
    """Score test of equal shares at the corner of the rounding intervals that is kindest to equality."""
    gap = np.maximum(own.low - reference.high, reference.low - own.high) / own.scale
    n1 = own.n
    n2 = np.where(np.isfinite(reference.n), reference.n, np.inf)
    p1 = (own.low + own.high) / (2 * own.scale)
    p2 = (reference.low + reference.high) / (2 * own.scale)
    with np.errstate(divide="ignore", invalid="ignore"):
        pooled_share = np.where(np.isfinite(n2), (p1 * n1 + p2 * n2) / (n1 + n2), p2)
        error = np.sqrt(pooled_share * (1 - pooled_share) * (1 / n1 + 1 / n2))
        z = np.where(error > 0, gap / error, np.inf)
    return np.where(gap <= 0, 1.0, special.erfc(z / np.sqrt(2)))


def _without_chance(reference: Sample, lower: Array, upper: Array) -> Array:
    """Amounts: at most 'probably', and only when the gap is large enough to matter (see the catalogue)."""
    smallest = SMALLEST_RELATIVE_DIFFERENCE * np.abs(reference.value)
    apart = np.where((lower > 0) | (upper < 0), SMALL, 0)
    return np.where(lower > smallest, 1, np.where(upper < -smallest, -1, apart))


def code_of(said: Verdict) -> int:
    """Return the code of a verdict in words; the converse of :func:`verdict`."""
    beside = {word: code for code, word in _BESIDE.items()}
    return beside[said] if said in beside else _VERDICTS.index(said) - 2
