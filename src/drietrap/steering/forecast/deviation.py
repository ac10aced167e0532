"""How areas differ from the country over time: all areas together say how much, each area says where it is.

The log rate of an area minus that of the country is a level, a slope of its own, a random walk, a level for
every break, and chance: Poisson counts, more or less. Youths stay for a while: so chance lasts (the same
youths are counted again), and a number follows the walk of who comes in with a delay, as a stock does with
exponential durations (Eick, Massey & Whitt 1993, Operations Research 41:731, eq. 5). How large each of these
is (:class:`Spread`) is learned from all areas at once; what a single area then does is partial pooling: few
figures, little own slope (Gelman & Hill 2007, chapter 12). Given the spread all is normal (Rasmussen &
Williams 2006, eq. 2.22-2.24); the spread is drawn from its posterior.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from scipy import linalg, optimize

from drietrap.statistics.inputs import FloatArray
from drietrap.statistics.randomness import address, normal, uniform
from drietrap.steering.forecast.assumptions import CHANCE, DURATION, SLOPE, WALK
from drietrap.steering.forecast.series import Panel

_LEVEL = 9.0  # variance of the level: nothing is known beforehand
_BREAK = 4.0  # variance of the jump at a break: as good as nothing is known
_UNKNOWN = 1e6
_PRIORS = np.array([WALK, CHANCE, DURATION, SLOPE])
_STEP = 0.05
Target: TypeAlias = Callable[[FloatArray], float]


@dataclass(frozen=True)
class Spread:
    """How areas vary: ``walk`` and ``slope`` per year, ``chance`` against Poisson, ``duration`` in years."""

    walk: float
    chance: float
    duration: float
    slope: float

    @classmethod
    def of(cls, point: FloatArray) -> Spread:
        """Return the spread at a point on the scale that is searched; three numbers are without slope."""
        slope = float(np.exp(point[3])) if point.size > 3 else 0.0
        walk, chance, duration = (float(np.exp(part)) for part in point[:3])
        return cls(walk, chance, duration, slope)


@dataclass(frozen=True)
class Deviations:
    """Deviations from the country (areas x times) with what is needed to weigh them."""

    panel: Panel
    value: FloatArray

    @classmethod
    def of(cls, panel: Panel, country: Panel) -> Deviations:
        """Return the deviations at the times that the country has a figure too."""
        level = dict(zip(country.times.tolist(), country.log_rate[0].tolist(), strict=True))
        middle = np.array([level.get(at, np.nan) for at in panel.times.tolist()])
        return cls(panel, panel.log_rate - middle)

    @property
    def known(self) -> np.ndarray:
        """Which deviations there are."""
        return np.asarray(np.isfinite(self.value))

    def signal(self, spread: Spread, one: FloatArray, other: FloatArray) -> FloatArray:
        """Return the covariance of the lasting part between two sets of times, (areas, one, other)."""
        start, end = self.panel.times[0], self.panel.times[-1]
        common = _LEVEL + spread.walk**2 * delayed(one - start, other - start, spread.duration)
        common = common + spread.slope**2 * np.outer(one - end, other - end)
        whole = np.repeat(common[None], len(self.panel.areas), axis=0)
        for cut in sorted({cut for cuts in self.panel.breaks for cut in cuts if start < cut <= end}):
            rows = [cut in cuts for cuts in self.panel.breaks]
            whole[rows] += _BREAK * np.outer(one >= cut, other >= cut)
        return np.asarray(whole)

    def noise(self, spread: Spread, one: FloatArray, other: FloatArray) -> FloatArray:
        """Return the covariance of chance between two sets of times, (areas, one, other)."""
        lag = np.abs(one[:, None] - other[None])
        size = np.nan_to_num(np.maximum(self.panel.size, 1.0), nan=1.0)
        return np.asarray((spread.chance / size)[:, None, None] * np.exp(-lag / spread.duration)[None])

    def whole(self, spread: Spread) -> FloatArray:
        """Return the covariance of what is observed; what is not known is as good as boundless."""
        times = self.panel.times
        full = self.signal(spread, times, times) + self.noise(spread, times, times)
        extra = np.where(self.known, self.panel.reporting, _UNKNOWN)
        place = np.arange(times.size)
        full[:, place, place] += extra
        return full

    def likelihood(self, spread: Spread) -> float:
        """Return the log likelihood of all deviations, up to a constant."""
        half = np.linalg.cholesky(self.whole(spread))
        seen = np.where(self.known, self.value, 0.0)
        scaled = np.linalg.solve(half, seen[..., None])[..., 0]
        logs = np.log(np.diagonal(half, axis1=1, axis2=2))
        return float(-(scaled**2).sum() / 2 - logs.sum())


def delayed(one: FloatArray, other: FloatArray, duration: float) -> FloatArray:
    """Return the covariance of a random walk (variance 1 per year) that is followed with a delay.

    The walk W from time 0 minus U, the Ornstein-Uhlenbeck process of the same steps with time constant
    ``duration``: what W was, averaged over the past with weights exp(-age / duration) / duration. Up to a
    constant, which the level takes.

    Parameters
    ----------
    one, other
        Years after time 0.
    """
    s, t = one[:, None], other[None]
    apart = np.exp(-np.abs(t - s) / duration)
    walk_lag = duration * (np.where(s <= t, apart, 1.0) - np.exp(-t / duration))
    lag_walk = duration * (np.where(t <= s, apart, 1.0) - np.exp(-s / duration))
    return np.asarray(np.minimum(s, t) - walk_lag - lag_walk + duration / 2 * apart)


def spreads(data: Deviations, draws: int, seed: int, *, trend: bool) -> tuple[Spread, ...]:
    """Return draws of the spread from its posterior, given all areas.

    Laplace's approximation at the mode, a fifth wider, weighed to the posterior and drawn again with equal
    weights (sampling-importance-resampling, Rubin 1988). Without ``trend`` areas have no slope of their own.
    """
    priors = _PRIORS if trend else _PRIORS[:3]
    centre, width = priors.T

    def target(point: FloatArray) -> float:
        return float(((point - centre) ** 2 / width**2).sum() / 2) - data.likelihood(Spread.of(point))

    if not (data.known.sum(axis=1) > 1).any():
        return usual_spreads(draws, seed)
    found = optimize.minimize(target, centre, method="L-BFGS-B", options={"maxiter": 40, "eps": 1e-4})
    return _drawn(found.x, _half(target, found.x, width), target, draws, seed)


def usual_spreads(draws: int, seed: int) -> tuple[Spread, ...]:
    """Return draws of the spread before any series is seen: only what is assumed."""
    centre, width = _PRIORS.T
    return _drawn(centre, np.diag(width), None, draws, seed)


def _half(target: Target, point: FloatArray, width: FloatArray) -> FloatArray:
    """Return a square root of the inverse curvature; no direction is wider than twice its prior."""
    number = point.size
    step = np.eye(number) * _STEP
    curve = np.empty((number, number))
    for i in range(number):
        for j in range(i, number):
            ends = [target(point + a * step[i] + b * step[j]) for a in (1, -1) for b in (1, -1)]
            curve[i, j] = curve[j, i] = (ends[0] - ends[1] - ends[2] + ends[3]) / (4 * _STEP**2)
    scaled = curve * np.outer(width, width)
    values, vectors = linalg.eigh(scaled)
    return np.asarray((width[:, None] * vectors) / np.sqrt(np.maximum(values, 0.25)))


def _drawn(
    centre: FloatArray, half: FloatArray, target: Target | None, draws: int, seed: int
) -> tuple[Spread, ...]:
    tried = 3 * draws
    number = np.arange(tried)[:, None]
    standard = normal(seed, address("spreiding"), number, np.arange(centre.size))
    if target is None:
        return tuple(Spread.of(centre + half @ one) for one in standard[:draws])
    points = centre + 1.2 * standard @ half.T
    logs = np.array([-target(point) for point in points]) + (standard**2).sum(axis=1) / 2
    weight = np.exp(logs - logs.max())
    steps = (np.arange(draws) + uniform(seed, address("spreiding gekozen"), 0)) / draws
    chosen = np.searchsorted(np.cumsum(weight) / weight.sum(), steps)
    return tuple(Spread.of(points[min(int(at), tried - 1)]) for at in chosen)


@dataclass(frozen=True)
class Ahead:
    """Deviations and chance at later times, given one spread: ``mean`` (areas, 2h), ``half`` (areas, 2h, 2h).

    First the lasting part at each time, then chance; ``half`` is a square root of their covariance.
    """

    mean: FloatArray
    half: FloatArray


def ahead(data: Deviations, spread: Spread, times: FloatArray) -> Ahead:
    """Return what is known of later times, given the past and one spread (the source's 2.22)."""
    past, number = data.panel.times, times.size
    areas = len(data.panel.areas)
    cross = np.concatenate([data.signal(spread, times, past), data.noise(spread, times, past)], axis=1)
    prior = np.zeros((areas, 2 * number, 2 * number))
    prior[:, :number, :number] = data.signal(spread, times, times)
    prior[:, number:, number:] = data.noise(spread, times, times)
    half = np.linalg.cholesky(data.whole(spread))
    scaled = np.linalg.solve(half, np.swapaxes(cross, 1, 2))
    seen = np.linalg.solve(half, np.where(data.known, data.value, 0.0)[..., None])
    mean = (np.swapaxes(scaled, 1, 2) @ seen)[..., 0]
    rest = prior - np.swapaxes(scaled, 1, 2) @ scaled
    rest[:, np.arange(2 * number), np.arange(2 * number)] += 1e-9
    return Ahead(mean, np.linalg.cholesky(rest))
