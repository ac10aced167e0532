"""How far a count lies from what was likely, when most of many counts are ordinary.

Scores are on the scale of a standard normal: an exact tail probability turned into a normal deviate, divided
by a scale that is estimated robustly from all scores together, so that ordinary variation beyond chance
(overdispersion) does not raise alarms.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from drietrap.statistics.inputs import FloatArray

MAD_TO_SD = 1.4826
_FURTHEST = 38.0  # beyond this a tail probability is zero in double precision


def binomial_scores(k: ArrayLike, n: ArrayLike, p: ArrayLike) -> FloatArray:
    """Return the normal deviate of the mid-p tail of ``k`` out of ``n`` (whole numbers) with chance ``p``.

    Mid-p: Berry and Armitage (1995), The Statistician 44(4), 417-423.
    """
    count, chance = np.asarray(k, dtype=float), np.asarray(p, dtype=float)
    trials = np.asarray(n, dtype=np.int64)
    at_most = special.bdtr(count, trials, chance)
    fewer = np.where(count < 1, 0.0, special.bdtr(np.maximum(count - 1, 0), trials, chance))
    more = special.bdtrc(count, trials, chance)
    at_least = np.where(count < 1, 1.0, special.bdtrc(np.maximum(count - 1, 0), trials, chance))
    return _deviates((at_most + fewer) / 2, (more + at_least) / 2)


def poisson_scores(k: ArrayLike, mean: ArrayLike) -> FloatArray:
    """Return the normal deviate of the mid-p tail of a Poisson count ``k`` around ``mean``."""
    count, expected = np.asarray(k, dtype=float), np.asarray(mean, dtype=float)
    at_most = special.pdtr(count, expected)
    fewer = np.where(count < 1, 0.0, special.pdtr(np.maximum(count - 1, 0), expected))
    more = special.pdtrc(count, expected)
    at_least = np.where(count < 1, 1.0, special.pdtrc(np.maximum(count - 1, 0), expected))
    return _deviates((at_most + fewer) / 2, (more + at_least) / 2)


def robust_scale(scores: ArrayLike) -> float:
    """Return 1.4826 times the median absolute score, at least 1 (Rousseeuw and Croux 1993, JASA 88, 1273).

    The scores have centre 0 when all counts are ordinary. Less variation than chance alone gives is not
    believed; without scores the scale is 1.
    """
    found = np.asarray(scores, dtype=float)
    found = found[np.isfinite(found)]
    return max(1.0, MAD_TO_SD * float(np.median(np.abs(found)))) if len(found) else 1.0


def _deviates(below: FloatArray, above: FloatArray) -> FloatArray:
    # The smaller tail keeps its precision; the other one is rounded to 1.
    low = special.ndtri(np.clip(below, 0.0, 1.0))
    high = -special.ndtri(np.clip(above, 0.0, 1.0))
    score: FloatArray = np.clip(np.where(below < above, low, high), -_FURTHEST, _FURTHEST)
    return score
