"""Invented municipalities over time, with known truth: made by rules that the forecast does not use.

The numbers of a world come from people who come in and stay, or who are counted anew in every period. What
the forecast assumes (normal logarithms, one formula for all) is nowhere in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from drietrap.statistics.inputs import FloatArray
from drietrap.steering.forecast.series import Panel

SIZES = (20, 100, 500, 3000)
OF_EACH = 15
ROUNDED_TO = 5
PEOPLE = 10_000.0


class Kind(StrEnum):
    """How a number comes about."""

    STOCK = "stand op een peildatum"
    FLOW = "nieuw in elke periode"


@dataclass(frozen=True)
class Life:
    """What moves a world: per year, as standard deviations of the logarithm unless said otherwise."""

    national_trend: float = 0.01
    national_walk: float = 0.02
    walk: float = 0.04
    slope: float = 0.015
    stay: float = 1.0  # mean years in help


@dataclass(frozen=True)
class World:
    """True numbers (areas x periods), ``per_year`` periods a year, and the size of each area."""

    numbers: FloatArray
    per_year: int
    size: FloatArray

    def panel(self, periods: int) -> Panel:
        """Return what is published over the first periods: rounded to fives."""
        seen = ROUNDED_TO * np.round(self.numbers[:, :periods] / ROUNDED_TO)
        areas = len(seen)
        return Panel(
            areas=tuple(f"GM{number:04d}" for number in range(areas)),
            times=2010 + np.arange(periods) / self.per_year,
            count=seen,
            width=np.full(seen.shape, ROUNDED_TO - 1.0),
            people=np.full(seen.shape, PEOPLE),
            breaks=((),) * areas,
            provisional=(False,) * areas,
        )


def world(seed: int, kind: Kind, per_year: int, years: int, life: Life | None = None) -> World:
    """Return one world of ``years``; the same seed gives the same."""
    life = life or Life()
    rng = np.random.default_rng([seed, per_year, list(Kind).index(kind)])
    size = np.repeat(np.array(SIZES, dtype=np.float64), OF_EACH)
    step, periods = 1 / per_year, per_year * years
    country = np.cumsum(rng.normal(life.national_trend * step, life.national_walk * np.sqrt(step), periods))
    own = np.cumsum(rng.normal(0, life.walk * np.sqrt(step), (size.size, periods)), axis=1)
    own += rng.normal(0, life.slope, (size.size, 1)) * np.arange(periods) * step
    mean = size[:, None] * np.exp(country + own)
    if kind is Kind.FLOW:
        return World(rng.poisson(mean).astype(np.float64), per_year, size)
    leaving = 1 - np.exp(-step / life.stay)
    inside = rng.poisson(mean[:, 0])
    numbers = np.empty(mean.shape)
    for at in range(periods):
        inside = rng.binomial(inside, 1 - leaving) + rng.poisson(mean[:, at] * leaving)
        numbers[:, at] = inside
    return World(numbers, per_year, size)
