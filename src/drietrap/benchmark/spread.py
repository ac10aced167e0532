"""Where a municipality lies among all others: funnel, rank with its interval, and shrinkage."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from drietrap.benchmark.result import Estimate, Funnel, Rank, Spread
from drietrap.benchmark.sample import Array, Sample
from drietrap.catalogue.comparison import CONFIDENCE
from drietrap.statistics.funnel import (
    adjusted_limits,
    adjusted_z,
    between_variance,
    overdispersion,
    standard_errors,
)
from drietrap.statistics.ranking import joint_confidence, rank_intervals
from drietrap.statistics.shrinkage import BetaBinomialFit, beta_binomial

NOTABLE, EXCEPTIONAL = 1.959964, 3.090232  # two-sided 95 % and 99.8 % of a normal
FEWEST = 20
_NORMAL_MAD = 1.482602


@dataclass(frozen=True)
class Field:
    """All municipalities on one indicator in one period; what one of them is held against."""

    sample: Sample

    @cached_property
    def counted(self) -> NDArray[np.bool_]:
        """Whether a municipality has counts behind its value (so chance can be reckoned)."""
        return np.isfinite(self.sample.k_low + self.sample.k_high) & (self.sample.n > 0)

    @cached_property
    def share(self) -> Array:
        """The value as a share of 1, at the end of its rounding interval nearest to the target."""
        target = self.target
        low, high = self.sample.low / self.sample.scale, self.sample.high / self.sample.scale
        nearest: Array = np.clip(target, low, high)
        return nearest

    @cached_property
    def target(self) -> float:
        """The share of all municipalities together."""
        k = (self.sample.k_low + self.sample.k_high) / 2
        return float(k[self.counted].sum() / self.sample.n[self.counted].sum())

    @cached_property
    def has_funnel(self) -> bool:
        """Whether there are enough municipalities with counts for a funnel."""
        return bool(self.counted.sum() >= FEWEST and 0 < self.target < 1)

    @cached_property
    def z(self) -> Array:
        """Unadjusted z-scores; NaN without counts."""
        z = np.full(self.sample.value.shape, np.nan)
        error = standard_errors(self.target, self.sample.n[self.counted])
        z[self.counted] = (self.share[self.counted] - self.target) / error
        return z

    @cached_property
    def tau2(self) -> float:
        """Variance between municipalities beyond chance, in squared shares."""
        error = standard_errors(self.target, self.sample.n[self.counted])
        return between_variance(self.z[self.counted], error)

    @cached_property
    def phi(self) -> float:
        """Overdispersion factor."""
        return overdispersion(self.z[self.counted])

    @cached_property
    def z_adjusted(self) -> Array:
        """z-scores on the funnel widened by ``tau2``; for amounts a robust z-score."""
        z = np.full(self.sample.value.shape, np.nan)
        if self.has_funnel:
            error = standard_errors(self.target, self.sample.n[self.counted])
            z[self.counted] = adjusted_z(self.z[self.counted], error, tau2=self.tau2)
            return z
        known = np.isfinite(self.sample.value)
        if known.sum() >= FEWEST:
            middle = np.median(self.sample.value[known])
            nearest = np.clip(middle, self.sample.low, self.sample.high)
            width = _NORMAL_MAD * np.median(np.abs(self.sample.value[known] - middle))
            if width > 0:
                z = (nearest - middle) / width
        return z

    @cached_property
    def ranks(self) -> tuple[Array, Array, Array]:
        """Rank by value (1 is highest), best and worst rank that the joint intervals allow.

        Withheld municipalities take part with the bounds they have. Amounts have no rank: without chance
        their places would look surer than they are.
        """
        known = self.counted & np.isfinite(self.sample.low + self.sample.high)
        number = int(known.sum())
        place = np.full(self.sample.value.shape, np.nan)
        if number == 0:
            return place, place, place
        middle = (self.sample.low + self.sample.high) / 2
        shown = np.where(np.isfinite(self.sample.value), self.sample.value, middle)
        lower, upper = self.sample.limits(joint_confidence(CONFIDENCE, number))
        best, worst = rank_intervals(np.where(known, lower, np.nan), np.where(known, upper, np.nan))
        values = np.sort(shown[known])
        place[known] = 1 + number - np.searchsorted(values, shown[known], side="right")
        return place, best, worst

    @cached_property
    def fit(self) -> BetaBinomialFit | None:
        """How shares vary between municipalities, for shrinkage; None without counts."""
        if not self.has_funnel:
            return None
        k = np.minimum((self.sample.k_low + self.sample.k_high) / 2, self.sample.n)[self.counted]
        return beta_binomial(k, self.sample.n[self.counted])

    def spread(self, i: int) -> Spread:
        """Return the place of municipality ``i`` in the ordinary variation, in words."""
        z = abs(float(self.z_adjusted[i]))
        if np.isnan(z):
            return Spread.UNKNOWN
        return Spread.ORDINARY if z < NOTABLE else Spread.NOTABLE if z < EXCEPTIONAL else Spread.EXCEPTIONAL

    def funnel(self, i: int) -> Funnel | None:
        """Return the funnel at the size of municipality ``i``; None without counts."""
        if not self.has_funnel or not self.counted[i]:
            return None
        n, scale = self.sample.n[i], self.sample.scale

        def limits(confidence: float, tau2: float) -> tuple[float, float]:
            low, high = adjusted_limits(self.target, n, confidence, tau2=tau2)
            return float(low) * scale, float(high) * scale

        return Funnel(
            self.target * scale,
            limits(0.95, 0.0),
            limits(0.998, 0.0),
            limits(0.95, self.tau2),
            limits(0.998, self.tau2),
            float(self.z[i]),
            float(self.z_adjusted[i]),
            self.phi,
        )

    def rank(self, i: int) -> Rank | None:
        """Return the rank of municipality ``i`` with its interval; None when it has no figure."""
        place, best, worst = self.ranks
        if not np.isfinite(place[i]) or not np.isfinite(self.sample.value[i]):
            return None
        return Rank(int(place[i]), int(best[i]), int(worst[i]), int(np.isfinite(place).sum()))

    def shrunk(self, i: int) -> Estimate | None:
        """Return the value of municipality ``i`` drawn towards all municipalities (beta-binomial)."""
        if self.fit is None or not self.counted[i]:
            return None
        k = min(float(self.sample.k_low[i] + self.sample.k_high[i]) / 2, float(self.sample.n[i]))
        mean, lower, upper = self.fit.posterior(k, float(self.sample.n[i]))
        scale = self.sample.scale
        return Estimate(float(mean) * scale, float(lower) * scale, float(upper) * scale)
