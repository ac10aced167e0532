"""Simple forecasts of many short series at once: last value, drift, seasonal naive, exponential, theta.

Every function takes series as rows, shape (n, t), without gaps, and returns (n, h): the expected values of
the next ``h`` periods. They know no uncertainty and no breaks. Small on purpose: on series of a handful of
points there is nothing to select, and hundreds of series are done in one go.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from drietrap.statistics.inputs import FloatArray, floats

_GRID = np.linspace(0.01, 0.99, 99)
_DAMPING = 0.9


def last_value(series: ArrayLike, horizon: int) -> FloatArray:
    """Return the last value, again and again."""
    return np.asarray(np.repeat(_checked(series, 1)[:, -1:], horizon, axis=1))


def drift(series: ArrayLike, horizon: int) -> FloatArray:
    """Return the line through the first and the last value; with one value that value."""
    values = _checked(series, 1)
    step = (values[:, -1] - values[:, 0]) / max(values.shape[1] - 1, 1)
    return np.asarray(values[:, -1:] + step[:, None] * _ahead(horizon))


def seasonal(series: ArrayLike, horizon: int, season: int) -> FloatArray:
    """Return the value of the same part of the year before; the last value where a year is not known."""
    values = _checked(series, 1)
    length = season if values.shape[1] >= season else 1
    places = values.shape[1] - length + np.arange(horizon) % length
    return np.array(values[:, places])


def exponential(series: ArrayLike, horizon: int) -> FloatArray:
    """Return simple exponential smoothing: the level, with the weight that fits each series best.

    ETS(A,N,N) of Hyndman, Koehler, Ord & Snyder (2008, chapter 3), started at the first value; the weight
    of least squared errors one step ahead, of 99.
    """
    values = _checked(series, 1)
    level, _ = _level(values)
    return np.asarray(np.repeat(level[:, None], horizon, axis=1))


def damped(series: ArrayLike, horizon: int) -> FloatArray:
    """Return exponential smoothing with a trend that dies out (ETS(A,Ad,N), damping 0.9).

    Started at the first value with the first change as its trend (Gardner & McKenzie 1985, Management
    Science 31:1237); the two weights of least squared errors on a grid. With fewer than four values, where a
    trend cannot be told from chance, :func:`exponential`.
    """
    values = _checked(series, 1)
    if values.shape[1] < 4:
        return exponential(values, horizon)
    weights = np.linspace(0.05, 0.95, 10)
    alpha, beta = (part.ravel()[:, None] for part in np.meshgrid(weights, weights, indexing="ij"))
    level = np.broadcast_to(values[:, 0], (alpha.size, len(values)))
    trend = np.broadcast_to(values[:, 1] - values[:, 0], level.shape)
    error = np.zeros(level.shape)
    for at in range(1, values.shape[1]):
        told = level + _DAMPING * trend
        missed = values[:, at] - told
        error = error + missed**2
        level, trend = told + alpha * missed, _DAMPING * trend + alpha * beta * missed
    best = error.argmin(axis=0), np.arange(len(values))
    reach = np.cumsum(_DAMPING ** _ahead(horizon))
    return np.asarray(level[best][:, None] + trend[best][:, None] * reach)


def theta(series: ArrayLike, horizon: int) -> FloatArray:
    """Return the theta method: exponential smoothing with half the slope of the line through all values.

    Assimakopoulos & Nikolopoulos 2000 (International Journal of Forecasting 16:521) in the form of Hyndman &
    Billah 2003 (19:287): smoothing plus b/2 x (h - 1 + 1/a - (1 - a)^t / a).
    """
    values = _checked(series, 1)
    length = values.shape[1]
    if length < 3:
        return last_value(values, horizon)
    level, alpha = _level(values)
    centred = np.arange(length) - (length - 1) / 2
    slope = values @ centred / (centred @ centred)
    reach = _ahead(horizon)[None, :] - 1 + ((1 - (1 - alpha) ** length) / alpha)[:, None]
    return np.asarray(level[:, None] + slope[:, None] / 2 * reach)


def _level(values: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the last smoothed level of every series and its weight."""
    level = np.broadcast_to(values[:, 0], (_GRID.size, len(values)))
    error = np.zeros(level.shape)
    for at in range(1, values.shape[1]):
        missed = values[:, at] - level
        error = error + missed**2
        level = level + _GRID[:, None] * missed
    best = error.argmin(axis=0)
    return np.asarray(level[best, np.arange(len(values))]), _GRID[best]


def _ahead(horizon: int) -> FloatArray:
    if horizon < 1:
        raise ValueError("a horizon is at least one period")
    return np.arange(1.0, horizon + 1)


def _checked(series: ArrayLike, fewest: int) -> FloatArray:
    (values,) = floats(series)
    if values.ndim != 2 or values.shape[1] < fewest:
        raise ValueError("series are rows of at least one value")
    if np.isnan(values).any():
        raise ValueError("a series has no gaps here")
    return values
