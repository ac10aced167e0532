"""Steps that keep what lies within bounds, or has one of some values."""

from __future__ import annotations

import numpy as np

from drietrap.catalogue.organisation import ORGANISATION
from drietrap.differences.selection.definition import Bound, OneOf
from drietrap.differences.selection.outcome import Outcome, fell, listed
from drietrap.differences.selection.result import Fallen
from drietrap.differences.selection.values import REGION, Values, unknown, values
from drietrap.differences.selection.world import World
from drietrap.vocabulary.area import folded_name
from drietrap.vocabulary.errors import InputError


def bound(world: World, kept: tuple[int, ...], step: Bound) -> Outcome:
    """Keep what surely lies within the bounds; with ``keep_doubtful`` also what may."""
    if step.lowest is None and step.highest is None:
        raise InputError(
            f"bij de grens op '{step.on}' ontbreekt een getal", expected="een onder- of bovengrens"
        )
    if step.lowest is not None and step.highest is not None and step.lowest > step.highest:
        raise InputError(f"bij '{step.on}' ligt de ondergrens boven de bovengrens", action="draai ze om")
    known = values(world, step.on)
    lowest = -np.inf if step.lowest is None else step.lowest
    highest = np.inf if step.highest is None else step.highest
    stays, fallen = [], []
    for i in kept:
        why = _outside(world, i, known, lowest, highest)
        if why is None or (why.doubtful and step.keep_doubtful):
            stays.append(i)
        else:
            fallen.append(why)
    return Outcome(_condition(known, lowest, highest), known.unit or known.label, tuple(stays), tuple(fallen))


def _outside(world: World, i: int, known: Values, lowest: float, highest: float) -> Fallen | None:
    """Return why municipality ``i`` does not surely lie within the bounds; None when it does."""
    low, high = float(known.low[i]), float(known.high[i])
    if not (np.isfinite(low) and np.isfinite(high)):
        return fell(world, i, f"{known.label}: niet bekend", None, doubtful=True)
    short = max(lowest - low, high - highest)
    if i in known.doubted:
        reason = f"{known.label}: een controle vond dat dit cijfer niet klopt"
        return fell(world, i, reason, max(short, 0.0), doubtful=True)
    if short <= 0:
        return None
    surely = high < lowest or low > highest
    if surely:
        away = max(lowest - high, low - highest)
        at = known.value[i] if np.isfinite(known.value[i]) else (low + high) / 2
        return fell(world, i, f"{known.label}: {known.written(float(at))}", away)
    between = f"{known.written(low)} tot {known.written(high)}"
    return fell(world, i, f"{known.label}: niet zeker, het ligt op {between}", short, doubtful=True)


def _condition(known: Values, lowest: float, highest: float) -> str:
    if np.isinf(highest):
        return f"{known.label}: {known.written(lowest)} of meer"
    if np.isinf(lowest):
        return f"{known.label}: {known.written(highest)} of minder"
    return f"{known.label}: {known.written(lowest)} tot en met {known.written(highest)}"


def one_of(world: World, kept: tuple[int, ...], step: OneOf) -> Outcome:
    """Keep municipalities with one of the values; what is not known falls out as doubtful."""
    if not step.values:
        raise InputError(f"bij '{step.on}' staat geen waarde", expected="ten minste één waarde")
    label, mine, wanted = _regions(world, step) if step.on == REGION else _organised(world, step)
    stays, fallen = [], []
    for i in kept:
        if mine.get(i) is None:
            fallen.append(fell(world, i, f"{label}: niet bekend", None, doubtful=True))
        elif mine[i] in wanted:
            stays.append(i)
        else:
            fallen.append(
                fell(world, i, f"{label}: {wanted.get(mine[i] or '', _shown(step.on, mine[i]))}", None)
            )
    return Outcome(f"{label}: {listed(wanted.values())}", "", tuple(stays), tuple(fallen))


def _shown(on: str, value: str | None) -> str:
    return ORGANISATION[on].label_of(value or "") if on in ORGANISATION else value or ""


def _regions(world: World, step: OneOf) -> tuple[str, dict[int, str | None], dict[str, str]]:
    names = {region[0]: region[1] for region in world.land.regions if region is not None}
    folded = {folded_name(name): name for name in names.values()} | {
        folded_name(c): n for c, n in names.items()
    }
    wanted = {}
    for value in step.values:
        if folded_name(value) not in folded:
            raise unknown(value, list(names.values()), "de naam of code van een jeugdregio")
        name = folded[folded_name(value)]
        wanted[name] = name
    mine = {i: None if region is None else region[1] for i, region in enumerate(world.land.regions)}
    return REGION, mine, wanted


def _organised(world: World, step: OneOf) -> tuple[str, dict[int, str | None], dict[str, str]]:
    found = ORGANISATION.get(step.on)
    if found is None or not found.codes:
        there = [REGION, *(one.id for one in ORGANISATION.values() if one.codes)]
        raise unknown(step.on, there, "jeugdregio of een kenmerk van de inrichting")
    codes = {one.id: one.label for one in found.codes}
    strange = [value for value in step.values if value not in codes]
    if strange:
        raise unknown(strange[0], list(codes), f"een van {', '.join(codes)}")
    held = world.held(step.on)
    mine = {i: held[area].code if area in held else None for i, area in enumerate(world.land.areas)}
    return found.label, mine, {value: codes[value] for value in step.values}
