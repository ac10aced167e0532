"""Change over time."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.regression.linear_model import WLS

from drietrap.statistics.trend import changes, segments, slope


def test_segments_cut_before_the_break():
    years = np.arange(2015, 2024)
    assert [list(years[piece]) for piece in segments(years, [2021, 2022])] == [
        [2015, 2016, 2017, 2018, 2019, 2020],
        [2021],
        [2022, 2023],
    ]
    assert segments(years, []) == (slice(0, 9),)
    assert segments(years, [2010, 2015, 2030]) == (slice(0, 9),)
    assert segments([], [2021]) == ()


@given(st.sets(st.integers(0, 40), min_size=1), st.lists(st.integers(-2, 42), max_size=5))
def test_pieces_join_to_the_whole_and_no_piece_holds_a_break(years, breaks):
    years = np.array(sorted(years))
    pieces = segments(years, breaks)
    np.testing.assert_array_equal(np.concatenate([years[piece] for piece in pieces]), years)
    for piece in pieces:
        first, last = years[piece][0], years[piece][-1]
        assert not any(first < cut <= last for cut in breaks)


@pytest.mark.parametrize("periods", [[2, 1], [1, 1], [1, math.nan], [[1, 2]]])
def test_periods_must_rise(periods):
    with pytest.raises(ValueError, match="rising"):
        segments(periods, [])


values = st.lists(st.floats(-100, 100), min_size=3, max_size=12)


@given(values, st.lists(st.floats(0.1, 10), min_size=12, max_size=12))
def test_slope_equals_statsmodels(y, variance):
    x, variance = np.arange(len(y)) + 2015.0, np.array(variance[: len(y)])
    got = slope(x, y, variance, 0.9)
    design = np.column_stack([np.ones(x.size), x - x.mean()])
    fit = WLS(y, design, weights=1 / variance).fit()
    student = stats.t.ppf(0.95, x.size - 2) * fit.bse[1]
    known = stats.norm.ppf(0.95) * math.sqrt(fit.normalized_cov_params[1, 1])
    assert got.kind == "slope"
    assert got.points == x.size
    assert got.estimate == pytest.approx(fit.params[1], abs=1e-8)
    assert got.upper - got.estimate == pytest.approx(max(student, known), rel=1e-6)
    assert got.estimate - got.lower == pytest.approx(max(student, known), rel=1e-6)


def test_slope_without_variances_equals_ordinary_regression():
    x, y = [2018, 2019, 2020, 2021, 2022], [3.0, 4.5, 4.0, 6.0, 7.5]
    fit = stats.linregress(x, y)
    reach = stats.t.ppf(0.975, 3) * fit.stderr
    got = slope(x, y)
    assert (got.estimate, got.lower, got.upper) == pytest.approx(
        (fit.slope, fit.slope - reach, fit.slope + reach)
    )


def test_interval_covers_the_true_slope():
    """Simulation: sampling error alone, five years; the interval may be too wide but not too narrow."""
    generator = np.random.default_rng(8)
    x = np.arange(5.0)
    covered = 0
    for noise in generator.normal(0, 2, (1000, 5)):
        got = slope(x, 1 + 0.5 * x + noise, np.full(5, 4.0))
        covered += got.lower <= 0.5 <= got.upper
    assert covered / 1000 >= 0.94


def test_two_points_give_a_difference_and_fewer_give_nothing():
    got = slope([2019, 2023], [10, 13], [4, 5], 0.95)
    assert (got.kind, got.estimate, got.points) == ("difference", 3, 2)
    assert got.upper - got.estimate == pytest.approx(1.959964 * 3, abs=1e-5)
    unknown = slope([2019, 2023], [10, 13])
    assert unknown.estimate == 3
    assert math.isnan(unknown.lower)
    for y in ([math.nan, 5], []):
        none = slope(np.arange(len(y)), y, np.ones(len(y)))
        assert none.kind == "none"
        assert math.isnan(none.estimate)


def test_unknown_points_are_left_out():
    y = [1.0, math.nan, 3.0, 4.0, 7.0]
    assert slope(range(5), y, np.ones(5)) == slope([0, 2, 3, 4], [1, 3, 4, 7], np.ones(4))


def test_changes_never_join_over_a_break():
    years = np.arange(2017, 2025)
    y = np.array([1, 2, 3, 4, 100, 99, 98, 97], dtype=float)
    before, after = changes(years, y, 0.01, [2021])
    assert before.estimate == pytest.approx(1)
    assert after.estimate == pytest.approx(-1)
    moved = changes(years, y + np.where(years < 2021, 0, 1e6), 0.01, [2021])
    assert moved[0] == before
    assert moved[1].estimate == pytest.approx(-1)
    assert changes(years, y, None, [])[0].estimate > 10


def test_refusals():
    with pytest.raises(ValueError, match="variance"):
        slope([1, 2, 3], [1, 2, 3], [1, 0, 1])
    with pytest.raises(ValueError, match="different moments"):
        slope([1, 1, 1], [1, 2, 3])
