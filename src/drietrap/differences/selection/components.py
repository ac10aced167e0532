"""The parts of a difference between municipalities: organisation, population, and place in the country.

Each part is a number from 0 (the same) to 1 (fully different) per pair, with bounds where something is not
known: never less than what is known carries, never more than what is unknown allows (after Gower 1971,
Biometrics 27:857, who leaves unknown parts out).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from drietrap.benchmark.sample import Array
from drietrap.catalogue.organisation import ORGANISATION
from drietrap.catalogue.organised import Kind, Organised
from drietrap.differences.selection.definition import DifferentStep
from drietrap.differences.selection.values import REGION, check_factor, check_indicator, unknown, values
from drietrap.differences.selection.world import FACTORS, World
from drietrap.statistics.deviation import pairwise
from drietrap.vocabulary.errors import InputError

PLACE, POPULATION = "plaats", "bevolking"
_REGION_LABEL = "jeugdregio (samen inkopen)"


@dataclass(frozen=True)
class Component:
    """One part of the difference between the candidates.

    ``weight`` is its share of the whole (all weights add up to 1), ``low`` and ``high`` the difference per
    pair, ``shown`` the value of each candidate for readers (None when unknown), ``codes`` the values a choice
    can have and ``held`` which of them each candidate has.
    """

    id: str
    label: str
    weight: float
    low: Array
    high: Array
    shown: tuple[str | None, ...] = ()
    codes: tuple[str, ...] = ()
    held: tuple[str | None, ...] = ()

    def relabelled(self, code: str) -> str:
        """Return how a reader sees a code."""
        return ORGANISATION[self.id].label_of(code) if self.id in ORGANISATION else code


def components(world: World, kept: tuple[int, ...], step: DifferentStep) -> tuple[Component, ...]:
    """Return the parts that count, heaviest kind first, their weights adding up to 1.

    A characteristic that is known for none of the candidates is left out, unless it was asked for by name.

    Raises
    ------
    InputError
        For an unknown part, a negative weight, or weights that leave nothing to differ on.
    """
    own = dict(step.weights)
    if min(step.organisation, step.place, step.population, *own.values(), 0.0) < 0:
        raise InputError("een gewicht bij 'verschillend' is lager dan 0", expected="een getal vanaf 0")
    organised = [part for part in _organisation(world, kept, step) if part.weight > 0]
    strange = set(own) - {part.id for part in _organisation(world, kept, step)}
    if strange:
        raise unknown(min(strange), list(ORGANISATION), "een kenmerk dat bij deze gemeenten meetelt")
    total = sum(part.weight for part in organised)
    found = [_weighed(part, step.organisation * part.weight / total) for part in organised]
    if step.population > 0:
        found.append(_population(world, kept, step))
    if step.place > 0:
        found.append(_place(world, kept, step.place))
    found = [part for part in found if part.weight > 0]
    if not found:
        raise InputError(
            "er is niets waarop gemeenten kunnen verschillen",
            expected="een gewicht boven 0 bij inrichting, plaats of bevolking",
        )
    whole = sum(part.weight for part in found)
    return tuple(_weighed(part, part.weight / whole) for part in found)


def together(parts: tuple[Component, ...]) -> tuple[Array, Array]:
    """Return the whole difference per pair: the least and the most that is possible."""
    low = sum((part.weight * part.low for part in parts), np.zeros_like(parts[0].low))
    high = sum((part.weight * part.high for part in parts), np.zeros_like(parts[0].low))
    return low, high


def choice_matrices(held: tuple[str | None, ...]) -> tuple[Array, Array]:
    """Return the difference on a choice: 0 or 1, and from 0 to 1 where one of the two is not known."""
    known = np.array([code is not None for code in held])
    codes = np.array([code or "" for code in held])
    differ = (codes[:, None] != codes).astype(np.float64)
    both = known[:, None] & known
    low, high = np.where(both, differ, 0.0), np.where(both, differ, 1.0)
    np.fill_diagonal(high, 0.0)
    return low, high


def _weighed(part: Component, weight: float) -> Component:
    return Component(part.id, part.label, weight, part.low, part.high, part.shown, part.codes, part.held)


def _organisation(world: World, kept: tuple[int, ...], step: DifferentStep) -> Iterator[Component]:
    own = dict(step.weights)
    asked = step.characteristics or (REGION, *ORGANISATION)
    for name in asked:
        found = ORGANISATION.get(name)
        if name == REGION:
            part = _region(world, kept, own.get(REGION, 1.0))
        elif found is None:
            part = _figure(world, kept, name, own.get(name, 1.0))
        elif not found.comparable:
            if step.characteristics:
                raise InputError(f"'{name}' is vrije tekst en niet te vergelijken")
            continue
        else:
            part = _characteristic(world, kept, found, own.get(name, found.weight))
        if step.characteristics or any(shown is not None for shown in part.shown):
            yield part


def _region(world: World, kept: tuple[int, ...], weight: float) -> Component:
    regions = [world.land.regions[i] for i in kept]
    held = tuple(None if region is None else region[0] for region in regions)
    shown = tuple(None if region is None else region[1] for region in regions)
    return Component(REGION, _REGION_LABEL, weight, *choice_matrices(held), shown)


def _characteristic(world: World, kept: tuple[int, ...], found: Organised, weight: float) -> Component:
    mine = world.held(found.id)
    held = tuple(mine[a].code if (a := world.land.areas[i]) in mine else None for i in kept)
    shown = tuple(None if code is None else found.label_of(code) for code in held)
    if found.kind is Kind.NUMBER:
        known = values(world, found.id)
        chosen = np.array(kept, dtype=np.int64)
        low, high = _scaled(known.low, known.high, chosen)
        return Component(found.id, found.label, weight, low, high, shown)
    codes = tuple(one.id for one in found.codes)
    return Component(found.id, found.label, weight, *choice_matrices(held), shown, codes, held)


def _figure(world: World, kept: tuple[int, ...], name: str, weight: float) -> Component:
    """Return an indicator as a part: municipalities can also be asked to differ on a figure."""
    check_indicator(world, name)
    known = values(world, name)
    low, high = _scaled(known.low, known.high, np.array(kept, dtype=np.int64))
    shown = tuple(known.written(known.value[i]) if np.isfinite(known.value[i]) else None for i in kept)
    return Component(name, known.label, weight, low, high, shown)


def _scaled(low: Array, high: Array, chosen: np.ndarray) -> tuple[Array, Array]:
    """Return differences on a scale, as a share of what is a full difference in the whole country."""
    everywhere = np.maximum(low[:, None] - high, low - high[:, None])
    full = _full(np.maximum(everywhere, 0.0))
    a, b = low[chosen], high[chosen]
    apart = np.maximum(np.maximum(a[:, None] - b, a - b[:, None]), 0.0)
    most = np.maximum(b[:, None] - a, b - a[:, None])
    least = np.clip(np.nan_to_num(apart / full), 0.0, 1.0)
    widest = np.clip(np.nan_to_num(most / full, nan=1.0), 0.0, 1.0)
    np.fill_diagonal(least, 0.0)
    np.fill_diagonal(widest, 0.0)
    return least, np.maximum(least, widest)


def _full(differences: Array) -> float:
    """Return the largest difference in the country, which counts as a full one (the range of Gower)."""
    pairs = differences[np.triu_indices(len(differences), 1)]
    pairs = pairs[np.isfinite(pairs)]
    full = float(pairs.max()) if pairs.size else 0.0
    return full if full > 0 else float("inf")


def _population(world: World, kept: tuple[int, ...], step: DifferentStep) -> Component:
    for factor in step.factors:
        check_factor(factor)
    columns = [FACTORS[factor][0] for factor in step.factors]
    if not columns:
        raise InputError("bij 'bevolking' staat geen enkel kenmerk", expected="ten minste één kenmerk")
    least, most = pairwise(world.land.features[:, columns])
    full = _full(most)
    chosen = np.ix_(kept, kept)
    low, high = np.clip(least[chosen] / full, 0.0, 1.0), np.clip(most[chosen] / full, 0.0, 1.0)
    high = np.where(np.isnan(high), 1.0, high)
    np.fill_diagonal(high, 0.0)
    return Component(POPULATION, "kenmerken van inwoners", step.population, low, np.maximum(low, high))


def _place(world: World, kept: tuple[int, ...], weight: float) -> Component:
    """Return the distance over the ground, as a share of the largest in the country."""
    far = world.kilometres()
    share = far[np.ix_(kept, kept)] / _full(far)
    low, high = np.nan_to_num(share), np.nan_to_num(share, nan=1.0)
    np.fill_diagonal(high, 0.0)
    np.fill_diagonal(low, 0.0)
    return Component(PLACE, "plaats in het land", weight, low, high)
