"""Change over time, one piece of series at a time: no line is ever drawn over a break."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from drietrap.statistics.inputs import FloatArray, check_confidence, floats, refuse, two_sided_quantile

FEWEST_FOR_A_LINE = 3


@dataclass(frozen=True)
class Change:
    """The change within one unbroken piece of a series.

    ``kind`` says what the estimate is: ``slope`` (units of y per unit of x), ``difference`` (last minus
    first, units of y) when there are two points, or ``none`` (NaN) when there are fewer. ``lower`` and
    ``upper`` are NaN when the uncertainty cannot be known from what was given.
    """

    kind: Literal["slope", "difference", "none"]
    estimate: float
    lower: float
    upper: float
    points: int


def segments(periods: ArrayLike, breaks: Sequence[float]) -> tuple[slice, ...]:
    """Cut a series at its breaks.

    Parameters
    ----------
    periods
        Strictly rising moments, one-dimensional.
    breaks
        Each break is the first moment that can no longer be compared with what went before.

    Returns
    -------
    Slices into ``periods``, in order, none empty, together the whole series.

    Raises
    ------
    ValueError
        When the periods are unknown (NaN) or do not rise.
    """
    (moments,) = floats(periods)
    if moments.ndim != 1 or np.isnan(moments).any() or (np.diff(moments) <= 0).any():
        raise ValueError("periods must be known and strictly rising")
    cuts = np.searchsorted(moments, np.asarray(breaks, dtype=np.float64))
    edges = sorted({0, moments.size, *(int(cut) for cut in cuts)})
    return tuple(slice(start, stop) for start, stop in pairwise(edges))


def changes(
    periods: ArrayLike,
    values: ArrayLike,
    variance: ArrayLike | None,
    breaks: Sequence[float],
    confidence: float = 0.95,
) -> tuple[Change, ...]:
    """Return the :func:`slope` of every piece between breaks, in order (see :func:`segments`)."""
    x, y = floats(periods, values)
    spread = None if variance is None else floats(variance, x)[0]
    return tuple(
        slope(x[piece], y[piece], None if spread is None else spread[piece], confidence)
        for piece in segments(x, breaks)
    )


def slope(x: ArrayLike, y: ArrayLike, variance: ArrayLike | None = None, confidence: float = 0.95) -> Change:
    """Return the weighted least squares slope of ``y`` on ``x`` with its interval.

    Weights are 1/variance. The interval is the wider of two: the one that trusts the given variances
    (normal), and the one that estimates the scatter around the line (Student's t with n - 2 degrees of
    freedom; the Birge ratio, Birge 1932, Physical Review 40:207). So neither sampling error nor real
    jumps are hidden. With two points the result is the difference, with normal interval.

    Parameters
    ----------
    x, y
        Moments and values of one unbroken piece; points with NaN are left out.
    variance
        Sampling variance of each y (positive), or None when it is unknown: then the scatter alone counts.
    confidence
        Between 0 and 1.

    Raises
    ------
    ValueError
        For a variance that is not positive, or when all moments are the same.
    """
    check_confidence(confidence)
    moments, values, spread = floats(x, y, np.ones(1) if variance is None else variance)
    refuse(spread <= 0, "a variance is not positive")
    known = ~np.isnan(moments + values + spread)
    moments, values, spread = moments[known], values[known], spread[known]
    if moments.size < FEWEST_FOR_A_LINE:
        return _difference(values, None if variance is None else spread, confidence)
    return _line(moments, values, spread, variance is not None, confidence)


def _difference(values: FloatArray, spread: FloatArray | None, confidence: float) -> Change:
    if values.size < 2:
        return Change("none", math.nan, math.nan, math.nan, values.size)
    estimate = float(values[-1] - values[0])
    error = math.nan if spread is None else math.sqrt(spread[0] + spread[-1])
    reach = two_sided_quantile(confidence) * error
    return Change("difference", estimate, estimate - reach, estimate + reach, values.size)


def _line(x: FloatArray, y: FloatArray, spread: FloatArray, trusted: bool, confidence: float) -> Change:
    weights = 1 / spread
    centred = x - np.average(x, weights=weights)
    leverage = float(np.sum(weights * centred**2))
    if leverage == 0:
        raise ValueError("a slope needs at least two different moments")
    estimate = float(np.sum(weights * centred * y) / leverage)
    residuals = y - np.average(y, weights=weights) - estimate * centred
    freedom = x.size - 2
    scatter = math.sqrt(float(np.sum(weights * residuals**2)) / freedom)
    student = float(special.stdtrit(freedom, (1 + confidence) / 2))
    reach = student * scatter / math.sqrt(leverage)
    if trusted:
        reach = max(reach, two_sided_quantile(confidence) / math.sqrt(leverage))
    return Change("slope", estimate, estimate - reach, estimate + reach, x.size)
