"""An outcome that is packed and unpacked is the same, and its question has a name that only it has."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drietrap.publication.suppression.inside import protect_block
from drietrap.publication.suppression.linking import describe
from drietrap.publication.suppression.packed import packed, question, unpacked
from drietrap.publication.suppression.protect import protect
from drietrap.publication.suppression.rules import CBS, Zeros
from drietrap.publication.suppression.tables import Dimension, Release, Rollup, Table

PARTS = ("a", "b", "c", "d")
PLACE = Dimension("gebied", None, (Rollup("alles", PARTS),))
INSIDE = Dimension("gebied", None, (Rollup("a", ("a1", "a2", "a3")),))


def release(counts: list[int], label: str = "een") -> Release:
    cells = {("alles",): sum(counts), **{(part,): n for part, n in zip(PARTS, counts, strict=True)}}
    return describe(label, [Table("t", "n", ("gebied",), cells)], [PLACE])


@given(st.lists(st.integers(0, 40), min_size=4, max_size=4))
@settings(max_examples=25, deadline=None)
def test_an_outcome_comes_back_whole(counts: list[int]) -> None:
    asked = release(counts)
    outcome = protect(asked, CBS)
    assert unpacked(packed(outcome), asked, CBS) == outcome


@given(st.lists(st.integers(0, 12), min_size=3, max_size=3))
@settings(max_examples=15, deadline=None)
def test_a_block_comes_back_whole(counts: list[int]) -> None:
    below = protect(release([sum(counts), 3, 21, 9]), CBS)
    cells = {("a",): sum(counts), **{(f"a{at + 1}",): count for at, count in enumerate(counts)}}
    joint = describe("blok", [Table("u", "n", ("gebied",), cells)], [INSIDE], earlier=[below])
    outcome = protect_block(joint, below, CBS)
    assert unpacked(packed(outcome), joint, CBS) == outcome


def test_a_question_is_known_by_everything_that_the_answer_rests_on() -> None:
    asked = release([3, 12, 25, 8])
    below = protect(asked, CBS)
    other = dataclasses.replace(below, proofs=below.proofs[:-1])
    names = {
        question(asked, CBS),
        question(release([3, 12, 25, 9]), CBS),
        question(asked, dataclasses.replace(CBS, zeros=Zeros.SHOWN)),
        question(dataclasses.replace(asked, relations=()), CBS),
        question(describe("na", asked.tables, [PLACE], earlier=[below]), CBS),
        question(asked, CBS, below),
        question(asked, CBS, other),
    }
    assert len(names) == 7
    assert question(release([3, 12, 25, 8], "twee"), CBS) == question(asked, CBS)


def test_an_outcome_of_other_cells_is_refused() -> None:
    outcome = protect(release([3, 12, 25, 8]), CBS)
    smaller = describe("kleiner", [Table("t", "n", ("gebied",), {("alles",): 48})], [PLACE])
    with pytest.raises(ValueError, match="another release"):
        unpacked(packed(outcome), smaller, CBS)
