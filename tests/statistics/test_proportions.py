"""Shares of a whole."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import proportion_confint, proportions_ztest

from drietrap.statistics.proportions import difference_p_value, newcombe_difference, wilson, wilson_rounded


@pytest.mark.parametrize(
    ("k", "n", "lower", "upper"),
    # Newcombe (1998), Statistics in Medicine 17:857, table I, method 3
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_published(k, n, lower, upper):
    got = wilson(k, n)
    assert got[0] == pytest.approx(lower, abs=5.1e-5)
    assert got[1] == pytest.approx(upper, abs=5.1e-5)


@given(st.integers(1, 10**7), st.floats(0, 1), st.sampled_from([0.8, 0.95, 0.998]))
def test_wilson_equals_statsmodels(n, share, confidence):
    k = round(n * share)
    lower, upper = wilson(k, n, confidence)
    other = proportion_confint(k, n, 1 - confidence, method="wilson")
    np.testing.assert_allclose([lower, upper], other, rtol=1e-9, atol=1e-12)


def test_wilson_covers_by_exact_enumeration():
    """Mean coverage over all true shares is about the confidence (Agresti & Coull 1998), by enumeration."""
    n = 50
    k = np.arange(n + 1)
    lower, upper = wilson(k, n)
    truths = np.linspace(0.01, 0.99, 981)
    inside = (lower[:, None] <= truths) & (truths <= upper[:, None])
    coverage = (stats.binom.pmf(k[:, None], n, truths) * inside).sum(axis=0)
    assert coverage.mean() == pytest.approx(0.95, abs=0.01)
    assert coverage.min() > 0.83


def test_wilson_edges():
    lower, upper = wilson([0, 5, 0, np.nan, 1], [5, 5, 0, 5, np.nan])
    np.testing.assert_array_equal(lower[[0, 2]], [0, 0])
    np.testing.assert_array_equal(upper[[1, 2]], [1, 1])
    assert np.isnan(lower[3:]).all()
    assert np.isnan(upper[3:]).all()
    assert wilson([[1], [2]], [10, 20, 30])[0].shape == (2, 3)


@pytest.mark.parametrize(("k", "n"), [(-1, 5), (6, 5), (1, -1)])
def test_impossible_counts_are_refused(k, n):
    with pytest.raises(ValueError, match=r"negative|more successes"):
        wilson(k, n)
    with pytest.raises(ValueError, match=r"negative|more successes"):
        difference_p_value(k, n, 1, 2)


@pytest.mark.parametrize("confidence", [0, 1, 95, float("nan")])
def test_impossible_confidence_is_refused(confidence):
    with pytest.raises(ValueError, match="confidence"):
        wilson(1, 2, confidence)


@given(
    st.tuples(st.integers(0, 25), st.integers(0, 8)),
    st.tuples(st.integers(0, 25), st.integers(0, 8)),
    st.sampled_from([0.8, 0.95, 0.998]),
)
def test_wilson_rounded_by_brute_force(successes, trials, confidence):
    (k, k_width), (n, n_width) = successes, trials
    ranges = (k, k + k_width, n, n + n_width)
    possible = [(a, b) for a in range(k, k + k_width + 1) for b in range(n, n + n_width + 1) if a <= b]
    if not possible:
        with pytest.raises(ValueError, match="more successes"):
            wilson_rounded(*ranges, confidence)
        return
    every = [wilson(a, b, confidence) for a, b in possible]
    lower, upper = wilson_rounded(*ranges, confidence)
    assert lower == pytest.approx(min(float(x[0]) for x in every), abs=1e-12)
    assert upper == pytest.approx(max(float(x[1]) for x in every), abs=1e-12)


def test_wilson_rounded_unknown_and_upside_down():
    lower, upper = wilson_rounded([8, np.nan], [12, 12], 98, [102, 102])
    assert lower[0] == wilson(8, 102)[0]
    assert upper[0] == wilson(12, 98)[1]
    assert np.isnan([lower[1], upper[1]]).all()
    with pytest.raises(ValueError, match="upside down"):
        wilson_rounded(5, 4, 10, 10)


@pytest.mark.parametrize(
    ("counts", "lower", "upper"),
    # Newcombe (1998), Statistics in Medicine 17:873, table II, method 10
    [((56, 70, 48, 80), 0.0524, 0.3339), ((9, 10, 3, 10), 0.1705, 0.8090), ((10, 10, 0, 10), 0.6075, 1.0)],
)
def test_newcombe_published(counts, lower, upper):
    k1, n1, k2, n2 = counts
    got = newcombe_difference(k1 / n1, *wilson(k1, n1), k2 / n2, *wilson(k2, n2))
    assert got[0] == pytest.approx(lower, abs=5.1e-5)
    assert got[1] == pytest.approx(upper, abs=5.1e-5)


def test_newcombe_refuses_an_estimate_outside_its_limits():
    with pytest.raises(ValueError, match="outside"):
        newcombe_difference(0.5, 0.6, 0.7, 0.5, 0.4, 0.6)
    assert np.isnan(newcombe_difference(np.nan, 0.1, 0.2, 0.5, 0.4, 0.6)).all()


@given(st.integers(1, 500), st.integers(1, 500), st.floats(0, 1), st.floats(0, 1))
def test_p_value_equals_statsmodels(n1, n2, share1, share2):
    k1, k2 = round(n1 * share1), round(n2 * share2)
    got = difference_p_value(k1, n1, k2, n2)
    if k1 + k2 in (0, n1 + n2):
        assert got == 1
    else:
        assert got == pytest.approx(proportions_ztest([k1, k2], [n1, n2])[1], abs=1e-12)
    assert got == difference_p_value(k2, n2, k1, n1)


def test_p_value_without_trials_is_unknown():
    assert np.isnan(difference_p_value([0, np.nan], [0, 5], 3, 5)).all()
