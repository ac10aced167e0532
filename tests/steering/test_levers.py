"""The levers of the catalogue: every name they use exists in the model, and each is complete."""

from __future__ import annotations

import re

import numpy as np
import pytest

from drietrap.catalogue.levers.all import LEVERS
from drietrap.catalogue.levers.lever import Act, Evidence, Instrument, Knob, Lever
from drietrap.steering.model.codes import FORMS
from drietrap.steering.model.handles import AXES, HANDLES, turned
from drietrap.steering.model.parameters import SHAPES, Parameters

EACH = pytest.mark.parametrize("lever", LEVERS.values(), ids=list(LEVERS))


def test_there_are_levers_in_every_knob_and_for_every_instrument() -> None:
    assert len(LEVERS) >= 25
    assert {lever.knob for lever in LEVERS.values()} == set(Knob)
    assert {lever.instrument for lever in LEVERS.values()} == set(Instrument)


@EACH
def test_names_of_handles_axes_and_choices_exist_in_the_model(lever: Lever) -> None:
    for effect in lever.effects:
        axes = {axis for part in HANDLES[effect.handle] for axis in part.axes}
        for axis, words in effect.where:
            assert axis in axes
            assert words
            assert set(words) <= set(AXES[axis])
    for direct in lever.direct:
        assert set(direct.forms) <= set(FORMS)
        assert direct.handle == "" or direct.handle in HANDLES
        assert (direct.act in (Act.PERCENT, Act.CAP)) == bool(direct.handle)


@EACH
def test_every_effect_changes_some_number_and_only_its_own_fields(lever: Lever) -> None:
    half = Parameters(**{name: np.full(shape, 0.5) for name, shape in SHAPES.items()}, district=np.ones(1))
    for effect in lever.effects:
        where = tuple((axis, tuple(AXES[axis].index(word) for word in words)) for axis, words in effect.where)
        other = turned(half, effect.handle, where, 0.9)
        changed = {name for name in SHAPES if not np.array_equal(getattr(half, name), getattr(other, name))}
        assert changed
        assert changed <= {part.field for part in HANDLES[effect.handle]}


@EACH
def test_bounds_hold_the_middle_and_names_are_unique(lever: Lever) -> None:
    for effect in lever.effects:
        assert 0.0 < effect.low <= effect.middle <= effect.high
        assert effect.low < effect.high
    names = [effect.name for effect in lever.effects]
    assert len(names) == len(set(names))
    assert lever.dose.low <= lever.dose.usual <= lever.dose.high
    assert lever.delay >= 0
    assert lever.ramp >= 1
    assert lever.effects or lever.direct


@EACH
def test_what_is_no_assumption_names_its_source(lever: Lever) -> None:
    for effect in lever.effects:
        stands_alone = effect.evidence in (Evidence.AANNAME, Evidence.MAATREGEL)
        assert stands_alone == (effect.source == "")
        assert not (stands_alone and effect.measured)


@EACH
def test_the_words_are_plain(lever: Lever) -> None:
    assert re.fullmatch(r"[a-z0-9-]+", lever.id)
    assert lever.question.endswith("?")
    assert lever.risk
    for text in (lever.mechanism, lever.risk):
        for sentence in re.split(r"(?<=[.?!])\s", text):
            assert len(sentence.split()) <= 30, sentence


def test_a_placement_can_be_turned_by_its_form() -> None:
    half = Parameters(**{name: np.full(shape, 0.5) for name, shape in SHAPES.items()}, district=np.ones(1))
    foster = turned(half, "protection.form", (("form", (FORMS.index("pleegzorg"),)),), 2.0)
    assert foster.place[:, 0].tolist() == [1.0] * 4
    assert foster.place[:, 1:].tolist() == [[0.5] * 3] * 4
