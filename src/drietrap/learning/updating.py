"""What is thought of an effect after it was found: what was expected weighed with what was seen."""

from __future__ import annotations

import math
from dataclasses import dataclass

from drietrap.catalogue.levers.lever import Lever
from drietrap.learning.measure import WITHIN


@dataclass(frozen=True)
class Belief:
    """A normal distribution of an effect, as the logarithm of a ratio: its middle and standard deviation."""

    middle: float
    spread: float

    def bounds(self, within: float = WITHIN) -> tuple[float, float]:
        """Return the bounds ``within`` standard deviations from the middle."""
        return self.middle - within * self.spread, self.middle + within * self.spread


def weighed(prior: Belief, seen: Belief) -> Belief:
    """Return what to think after seeing: both weighed by how sure they are (Bayes, two normal numbers)."""
    firm, fresh = 1 / prior.spread**2, 1 / seen.spread**2
    total = firm + fresh
    return Belief((firm * prior.middle + fresh * seen.middle) / total, math.sqrt(1 / total))


@dataclass(frozen=True)
class LeverUpdate:
    """The factor of an effect of a lever, before and after; ``low`` to ``high`` holds it with 80 %."""

    lever: str
    effect: str
    before: tuple[float, float, float]
    after: tuple[float, float, float]


def lever_updates(lever: Lever, expected: float, seen: Belief) -> tuple[LeverUpdate, ...]:
    """Return the effects of a lever, weighed with what was seen of the measure that turned it.

    The expected change of the indicator came from the lever as it was, so the seen part of that change is
    taken to be the part of each effect that came true (assumption: the indicator follows the effect in
    proportion).
    """
    made = []
    for effect in lever.effects:
        middle = math.log(effect.middle)
        spread = (math.log(effect.high) - math.log(effect.low)) / (2 * WITHIN)
        if middle == 0 or spread <= 0:
            continue
        part = middle / expected
        after = weighed(Belief(middle, spread), Belief(seen.middle * part, seen.spread * abs(part)))
        low, high = after.bounds()
        made.append(
            LeverUpdate(
                lever.id,
                effect.name,
                (effect.middle, effect.low, effect.high),
                (math.exp(after.middle), math.exp(low), math.exp(high)),
            )
        )
    return tuple(made)
