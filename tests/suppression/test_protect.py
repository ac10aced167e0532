"""Whatever is released together, no withheld count can be pinned, and the outcome is always the same."""

from __future__ import annotations

import dataclasses
import datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drietrap.publication.suppression.audit import Attacker, audit, check_proofs
from drietrap.publication.suppression.linking import describe
from drietrap.publication.suppression.outcome import Outcome, Reason
from drietrap.publication.suppression.protect import protect
from drietrap.publication.suppression.rules import CBS, Protection, Rules, Zeros, rules_on
from drietrap.publication.suppression.tables import Cell, Dimension, Rollup, Table
from drietrap.vocabulary.errors import InputError
from tests.suppression.worlds import bodies, index_of, linked_of, primary_only, release_of

EVERY_RULE = st.sampled_from(
    [
        CBS,
        dataclasses.replace(CBS, step=1),
        dataclasses.replace(CBS, step=10),
    ]
)


def safe(outcome: Outcome, attacked: int = 12) -> None:
    """Every proof holds, and an attacker finds nothing in cells spread over the release."""
    assert outcome.unprotected == ()
    assert check_proofs(outcome) == []
    wanted = [i for i, cell in enumerate(outcome.release.cells) if outcome.rules.protection(cell)]
    assert audit(outcome, wanted[:: max(1, len(wanted) // attacked)]) == []


@settings(max_examples=10)
@given(bodies((3, 3), dims=(2,)))
def test_where_zeros_are_shown_what_cannot_be_protected_is_told(inner: np.ndarray) -> None:
    # With zeros shown every withheld count is at least 1: a total of 1 + 1 is then never possibly 1.
    outcome = protect(release_of(inner, (1, 1)), dataclasses.replace(CBS, zeros=Zeros.SHOWN))
    assert check_proofs(outcome) == list(outcome.unprotected)
    assert {pin.cell for pin in audit(outcome, whole=True)} <= set(outcome.unprotected)
    zeros = [i for i, cell in enumerate(outcome.release.cells) if cell.count == 0]
    assert all(outcome.shown[i] == 0 for i in zeros)


@settings(max_examples=12)
@given(bodies(), st.integers(1, 2), EVERY_RULE)
def test_hierarchical_tables_are_safe(inner: np.ndarray, groups: int, rules: Rules) -> None:
    safe(protect(release_of(inner, (groups,) + (1,) * (inner.ndim - 1)), rules))


@settings(max_examples=8)
@given(bodies((3, 3, 3), dims=(3,)), EVERY_RULE)
def test_linked_tables_are_safe(inner: np.ndarray, rules: Rules) -> None:
    safe(protect(linked_of(inner), rules))


@settings(max_examples=8)
@given(bodies((2, 2, 2), dims=(2, 3)))
def test_also_from_an_attacker_who_uses_that_counts_are_whole(inner: np.ndarray) -> None:
    assert audit(protect(release_of(inner, (1,) * inner.ndim), CBS), whole=True) == []


@settings(max_examples=10)
@given(bodies((3, 4), dims=(2,)), st.data())
def test_later_releases_are_safe(inner: np.ndarray, data: st.DataObject) -> None:
    first = protect(release_of(inner, (1, 1), label="2024"), CBS)
    revised = inner.copy()
    for _ in range(data.draw(st.integers(1, 3))):
        place = tuple(data.draw(st.integers(0, size - 1)) for size in inner.shape)
        revised[place] = max(0, revised[place] + data.draw(st.integers(-6, 6)))
    second = protect(release_of(revised, (1, 1), label="2025", earlier=[first]), CBS)
    assert check_proofs(second) == list(second.unprotected)
    assert {pin.cell for pin in audit(second)} <= set(second.unprotected)


@settings(max_examples=8)
@given(bodies(dims=(2,)), st.randoms(use_true_random=False))
def test_the_order_of_input_changes_nothing(inner: np.ndarray, random: object) -> None:
    release = release_of(inner, (2, 1) if inner.shape[0] > 1 else (1, 1))
    cells = list(release.tables[0].counts.items())
    random.shuffle(cells)
    dimensions = list(release.dimensions)
    random.shuffle(dimensions)
    again = describe("1", [dataclasses.replace(release.tables[0], counts=dict(cells))], dimensions)
    assert again.cells == release.cells and again.relations == release.relations
    assert protect(again, CBS) == protect(release, CBS)


def test_rounding_spares_complementary_cells() -> None:
    rng = np.random.default_rng(5)
    release = release_of(rng.poisson(12, (4, 5)), (1, 1))
    hidden = [
        sum(reason is Reason.COMPLEMENTARY for reason in protect(release, rules).reasons)
        for rules in (CBS, dataclasses.replace(CBS, step=1))
    ]
    assert hidden[0] < hidden[1]


def test_a_table_without_small_counts_is_shown_whole() -> None:
    outcome = protect(release_of(np.full((3, 3), 20), (1, 1)), CBS)
    assert None not in outcome.shown


def test_forged_proofs_and_shown_secrets_are_found() -> None:
    outcome = protect(release_of(np.array([[3, 9, 10], [40, 50, 60]]), (1, 1)), CBS)
    hidden = index_of(outcome.release, a="a0", b="b0")
    assert check_proofs(dataclasses.replace(outcome, lowest={}, highest={})) == [hidden]
    assert check_proofs(primary_only(outcome.release, CBS)) == [hidden]
    for proof in {outcome.lowest[hidden], outcome.highest[hidden]}:
        broken = list(outcome.proofs)
        broken[proof] = dataclasses.replace(broken[proof], changes=broken[proof].changes[1:])
        assert check_proofs(dataclasses.replace(outcome, proofs=tuple(broken))) == [hidden]
        twice = dataclasses.replace(outcome.proofs[proof], changes=outcome.proofs[proof].changes * 2)
        broken[proof] = twice
        assert check_proofs(dataclasses.replace(outcome, proofs=tuple(broken))) == [hidden]
    everything = tuple(CBS.rounded(cell.count) for cell in outcome.release.cells)
    assert check_proofs(dataclasses.replace(outcome, shown=everything)) == [hidden]


def test_a_dominant_provider_is_protected_on_both_sides() -> None:
    # p%-rule with p = 20: 60 + 5 of 66 leaves 1 < 12, so the estimate must stay 12 - 1 = 11 off: [55, 77].
    rules = dataclasses.replace(CBS, step=1, percent=20.0)
    assert rules.protection(Cell(("n", ()), 66, contributions=(5, 60))) == Protection(55, 77)
    assert rules.protection(Cell(("n", ()), 66, contributions=(20, 20))) is None
    # dominance (1, 75): 100 / 75 * 60 - 66 = 14
    single = dataclasses.replace(CBS, dominance=(1, 75.0))
    assert single.protection(Cell(("n", ()), 66, contributions=(5, 60))) == Protection(52, 80)
    # near zero the interval slides up and stays 2 L wide
    assert rules.protection(Cell(("n", ()), 9, contributions=(9,))) == Protection(7, 11)
    base = release_of(np.array([[66, 30, 20], [40, 50, 60]]), (1, 1))
    cell = index_of(base, a="a0", b="b0")
    release = describe("1", base.tables, base.dimensions, contributions={base.cells[cell].key: (60, 5)})
    outcome = protect(release, rules)
    assert outcome.reasons[cell] is Reason.PRIMARY and Reason.COMPLEMENTARY in outcome.reasons
    safe(outcome)


def test_what_was_shown_before_cannot_be_taken_back_but_is_told() -> None:
    # First released without secrecy at all; under the rules of CBS nothing can hide the 3 any more.
    release = release_of(np.array([[3, 9], [40, 50]]), (1, 1), label="2024")
    open_rules = dataclasses.replace(CBS, step=1, secret_up_to=0)
    first = protect(release, open_rules)
    second = protect(release_of(np.array([[3, 9], [40, 50]]), (1, 1), label="2025", earlier=[first]), CBS)
    assert index_of(second.release, a="a0", b="b0") in second.unprotected


def test_what_cannot_be_protected_stops_the_search_when_asked() -> None:
    counts = np.random.default_rng(5).poisson(20, (12, 6))
    counts[3, 2] = 3
    release = release_of(counts, (3, 2), label="2024")
    first = protect(release, dataclasses.replace(CBS, step=1, secret_up_to=0))
    again = release_of(counts, (3, 2), label="2025", earlier=[first])
    secret = index_of(again, a="a3", b="b2")
    soon, late = protect(again, CBS, stop=True), protect(again, CBS)
    assert secret in late.unprotected and set(late.unprotected) <= set(soon.unprotected)
    assert protect(again, CBS, stop=True, processes=2) == soon


@settings(max_examples=10)
@given(bodies((3, 4), dims=(2,)), st.data())
def test_looking_whether_there_is_an_answer_changes_none(inner: np.ndarray, data: st.DataObject) -> None:
    first = protect(release_of(inner, (1, 1), label="2024"), CBS)
    revised = inner.copy()
    revised[tuple(data.draw(st.integers(0, size - 1)) for size in inner.shape)] += data.draw(
        st.integers(1, 9)
    )
    now = release_of(revised, (1, 1), label="2025", earlier=[first])
    soon, late = protect(now, CBS, stop=True), protect(now, CBS)
    assert bool(soon.unprotected) == bool(late.unprotected)
    assert late.unprotected or soon == late


def test_a_difference_between_releases_gives_nothing_away() -> None:
    # 2024: a gemeente and one of its wijken. 2025: all its wijken, of which one has 3. Without rounding
    # 33 - 20 - 10 = 3, though each release by itself is safe.
    rules = dataclasses.replace(CBS, step=1)
    areas = Dimension("gebied", None, (Rollup("GM", ("W1", "W2", "W3")),))
    before = Table("t", "n", ("gebied",), {("GM",): 33, ("W3",): 10})
    rest = Table("rest", "n", ("gebied",), {("W1",): 3, ("W2",): 20}, released=False)
    first = protect(describe("2024", [before, rest], [areas]), rules)
    assert first.shown[index_of(first.release, gebied="GM")] == 33
    after = Table("t", "n", ("gebied",), {("W1",): 3, ("W2",): 20, ("W3",): 10})
    alone = protect(describe("2025", [after], [areas]), rules)
    assert Reason.COMPLEMENTARY not in alone.reasons
    together = describe("2025", [after], [areas], earlier=[first])
    small = index_of(together, gebied="W1")
    assert Attacker(primary_only(together, rules)).range(small) == pytest.approx((3, 3))
    both = protect(together, rules)
    assert both.reasons[index_of(together, gebied="W2")] is Reason.COMPLEMENTARY
    safe(both)


def test_processes_change_nothing() -> None:
    release = release_of(np.random.default_rng(3).poisson(8, (4, 5, 3)), (2, 1, 1))
    assert protect(release, CBS, processes=2) == protect(release, CBS)


def test_rules_are_dated_and_round_half_up() -> None:
    assert rules_on(datetime.date(2025, 1, 1)) is CBS
    with pytest.raises(InputError):
        rules_on(datetime.date(2014, 12, 31))
    for step in (1, 2, 5, 10):
        rules = dataclasses.replace(CBS, step=step)
        for count in range(8, 60):
            low, high = rules.readings(rules.rounded(count))
            same = [other for other in range(8, 80) if rules.rounded(other) == rules.rounded(count)]
            assert (low, high) == (same[0], same[-1])


@pytest.mark.parametrize(
    ("counts", "rollup"),
    [
        ({("alle",): 10, ("x",): 4, ("y",): 5}, Rollup("alle", ("x", "y"))),
        ({("alle",): 10, ("x",): 4}, Rollup("alle", ("x", "y"))),
        ({("alle",): 3, ("x",): 4, ("y",): 2}, Rollup("alle", ("x", "y"), overlapping=True)),
        ({("alle",): -1}, Rollup("alle", ("x", "y"))),
    ],
)
def test_tables_that_do_not_add_up_are_refused(counts: dict[tuple[str, ...], int], rollup: Rollup) -> None:
    with pytest.raises(InputError):
        describe("1", [Table("t", "n", ("vorm",), counts)], [Dimension("vorm", "alle", (rollup,))])


def test_tables_that_contradict_each_other_are_refused() -> None:
    forms = Dimension("vorm", "alle", ())
    with pytest.raises(InputError):
        describe(
            "1", [Table("t", "n", ("vorm",), {("x",): 3}), Table("u", "n", ("vorm",), {("x",): 4})], [forms]
        )
