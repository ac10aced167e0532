from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drietrap.benchmark.difference import SMALL, UNKNOWN, code_of, difference, settled, verdict
from drietrap.benchmark.result import Verdict
from drietrap.benchmark.sample import Sample
from drietrap.statistics.proportions import newcombe_difference, wilson


def published(k: float, n: float, *, decimals: int = 1) -> Sample:
    share = round(100 * k / n, decimals)
    half = 0.5 * 10**-decimals
    low, high = max(share - half, 0.0), min(share + half, 100.0)
    arrays = (np.array([x]) for x in (share, low, high, low * n / 100, high * n / 100, n, n))
    return Sample(*arrays, scale=100.0)


def amount(value: float, half: float) -> Sample:
    nothing = np.array([np.nan])
    return Sample(
        np.array([value]),
        np.array([value - half]),
        np.array([value + half]),
        *[nothing] * 4,
        scale=1.0,
        chance=False,
    )


counts = st.integers(20, 40_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@settings(max_examples=400, deadline=None)
@given(counts, counts)
def test_the_interval_holds_newcombes_interval_of_the_unrounded_table(
    first: tuple[int, int], second: tuple[int, int]
) -> None:
    result = difference(published(*first), published(*second))
    shares = []
    for k, n in (first, second):
        lower, upper = wilson(k, n, 0.95)
        shares += [100 * k / n, 100 * float(lower), 100 * float(upper)]
    shares[1], shares[4] = min(shares[1], shares[0]), min(shares[4], shares[3])
    lower, upper = newcombe_difference(*shares)
    assert result.lower[0] <= lower + 1e-9
    assert result.upper[0] >= upper - 1e-9


@settings(max_examples=200, deadline=None)
@given(counts, counts)
def test_turning_the_comparison_round_turns_the_verdict_round(
    first: tuple[int, int], second: tuple[int, int]
) -> None:
    there, back = (
        difference(published(*first), published(*second)),
        difference(published(*second), published(*first)),
    )
    assert there.code[0] == -back.code[0]
    assert math.isclose(there.lower[0], -back.upper[0], abs_tol=1e-12)


@settings(max_examples=200, deadline=None)
@given(counts, counts)
def test_no_verdict_while_the_rounding_intervals_meet(
    first: tuple[int, int], second: tuple[int, int]
) -> None:
    a, b = published(*first), published(*second)
    if a.low[0] <= b.high[0] and b.low[0] <= a.high[0]:
        result = difference(a, b)
        assert result.code[0] == 0
        assert result.p_value[0] == 1.0


def test_chance_alone_is_called_clear_about_one_time_in_a_hundred() -> None:
    random = np.random.default_rng(7)
    n, share, tries = 4_000, 0.13, 4_000
    reference = published(round(share * 3_000_000), 3_000_000)
    codes = [
        int(difference(published(int(random.binomial(n, share)), n), reference).code[0]) for _ in range(tries)
    ]
    probable = sum(abs(code) >= 1 for code in codes) / tries
    clear = sum(abs(code) == 2 for code in codes) / tries
    assert 0.02 < probable <= 0.05  # rounding makes it a little careful, never too eager
    assert 0.003 < clear <= 0.012


@pytest.mark.parametrize(
    ("own", "other", "expected"),
    [(106, 100, 1), (104, 100, SMALL), (94, 100, -1), (96, 100, SMALL), (100, 100, 0)],
)
def test_amounts_are_never_called_clearly_different(own: float, other: float, expected: int) -> None:
    assert difference(amount(own, 0.5), amount(other, 0.1)).code[0] == expected


def test_a_withheld_value_can_still_be_lower() -> None:
    n = 10_000.0
    hidden = Sample(*(np.array([x]) for x in (np.nan, 0.0, 0.07, 0.0, 7.0, n, n)), scale=100.0)
    assert verdict(int(difference(hidden, published(3_000, 100_000)).code[0])) is Verdict.CLEARLY_LOWER
    assert np.isnan(difference(hidden, published(3_000, 100_000)).value[0])


def test_unknown_stays_unknown() -> None:
    nothing = Sample(*(np.array([np.nan]) for _ in range(7)), scale=100.0)
    assert difference(published(10, 100), nothing).code[0] == UNKNOWN


def test_a_direction_must_survive_the_number_of_comparisons() -> None:
    codes = np.array([2, -2, 1, 1, 0, SMALL])
    q_values = np.array([0.2, 0.01, 0.5, 0.02, 0.9, 0.5])
    assert settled(codes, q_values).tolist() == [0, -2, 0, 1, 0, SMALL]


def test_a_share_without_a_known_group_size_says_nothing() -> None:
    """Rounding alone would call 33.3 % of three youths very precise."""
    nothing = np.array([np.nan])
    bare = Sample(*(np.array([x]) for x in (33.3, 33.25, 33.35)), *[nothing] * 4, scale=100.0)
    assert difference(bare, published(463, 1_000)).code[0] == UNKNOWN


@pytest.mark.parametrize("said", list(Verdict))
def test_code_and_verdict_are_each_others_converse(said: Verdict) -> None:
    assert verdict(code_of(said)) is said
