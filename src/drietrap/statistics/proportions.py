"""Intervals and tests for shares of a whole: k of n."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from drietrap.statistics.inputs import FloatArray, Limits, counts, floats, refuse, two_sided_quantile


def wilson(successes: ArrayLike, trials: ArrayLike, confidence: float = 0.95) -> Limits:
    """Return the score limits of a share.

    Parameters
    ----------
    successes, trials
        Counts, any broadcastable shapes; NaN is unknown and gives NaN. No trials at all give 0 to 1.
    confidence
        Share of intervals that should hold the truth, between 0 and 1.

    Returns
    -------
    Lower and upper limit, shares between 0 and 1, in the broadcast shape.

    Raises
    ------
    ValueError
        For negative counts, more successes than trials, or an impossible confidence.

    Notes
    -----
    Wilson (1927), JASA 22:209; written as in Newcombe (1998), Statistics in Medicine 17:857, method 3.
    """
    k, n = counts(successes, trials)
    z = two_sided_quantile(confidence)
    spread = z * np.sqrt(z * z + 4 * k * (1 - k / np.where(n > 0, n, 1.0)))
    centre = 2 * k + z * z
    whole = 2 * (n + z * z)
    lower = np.where(k == 0, 0.0, (centre - spread) / whole)
    upper = np.where(k == n, 1.0, (centre + spread) / whole)
    unknown = np.isnan(k) | np.isnan(n)
    return np.where(unknown, np.nan, lower), np.where(unknown, np.nan, upper)


def wilson_rounded(
    successes_lower: ArrayLike,
    successes_upper: ArrayLike,
    trials_lower: ArrayLike,
    trials_upper: ArrayLike,
    confidence: float = 0.95,
) -> Limits:
    """Return the widest Wilson limits over all counts in the given ranges (ends included).

    Both Wilson limits rise with the successes and fall with the trials (differentiate the quadratic that
    they solve). So the lowest limit is at the fewest successes of the most trials, and the highest at the
    most successes of the fewest trials; where those could all be successes, it is 1.

    Parameters
    ----------
    successes_lower, successes_upper, trials_lower, trials_upper
        Ends of the ranges, any broadcastable shapes; NaN gives NaN.

    Raises
    ------
    ValueError
        When an end is negative, a range is upside down, or no pair in the ranges is possible.
    """
    k_low, k_high, n_low, n_high = floats(successes_lower, successes_upper, trials_lower, trials_upper)
    refuse((k_low < 0) | (n_low < 0), "a count is negative")
    refuse((k_low > k_high) | (n_low > n_high), "a range of counts is upside down")
    refuse(k_low > n_high, "there are more successes than trials")
    unknown = np.isnan(k_low + k_high + n_low + n_high)
    lower, _ = wilson(k_low, n_high, confidence)
    _, upper = wilson(np.minimum(k_high, n_low), n_low, confidence)
    return np.where(unknown, np.nan, lower), np.where(unknown, np.nan, upper)


def newcombe_difference(
    p1: ArrayLike, l1: ArrayLike, u1: ArrayLike, p2: ArrayLike, l2: ArrayLike, u2: ArrayLike
) -> Limits:
    """Return the limits of ``p1 - p2`` from two independent estimates with their own limits.

    Square-and-add: Newcombe (1998), Statistics in Medicine 17:873, method 10 (with Wilson limits); it
    holds for any pair of independent estimates (Zou & Donner 2008, Statistics in Medicine 27:1693).

    Parameters
    ----------
    p1, l1, u1, p2, l2, u2
        Estimate, lower and upper limit of the first and of the second; one confidence for both.

    Raises
    ------
    ValueError
        When an estimate lies outside its own limits.
    """
    a, a_low, a_high, b, b_low, b_high = floats(p1, l1, u1, p2, l2, u2)
    refuse((a < a_low) | (a > a_high) | (b < b_low) | (b > b_high), "an estimate is outside its limits")
    difference = a - b
    return difference - np.hypot(a - a_low, b_high - b), difference + np.hypot(a_high - a, b - b_low)


def difference_p_value(k1: ArrayLike, n1: ArrayLike, k2: ArrayLike, n2: ArrayLike) -> FloatArray:
    """Return the two-sided p-value of equal shares: the score test with the pooled share.

    Its square is Pearson's chi-square without continuity correction (Pearson 1900). All or none in
    both groups gives 1; no trials or NaN give NaN.
    """
    first, first_of = counts(k1, n1)
    second, second_of = counts(k2, n2)
    with np.errstate(divide="ignore", invalid="ignore"):
        pooled = (first + second) / (first_of + second_of)
        variance = pooled * (1 - pooled) * (1 / first_of + 1 / second_of)
        z = (first / first_of - second / second_of) / np.sqrt(variance)
        p: FloatArray = np.where(variance == 0, 1.0, special.erfc(np.abs(z) / np.sqrt(2)))
    return np.where((first_of == 0) | (second_of == 0), np.nan, p)
