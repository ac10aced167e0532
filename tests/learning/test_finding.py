"""Verdicts on invented countries of which it is known what the measure did, and what a lever learns of it."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest
from bench.effect_worlds import START, Case, World, world
from bench.effects import tried
from hypothesis import given
from hypothesis import strategies as st

from drietrap.catalogue.levers.all import LEVERS
from drietrap.learning.finding import EffectVerdict, Finding, Unknowable, Way, find
from drietrap.learning.updating import Belief, lever_updates, weighed


def found(made: World, **changed: object) -> Finding:
    return find(dataclasses.replace(made.measure, **changed), made.area, made.panel)


def test_effects_are_found_and_what_is_none_hardly_ever() -> None:
    worlds = 16
    effects = tried(Case.EFFECT, worlds, before=5)
    assert sum(one.finding.verdict is EffectVerdict.FOUND for one in effects) >= 0.5 * worlds
    for case in (Case.NOTHING, Case.NATIONAL, Case.HIGH):
        nothing = tried(case, worlds, before=5)
        assert sum(one.finding.verdict is EffectVerdict.FOUND for one in nothing) <= 0.12 * worlds
        assert sum(one.covered is True for one in nothing) >= 0.8 * worlds
    assert all(one.finding.reason is Unknowable.BREAK for one in tried(Case.MARKED, 3, before=5))


def test_a_break_that_the_measure_names_is_one() -> None:
    made = world(Case.UNMARKED, 1)
    assert found(made).reason is not Unknowable.BREAK
    told = found(made, breaks=(START,))
    assert (told.verdict, told.reason, told.estimates) == (EffectVerdict.UNKNOWN, Unknowable.BREAK, ())
    later = found(made, breaks=(START + 1,))
    assert later.after == (START,)  # the year before the break still counts
    assert found(made, breaks=(START - 2,)).before == (START - 2, START - 1)


def test_without_years_after_or_before_it_cannot_be_known() -> None:
    made = world(Case.EFFECT, 2)
    assert found(made, visible=START + 5).reason is Unknowable.NOTHING_AFTER
    assert found(made, start=2010, visible=2010).reason is Unknowable.NOTHING_BEFORE
    assert find(made.measure, "GM9999", made.panel).reason is Unknowable.NOTHING_BEFORE


def test_years_between_start_and_whole_effect_are_left_out() -> None:
    told = found(world(Case.EFFECT, 2), visible=START + 1)
    assert told.before[-1] == START - 1 and told.after == (START + 1,)


def test_with_few_others_the_own_series_is_all_there_is() -> None:
    made = world(Case.EFFECT, 3)
    rows = np.array([made.panel.areas.index(made.area), *range(1, 20)])
    few = dataclasses.replace(made, panel=made.panel.only(np.unique(rows)))
    assert [one.method for one in found(few).estimates] == [Way.SERIES]
    short = dataclasses.replace(few, panel=world(Case.EFFECT, 3, before=3).panel.only(np.unique(rows)))
    assert found(short).reason is Unknowable.FEW_OTHERS


def test_an_interval_without_the_expected_effect_says_not_found_and_the_other_side_is_told() -> None:
    made = world(Case.NOTHING, 4)
    half = found(made).estimates[0].half_width
    large = 100 * math.expm1(-4 * half)
    assert found(made, expected=large, low=large - 1, high=large + 1).verdict is EffectVerdict.NOT_FOUND
    assert found(made, expected=-1.0, low=-2.0, high=1.0).reason is Unknowable.WIDE
    down = world(Case.EFFECT, 3)
    if found(down).verdict is EffectVerdict.FOUND:
        assert found(down, expected=15.0, low=8.0, high=22.0).verdict is EffectVerdict.OPPOSITE


@given(st.floats(-1, 1), st.floats(0.1, 1), st.floats(-1, 1), st.floats(0.1, 1))
def test_weighing_is_bayes_on_a_grid(prior: float, sure: float, seen: float, error: float) -> None:
    grid = np.linspace(-5, 5, 4_001)
    weight = np.exp(-((grid - prior) ** 2) / (2 * sure**2) - (grid - seen) ** 2 / (2 * error**2))
    weight /= weight.sum()
    middle = float(grid @ weight)
    spread = math.sqrt(float((grid - middle) ** 2 @ weight))
    told = weighed(Belief(prior, sure), Belief(seen, error))
    assert told.middle == pytest.approx(middle, abs=1e-6)
    assert told.spread == pytest.approx(spread, abs=1e-6)


def test_a_lever_moves_towards_the_part_that_came_true() -> None:
    lever = LEVERS["praktijkondersteuner-jeugd"]
    expected = -0.05
    half = lever_updates(lever, expected, Belief(expected / 2, 1e-6))
    none = lever_updates(lever, expected, Belief(0.0, 1e-6))
    vague = lever_updates(lever, expected, Belief(0.0, 1e6))
    assert half
    for one in half:
        assert math.log(one.after[0]) == pytest.approx(math.log(one.before[0]) / 2, abs=1e-3)
    assert [one.after[0] for one in none] == pytest.approx([1.0] * len(none), abs=1e-3)
    for one in vague:
        assert one.after == pytest.approx(one.before, rel=0.02)
