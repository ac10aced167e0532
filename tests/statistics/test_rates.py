"""Rates of events."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats import rates as statsmodels_rates

from drietrap.statistics.rates import byar, byar_approximation, byar_rounded, exact_poisson, rate_ratio

# R package PHEindicatormethods, tests/testthat/testdata_funnel_rate_outputs.csv: for each number of events
# in 3 years, the population a year at which the baseline of 116.1720835 per 100,000 is the upper or the
# lower limit of that number, 95 % and 99.8 %. Population times baseline gives the limit itself.
PHE_BASELINE = 3 * 116.1720835e-5
PHE_LIMITS = [
    (5, 465.8280129, 3348.002593, 212.14848, 4721.370883),
    (9, 1180.827018, 4902.152951, 703.6760012, 6501.096999),
    (10, 1375.943768, 5276.757672, 849.4639547, 6924.776769),
    (104, 24382.08903, 36157.10817, 21608.75072, 40036.31685),
    (397, 102980.4593, 125686.9904, 97058.73019, 132708.2641),
]


@pytest.mark.parametrize(("events", "low95", "high95", "low998", "high998"), PHE_LIMITS)
def test_exact_limits_published(events, low95, high95, low998, high998):
    got = np.array([exact_poisson(events), exact_poisson(events, confidence=0.998)])
    populations = np.array([[low95, high95], [low998, high998]])
    np.testing.assert_allclose(got, populations * PHE_BASELINE, rtol=3e-6)


def test_exact_limits_of_no_events():
    # R package epitools, documentation of pois.exact: the upper limit of 0 events is 3.689
    lower, upper = exact_poisson(0)
    assert lower == 0
    assert upper == pytest.approx(3.689, abs=5e-4)


@given(st.integers(1, 400), st.floats(0.1, 1e6), st.sampled_from([0.8, 0.95, 0.998]))
def test_exact_limits_put_half_the_error_in_each_tail(events, exposure, confidence):
    """Oracle: the definition, by Poisson probabilities."""
    lower, upper = exact_poisson(events, exposure, confidence)
    tail = (1 - confidence) / 2
    assert stats.poisson.sf(events - 1, lower * exposure) == pytest.approx(tail, rel=1e-6)
    assert stats.poisson.cdf(events, upper * exposure) == pytest.approx(tail, rel=1e-6)


def test_byar_is_within_two_per_mille_of_exact():
    # Public Health England, Technical Guide Confidence Intervals (2018), appendix 1: from 10 events on,
    # 95 % limits by Byar lie within 0.2 % of the exact ones
    events = np.arange(10, 2000)
    np.testing.assert_allclose(byar_approximation(events), exact_poisson(events), rtol=0.002)


@pytest.mark.parametrize("events", [10, 27, 250])
def test_byar_by_hand(events):
    """Oracle: the formula of Breslow & Day (1987), step by step with the z of tables."""
    z = 1.959963984540054
    lower = events * (1 - 1 / (9 * events) - z / (3 * events**0.5)) ** 3
    more = events + 1
    upper = more * (1 - 1 / (9 * more) + z / (3 * more**0.5)) ** 3
    np.testing.assert_allclose(byar(events, 200.0), [lower / 200, upper / 200], rtol=1e-12)


def test_choice_between_exact_and_byar():
    assert byar(9) == exact_poisson(9)
    assert byar(10) == byar_approximation(10)
    assert byar_approximation(1, confidence=0.998)[0] == 0


def test_unknown_and_impossible():
    assert np.isnan(byar([np.nan, 3], [5, np.nan])).all()
    for events, exposure in [(-1, 5), (1, 0), (1, -2)]:
        with pytest.raises(ValueError, match=r"negative|positive"):
            byar(events, exposure)


@given(
    st.tuples(st.integers(0, 30), st.integers(0, 12)),
    st.tuples(st.integers(1, 50), st.integers(0, 5)),
    st.sampled_from([0.8, 0.95, 0.998]),
)
def test_byar_rounded_by_brute_force(events, exposure, confidence):
    (e, e_width), (x, x_width) = events, exposure
    every = [
        byar(a, b, confidence) for a in range(e, e + e_width + 1) for b in np.linspace(x, x + x_width, 5)
    ]
    lower, upper = byar_rounded(e - 0.4, e + e_width + 0.4, x, x + x_width, confidence)
    assert lower == pytest.approx(min(float(one[0]) for one in every))
    assert upper == pytest.approx(max(float(one[1]) for one in every))


def test_byar_rounded_refuses_and_keeps_unknown():
    with pytest.raises(ValueError, match="upside down"):
        byar_rounded(5, 4, 10, 10)
    with pytest.raises(ValueError, match="whole number"):
        byar_rounded(4.2, 4.8, 10, 10)
    assert np.isnan(byar_rounded(5, np.nan, 10, 10)).all()


@given(st.integers(0, 200), st.integers(0, 200), st.floats(1, 1e5), st.floats(1, 1e5))
def test_ratio_equals_statsmodels(first, second, exposure, other):
    if first == 0 or second == 0:
        return
    ratio, lower, upper = rate_ratio(first, exposure, second, other)
    # Its own limits are found by iteration, now and then 0.2 % off; its test is exact, and gives the 5 % that
    # a limit stands for.
    for limit in (lower, upper):
        found = statsmodels_rates.test_poisson_2indep(
            first, exposure, second, other, value=limit, method="score"
        )
        assert found.pvalue == pytest.approx(0.05, rel=1e-6)
    assert ratio == pytest.approx(first / exposure / (second / other))


def test_ratio_with_zero_counts():
    ratio, lower, upper = rate_ratio([0, 5, 0], 10, [5, 0, 0], 10)
    np.testing.assert_array_equal(ratio, [0, np.inf, np.nan])
    np.testing.assert_array_equal(lower[[0, 2]], [0, 0])
    np.testing.assert_array_equal(upper[1:], [np.inf, np.inf])
    assert lower[1] == pytest.approx(1 / upper[0])
