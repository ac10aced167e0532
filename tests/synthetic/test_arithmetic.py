"""Portable arithmetic against the mathematics libraries it replaces."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special, stats

from drietrap.synthetic import arithmetic
from drietrap.synthetic.draws import Draws, binomial_quantile


def test_exponential_and_logarithm_equal_the_library() -> None:
    x = np.linspace(-600, 600, 20_001)
    np.testing.assert_allclose(arithmetic.exp(x), np.exp(x), rtol=5e-16)
    np.testing.assert_allclose(arithmetic.log(np.exp(x)), np.log(np.exp(x)), rtol=1e-15, atol=2e-16)


def test_normal_quantile_equals_scipy() -> None:
    p = np.concatenate([np.geomspace(1e-15, 0.5, 5_000), 1 - np.geomspace(1e-9, 0.5, 5_000)])
    np.testing.assert_allclose(arithmetic.normal_quantile(p), special.ndtri(p), rtol=0, atol=5e-14)


def test_results_do_not_depend_on_the_length_of_the_array() -> None:
    """A vectorised library may take another path for long arrays; here every element stands alone."""
    p = np.linspace(0.001, 0.999, 1_013)
    alone = np.array([float(arithmetic.normal_quantile(np.array([x]))[0]) for x in p])
    assert np.array_equal(arithmetic.normal_quantile(p), alone)


def test_logit_undoes_logistic() -> None:
    x = np.linspace(-8, 8, 101)
    np.testing.assert_allclose(arithmetic.logit(arithmetic.logistic(x)), x, atol=1e-12)


def test_interpolation_equals_numpy() -> None:
    nodes, values = np.array([0.0, 0.1, 0.5, 1.0]), np.array([3.0, 4.0, -2.0, 9.0])
    x = np.linspace(0, 1, 57)
    np.testing.assert_allclose(
        arithmetic.interpolate(x, nodes, values), np.interp(x, nodes, values), atol=1e-14
    )


def test_cholesky_equals_lapack() -> None:
    rows = np.random.default_rng(1).normal(size=(6, 9))
    matrix = rows @ rows.T
    np.testing.assert_allclose(arithmetic.cholesky(matrix), np.linalg.cholesky(matrix), atol=1e-12)


@given(
    st.lists(
        st.tuples(
            st.integers(0, 10_000), st.lists(st.floats(1e-3, 1e3, allow_nan=False), min_size=1, max_size=6)
        ),
        min_size=1,
        max_size=8,
    )
)
def test_apportioned_parts_add_up_and_are_within_one_of_their_share(
    groups: list[tuple[int, list[float]]],
) -> None:
    totals = np.array([total for total, _ in groups])
    group = np.repeat(np.arange(len(groups)), [len(weights) for _, weights in groups])
    weight = np.array([w for _, weights in groups for w in weights])
    parts = arithmetic.apportion(totals, group, weight)
    assert (parts >= 0).all()
    assert [int(parts[group == g].sum()) for g in range(len(groups))] == totals.tolist()
    sums = np.array([math.fsum(weights) for _, weights in groups])
    assert (np.abs(parts - totals[group] * weight / sums[group]) < 1 + 1e-6).all()


@pytest.mark.parametrize(("n", "p"), [(7, 0.5), (60, 0.1), (900, 0.03), (40, 0.97), (3, 0.002)])
def test_binomial_quantile_is_exact_for_small_means(n: int, p: float) -> None:
    u = np.random.default_rng(3).random(20_000)
    drawn = binomial_quantile(u, np.full(len(u), n), p)
    assert np.array_equal(drawn, stats.binom.ppf(u, n, p).astype(int))


@pytest.mark.parametrize(("n", "p"), [(400, 0.1), (3_000, 0.15), (20_000, 0.9), (150_000, 0.5)])
def test_binomial_quantile_is_within_one_for_large_means(n: int, p: float) -> None:
    u = np.random.default_rng(4).random(20_000)
    difference = binomial_quantile(u, np.full(len(u), n), p) - stats.binom.ppf(u, n, p)
    assert np.abs(difference).max() <= 1
    assert (difference != 0).mean() < 0.03


def test_no_trials_and_no_chance_give_nothing() -> None:
    u = np.array([0.99, 0.99, 0.99])
    assert binomial_quantile(u, np.array([0, 5, 5]), np.array([0.5, 0.0, 1.0])).tolist() == [0, 0, 5]


def test_multinomial_adds_up_and_follows_its_shares() -> None:
    shares = np.tile([0.2, 0.5, 0.1, 0.2], (4_000, 1))
    counts = Draws(5).multinomial("proef", np.full(4_000, 100), shares, np.arange(4_000))
    assert (counts.sum(axis=1) == 100).all()
    np.testing.assert_allclose(counts.mean(axis=0) / 100, shares[0], atol=0.003)


def test_draws_do_not_depend_on_order_or_chunks() -> None:
    draws, ids = Draws(8), np.arange(500)
    shuffled = np.random.default_rng(0).permutation(500)
    whole = draws.binomial("proef", np.full(500, 40), 0.3, ids, 2)
    assert np.array_equal(draws.binomial("proef", np.full(500, 40), 0.3, shuffled, 2), whole[shuffled])
    parts = [draws.binomial("proef", np.full(len(c), 40), 0.3, c, 2) for c in np.array_split(ids, 7)]
    assert np.array_equal(np.concatenate(parts), whole)
