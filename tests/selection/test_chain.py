"""The chain: what it records, what it never does, and what it says when nobody is left."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drietrap.differences.selection import toml
from drietrap.differences.selection.chain import run
from drietrap.differences.selection.definition import (
    AlikeStep,
    Bound,
    ConspicuousStep,
    DifferentStep,
    OneOf,
    OrdinaryStep,
    Selection,
)
from drietrap.vocabulary.errors import InputError, NoDataError
from tests.selection.worlds import YOUTHS, held, shuffled, with_features, world

NAMES = ("gebruik",)


def chain(*steps, **more):
    return Selection("proef", tuple(steps), **more)


def report_of_2015(number=3, wrong=0.5):
    return chain(
        Bound("inwoners", 30_000, 250_000),
        OrdinaryStep(share=0.8),
        ConspicuousStep(NAMES, false_discoveries=wrong),
        DifferentStep(number),
    )


def lively(number=40, seed=1):
    """Return a world in which a few municipalities stand out."""
    counts = [960 + 3 * ((7 * i) % 11 - 5) for i in range(number)]
    for i, extra in ((5, 300), (9, -280), (14, 330), (20, 310), (26, -300), (31, 290)):
        counts[i] += extra
    organised = {"eerste_contact": [("wijkteam", "telefoonteam", None)[i % 3] for i in range(number)]}
    return world(number, seed=seed, counts={"gebruik": counts}, organisation=organised)


def test_every_step_says_how_many_came_remained_and_fell():
    told = run(lively(), report_of_2015())
    assert [step.kind for step in told.steps] == ["grens", "doorsnee", "opvallend", "verschillend"]
    before = 40
    for step in told.steps:
        assert step.before == before == len(step.remaining) + len(step.fallen)
        assert {one.area for one in step.fallen}.isdisjoint(step.remaining)
        assert all(one.reason for one in step.fallen)
        before = len(step.remaining)
    assert before == len(told.chosen) == 3
    assert (told.release, told.period, told.synthetic) == (3, "2022", True)
    assert all(one.why for one in told.chosen)


@settings(max_examples=8)
@given(st.permutations(range(40)))
def test_the_order_of_the_input_changes_nothing(order):
    assert run(shuffled(lively(), list(order)), report_of_2015()) == run(lively(), report_of_2015())


STEPS = st.lists(
    st.one_of(
        st.builds(Bound, st.just("inwoners"), st.integers(0, 200_000).map(float), st.none(), st.booleans()),
        st.builds(OrdinaryStep, share=st.sampled_from([0.3, 0.6, 1.0])),
        st.builds(OrdinaryStep, share=st.none(), number=st.integers(1, 30)),
        st.builds(ConspicuousStep, st.just(NAMES), false_discoveries=st.sampled_from([0.05, 0.5, 0.9])),
        st.builds(AlikeStep, st.just(NAMES), st.sampled_from([0.2, 0.6])),
        st.builds(OneOf, st.just("eerste_contact"), st.sampled_from([("wijkteam",), ("telefoonteam",)])),
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=20)
@given(STEPS)
def test_a_step_only_removes_and_the_definition_gives_the_same_again(steps):
    here, selection = lively(), chain(*steps, period="2022")
    try:
        told = run(here, selection)
    except NoDataError as error:
        assert "blijft over" in str(error)
        return
    left = set(here.land.areas)
    for step in told.steps:
        assert set(step.remaining) <= left
        assert list(step.remaining) == sorted(step.remaining)
        left = set(step.remaining)
    assert toml.read(told.definition, "x") == selection
    assert run(here, toml.read(told.definition, "x")) == told


def test_an_earlier_step_does_not_change_what_a_later_one_says_of_ordinary():
    first = run(lively(), chain(OrdinaryStep(share=0.5)))
    second = run(lively(), chain(Bound("inwoners", 30_000), OrdinaryStep(share=0.5)))
    assert set(second.steps[1].remaining) == set(first.steps[0].remaining) & set(second.steps[0].remaining)


def test_nobody_left_names_the_condition_and_how_far_the_nearest_was():
    with pytest.raises(NoDataError) as caught:
        run(lively(), chain(Bound("inwoners", 310_000)))
    said = str(caught.value)
    assert "inwoners: 310.000 of meer" in said
    assert "Plaats 39" in said  # the largest, with 300,000
    assert "10.000" in said
    with pytest.raises(NoDataError, match="opvallend op gebruik") as caught:
        run(world(), chain(ConspicuousStep(NAMES, false_discoveries=0.001)))
    assert "het scheelt" in str(caught.value)


def test_too_few_to_choose_from_names_the_last_condition():
    with pytest.raises(NoDataError, match="blijven 2 gemeenten over en u vraagt er 3") as caught:
        run(lively(), chain(Bound("inwoners", 290_000), DifferentStep(3)))
    assert "290.000" in str(caught.value)
    assert "Plaats 37" in str(caught.value)


def test_what_cannot_be_a_chain_is_refused():
    with pytest.raises(InputError, match="laatste stap"):
        run(lively(), chain(DifferentStep(3), Bound("inwoners", 1)))
    with pytest.raises(InputError, match="geen enkele stap"):
        run(lively(), chain())
    with pytest.raises(NoDataError, match="GM0001"):
        run(lively(), chain(Bound("inwoners", 1), among=("GM0001",)))


def test_among_restricts_the_start():
    told = run(lively(), chain(DifferentStep(2), among=("GM7003", "GM7001", "GM7020")))
    assert told.steps[0].remaining == ("GM7001", "GM7003", "GM7020")
    assert set(told.combination.areas) <= set(told.steps[0].remaining)


def test_what_is_unknown_about_the_organisation_is_said():
    here = lively()
    silent = replace(here, organisation={})
    told = run(silent, chain(DifferentStep(3)))
    assert any("inrichting" in remark for remark in told.remarks)
    bare = replace(silent, places=np.full_like(here.places, np.nan))
    told = run(bare, chain(DifferentStep(3)))
    assert told.combination.smallest.upper > told.combination.smallest.lower
    one = replace(silent, organisation={here.land.areas[0]: (held("eerste_contact", "wijkteam"),)})
    told = run(one, chain(DifferentStep(3)))
    assert told.combination.total.upper > told.combination.total.value == told.combination.total.lower


def test_the_converse_gives_the_same_figures_and_different_people():
    here = world(30, counts={"gebruik": [int(0.12 * YOUTHS)] * 28 + [int(0.2 * YOUTHS), int(0.05 * YOUTHS)]})
    features = here.land.features.copy()
    features[4], features[11] = 6.0, -6.0
    here = with_features(here, features)
    told = run(here, chain(AlikeStep(NAMES, 0.2), DifferentStep(2, organisation=0, place=0, population=1)))
    assert len(told.steps[0].remaining) == 28
    assert set(told.combination.areas) == {here.land.areas[4], here.land.areas[11]}
    assert all("Zelfde cijfers" in one.why[0] for one in told.chosen)
