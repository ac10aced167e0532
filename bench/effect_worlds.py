"""Invented municipalities with and without a measure, of which it is known what the measure did.

Numbers come from people counted one by one; rates wander by municipality, with a national course. What the
search for an effect assumes is nowhere in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from drietrap.learning.measure import Measure
from drietrap.statistics.inputs import FloatArray
from drietrap.steering.forecast.series import Panel

OTHERS, FIRST, START = 150, 2015, 2020
ROUNDED_TO = 5
EFFECT = -0.15
_RATE, _WANDER, _TREND = 0.1, 0.03, 0.01


class Case(StrEnum):
    """What happened."""

    EFFECT = "een effect van -15%"
    NOTHING = "geen effect"
    NATIONAL = "geen effect; het hele land daalt vanaf hetzelfde jaar"
    HIGH = "geen effect; gekozen omdat het jaar ervoor toevallig hoog was"
    TREND = "geen effect; de gemeente daalde al drie jaar"
    MARKED = "geen effect; de registratie brak in hetzelfde jaar, en dat is bekend"
    UNMARKED = "geen effect; de registratie brak in hetzelfde jaar, en niemand weet het"


@dataclass(frozen=True)
class World:
    """A measure in the first municipality, what is published, and the true change (logarithm)."""

    measure: Measure
    area: str
    panel: Panel
    truth: float


def world(case: Case, seed: int, *, before: int = START - FIRST, after: int = 2) -> World:
    """Return a world in which ``case`` happened."""
    chance = np.random.default_rng([seed, list(Case).index(case), before])
    youths = np.round(chance.lognormal(8.6, 0.9, OTHERS + 1))
    years = np.arange(START - before, START + after)
    late = years >= START
    level = np.log(_RATE) + chance.normal(0, 0.2, OTHERS + 1)[:, None]
    slope = chance.normal(0, _TREND, OTHERS + 1)[:, None] * (years - START)
    wander = chance.normal(0, _WANDER, (OTHERS + 1, years.size)).cumsum(axis=1)
    rate = level + slope + wander + 0.02 * (years - START)
    if case is Case.NATIONAL:
        rate += np.where(late, -0.1, 0.0)
    number = chance.poisson(youths[:, None] * np.exp(rate))
    first = _chosen(case, number, youths, chance)
    truth = 0.0
    if case is Case.EFFECT:
        truth = float(np.log1p(EFFECT))
        number[first, late] = chance.binomial(number[first, late], 1 + EFFECT)
    if case is Case.TREND:
        steps = np.clip(years - (START - 4), 0, None)
        number[first] = chance.binomial(number[first], 0.95**steps)
    breaks = [()] * (OTHERS + 1)
    if case in (Case.MARKED, Case.UNMARKED):
        number[first, late] = chance.binomial(number[first, late], 0.85)
        breaks[first] = (float(START),) if case is Case.MARKED else ()
    return World(_measure(), f"GM{first:04d}", _published(number, youths, years, breaks), truth)


def _chosen(case: Case, number: FloatArray, youths: FloatArray, chance: np.random.Generator) -> int:
    """Return the municipality with the measure: of a size at which an effect can be seen."""
    middle = np.flatnonzero((youths > 4_000) & (youths < 30_000))
    if case is not Case.HIGH:
        return int(chance.choice(middle))
    before = START - FIRST
    past = np.log(number[middle, :before] + 0.5)
    high = past[:, -1] - past.mean(axis=1)
    return int(chance.choice(middle[np.argsort(high)[-5:]]))


def _published(
    number: FloatArray, youths: FloatArray, years: FloatArray, breaks: list[tuple[float, ...]]
) -> Panel:
    seen = ROUNDED_TO * np.round(number / ROUNDED_TO)
    return Panel(
        areas=tuple(f"GM{at:04d}" for at in range(len(seen))),
        times=years.astype(np.float64),
        count=seen,
        width=np.full(seen.shape, ROUNDED_TO - 1.0),
        people=np.repeat(youths[:, None], years.size, axis=1),
        breaks=tuple(breaks),
        provisional=(False,) * len(seen),
    )


def _measure() -> Measure:
    return Measure(
        title="verzonnen maatregel",
        municipality="",
        target="jeugdhulp",
        start=START,
        visible=START,
        expected=100 * EFFECT,
        low=100 * EFFECT - 7,
        high=100 * EFFECT + 7,
        reason="proef",
    )
