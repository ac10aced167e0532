"""Partial pooling: what a municipality's own figure says, pulled towards its jeugdregio and the country.

First the rates of regions are pooled towards the country, then those of municipalities towards their region:
gamma-Poisson, twice (:mod:`drietrap.statistics.shrinkage`), so that a small municipality leans on its region
and a small region on the country. Limits take the fitted groups as given. Rounding adds its own variance.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from drietrap.statistics.inputs import FloatArray
from drietrap.statistics.shrinkage import GammaPoissonFit, gamma_poisson
from drietrap.steering.calibration.published import Counted


@dataclass(frozen=True)
class Pooled:
    """One figure of one municipality after pooling.

    ``own`` is the published rate with the bounds that rounding leaves (NaN when nothing is published),
    ``rate`` the pooled one, ``spread`` the standard deviation of its logarithm, ``country`` the rate of the
    country, ``chance`` the standard deviation of the logarithm of the own figure by chance alone, and
    ``weight`` which part of the pooled rate is the municipality's own. ``fitted`` tells whether the model is
    fitted to it; ``step``, when not zero, that shares may only be shown in such steps.
    """

    figure: str
    source: str
    year: int
    own: float
    lower: float
    upper: float
    rate: float
    spread: float
    region: float
    country: float
    weight: float
    chance: float
    fitted: bool = False
    step: float = 0.0


def pooled(one: Counted, regions: NDArray[np.int_], at: int) -> Pooled:
    """Return the figure of municipality ``at``, pooled.

    Parameters
    ----------
    one
        The figure of all municipalities.
    regions
        (municipalities,): the number of the region of each.
    at
        Position of the municipality.
    """
    known = np.isfinite(one.events + one.exposure) & (one.exposure > 0)
    country = float(one.events[known].sum() / one.exposure[known].sum())
    by_region = _pooled_regions(one, regions, known, country)
    expected = one.exposure * by_region[regions]
    usable = known & (expected > 0)
    fit = gamma_poisson(np.where(usable, one.events, np.nan), np.where(usable, expected, np.nan))
    mine, region = float(expected[at]), float(by_region[regions[at]])
    if usable[at]:
        events, exposure = float(one.events[at]), float(one.exposure[at])
        width = float(one.upper[at] - one.lower[at]) if np.isfinite(one.upper[at] - one.lower[at]) else 0.0
        relative, spread, weight = _posterior(fit, events, mine, width)
        chance = 1.0 / np.sqrt(max(events, 0.5))
        own, low, high = (float(x[at]) / exposure for x in (one.events, one.lower, one.upper))
    else:
        relative, spread, weight = _posterior(fit, 0.0, 0.0, 0.0)
        own = low = high = chance = float("nan")
    return Pooled(
        one.figure,
        one.source,
        one.year,
        own,
        low,
        high,
        region * relative,
        spread,
        region,
        country,
        weight,
        float(chance),
    )


def _pooled_regions(
    one: Counted, regions: NDArray[np.int_], known: NDArray[np.bool_], country: float
) -> FloatArray:
    """Return the pooled rate of every region."""
    size = int(regions.max()) + 1
    events = np.bincount(regions[known], one.events[known], size)
    exposure = np.bincount(regions[known], one.exposure[known], size)
    there = exposure > 0
    fit = gamma_poisson(np.where(there, events, np.nan), np.where(there, exposure, np.nan))
    rates = np.full(size, country)
    if there.any() and fit.reason is None:
        rates[there] = fit.posterior(events[there], exposure[there])[0]
    return rates


def _posterior(
    fit: GammaPoissonFit, events: float, expected: float, width: float
) -> tuple[float, float, float]:
    """Return the rate relative to the region, the sd of its logarithm, and the weight of the own figure."""
    if fit.reason is not None:
        total = max(fit.pooled[0], 1.0) if np.isfinite(fit.pooled[0]) else 1.0
        return (fit.mean if np.isfinite(fit.mean) else 1.0), 1.0 / np.sqrt(total), 0.0
    shape, rate = fit.shape + events, fit.rate + expected
    weight = expected / rate
    rounding = width**2 / 12.0 / max(shape, 1.0) ** 2
    return shape / rate, float(np.sqrt(1.0 / shape + rounding)), weight
