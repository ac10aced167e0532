"""Statistical neighbours."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from drietrap.statistics.neighbours import (
    nearest,
    nearest_of_all,
    shrunken_correlation,
    stability,
    standardise,
)

tables = arrays(
    float,
    st.tuples(st.integers(3, 12), st.integers(1, 5)),
    elements=st.integers(-20, 20).map(float) | st.just(float("nan")),
)


def country(rows=60, columns=6, seed=11):
    return np.random.default_rng(seed).lognormal(2, 1, (rows, columns))


@given(tables)
def test_standardise_by_a_slow_way(table):
    scores, imputed = standardise(table)
    for j in range(table.shape[1]):
        known = sorted(value for value in table[:, j] if not np.isnan(value))
        for i in range(table.shape[0]):
            if np.isnan(table[i, j]) or len(set(known)) < 2:
                assert scores[i, j] == 0
                continue
            away = [abs(value - np.median(known)) for value in known]
            scale = np.median(away) / stats.norm.ppf(0.75) or np.std(known)
            assert scores[i, j] == pytest.approx((table[i, j] - np.median(known)) / scale)
    np.testing.assert_array_equal(imputed, [sum(np.isnan(row)) for row in table])


def test_one_giant_does_not_stretch_the_scale():
    table = np.arange(20.0)[:, None]
    giant = np.vstack([table, [[1e6]]])
    assert standardise(giant)[0][:20].std() == pytest.approx(standardise(table)[0].std(), rel=0.15)


@given(tables, st.data())
def test_nearest_by_a_slow_way(table, data):
    index = data.draw(st.integers(0, table.shape[0] - 1))
    k = data.draw(st.integers(1, table.shape[0] - 1))
    weights = data.draw(st.lists(st.integers(1, 3), min_size=table.shape[1], max_size=table.shape[1]))
    scores, _ = standardise(table)
    slow = []
    for row in range(table.shape[0]):
        squares = [w * (a - b) ** 2 for w, a, b in zip(weights, scores[row], scores[index], strict=True)]
        slow.append((np.sqrt(sum(squares) / sum(weights)), row))
    slow = sorted(pair for pair in slow if pair[1] != index)[:k]
    got = nearest(table, index, k, weights)
    assert index not in got.indices
    np.testing.assert_allclose(got.distances, [d for d, _ in slow], atol=1e-12)
    assert got.imputed_self == np.isnan(table[index]).sum()
    np.testing.assert_array_equal(got.imputed, np.isnan(table[got.indices]).sum(axis=1))


def test_ties_keep_row_order():
    table = np.array([[0.0], [1.0], [-1.0], [1.0], [5.0]])
    np.testing.assert_array_equal(nearest(table, 0, 3).indices, [1, 2, 3])


@pytest.mark.parametrize("decorrelate", [False, True])
def test_all_at_once_is_one_by_one(decorrelate):
    table = country()
    for index, got in enumerate(nearest_of_all(table, 7, decorrelate=decorrelate)):
        one = nearest(table, index, 7, decorrelate=decorrelate)
        np.testing.assert_array_equal(got.indices, one.indices)
        np.testing.assert_array_equal(got.distances, one.distances)


@pytest.mark.parametrize("decorrelate", [False, True])
def test_units_and_order_do_not_matter(decorrelate):
    table = country()
    first = nearest(table, 5, 10, decorrelate=decorrelate)
    other_units = nearest(table * [1, 1000, 0.01, 5, 1, 1] + 7, 5, 10, decorrelate=decorrelate)
    np.testing.assert_array_equal(first.indices, other_units.indices)
    order = np.random.default_rng(1).permutation(60)
    moved = nearest(table[order], int(np.flatnonzero(order == 5)[0]), 10, decorrelate=decorrelate)
    np.testing.assert_array_equal(order[moved.indices], first.indices)


def test_a_characteristic_said_twice_counts_once():
    """With decorrelation, five copies of one column hardly change the neighbours; without, they do."""
    table = country(rows=200, columns=3)
    copies = np.hstack([table, np.repeat(table[:, :1], 5, axis=1)])
    plain = nearest(table, 0, 20)
    without = set(nearest(copies, 0, 20).indices) & set(plain.indices)
    with_it = set(nearest(copies, 0, 20, decorrelate=True).indices) & set(plain.indices)
    assert len(with_it) > len(without)
    assert len(with_it) >= 15


def test_shrunken_correlation_by_a_slow_way():
    """Oracle: Ledoit & Wolf (2004) with loops over areas and cells."""
    raw = country(rows=25, columns=4, seed=3)
    raw[:, 3] = raw[:, 2] * 2 + 1
    ranks = np.apply_along_axis(stats.rankdata, 0, raw)
    x = stats.norm.ppf((ranks - 0.5) / 25)
    x = (x - x.mean(axis=0)) / x.std(axis=0)
    sample = sum(np.outer(row, row) for row in x) / 25
    noise = sum(((np.outer(row, row) - sample) ** 2).sum() for row in x) / 25**2
    distance = ((sample - np.eye(4)) ** 2).sum()
    share = min(noise / distance, 1)
    got = shrunken_correlation(raw)
    np.testing.assert_allclose(got, share * np.eye(4) + (1 - share) * sample, atol=1e-12)
    assert np.linalg.eigvalsh(got).min() > 0.01
    assert 0.5 < got[2, 3] < 1


def test_columns_without_information_have_no_say():
    table = country(rows=30, columns=3)
    idle = np.hstack([table, np.full((30, 1), 4.0), np.full((30, 1), np.nan)])
    for decorrelate in (False, True):
        np.testing.assert_array_equal(
            nearest(idle, 2, 8, decorrelate=decorrelate).indices,
            nearest(table, 2, 8, decorrelate=decorrelate).indices,
        )


def test_weight_zero_is_leaving_out():
    table = country(columns=4)
    np.testing.assert_array_equal(
        nearest(table, 1, 9, [1, 1, 1, 0]).indices, nearest(table[:, :3], 1, 9).indices
    )


def test_stability():
    table = country()
    for decorrelate in (False, True):
        shares = stability(table, 3, 10, 100, 7, decorrelate=decorrelate)
        assert shares.shape == (10,)
        assert ((shares >= 0) & (shares <= 1)).all()
        assert shares.std() > 0
        np.testing.assert_array_equal(shares, stability(table, 3, 10, 100, 7, decorrelate=decorrelate))
    assert not np.array_equal(stability(table, 3, 10, 100, 7), stability(table, 3, 10, 100, 8))
    assert (stability(table, 3, 59, 5, 7) == 1).all()


def test_a_twin_is_always_kept_and_one_column_is_always_stable():
    table = country()
    table[17] = table[3]
    assert nearest(table, 3, 10).indices[0] == 17
    assert stability(table, 3, 10, 50, 7)[0] == 1
    assert (stability(table[:, :1], 3, 10, 50, 7) == 1).all()


def test_stability_averages_over_the_choice_of_columns():
    """Oracle: two columns, so a draw holds both (half) or one of them twice (a quarter each)."""
    table = country(rows=40, columns=2)
    chosen = nearest(table, 0, 5).indices
    only = [set(nearest(table[:, [c]], 0, 5).indices) for c in (0, 1)]
    expected = [0.5 + 0.25 * sum(area in kept for kept in only) for area in chosen]
    np.testing.assert_allclose(stability(table, 0, 5, 4000, 3), expected, atol=0.03)


def test_refusals():
    table = country(rows=5)
    for index, k in [(5, 1), (-1, 1), (0, 5), (0, 0)]:
        with pytest.raises(ValueError, match="cannot choose"):
            nearest(table, index, k)
    for weights in ([1, 1], [0] * 6, [-1, 1, 1, 1, 1, 1], [np.nan] * 6):
        with pytest.raises(ValueError, match="weights"):
            nearest(table, 0, 1, weights)
    with pytest.raises(ValueError, match="matrix"):
        standardise([1.0, 2.0])
    with pytest.raises(ValueError, match="matrix"):
        standardise([[np.inf]])
    with pytest.raises(ValueError, match="draw"):
        stability(table, 0, 1, 0, 1)
