"""Simple forecasts beside statsmodels, and beside what follows by hand."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from statsmodels.tsa.api import ExponentialSmoothing, SimpleExpSmoothing
from statsmodels.tsa.forecasting.theta import ThetaModel

from drietrap.statistics.smoothing import damped, drift, exponential, last_value, seasonal, theta

SERIES = np.array(
    [
        [112, 118, 132, 129, 121, 135, 148, 148, 136, 119, 104, 118.0],
        [50, 48, 47, 49, 45, 44, 46, 43, 41, 42, 40, 39.0],
        [20, 26, 17, 22, 21, 25, 18, 23, 24, 19, 22, 20.0],
    ]
)


def test_by_hand() -> None:
    assert last_value([[1, 4, 6]], 2).tolist() == [[6, 6]]
    assert drift([[1, 4, 7]], 2).tolist() == [[10, 13]]
    assert drift([[5.0]], 2).tolist() == [[5, 5]]
    assert seasonal([[1, 2, 3, 4]], 3, 2).tolist() == [[3, 4, 3]]
    assert seasonal([[4.0]], 2, 2).tolist() == [[4, 4]]
    assert theta([[3, 5]], 2).tolist() == [[5, 5]]
    assert damped([[3, 5, 4]], 1) == exponential([[3, 5, 4]], 1)


@pytest.mark.parametrize("row", range(3))
def test_exponential_is_that_of_statsmodels(row: int) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = SimpleExpSmoothing(
            SERIES[row], initialization_method="known", initial_level=float(SERIES[row, 0])
        )
        theirs = model.fit(optimized=True)
    ours = exponential(SERIES[[row]], 3)[0]
    alpha = theirs.params["smoothing_level"]
    grid = min(max(round(alpha, 2), 0.01), 0.99)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        same = model.fit(smoothing_level=grid, optimized=False)
    assert ours == pytest.approx(same.forecast(3), rel=1e-9)


@pytest.mark.parametrize("row", range(3))
def test_damped_is_that_of_statsmodels(row: int) -> None:
    y = SERIES[row]

    def fitted(alpha: float, beta: float) -> float:
        level, trend, error = y[0], y[1] - y[0], 0.0
        for seen in y[1:]:
            before = level
            error += (seen - before - 0.9 * trend) ** 2
            level = alpha * seen + (1 - alpha) * (before + 0.9 * trend)
            trend = beta * (level - before) + (1 - beta) * 0.9 * trend
        return error

    grid = np.linspace(0.05, 0.95, 10)
    alpha, beta = min(((a, b) for a in grid for b in grid), key=lambda pair: fitted(*pair))
    model = ExponentialSmoothing(
        y,
        trend="add",
        damped_trend=True,
        initialization_method="known",
        initial_level=y[0] - (y[1] - y[0]),  # theirs stands before the first value
        initial_trend=(y[1] - y[0]) / 0.9,
    )
    theirs = model.fit(smoothing_level=alpha, smoothing_trend=beta, damping_trend=0.9, optimized=False)
    assert damped(y[None], 4)[0] == pytest.approx(theirs.forecast(4), rel=1e-9)


@pytest.mark.parametrize("row", range(3))
def test_theta_is_near_that_of_statsmodels(row: int) -> None:
    # statsmodels starts its smoothing elsewhere; the two differ by less than a fifth of the spread.
    theirs = np.asarray(ThetaModel(SERIES[row], period=1, deseasonalize=False).fit().forecast(4, theta=2))
    assert np.abs(theta(SERIES[[row]], 4)[0] - theirs).max() < SERIES[row].std() / 5


def test_series_are_done_together_as_alone() -> None:
    for method in (exponential, damped, theta, drift):
        together = method(SERIES, 5)
        for row in range(3):
            assert together[row] == pytest.approx(method(SERIES[[row]], 5)[0])


def test_what_is_no_series_is_refused() -> None:
    for bad in ([1.0, 2.0], np.zeros((1, 0)), [[1.0, np.nan]]):
        with pytest.raises(ValueError):
            last_value(bad, 1)
    with pytest.raises(ValueError, match="horizon"):
        drift([[1.0, 2.0]], 0)
