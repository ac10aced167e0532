"""Scores of forecasts against closed forms, brute force and the published definition."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import stats

from drietrap.statistics.scoring import bias, coverage, crps_of_quantiles, crps_of_samples, interval_score


def test_interval_score_is_the_published_formula() -> None:
    # Gneiting & Raftery 2007, eq. 43, with alpha = 0.2: width, plus 2/0.2 per unit outside.
    assert interval_score(2.0, 6.0, 5.0, 0.8) == pytest.approx(4.0)
    assert interval_score(2.0, 6.0, 7.5, 0.8) == pytest.approx(4.0 + 10 * 1.5)
    assert interval_score(2.0, 6.0, 1.0, 0.8) == pytest.approx(4.0 + 10 * 1.0)
    assert np.isnan(interval_score(2.0, 6.0, math.nan, 0.8))
    with pytest.raises(ValueError, match="above"):
        interval_score(3.0, 2.0, 1.0, 0.8)


def test_the_true_interval_scores_best() -> None:
    y = stats.norm.ppf((np.arange(20_000) + 0.5) / 20_000)
    scores = {z: interval_score(-z, z, y, 0.9).mean() for z in (1.2, 1.4, 1.6449, 1.9, 2.2)}
    assert min(scores, key=scores.__getitem__) == 1.6449


def _crps_normal(mean: float, sd: float, y: float) -> float:
    """Gneiting & Raftery 2007, p. 367: the closed form for a normal distribution, in its loss form."""
    z = (y - mean) / sd
    return sd * (z * (2 * stats.norm.cdf(z) - 1) + 2 * stats.norm.pdf(z) - 1 / math.sqrt(math.pi))


@pytest.mark.parametrize(("mean", "sd", "y"), [(0.0, 1.0, 0.0), (10.0, 3.0, 17.0), (5.0, 0.5, 4.9)])
def test_crps_of_a_normal(mean: float, sd: float, y: float) -> None:
    draws = stats.norm.ppf((np.arange(4_000) + 0.5) / 4_000, mean, sd)
    assert crps_of_samples(draws, y) == pytest.approx(_crps_normal(mean, sd, y), rel=2e-3)
    levels = (np.arange(400) + 0.5) / 400
    assert crps_of_quantiles(levels, stats.norm.ppf(levels, mean, sd), y) == pytest.approx(
        _crps_normal(mean, sd, y), rel=5e-3
    )


@settings(max_examples=25)
@given(hnp.arrays(float, (7, 2), elements=st.floats(-50, 50)), st.floats(-60, 60))
def test_crps_of_samples_is_the_double_sum(draws: np.ndarray, y: float) -> None:
    told = crps_of_samples(draws, np.full(2, y))
    for column in range(2):
        x = draws[:, column]
        brute = np.mean([abs(a - y) for a in x]) - np.mean([abs(a - b) for a in x for b in x]) / 2
        assert told[column] == pytest.approx(brute, abs=1e-9)


def test_one_quantile_is_the_absolute_error() -> None:
    assert crps_of_quantiles([0.5], [[3.0]], [5.0])[0] == pytest.approx(2.0)
    for bad in ([0.5, 0.5], [0.0], [0.9, 0.1]):
        with pytest.raises(ValueError, match="levels"):
            crps_of_quantiles(bad, np.zeros((len(bad), 1)), [0.0])


def test_coverage_and_bias_leave_out_what_is_not_known() -> None:
    assert coverage([0, 0, 0, 0], [1, 1, 1, 1], [1.0, 2.0, math.nan, 0.5]) == pytest.approx(2 / 3)
    assert math.isnan(coverage([0.0], [1.0], [math.nan]))
    assert bias([110.0, 55.0, 9.0], [100.0, 50.0, math.nan]) == pytest.approx(0.1)
    assert math.isnan(bias([1.0], [math.nan]))
