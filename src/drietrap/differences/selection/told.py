"""Why a municipality was chosen, in Dutch sentences."""

from __future__ import annotations

import numpy as np

from drietrap.catalogue.indicator import Unit
from drietrap.catalogue.indicators import INDICATORS
from drietrap.catalogue.organisation import ORGANISATION
from drietrap.differences.selection.ordinary import side
from drietrap.differences.selection.outcome import listed
from drietrap.differences.selection.result import Conspicuous, Held, Ordinary
from drietrap.differences.selection.world import World
from drietrap.vocabulary.notation import number

_MOST_FIGURES = 4
_MAIN_WEIGHT = 1.0


def why(
    place: Ordinary | None, figures: tuple[Conspicuous, ...], organised: tuple[Held, ...]
) -> tuple[str, ...]:
    """Return one sentence per reason: how ordinary, what stands out, and how it is organised."""
    told = []
    if place is not None and place.distance.value is not None:
        told.append(_ordinary(place))
    told.extend(_figure(one) for one in figures[:_MOST_FIGURES])
    if len(figures) > _MOST_FIGURES:
        told.append(f"Nog {len(figures) - _MOST_FIGURES} andere cijfers vallen op.")
    main = [one for one in organised if _is_main(one)]
    if main:
        told.append(f"Inrichting: {listed((f'{one.label}: {_value(one)}' for one in main), 8)}.")
    return tuple(told)


def _ordinary(place: Ordinary) -> str:
    distance = f"Inwoners: afstand {number(place.distance.value or 0.0, 2)} tot heel Nederland"
    first = next((one for one in place.departures if one.share > 0), None)
    return (
        f"{distance}." if first is None else f"{distance}; het meest anders: {first.label} ({side(first)})."
    )


def _figure(one: Conspicuous) -> str:
    which = "hoog" if one.high else "laag"
    here = shown(one.indicator, one.own.value)
    if one.own.value is None:
        here = (
            f"geheim, tussen {shown(one.indicator, one.own.lower)} en {shown(one.indicator, one.own.upper)}"
        )
    country = shown(one.indicator, one.country)
    return f"Opvallend {which}: {one.label} {here} (Nederland {country}; {one.period})."


def same(world: World, i: int, indicators: tuple[str, ...]) -> tuple[str, ...]:
    """Return the figures that a municipality shares with others, one sentence per indicator."""
    told = []
    for name in indicators:
        own = world.view(name).own
        here = shown(name, float(own.value[i])) if np.isfinite(own.value[i]) else "geheim"
        told.append(f"Zelfde cijfers: {world.definitions[name].label} {here}.")
    return tuple(told)


def shown(indicator: str, value: float | None) -> str:
    """Return a value of an indicator in its own unit."""
    if value is None:
        return "onbekend"
    known = INDICATORS.get(indicator)
    text = number(value, known.decimals if known else 1)
    if known is not None and known.unit is Unit.EURO:
        return f"€ {text}"
    return f"{text}%" if known is None or known.unit is Unit.PERCENTAGE else text


def _is_main(one: Held) -> bool:
    return ORGANISATION[one.characteristic].weight >= _MAIN_WEIGHT and one.code is not None


def _value(one: Held) -> str:
    return ORGANISATION[one.characteristic].label_of(one.code or "")
