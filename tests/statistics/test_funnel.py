"""Funnel limits and overdispersion."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.meta_analysis import combine_effects

from drietrap.statistics import funnel

# R package PHEindicatormethods, tests/testthat/testdata_funnel_prop_outputs.csv: limits in per cent around
# 80.642448 % for some populations, at 2 (0.025) and 3 (0.001) standard deviations
PHE_TARGET = 0.80642448
PHE_LIMITS = [
    (1, 3.204264, 100, 0, 100),
    (18, 62.390093, 98.894803, 51.864359, 100),
    (50, 69.691035, 91.593861, 63.375595, 97.909301),
    (1008, 78.203374, 83.081521, 76.796814, 84.488082),
    (110000, 80.408963, 80.875933, 80.274317, 81.010578),
]


@pytest.mark.parametrize(("n", "low2", "high2", "low3", "high3"), PHE_LIMITS)
def test_limits_published(n, low2, high2, low3, high3):
    got = [*funnel.proportion_limits(PHE_TARGET, n), *funnel.proportion_limits(PHE_TARGET, n, 0.998)]
    np.testing.assert_allclose(np.array(got) * 100, [low2, high2, low3, high3], atol=1e-4)


@given(st.integers(1, 200), st.floats(0.02, 0.98), st.sampled_from([0.8, 0.95, 0.998]))
def test_exact_limits_by_adding_up_probabilities(n, target, confidence):
    """Oracle: the definition in the paper's appendix, with a running sum of binomial probabilities."""
    for limit, tail in zip(
        funnel.proportion_limits(target, n, confidence, "exact"),
        [(1 - confidence) / 2, (1 + confidence) / 2],
        strict=True,
    ):
        running, count = stats.binom.pmf(0, n, target), 0
        while running < tail:
            count += 1
            running += stats.binom.pmf(count, n, target)
        part = (running - tail) / stats.binom.pmf(count, n, target)
        assert limit == pytest.approx(min(max((count - part) / n, 0), 1), abs=1e-6)


@pytest.mark.parametrize("transformation", ["none", "arcsine"])
def test_z_score_and_limits_say_the_same(transformation):
    n = np.array([40, 400, 4000])
    for phi, tau2 in [(1.0, 0.0), (3.0, 0.0), (1.0, 0.0004)]:
        limits = funnel.adjusted_limits(0.3, n, 0.9, phi=phi, tau2=tau2, transformation=transformation)
        for sign, limit in zip([-1, 1], limits, strict=True):
            z = funnel.z_scores(limit * n, n, 0.3, transformation)
            error = funnel.standard_errors(0.3, n, transformation)
            adjusted = funnel.adjusted_z(z, error, phi=phi, tau2=tau2)
            np.testing.assert_allclose(adjusted, sign * stats.norm.ppf(0.95), rtol=1e-9)


def test_z_score_by_hand():
    # 30 of 100 against 0.2: 0.1 / sqrt(0.2 * 0.8 / 100) = 2.5
    assert funnel.z_scores(30, 100, 0.2) == pytest.approx(2.5)
    # arcsine: 2 sqrt(100) (asin sqrt 0.25 - asin sqrt 0.5) = 20 (pi/6 - pi/4) = -5.235988
    assert funnel.z_scores(25, 100, 0.5, "arcsine") == pytest.approx(-5.235988, abs=1e-6)


@given(st.lists(st.floats(-50, 50), min_size=2, max_size=60), st.floats(0, 0.45))
def test_winsorise_and_phi_by_a_slow_way(z, share):
    """Oracle: quantiles of type 7 by hand, then a plain loop."""
    ordered = sorted(z)

    def quantile(probability):
        place = probability * (len(z) - 1)
        whole = min(int(place), len(z) - 2)
        return ordered[whole] + (place - whole) * (ordered[whole + 1] - ordered[whole])

    low, high = quantile(share), quantile(1 - share)
    pulled = [min(max(value, low), high) for value in z]
    np.testing.assert_allclose(funnel.winsorise(z, share), pulled, atol=1e-9)
    plain = sum(value**2 for value in pulled) / len(z)
    assert funnel.overdispersion(z, share, consistent=False) == pytest.approx(plain, abs=1e-9)


def test_unknown_scores_are_not_counted():
    z = np.array([1.0, np.nan, -2.0, 0.5])
    assert np.isnan(funnel.winsorise(z)[1])
    assert funnel.overdispersion(z) == funnel.overdispersion(z[[0, 2, 3]])
    assert np.isnan(funnel.overdispersion([np.nan]))
    assert np.isnan(funnel.winsorise([np.nan])).all()
    assert funnel.overdispersion_threshold(0) == np.inf


# BCG vaccine against tuberculosis, 13 trials (Colditz et al. 1994, JAMA 271:698): cases and others among
# vaccinated, cases and others among controls. DerSimonian-Laird tau squared of the log risk ratio is 0.3088
# and Q is 152.23 (R package metafor, Viechtbauer 2010, Journal of Statistical Software 36(3)).
BCG = np.array([
    [4, 119, 11, 128], [6, 300, 29, 274], [3, 228, 11, 209], [62, 13536, 248, 12619], [33, 5036, 47, 5761],
    [180, 1361, 372, 1079], [8, 2537, 10, 619], [505, 87886, 499, 87892], [29, 7470, 45, 7232],
    [17, 1699, 65, 1600], [186, 50448, 141, 27197], [5, 2493, 3, 2338], [27, 16886, 29, 17825],
], dtype=float).T  # fmt: skip


def test_between_variance_published():
    a, b, c, d = BCG
    effect = np.log(a / (a + b) / (c / (c + d)))
    variance = 1 / a - 1 / (a + b) + 1 / c - 1 / (c + d)
    z = (effect - np.average(effect, weights=1 / variance)) / np.sqrt(variance)
    assert np.sum(z**2) == pytest.approx(152.23, abs=0.005)
    tau2 = funnel.between_variance(z, np.sqrt(variance), share=0)
    assert tau2 == pytest.approx(0.3088, abs=5e-5)
    other = combine_effects(effect, variance, method_re="chi2").tau2
    assert tau2 == pytest.approx(other, rel=1e-9)


def test_no_between_variance_without_significant_overdispersion():
    z = np.array([1.2, -1.1, 1.3, -1.2, 1.1])  # phi 1.4, not above 1 + 2 sqrt(2/5) = 2.26
    assert funnel.overdispersion_threshold(5, 0) == pytest.approx(2.2649, abs=1e-4)
    assert funnel.overdispersion(z, 0) > 1
    assert funnel.between_variance(z, np.ones(5), 0) == 0
    assert funnel.between_variance(2 * z, np.ones(5), 0) > 0
    assert funnel.between_variance([3.0], [1.0]) == 0


@pytest.mark.parametrize("share", [0.05, 0.1, 0.2])
def test_consistent_phi_is_one_and_its_threshold_holds_under_chance(share):
    """Simulation: 300 areas, standard normal; mean 1, and above the threshold in about 2.3 %."""
    generator = np.random.default_rng(20240501)
    phis = np.array([funnel.overdispersion(z, share) for z in generator.standard_normal((1500, 300))])
    assert phis.mean() == pytest.approx(1, abs=0.01)
    spread = (funnel.overdispersion_threshold(300, share) - 1) / 2
    assert phis.std() == pytest.approx(spread, rel=0.08)
    assert (phis > funnel.overdispersion_threshold(300, share)).mean() == pytest.approx(0.023, abs=0.015)


def flagged(successes, n, target, **widening):
    lower, upper = funnel.adjusted_limits(target, n, 0.95, **widening)
    share = successes / n
    return np.mean((share < lower) | (share > upper))


def test_flags_under_chance_alone():
    generator = np.random.default_rng(1)
    n = generator.integers(1000, 60000, (100, 342))
    k = generator.binomial(n, 0.1)
    assert flagged(k, n, 0.1) == pytest.approx(0.05, abs=0.005)
    found = [funnel.between_variance(funnel.z_scores(a, b, 0.1), funnel.standard_errors(0.1, b))
             for a, b in zip(k, n, strict=True)]  # fmt: skip
    assert np.mean(np.array(found) > 0) < 0.06


def test_flags_under_ordinary_variation_between_areas():
    """Areas that truly differ: the plain funnel flags most, the adjusted ones about 5 %."""
    generator = np.random.default_rng(2)
    additive, multiplicative, plain = [], [], []
    for _ in range(60):
        n = generator.integers(1000, 60000, 342)
        k = generator.binomial(n, generator.beta(40, 360, 342))
        z, error = funnel.z_scores(k, n, 0.1), funnel.standard_errors(0.1, n)
        plain.append(flagged(k, n, 0.1))
        additive.append(flagged(k, n, 0.1, tau2=funnel.between_variance(z, error)))
        same_size = np.full(342, 5000)
        k = generator.binomial(same_size, generator.beta(40, 360, 342))
        phi = funnel.overdispersion(funnel.z_scores(k, same_size, 0.1))
        multiplicative.append(flagged(k, same_size, 0.1, phi=phi))
    assert np.mean(plain) > 0.5
    assert np.mean(additive) == pytest.approx(0.05, abs=0.015)
    assert np.mean(multiplicative) == pytest.approx(0.05, abs=0.01)


def test_a_funnel_is_never_narrowed():
    n = np.array([10, 100])
    np.testing.assert_array_equal(funnel.adjusted_limits(0.4, n, phi=0.3), funnel.proportion_limits(0.4, n))


def test_refusals_and_unknown():
    with pytest.raises(ValueError, match="not by both"):
        funnel.adjusted_limits(0.4, 10, phi=2, tau2=0.1)
    with pytest.raises(ValueError, match="not negative"):
        funnel.adjusted_limits(0.4, 10, tau2=-0.1)
    with pytest.raises(ValueError, match="no room for chance"):
        funnel.z_scores(1, 10, 0)
    with pytest.raises(ValueError, match="between 0 and 1"):
        funnel.proportion_limits(1.2, 10)
    with pytest.raises(ValueError, match="at least one trial"):
        funnel.z_scores(0, 0, 0.5)
    with pytest.raises(ValueError, match="winsorise"):
        funnel.winsorise([1.0], 0.5)
    with pytest.raises(ValueError, match="not positive"):
        funnel.between_variance([1.0, 2.0], [1.0, 0.0])
    for method in ("normal", "exact"):
        assert np.isnan(funnel.proportion_limits(0.4, [np.nan], method=method)).all()
    assert np.isnan(funnel.z_scores([np.nan], [10], 0.5)).all()
