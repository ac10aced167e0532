"""The path of the country: where the national rate goes, from its own series.

The same kind of process as that of an area (:mod:`drietrap.steering.forecast.deviation`): a level, one for
every break, a random walk that is followed with a delay, and, with a trend, a slope. How long youths stay is
learned from the areas; how much the country walks from its own series, on a grid, with a weak prior (Gelman
et al. 2013, *Bayesian Data Analysis*, 2.6 and 10.1).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from drietrap.statistics.inputs import FloatArray
from drietrap.statistics.randomness import address, normal, uniform
from drietrap.steering.forecast.assumptions import NATIONAL_SLOPE, PRIOR_FREEDOM, PRIOR_YEARLY_SPREAD
from drietrap.steering.forecast.deviation import Deviations, Spread, ahead
from drietrap.steering.forecast.series import Panel

_GRID = PRIOR_YEARLY_SPREAD * np.exp(np.linspace(-2.5, 2.0, 19))


def country_spreads(
    country: Panel, areas: tuple[Spread, ...], seed: int, *, trend: bool
) -> tuple[Spread, ...]:
    """Return how the country varies: for every spread of ``areas`` a walk drawn from its posterior."""
    data = Deviations(country, country.log_rate)
    slope = NATIONAL_SLOPE if trend else 0.0
    chosen = uniform(seed, address("landelijke spreiding"), np.arange(len(areas)))
    found = []
    for one, draw in zip(areas, chosen, strict=True):
        tried = [replace(one, walk=float(walk), slope=slope) for walk in _GRID]
        logs = np.array([data.likelihood(spread) for spread in tried]) + _prior(_GRID)
        weight = np.cumsum(np.exp(logs - logs.max()))
        found.append(tried[int(np.searchsorted(weight / weight[-1], draw))])
    return tuple(found)


def _prior(walk: FloatArray) -> FloatArray:
    """Return the log density of a scaled inverse chi-squared variance, on the log scale."""
    part = (PRIOR_YEARLY_SPREAD / walk) ** 2
    return np.asarray(PRIOR_FREEDOM / 2 * (np.log(part) - part))


def country_paths(
    country: Panel, spreads: tuple[Spread, ...], times: FloatArray, each: int, seed: int
) -> FloatArray:
    """Return draws of the log rate at ``times``, ``each`` for every spread (draws x times).

    With its chance: deviations of areas are from the national number as it was counted, chance and all.
    """
    data = Deviations(country, country.log_rate)
    standard = normal(
        seed,
        address("landelijk pad"),
        np.arange(len(spreads) * each)[:, None],
        np.arange(2 * times.size),
    ).reshape(len(spreads), each, 2 * times.size)
    paths = np.empty((len(spreads), each, times.size))
    for at, one in enumerate(spreads):
        found = ahead(data, one, times)
        both = found.mean[0] + standard[at] @ found.half[0].T
        paths[at] = both[:, : times.size] + both[:, times.size :]
    return np.asarray(paths.reshape(-1, times.size))
