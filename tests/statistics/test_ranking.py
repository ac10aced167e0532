"""Ranks that intervals allow."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drietrap.statistics.ranking import joint_confidence, rank_intervals

pairs = st.lists(
    st.tuples(st.integers(0, 12), st.integers(0, 5)).map(lambda p: (p[0], p[0] + p[1])), max_size=12
)


@given(pairs, st.sampled_from(["highest", "lowest"]))
def test_by_comparing_every_pair(ends, first):
    """Oracle: the definition of Klein, Wright & Wieczorek (2020), pair by pair."""
    lower, upper = [low for low, _ in ends], [high for _, high in ends]
    best, worst = rank_intervals(lower, upper, first)
    for i, (low, high) in enumerate(ends):
        others = ends[:i] + ends[i + 1 :]
        above = sum(other_low > high for other_low, _ in others)
        below = sum(other_high < low for _, other_high in others)
        better, worse = (above, below) if first == "highest" else (below, above)
        assert (best[i], worst[i]) == (1 + better, len(ends) - worse)


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 2)), min_size=1, max_size=4))
def test_every_possible_order_is_inside(spans):
    """Oracle: all tables of values that the intervals allow, on a fine grid; and the ends are reached."""
    ends = [(low, low + width) for low, width in spans]
    grids = [[low + step / 4 for step in range(4 * (high - low) + 1)] for low, high in ends]
    best, worst = rank_intervals([low for low, _ in ends], [high for _, high in ends])
    for values in itertools.product(*(sorted({g[0], g[-1], g[len(g) // 2]}) for g in grids)):
        for i, value in enumerate(values):
            rank = 1 + sum(other > value for other in values)
            assert best[i] <= rank <= worst[i]


def test_exact_values_rank_like_a_league_table():
    best, worst = rank_intervals([3, 1, 2], [3, 1, 2])
    np.testing.assert_array_equal(best, [1, 3, 2])
    np.testing.assert_array_equal(worst, best)
    np.testing.assert_array_equal(rank_intervals([3, 1, 2], [3, 1, 2], "lowest")[0], [3, 1, 2])


def test_unknown_areas_are_not_counted():
    best, worst = rank_intervals([5, np.nan, 1], [6, 3, 2])
    np.testing.assert_array_equal(best, [1, np.nan, 2])
    np.testing.assert_array_equal(worst, [1, np.nan, 2])


def test_refusals():
    with pytest.raises(ValueError, match="above"):
        rank_intervals([2], [1])
    with pytest.raises(ValueError, match="one-dimensional"):
        rank_intervals([[1]], [[2]])
    with pytest.raises(ValueError, match="at least one"):
        joint_confidence(0.9, 0)


@pytest.mark.parametrize("n", [1, 51, 342])
def test_joint_confidence_multiplies_back(n):
    assert joint_confidence(0.9, n) ** n == pytest.approx(0.9)
    assert (1 - joint_confidence(0.9, n, independent=False)) * n == pytest.approx(0.1)
