"""How much of the differences a prediction explains, how sure it was, and who carries the explanation."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from drietrap.statistics.inputs import FloatArray
from drietrap.statistics.randomness import address, uniform

_DRAWS = 2000


def explained(observed: FloatArray, expected: FloatArray, weights: FloatArray | None = None) -> float:
    """Return R²: 1 minus the (weighted) squared error by that of the (weighted) mean; NaN without spread.

    Below zero when the mean of the observed figures would have foretold them better.
    """
    weight = np.ones_like(observed) if weights is None else weights
    total = float(weight @ (observed - np.average(observed, weights=weight)) ** 2)
    return 1.0 - float(weight @ (observed - expected) ** 2) / total if total > 0 else float("nan")


def explained_between(
    observed: FloatArray, expected: FloatArray, groups: Sequence[str], confidence: float = 0.95
) -> tuple[float, float]:
    """Return the interval of R² that comes from which areas happen to be scored; NaN without spread.

    Whole groups (municipalities) are drawn again with replacement, and the percentiles of R² over 2,000 of
    such draws are the ends (Efron & Tibshirani 1993, chapter 13). The predictions stay what they are: what
    the model would have learned from other areas is not in it. The same for every order of the areas.
    """
    labels, member = np.unique(np.array(groups), return_inverse=True)
    centred = observed - observed.mean()
    missed = (observed - expected) ** 2
    columns = (np.ones_like(centred), centred, centred**2, missed)
    sums = np.array([np.bincount(member, weights=one, minlength=labels.size) for one in columns])
    draws = uniform(address("verklaard"), np.arange(_DRAWS)[:, None], np.arange(labels.size)[None, :])
    number, total, squares, error = sums[:, (draws * labels.size).astype(np.intp)].sum(axis=2)
    spread = squares - total**2 / number
    found = 1.0 - error[spread > 0] / spread[spread > 0]
    if not found.size:
        return float("nan"), float("nan")
    lower, upper = np.quantile(found, [(1 - confidence) / 2, (1 + confidence) / 2])
    return float(lower), float(upper)


def ceiling(observed: FloatArray, chance: FloatArray, weights: FloatArray | None = None) -> float:
    """Return the highest R² that can be reached when ``chance`` is the variance of each figure by chance."""
    weight = np.ones_like(observed) if weights is None else weights
    spread = float(np.average((observed - np.average(observed, weights=weight)) ** 2, weights=weight))
    return 1.0 - min(float(np.average(chance, weights=weight)) / spread, 1.0) if spread > 0 else float("nan")


def covered(observed: FloatArray, expected: FloatArray, reach: FloatArray) -> float:
    """Return the share of figures that lie within ``reach`` of what was expected."""
    return float((np.abs(observed - expected) <= reach).mean()) if observed.size else float("nan")


def width_factor(scores: FloatArray, confidence: float) -> float:
    """Return how many standard errors hold ``confidence`` of the figures that were left out.

    The ceil((n + 1) * confidence)-th smallest absolute score (split conformal prediction: Vovk, Gammerman
    & Shafer 2005; Lei et al. 2018, JASA 113:1094), the largest when there are too few.
    """
    ordered = np.sort(np.abs(scores))
    place = int(np.ceil((ordered.size + 1) * confidence)) - 1
    return float(ordered[min(place, ordered.size - 1)])


def shares(parts: FloatArray, weights: FloatArray) -> FloatArray:
    """Return the Shapley share of every part in the variance of their sum; together they are one.

    ``parts`` (n, g) holds what each of g groups of factors adds to each of n figures. The worth of a set of
    groups is the variance of their sum; its Shapley value is then the covariance of the part with the whole
    (for a linear model close to LMG: Lindeman, Merenda & Gold 1980). Negative for a part that works against
    the others.
    """
    weight = weights / weights.sum()
    centred = parts - weight @ parts
    whole = centred.sum(axis=1)
    covariance: FloatArray = (centred * (weight * whole)[:, None]).sum(axis=0)
    total = float(covariance.sum())
    return covariance / total if total > 0 else np.zeros(parts.shape[1])


def weighted_rows(weights: FloatArray, rows: NDArray[np.intp]) -> FloatArray:
    """Return weights that sum to one over ``rows``; all the same when none of them is known."""
    chosen = np.nan_to_num(weights[rows], nan=0.0)
    return chosen / chosen.sum() if chosen.sum() > 0 else np.full(rows.size, 1.0 / rows.size)
