"""The step that keeps municipalities with figures outside ordinary variation.

Rounding first: a figure counts at the end of its rounding interval nearest to the country. Then
overdispersion: the funnel is widened by the variation between municipalities (Spiegelhalter 2005). Then
multiple testing: over all municipalities that remain and all indicators together (Benjamini & Hochberg 1995).
"""

from __future__ import annotations

import numpy as np
from scipy import special

from drietrap.benchmark.result import Estimate
from drietrap.benchmark.sample import Array
from drietrap.differences.selection.definition import ConspicuousStep, Side
from drietrap.differences.selection.outcome import Outcome, fell, listed
from drietrap.differences.selection.result import Conspicuous
from drietrap.differences.selection.values import check_indicator
from drietrap.differences.selection.world import World
from drietrap.statistics.multiplicity import benjamini_hochberg
from drietrap.vocabulary.errors import InputError
from drietrap.vocabulary.notation import percentage


def conspicuous(world: World, kept: tuple[int, ...], step: ConspicuousStep) -> Outcome:
    """Keep municipalities with at least ``at_least`` conspicuous figures on the wanted side."""
    _check(world, step)
    z = np.array([_scores(world, name) for name in step.indicators]).T[list(kept)]
    q = benjamini_hochberg(_p_values(z, step.side))
    remarks = _remarks(world, step, z)
    stays, fallen, told = [], [], {}
    for row, i in enumerate(kept):
        outside = np.flatnonzero(q[row] < step.false_discoveries)
        if len(outside) >= step.at_least:
            stays.append(i)
            order = sorted(outside, key=lambda c: (q[row, c], step.indicators[c]))
            told[i] = tuple(_figure(world, i, step.indicators[c], z[row, c], q[row, c]) for c in order)
        else:
            reason, short = _why(world, step, q[row], len(outside))
            fallen.append(fell(world, i, reason, short, doubtful=bool(np.isnan(z[row]).any())))
    return Outcome(
        _condition(world, step),
        "aandeel ten onrechte",
        tuple(stays),
        tuple(fallen),
        remarks,
        conspicuous=told,
    )


def _check(world: World, step: ConspicuousStep) -> None:
    if not step.indicators:
        raise InputError("bij 'opvallend' staat geen enkele indicator", expected="ten minste één indicator")
    for name in step.indicators:
        check_indicator(world, name)
    if not 0 < step.false_discoveries < 1:
        raise InputError("het aandeel fouten bij 'opvallend' klopt niet", expected="een getal tussen 0 en 1")
    if not 1 <= step.at_least <= len(step.indicators):
        raise InputError("bij 'opvallend' vraagt u meer cijfers dan er indicatoren zijn")


def _scores(world: World, indicator: str) -> Array:
    """Return z-scores on the widened funnel; NaN where chance plays a part but cannot be reckoned."""
    looked = world.view(indicator)
    scores = looked.field.z_adjusted
    return np.full_like(scores, np.nan) if looked.sample.chance and not looked.field.has_funnel else scores


def _p_values(z: Array, side: Side) -> Array:
    """Return two-sided p-values; a figure on the side that is not asked for gets 1."""
    p: Array = special.erfc(np.abs(z) / np.sqrt(2))
    if side is Side.BOTH:
        return p
    wanted = z > 0 if side is Side.HIGH else z < 0
    return np.where(np.isnan(z), np.nan, np.where(wanted, p, 1.0))


def _figure(world: World, i: int, indicator: str, z: float, q: float) -> Conspicuous:
    looked, area = world.view(indicator), world.land.areas[i]
    own = Estimate(*(_number(part[i]) for part in (looked.own.value, looked.own.low, looked.own.high)))
    return Conspicuous(
        indicator,
        world.definitions[indicator].label,
        looked.period,
        own,
        national(world, indicator),
        float(z),
        float(q),
        bool(z > 0),
        world.lineage(indicator, area),
    )


def national(world: World, indicator: str) -> float | None:
    """Return the published national value; without one that of all municipalities, for amounts the median."""
    looked = world.view(indicator)
    published, field = float(looked.country.value[0]), looked.field
    if np.isfinite(published):
        return published
    if field.counted.any():
        return field.target * field.sample.scale
    known = field.sample.value[np.isfinite(field.sample.value)]
    return float(np.median(known)) if known.size else None


def _number(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _why(world: World, step: ConspicuousStep, q: Array, found: int) -> tuple[str, float | None]:
    if np.isnan(q).all():
        return "er is geen cijfer om naar te kijken", None
    best = int(np.nanargmin(q))
    short = float(np.sort(q[np.isfinite(q)])[min(step.at_least, int(np.isfinite(q).sum())) - 1])
    label = world.definitions[step.indicators[best]].label
    wrong = percentage(100 * float(q[best]), 0)
    if found:
        reason = f"te weinig opvallende cijfers: {found}"
    else:
        reason = f"binnen de gewone spreiding; het dichtst bij: {label} (opvallend bij {wrong} ten onrechte)"
    return reason, short - step.false_discoveries


def _condition(world: World, step: ConspicuousStep) -> str:
    which = {Side.HIGH: "hoog ", Side.LOW: "laag ", Side.BOTH: ""}[step.side]
    least = "" if step.at_least == 1 else f"ten minste {step.at_least} keer "
    wrong = percentage(100 * step.false_discoveries, 0)
    number = len(step.indicators)
    what = world.definitions[step.indicators[0]].label if number == 1 else f"een van {number} cijfers"
    return f"{least}opvallend {which}op {what} (hoogstens {wrong} ten onrechte)"


def _remarks(world: World, step: ConspicuousStep, z: Array) -> tuple[str, ...]:
    told = []
    other = {world.view(name).period for name in step.indicators} - {world.period}
    if other:
        told.append(f"Een deel van de cijfers gaat over {listed(sorted(other))}, niet over {world.period}.")
    silent = [n for c, n in enumerate(step.indicators) if np.isnan(z[:, c]).all()] if z.size else []
    if silent:
        told.append(f"Met te weinig cijfers om iets te zeggen: {listed(silent)}.")
    return tuple(told)
