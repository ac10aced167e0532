"""Sizes of effects: one draw from the spread of each, the same in every run of that draw."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from drietrap.catalogue.levers.lever import Act, Effect
from drietrap.statistics.randomness import address, normal
from drietrap.steering.model.handles import AXES, Where
from drietrap.steering.scenario.definition import Measure

_SEED = address("effecten van knoppen")
_TENTH = 1.2815515655446004  # 80 % of a normal distribution lies within this many standard deviations


@dataclass(frozen=True)
class Turn:
    """One factor on one handle, of one measure: at full strength; a cap holds from the first step on."""

    handle: str
    where: Where
    factor: float
    cap: bool = False

    def at(self, strength: float) -> float:
        """Return the factor at a strength from 0 to 1; a cap is infinite where nothing works."""
        if self.cap:
            return self.factor if strength > 0.0 else math.inf
        return math.exp(math.log(self.factor) * strength)


def size(measure: Measure, effect: Effect, draw: int) -> float:
    """Return the factor of an effect at full dose in one draw; draw 0 is the middle.

    Lognormal: the median is the middle, and the spread that of the bounds of 80 %. The draw is addressed by
    the lever and the effect, so that it is the same in every scenario, whatever else is turned.
    """
    own = {one.effect: one for one in measure.own}.get(effect.name)
    middle, low, high = (
        (effect.middle, effect.low, effect.high) if own is None else (own.middle, own.low, own.high)
    )
    if draw == 0:
        return middle
    spread = math.log(high / low) / (2.0 * _TENTH)
    noise = float(normal(_SEED, address(measure.lever), address(effect.name), draw))
    return middle * math.exp(spread * noise)


@lru_cache(maxsize=4096)
def turns(measure: Measure, draw: int) -> tuple[Turn, ...]:
    """Return what a measure does to the handles in one draw, at its dose and full strength."""
    return (*_effects(measure, draw), *_direct(measure))


def _effects(measure: Measure, draw: int) -> Iterator[Turn]:
    part = _part(measure)
    for effect in measure.definition.effects:
        factor = size(measure, effect, draw) ** part
        yield Turn(effect.handle, _numbers(effect.where), factor)


def _direct(measure: Measure) -> Iterator[Turn]:
    for direct in measure.definition.direct:
        where = _numbers((("form", direct.forms),))
        if direct.act is Act.PERCENT:
            yield Turn(direct.handle, where, 1.0 + measure.dose / 100.0)
        elif direct.act is Act.CAP:
            yield Turn(direct.handle, where, measure.dose, cap=True)


def _part(measure: Measure) -> float:
    """Return the part of full effect that a dose gives; acts that are all or nothing give all of it."""
    definition = measure.definition
    if any(one.act in (Act.CAP, Act.LUMP, Act.OUTPUT) for one in definition.direct):
        return 1.0
    return measure.dose / definition.dose.full


def _numbers(where: tuple[tuple[str, tuple[str, ...]], ...]) -> Where:
    return tuple((axis, tuple(AXES[axis].index(word) for word in words)) for axis, words in where)
