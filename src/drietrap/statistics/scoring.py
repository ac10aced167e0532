"""How good a forecast with its uncertainty was, once the outcome is known: proper scores and coverage.

Gneiting & Raftery 2007, *Strictly proper scoring rules, prediction, and estimation*, JASA 102:359-378. Of
every score here less is better, and a forecaster does best by saying what he believes.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from drietrap.statistics.inputs import FloatArray, check_confidence, floats, refuse


def interval_score(lower: ArrayLike, upper: ArrayLike, observed: ArrayLike, confidence: float) -> FloatArray:
    """Return the width of each interval plus a fine when the outcome lies outside (eq. 43).

    The fine is 2 / (1 - ``confidence``) times the distance to the interval. NaN where anything is unknown.

    Raises
    ------
    ValueError
        When a lower end is above its upper end.
    """
    fine = 2 / (1 - check_confidence(confidence))
    low, high, seen = floats(lower, upper, observed)
    refuse(low > high, "a lower end is above its upper end")
    missed = np.maximum(low - seen, 0.0) + np.maximum(seen - high, 0.0)
    score: FloatArray = high - low + fine * missed
    return score


def crps_of_samples(samples: ArrayLike, observed: ArrayLike) -> FloatArray:
    """Return the continuous ranked probability score of the distribution of ``samples`` (eq. 21).

    E|X - y| - E|X - X'| / 2, reckoned over the sorted samples.

    Parameters
    ----------
    samples
        Shape (n, ...): n draws of each quantity.
    observed
        Shape (...).
    """
    draws, seen = floats(samples)[0], floats(observed)[0]
    number = draws.shape[0]
    ordered = np.sort(draws, axis=0)
    rank = (2 * np.arange(1, number + 1) - number - 1).reshape(-1, *([1] * (draws.ndim - 1)))
    apart = (rank * ordered).sum(axis=0) / number**2
    score: FloatArray = np.abs(draws - seen).mean(axis=0) - apart
    return score


def crps_of_quantiles(levels: ArrayLike, quantiles: ArrayLike, observed: ArrayLike) -> FloatArray:
    """Return the same score from quantiles: twice the mean quantile loss over ``levels``.

    The integral of Laio & Tamea 2007 (Hydrology and Earth System Sciences 11:1267) by the midpoint rule, so
    exact only for many levels; good to compare forecasts with the same levels.

    Parameters
    ----------
    levels
        Shape (q,), rising, between 0 and 1; each stands for the levels nearest to it.
    quantiles
        Shape (q, ...).
    observed
        Shape (...).

    Raises
    ------
    ValueError
        When the levels are not strictly between 0 and 1 or do not rise.
    """
    parts = floats(levels)[0]
    if not (parts.size and (parts > 0).all() and (parts < 1).all() and (np.diff(parts) > 0).all()):
        raise ValueError("levels lie between 0 and 1 and rise")
    edges = np.concatenate([[0.0], (parts[1:] + parts[:-1]) / 2, [1.0]])
    values, seen = floats(quantiles)[0], floats(observed)[0]
    shape = (-1, *([1] * (values.ndim - 1)))
    level, weight = parts.reshape(shape), np.diff(edges).reshape(shape)
    away = seen - values
    loss = np.maximum(level * away, (level - 1) * away)
    score: FloatArray = 2 * (weight * loss).sum(axis=0)
    return score


def coverage(lower: ArrayLike, upper: ArrayLike, observed: ArrayLike) -> float:
    """Return the share of known outcomes within their interval, ends included; NaN when there are none."""
    low, high, seen = floats(lower, upper, observed)
    known = ~np.isnan(low + high + seen)
    if not known.any():
        return float("nan")
    return float(((low <= seen) & (seen <= high))[known].mean())


def bias(middle: ArrayLike, observed: ArrayLike) -> float:
    """Return forecast minus outcome as a share of the outcomes together; NaN when nothing is known.

    Positive when forecasts are too high.
    """
    told, seen = floats(middle, observed)
    known = ~np.isnan(told + seen)
    total = float(seen[known].sum())
    return float((told - seen)[known].sum()) / total if total else float("nan")
