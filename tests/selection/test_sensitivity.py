"""What would change the choice, against trying every set at every weight and every value."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drietrap.catalogue.organisation import ORGANISATION
from drietrap.differences.selection.chain import run
from drietrap.differences.selection.components import components
from drietrap.differences.selection.definition import Aim, DifferentStep, Selection
from tests.selection.worlds import held, world

CHARACTERISTICS = ("eerste_contact", "doelgroep_team", "overlegvorm")


def best_of(low, number, by_total):
    """Return the set that comes first, by trying them all."""

    def key(members):
        pairs = [round(low[pair], 9) for pair in combinations(members, 2)]
        smallest, total = min(pairs), round(sum(pairs), 9)
        return (-total, -smallest, members) if by_total else (-smallest, -total, members)

    return min(combinations(range(len(low)), number), key=key)


def small_world(seed, size=7):
    random = np.random.default_rng(seed)
    organised = {
        name: [str(random.choice([one.id for one in ORGANISATION[name].codes])) for _ in range(size)]
        for name in CHARACTERISTICS
    }
    return world(size, seed=seed, organisation=organised)


def difference(here, step):
    parts = components(here, tuple(range(len(here.land.areas))), step)
    return parts, {part.id: part for part in parts}


@settings(max_examples=12)
@given(st.integers(0, 10_000), st.sampled_from([2, 3]), st.sampled_from(list(Aim)))
def test_between_the_weights_the_choice_stands_and_beyond_it_is_another(seed, number, aim):
    here = small_world(seed)
    step = DifferentStep(number, aim, characteristics=CHARACTERISTICS)
    told = run(here, Selection("proef", (step,)))
    parts, by_id = difference(here, step)
    areas = here.land.areas
    chosen = tuple(areas.index(area) for area in told.combination.areas)
    assert chosen == best_of(sum(part.weight * part.low for part in parts), number, aim is Aim.TOTAL)
    for found in told.weights:
        part = by_id[found.component]
        rest = sum(one.weight * one.low for one in parts if one is not part)

        def at(weight, part=part, rest=rest):
            return best_of(rest + weight * part.low, number, aim is Aim.TOTAL)

        low, high = found.lower or 0.0, 10.0 if found.upper is None else found.upper
        width = high - low
        for share in (0.01, 0.3, 0.6, 0.99):
            if width > 1e-4:
                assert at(low + share * width) == chosen
        if found.upper is not None:
            beyond = tuple(areas.index(area) for area in found.instead_above)
            assert at(found.upper + 1e-6) == beyond != chosen
        if found.lower is not None:
            beyond = tuple(areas.index(area) for area in found.instead_below)
            assert at(max(found.lower - 1e-6, 0)) == beyond != chosen


@settings(max_examples=4)
@given(st.integers(0, 10_000))
def test_a_flip_is_a_value_with_which_the_choice_is_another(seed):
    here = small_world(seed)
    step = DifferentStep(3, characteristics=CHARACTERISTICS)
    told = run(here, Selection("proef", (step,)))
    flips = {(one.area, one.component, one.then): one.instead for one in told.flips}
    expected = {}
    for area in here.land.areas:
        for name in CHARACTERISTICS:
            for code in ORGANISATION[name].codes:
                values = {one.characteristic: one for one in here.organisation[area]} | {
                    name: held(name, code.id)
                }
                other = replace(
                    here, organisation={**here.organisation, area: tuple(values.values())}, _views={}
                )
                parts, _ = difference(other, step)
                again = best_of(sum(part.weight * part.low for part in parts), 3, False)
                areas = tuple(here.land.areas[i] for i in again)
                if areas != told.combination.areas:
                    expected[area, name, code.label] = areas
    assert flips == expected


def test_a_large_choice_says_that_it_was_not_looked_for():
    told = run(world(60), Selection("proef", (DifferentStep(4),)))
    assert not told.weights_checked
    assert told.weights == told.flips == ()
    (said,) = [remark for remark in told.remarks if "niet gezocht" in remark]
    assert "Uit 60 gemeenten zijn 487.635 groepen van 4 te maken" in said  # 60 over 4
    assert "tot 20.000" in said


def test_runners_up_are_the_next_best_sets_in_order():
    here = small_world(3, size=8)
    step = DifferentStep(3, characteristics=CHARACTERISTICS)
    told = run(here, Selection("proef", (step,)))
    parts, _ = difference(here, step)
    low = sum(part.weight * part.low for part in parts)
    values = sorted(-round(min(low[p] for p in combinations(m, 2)), 9) for m in combinations(range(8), 3))
    sets = (told.combination, *told.runners_up)
    assert len(sets) == 6
    assert [-one.smallest.value for one in sets] == pytest.approx(values[:6])
    assert len({one.areas for one in sets}) == 6
