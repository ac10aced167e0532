"""Intervals for rates: events per exposure (inhabitants, months, euros), and their ratio."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from drietrap.statistics.inputs import (
    FloatArray,
    Limits,
    check_confidence,
    events_and_exposure,
    floats,
    refuse,
    two_sided_quantile,
)
from drietrap.statistics.proportions import wilson

EXACT_BELOW = 10
"""Fewer events than this get exact limits: Byar's approximation is good from ten events on."""


def exact_poisson(events: ArrayLike, exposure: ArrayLike = 1.0, confidence: float = 0.95) -> Limits:
    """Return the exact limits of a Poisson rate from the chi-square distribution (Garwood 1936, Biometrika).

    Parameters
    ----------
    events, exposure
        Number of events and the exposure they arose in (positive), any broadcastable shapes; NaN gives NaN.
    confidence
        Between 0 and 1.

    Returns
    -------
    Lower and upper limit in events per unit of exposure.

    Raises
    ------
    ValueError
        For negative events, exposure that is not positive, or an impossible confidence.
    """
    count, at_risk = events_and_exposure(events, exposure)
    tail = (1 - check_confidence(confidence)) / 2
    lower = np.where(count == 0, 0.0, special.gammaincinv(np.where(count == 0, 1.0, count), tail))
    upper: FloatArray = special.gammainccinv(count + 1, tail)
    return lower / at_risk, upper / at_risk


def byar_approximation(events: ArrayLike, exposure: ArrayLike = 1.0, confidence: float = 0.95) -> Limits:
    """Return Byar's limits of a Poisson rate, not below zero (Breslow & Day 1987, volume II, chapter 2).

    Parameters and errors as :func:`exact_poisson`; good from ten events on.
    """
    count, at_risk = events_and_exposure(events, exposure)
    z = two_sided_quantile(confidence)
    base = np.where(count == 0, 1.0, count)
    lower = np.where(count == 0, 0.0, base * (1 - 1 / (9 * base) - z / (3 * np.sqrt(base))) ** 3)
    after = count + 1
    upper = after * (1 - 1 / (9 * after) + z / (3 * np.sqrt(after))) ** 3
    return np.maximum(lower, 0.0) / at_risk, upper / at_risk


def byar(events: ArrayLike, exposure: ArrayLike = 1.0, confidence: float = 0.95) -> Limits:
    """Return the limits of a Poisson rate: Byar's from ten events on, exact ones below.

    The choice that the English public health bodies make (R package PHEindicatormethods, ``phe_rate``).
    Parameters and errors as :func:`exact_poisson`.
    """
    count, at_risk = events_and_exposure(events, exposure)
    few = count < EXACT_BELOW
    exact = exact_poisson(count, at_risk, confidence)
    approximate = byar_approximation(count, at_risk, confidence)
    return np.where(few, exact[0], approximate[0]), np.where(few, exact[1], approximate[1])


def byar_rounded(
    events_lower: ArrayLike,
    events_upper: ArrayLike,
    exposure_lower: ArrayLike,
    exposure_upper: ArrayLike,
    confidence: float = 0.95,
) -> Limits:
    """Return the widest :func:`byar` limits over all whole event counts and all exposures in the ranges.

    Both limits rise with a whole number of events (also from nine to ten, where the method changes) and
    fall with the exposure, so the ends of the ranges give the widest limits.

    Raises
    ------
    ValueError
        When an end is impossible, a range is upside down, or it holds no whole number of events.
    """
    few, many, little, much = floats(events_lower, events_upper, exposure_lower, exposure_upper)
    refuse((few > many) | (little > much), "a range is upside down")
    refuse(np.ceil(few) > np.floor(many), "a range of events holds no whole number")
    lower, _ = byar(np.ceil(few), much, confidence)
    _, upper = byar(np.floor(many), little, confidence)
    unknown = np.isnan(few + many + little + much)
    return np.where(unknown, np.nan, lower), np.where(unknown, np.nan, upper)


def rate_ratio(
    events: ArrayLike,
    exposure: ArrayLike,
    other_events: ArrayLike,
    other_exposure: ArrayLike,
    confidence: float = 0.95,
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return the ratio of two Poisson rates with its limits.

    Given the sum of both counts, the first is binomial (Ederer & Mantel 1974, American Journal of
    Epidemiology 100:165); Wilson limits of that share, turned into odds, give the limits of the ratio.
    Zero counts are allowed: the ratio can be 0 or infinite, and NaN (limits 0 to infinity) when both are 0.

    Returns
    -------
    Ratio, lower and upper limit, without unit.
    """
    first, at_risk = events_and_exposure(events, exposure)
    second, other_at_risk = events_and_exposure(other_events, other_exposure)
    scale = other_at_risk / at_risk
    low_share, high_share = wilson(first, first + second, confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = first / second * scale
        lower = low_share / (1 - low_share) * scale
        upper = high_share / (1 - high_share) * scale
    return ratio, lower, upper
