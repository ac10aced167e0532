"""Shrinkage towards the group."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from drietrap.statistics import shrinkage
from drietrap.statistics.shrinkage import beta_binomial, gamma_poisson

# Made-up small areas: many without any event, some with a third
SMALL_K = [0] * 14 + [1] * 8 + [2] * 9 + [1, 5, 2, 5, 3, 2, 7, 7, 3, 3, 2, 9, 10, 4, 4, 4, 4, 4, 4, 4]
SMALL_N = [20] * 25 + [19] * 6 + [10, 49, 19, 46, 27, 17, 49, 47, 20, 20, 13, 48, 50] + [20] * 7


def test_beta_binomial_is_the_maximum_on_a_grid():
    """Oracle: the likelihood of SciPy on a fine grid around, and over a wide one."""
    k, n = np.array(SMALL_K), np.array(SMALL_N)
    fit = beta_binomial(k, n)

    def likelihood(alpha, beta):
        return stats.betabinom.logpmf(k, n, alpha, beta).sum()

    top = likelihood(fit.alpha, fit.beta)
    wide = [likelihood(a, b) for a in np.geomspace(0.1, 50, 25) for b in np.geomspace(0.1, 300, 25)]
    near = [likelihood(fit.alpha * x, fit.beta * y) for x in (0.99, 1, 1.01) for y in (0.99, 1, 1.01)]
    assert fit.reason is None
    assert top >= max(wide)
    assert top >= max(near) - 1e-9
    assert fit.mean == pytest.approx(fit.alpha / (fit.alpha + fit.beta))


def test_gamma_poisson_is_the_maximum_on_a_grid():
    generator = np.random.default_rng(3)
    exposure = generator.uniform(500, 20000, 60)
    events = generator.poisson(exposure * generator.gamma(4, 0.01 / 4, 60))
    fit = gamma_poisson(events, exposure)

    def likelihood(shape, rate):
        return stats.nbinom.logpmf(events, shape, rate / (rate + exposure)).sum()

    top = likelihood(fit.shape, fit.rate)
    wide = [likelihood(a, b) for a in np.geomspace(0.1, 100, 30) for b in np.geomspace(5, 50000, 30)]
    near = [likelihood(fit.shape * x, fit.rate * y) for x in (0.99, 1, 1.01) for y in (0.99, 1, 1.01)]
    assert fit.reason is None
    assert top >= max(wide)
    assert top >= max(near) - 1e-9
    assert fit.mean == pytest.approx(fit.shape / fit.rate)


def test_fits_find_the_truth_back():
    generator = np.random.default_rng(4)
    n = generator.integers(500, 50000, 3000)
    share = beta_binomial(generator.binomial(n, generator.beta(20, 180, 3000)), n)
    assert share.alpha == pytest.approx(20, rel=0.1)
    assert share.beta == pytest.approx(180, rel=0.1)
    x = generator.uniform(500, 50000, 3000)
    rate = gamma_poisson(generator.poisson(x * generator.gamma(9, 1 / 300, 3000)), x)
    assert rate.shape == pytest.approx(9, rel=0.1)
    assert rate.rate == pytest.approx(300, rel=0.1)


def test_posterior_equals_the_conjugate_distribution():
    fit = beta_binomial([2, 30, 9, 60], [40, 90, 80, 100])
    mean, lower, upper = fit.posterior([[3], [10]], [50, np.nan], 0.9)
    other = stats.beta(fit.alpha + 3, fit.beta + 47)
    assert mean[0, 0] == pytest.approx(other.mean())
    assert (lower[0, 0], upper[0, 0]) == pytest.approx((other.ppf(0.05), other.ppf(0.95)))
    assert np.isnan([mean[:, 1], lower[:, 1], upper[:, 1]]).all()
    group = fit.posterior(0, 0)
    assert group[0] == pytest.approx(fit.mean)

    rates = gamma_poisson([2, 30, 9, 60], [400, 900, 800, 1000])
    mean, lower, upper = rates.posterior(5, 100, 0.9)
    gamma = stats.gamma(rates.shape + 5, scale=1 / (rates.rate + 100))
    assert mean == pytest.approx(gamma.mean())
    assert (lower, upper) == pytest.approx((gamma.ppf(0.05), gamma.ppf(0.95)))


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 3000), st.floats(0, 1)), min_size=2, max_size=15),
    st.integers(1, 2000),
    st.floats(0, 1),
)
def test_shrunken_share_lies_between_own_and_group(areas, n, share):
    totals = np.array([total for total, _ in areas])
    fit = beta_binomial([round(total * part) for total, part in areas], totals)
    k = round(n * share)
    mean, lower, upper = fit.posterior(k, n)
    low, high = sorted([k / n, fit.mean])
    assert low - 1e-9 <= mean <= high + 1e-9
    assert 0 <= lower <= upper <= 1


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 500), st.floats(1, 1e5)), min_size=2, max_size=15))
def test_shrunken_rate_lies_between_own_and_group(areas):
    events, exposure = (np.array(column, dtype=float) for column in zip(*areas, strict=True))
    fit = gamma_poisson(events, exposure)
    mean, lower, upper = fit.posterior(events, exposure)
    own = events / exposure
    assert (np.minimum(own, fit.mean) <= mean * (1 + 1e-9) + 1e-12).all()
    assert (np.maximum(own, fit.mean) >= mean * (1 - 1e-9) - 1e-12).all()
    assert (lower <= upper).all()


@pytest.mark.parametrize(
    ("k", "n", "reason"),
    [
        ([5], [10], shrinkage.TOO_FEW),
        ([5, np.nan, 0], [10, 10, 0], shrinkage.TOO_FEW),
        ([0, 0], [10, 20], shrinkage.NO_CONTRAST),
        ([10, 20], [10, 20], shrinkage.NO_CONTRAST),
        ([10, 20, 30], [100, 200, 300], shrinkage.NO_SPREAD),
    ],
)
def test_shares_fall_back_in_words(k, n, reason):
    fit = beta_binomial(k, n)
    assert fit.reason == reason
    known = ~np.isnan(np.array(k) + np.array(n))
    total, whole = np.array(k)[known].sum(), np.array(n)[known].sum()
    mean, lower, upper = fit.posterior([1, np.nan], [2, 3])
    assert mean[0] == pytest.approx(total / whole)
    jeffreys = stats.beta(total + 0.5, whole - total + 0.5)
    assert (lower[0], upper[0]) == pytest.approx((jeffreys.ppf(0.025), jeffreys.ppf(0.975)))
    assert np.isnan([mean[1], lower[1], upper[1]]).all()


@pytest.mark.parametrize(
    ("events", "exposure", "reason"),
    [
        ([5], [10], shrinkage.TOO_FEW),
        ([0, 0], [10, 20], shrinkage.NO_CONTRAST),
        ([10, 20, 30], [100, 200, 300], shrinkage.NO_SPREAD),
    ],
)
def test_rates_fall_back_in_words(events, exposure, reason):
    fit = gamma_poisson(events, exposure)
    assert fit.reason == reason
    mean, lower, upper = fit.posterior([1, np.nan], [2, 3])
    assert mean[0] == pytest.approx(sum(events) / sum(exposure))
    jeffreys = stats.gamma(sum(events) + 0.5, scale=1 / sum(exposure))
    assert (lower[0], upper[0]) == pytest.approx((jeffreys.ppf(0.025), jeffreys.ppf(0.975)))
    assert np.isnan([mean[1], lower[1], upper[1]]).all()


def test_no_figures_at_all():
    assert np.isnan(beta_binomial([np.nan], [np.nan]).posterior(1, 2)).all()
    assert np.isnan(gamma_poisson([np.nan], [np.nan]).posterior(1, 2)).all()


def test_order_does_not_matter():
    generator = np.random.default_rng(6)
    order = generator.permutation(len(SMALL_K))
    one, other = (
        beta_binomial(SMALL_K, SMALL_N),
        beta_binomial(np.array(SMALL_K)[order], np.array(SMALL_N)[order]),
    )
    assert one.alpha == pytest.approx(other.alpha, rel=1e-4)
