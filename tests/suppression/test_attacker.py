"""The attacker finds exactly what trying every table finds, and naive suppression does not stop him."""

from __future__ import annotations

import dataclasses
import itertools
import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from drietrap.publication.suppression.audit import Attacker, audit
from drietrap.publication.suppression.linking import describe
from drietrap.publication.suppression.outcome import Outcome
from drietrap.publication.suppression.protect import protect
from drietrap.publication.suppression.rules import CBS
from drietrap.publication.suppression.tables import Dimension, Rollup, Table
from drietrap.vocabulary.errors import IntegrityError
from tests.suppression.worlds import axis, bodies, counts_of, index_of, primary_only, release_of

CAP = 14
"""Leaves are tried up to this; a highest count that depends on it is not compared."""
NO_ROUNDING = dataclasses.replace(CBS, step=1)


def every_table(
    shape: tuple[int, ...], known: dict[tuple[str, ...], tuple[int, int | None]]
) -> dict[tuple[str, ...], tuple[int, int]]:
    """Return lowest and highest count of every place over all tables of leaves that fit ``known``."""
    trees = [axis(name, size)[1] for name, size in zip("abc", shape, strict=False)]
    leaves = list(
        itertools.product(*[[code for code, under in tree.items() if under == (code,)] for tree in trees])
    )
    low = [known[leaf][0] for leaf in leaves]
    high = [min(CAP, CAP if known[leaf][1] is None else known[leaf][1]) for leaf in leaves]
    under = {
        codes: [
            i
            for i, leaf in enumerate(leaves)
            if all(one in tree[code] for one, code, tree in zip(leaf, codes, trees, strict=True))
        ]
        for codes in itertools.product(*trees)
    }
    tries = np.zeros((1, 0), dtype=np.int64)
    for i in range(len(leaves)):
        new = np.arange(low[i], high[i] + 1)
        tries = np.column_stack([np.repeat(tries, len(new), axis=0), np.tile(new, len(tries))])
        for codes, members in under.items():
            so_far = tries[:, [j for j in members if j <= i]].sum(axis=1)
            rest = [j for j in members if j > i]
            least, most = so_far + sum(low[j] for j in rest), so_far + sum(high[j] for j in rest)
            limit = math.inf if known[codes][1] is None else known[codes][1]
            fits = (least <= limit) & (most >= known[codes][0])
            tries = tries[fits]
        assume(len(tries) <= 400_000)
    values = {codes: tries[:, members].sum(axis=1) for codes, members in under.items()}
    return {codes: (int(value.min()), int(value.max())) for codes, value in values.items()}


def known_of(
    outcome: Outcome, shape: tuple[int, ...]
) -> tuple[dict[tuple[str, ...], tuple[int, int | None]], dict[tuple[str, ...], int]]:
    trees = [axis(name, size)[1] for name, size in zip("abc", shape, strict=False)]
    names = "abc"[: len(shape)]
    known, place = {}, {}
    for codes in itertools.product(*trees):
        place[codes] = index_of(
            outcome.release, **{n: c for n, c in zip(names, codes, strict=True) if c != f"{n}alle"}
        )
        shown = outcome.shown[place[codes]]
        # Written out here, so that the rounding of the product is checked too.
        known[codes] = (0, None) if shown is None else (max(8, shown - 2), shown + 2)
    return known, place


@settings(max_examples=10)
@given(st.one_of(bodies((2, 3), dims=(2,)), bodies((2, 2, 2), dims=(3,))), st.booleans())
def test_the_attacker_knows_what_trying_every_table_gives(inner: np.ndarray, protected: bool) -> None:
    inner = np.minimum(inner, 12)
    release = release_of(inner, (1,) * inner.ndim)
    outcome = protect(release, CBS) if protected else primary_only(release, CBS)
    known, place = known_of(outcome, inner.shape)
    truth = every_table(inner.shape, known)
    whole, relaxed = Attacker(outcome, whole=True), Attacker(outcome)
    leaves = [codes for codes in truth if not any("alle" in code for code in codes)]
    complete = max(whole.range(place[leaf])[1] for leaf in leaves) <= CAP
    for codes, (lowest, highest) in truth.items():
        low, high = whole.range(place[codes])
        outer_low, outer_high = relaxed.range(place[codes])
        assert outer_low <= low + 1e-6
        assert outer_high >= high - 1e-6
        assert high >= highest
        if complete:
            assert (low, high) == (lowest, highest)
        if inner.ndim == 2 and math.isfinite(high):
            assert (outer_low, outer_high) == pytest.approx((low, high))  # totally unimodular


def test_hiding_only_small_counts_gives_them_away() -> None:
    # 3 + 9 + 10 = 22: shown as ?, 10, 10 and 20 (18..22), so ? is at most 22 - 8 - 8 = 6.
    # Its column: ? + 40 (38..42) = 45 (43..47), so it is at least 1.
    naive = primary_only(release_of(np.array([[3, 9, 10], [40, 50, 60]]), (1, 1)), CBS)
    hidden = index_of(naive.release, a="a0", b="b0")
    assert Attacker(naive).range(hidden) == pytest.approx((1, 6))
    assert [pin.cell for pin in audit(naive)] == [hidden]
    assert audit(protect(naive.release, CBS)) == []


def test_without_rounding_the_hidden_count_is_known_exactly() -> None:
    naive = primary_only(release_of(np.array([[3, 9, 10], [40, 50, 60]]), (1, 1)), NO_ROUNDING)
    hidden = index_of(naive.release, a="a0", b="b0")
    assert Attacker(naive).range(hidden) == pytest.approx((3, 3))


def test_the_textbook_table_of_two_hidden_by_two() -> None:
    # Two rows, two columns hidden in both; row totals 14 and 26, column totals 22 and 18 known exactly:
    # x11 in [max(0, 14 - 18), min(14, 22)] = [0, 14]
    # (the Frechet bounds; see Dobra & Fienberg 2000).
    release = release_of(np.array([[7, 7], [15, 11]]), (1, 1))
    outcome = primary_only(release, NO_ROUNDING)
    shown = [None if len(cell.key[1]) == 2 else cell.count for cell in release.cells]
    outcome = dataclasses.replace(outcome, shown=tuple(shown))
    low, high = Attacker(outcome).range(index_of(release, a="a0", b="b0"))
    assert (low, high) == pytest.approx((0, 14))


def test_overlapping_forms_bound_each_other() -> None:
    # 20 youths (18..22), 9 and 8 of them with forms x and y (each 8..12): z has 0 to 22. Were there
    # 40 (38..42), then z would have at least 38 - 12 - 12.
    forms = Dimension("vorm", "alle", (Rollup("alle", ("x", "y", "z"), overlapping=True),))
    table = Table("t", "jeugdigen", ("vorm",), {("alle",): 20, ("x",): 9, ("y",): 8, ("z",): 5})
    release = describe("1", [table], [forms])
    outcome = primary_only(release, CBS)
    low, high = Attacker(outcome).range(index_of(release, vorm="z"))
    assert (low, high) == pytest.approx((0, 22))
    shown = list(outcome.shown)
    shown[index_of(release)] = 40
    outcome = dataclasses.replace(outcome, shown=tuple(shown))
    assert Attacker(outcome).range(index_of(release, vorm="z"))[0] == pytest.approx(38 - 12 - 12)


def test_figures_that_contradict_each_other_are_refused() -> None:
    outcome = primary_only(release_of(np.array([[9, 9], [9, 9]]), (1, 1)), CBS)
    shown = list(outcome.shown)
    shown[0] = 1000
    with pytest.raises(IntegrityError):
        Attacker(dataclasses.replace(outcome, shown=tuple(shown))).range(1)


def test_counts_of_worlds_are_sums() -> None:
    counts = counts_of(np.array([[1, 2], [3, 4]]), [axis("a", 2)[1], axis("b", 2)[1]])
    assert counts["aalle", "balle"] == 10 and counts["a1", "balle"] == 7
