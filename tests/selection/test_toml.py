"""A selection as TOML: back and forth, and what a person can get wrong."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tools.pages import ROOT

from drietrap.differences.selection.definition import (
    Aim,
    AlikeStep,
    Bound,
    ConspicuousStep,
    DifferentStep,
    OneOf,
    OrdinaryStep,
    Selection,
    Side,
)
from drietrap.differences.selection.toml import read, written
from drietrap.vocabulary.errors import InputError

words = st.text(min_size=1, max_size=12)
several = st.lists(words, max_size=3, unique=True).map(tuple)
numbers = st.floats(-1e6, 1e6)
steps = st.one_of(
    st.builds(Bound, words, st.none() | numbers, st.none() | numbers, st.booleans()),
    st.builds(OneOf, words, several),
    st.builds(OrdinaryStep, several, st.floats(0.01, 1), st.none()),
    st.builds(OrdinaryStep, several, st.none(), st.integers(1, 99)),
    st.builds(ConspicuousStep, several, st.sampled_from(list(Side)), st.floats(0.01, 0.9), st.integers(1, 5)),
    st.builds(AlikeStep, several, st.floats(0.01, 2)),
    st.builds(
        DifferentStep,
        st.integers(2, 9),
        st.sampled_from(list(Aim)),
        *[st.floats(0, 9)] * 3,
        several,
        several,
        st.dictionaries(words, st.floats(0, 9), max_size=3).map(lambda found: tuple(sorted(found.items()))),
    ),
)


@given(
    st.builds(
        Selection,
        st.text(max_size=20),
        st.lists(steps, max_size=4).map(tuple),
        st.sampled_from([None, "2022", "2015K1"]),
        several,
    )
)
def test_what_is_written_is_read_back(selection):
    assert read(written(selection), "keuze.toml") == selection


GOOD = """titel = "proef"

[[stap]]
soort = "grens"
op = "inwoners"
vanaf = 35000

[[stap]]
soort = "verschillend"
aantal = 4
"""


def test_what_is_left_out_is_the_standard():
    assert read(GOOD, "x").steps == (Bound("inwoners", 35_000.0), DifferentStep(4))
    assert read('[[stap]]\nsoort = "doorsnee"\naantal = 5', "x").steps == (
        OrdinaryStep(share=None, number=5),
    )


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        (GOOD.replace("= 35000", "= ="), 6, "geen geldig TOML"),
        (GOOD.replace("35000", '"veel"'), 6, "vanaf"),
        (GOOD.replace("35000", "true"), 6, "vanaf"),
        (GOOD.replace("aantal = 4", "aantal = 4.5"), 10, "aantal"),
        (GOOD.replace('"verschillend"', '"anders"'), 9, "soort"),
        (GOOD.replace("aantal", "antal"), 10, "antal"),
        (GOOD.replace("titel", "naam"), 1, "naam"),
        (GOOD.replace('op = "inwoners"\n', ""), 4, "op"),
        (GOOD.replace('soort = "verschillend"\n', ""), 8, "soort"),
        (GOOD + 'doel = "meeste"\n', 11, "kleinste, som"),
        (GOOD + "kenmerken = [1]\n", 11, "kenmerken"),
        (GOOD + 'gewichten = { mee = "zwaar" }\n', 11, "gewichten"),
        (GOOD.replace("[[stap]]", "[stap]", 1).replace("[[stap]]", "[ander]"), None, "stap"),
        (GOOD.replace('titel = "proef"', "periode = 2022"), 1, "periode"),
        (GOOD.replace('titel = "proef"', 'periode = "ooit"'), 1, "periode"),
        (GOOD.replace("35000", "1" + "0" * 400), 6, "vanaf"),
        (GOOD.replace("35000", "nan"), 6, "vanaf"),
        ("stap = 3", 1, "stap"),
        ("a = " + "[" * 5000, None, "geen geldig TOML"),
    ],
)
def test_a_mistake_says_file_line_and_what_was_expected(text, line, part):
    with pytest.raises(InputError) as caught:
        read(text, "keuze.toml")
    error = caught.value
    assert error.file == "keuze.toml"
    assert part in str(error)
    if line is not None:
        assert error.row == line


def test_the_example_of_the_manual_can_be_read():
    page = (ROOT / "docs" / "howto" / "gemeenten-kiezen.md").read_text("utf-8")
    (example,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    found = read(example, "handleiding")
    assert [type(step) for step in found.steps] == [
        Bound,
        OneOf,
        OrdinaryStep,
        ConspicuousStep,
        DifferentStep,
    ]
    assert found.steps[-1] == DifferentStep(
        4, characteristics=("eerste_contact", "jeugdregio"), weights=(("eerste_contact", 2.0),)
    )
