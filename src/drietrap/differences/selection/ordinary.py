"""The step that keeps ordinary municipalities: near the national value on all chosen factors jointly."""

from __future__ import annotations

import numpy as np

from drietrap.benchmark.result import Estimate
from drietrap.differences.selection.definition import OrdinaryStep
from drietrap.differences.selection.outcome import Outcome, fell, listed
from drietrap.differences.selection.result import Departure, Ordinary
from drietrap.differences.selection.values import check_factor
from drietrap.differences.selection.world import FACTORS, World
from drietrap.statistics.deviation import Deviations, deviations
from drietrap.vocabulary.errors import InputError, NoDataError
from drietrap.vocabulary.notation import number

_NAMED = 2


def ordinary(world: World, kept: tuple[int, ...], step: OrdinaryStep) -> Outcome:
    """Keep municipalities whose joint distance from the national value is surely within the limit.

    The limit is a quantile of all municipalities in the country (``share``), or lies at the ``number`` most
    ordinary of those that remain. A factor that is not known makes the distance an interval; its upper end
    counts, so that nobody is ordinary for want of figures.
    """
    _check(step)
    found, columns = measured(world, step.factors)
    known = np.isfinite(found.distance)
    if not known.any():
        raise NoDataError(
            "van geen enkele gemeente zijn kenmerken van inwoners bekend",
            action="lees eerst kerncijfers met 'drietrap lees' of 'drietrap haal'",
        )
    limit = _limit(found, known, kept, step)
    told_of = {i: _place(world, i, found, step.factors, columns) for i in kept}
    stays, fallen = [], []
    for i in kept:
        upper = float(found.upper[i])
        if not known[i]:
            fallen.append(fell(world, i, "van haar inwoners is niets bekend", None, doubtful=True))
        elif upper <= limit:
            stays.append(i)
        else:
            doubtful = float(found.lower[i]) <= limit
            fallen.append(fell(world, i, _reason(told_of[i], doubtful), upper - limit, doubtful=doubtful))
    told = (
        f"de {number(100 * step.share)}% van Nederland die het meest doorsnee is"
        if step.share is not None
        else f"de {step.number} meest doorsnee gemeenten"
    )
    condition = f"{told}, op {len(step.factors)} kenmerken samen (afstand tot {number(limit, 2)})"
    absent = [FACTORS[f][1].label for f, c in zip(step.factors, columns, strict=True) if not _seen(world, c)]
    remarks = (
        (f"Van deze kenmerken is niets bekend, zij tellen niet mee: {listed(absent)}.",) if absent else ()
    )
    return Outcome(condition, "afstand", tuple(stays), tuple(fallen), remarks, ordinary=told_of)


def places(world: World, kept: tuple[int, ...], factors: tuple[str, ...]) -> dict[int, Ordinary]:
    """Return how far each of ``kept`` lies from the national value, and on what."""
    found, columns = measured(world, factors)
    return {i: _place(world, i, found, factors, columns) for i in kept}


def measured(world: World, factors: tuple[str, ...]) -> tuple[Deviations, list[int]]:
    """Return how far every municipality lies from the national value, and the column of each factor."""
    for factor in factors:
        check_factor(factor)
    columns = [FACTORS[factor][0] for factor in factors]
    return deviations(world.land.features[:, columns], world.national_features()[columns]), columns


def _check(step: OrdinaryStep) -> None:
    if not step.factors:
        raise InputError("bij 'doorsnee' staat geen enkel kenmerk", expected="ten minste één kenmerk")
    if (step.share is None) == (step.number is None):
        raise InputError("bij 'doorsnee' hoort een aandeel of een aantal, en niet allebei")
    if step.share is not None and not 0 < step.share <= 1:
        raise InputError("het aandeel bij 'doorsnee' klopt niet", expected="een getal boven 0 tot en met 1")
    if step.number is not None and step.number < 1:
        raise InputError("het aantal bij 'doorsnee' klopt niet", expected="een geheel getal vanaf 1")


def _limit(found: Deviations, known: np.ndarray, kept: tuple[int, ...], step: OrdinaryStep) -> float:
    if step.share is not None:
        ranked = np.sort(found.upper[known])
        return float(ranked[max(int(np.floor(step.share * len(ranked) + 1e-9)), 1) - 1])
    mine = sorted(float(found.upper[i]) for i in kept if known[i])
    return mine[min(step.number or 1, len(mine)) - 1] if mine else 0.0


def _seen(world: World, column: int) -> bool:
    return bool(np.isfinite(world.land.features[:, column]).any())


def _place(world: World, i: int, found: Deviations, factors: tuple[str, ...], columns: list[int]) -> Ordinary:
    departures = [
        Departure(
            factor,
            FACTORS[factor][1].label,
            Estimate(_number(found.z[i, c]), _number(found.z_lower[i, c]), _number(found.z_upper[i, c])),
            float(found.share[i, c]),
        )
        for c, factor in enumerate(factors)
        if _seen(world, columns[c])
    ]
    departures.sort(key=lambda one: (-one.share, one.factor))
    distance = Estimate(_number(found.distance[i]), _number(found.lower[i]), _number(found.upper[i]))
    return Ordinary(world.land.areas[i], distance, tuple(departures))


def _number(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _reason(place: Ordinary, doubtful: bool) -> str:
    """Return what makes a municipality less ordinary, the factor that counts most first."""
    if doubtful:
        open_ = [one.label for one in place.departures if one.z.value is None]
        return f"niet zeker: onbekend is {listed(open_)}"
    told = [f"{one.label} ({side(one)})" for one in place.departures[:_NAMED] if one.share > 0]
    return f"wijkt af op {listed(told)}"


def side(departure: Departure) -> str:
    """Return in words on which side of the national value a factor lies."""
    z = departure.z.value
    low, high = FACTORS[departure.factor][1].sides
    return "onbekend" if z is None else high if z > 0 else low
