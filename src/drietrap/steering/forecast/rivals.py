"""The simple methods that a forecast has to beat, each with the errors that it made before.

All work on the log rate of the last unbroken piece of a series. Their width is no formula: it is how far the
same method was off, so many periods ahead, on all areas together within what was known at the time, as a
part for chance (by 1 / count) and a part for the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
from scipy import optimize, special

from drietrap.statistics import smoothing
from drietrap.statistics.inputs import FloatArray
from drietrap.steering.forecast.assumptions import PRIOR_YEARLY_SPREAD
from drietrap.steering.forecast.series import Panel

Method = Callable[[FloatArray, int], FloatArray]
SIMPLEST = "laatste waarde"
SEASONAL = "zelfde deel van vorig jaar"


def methods(season: int) -> Mapping[str, Method]:
    """Return the simple methods by name; ``season`` is the number of periods in a year."""
    found: dict[str, Method] = {
        SIMPLEST: smoothing.last_value,
        "lijn door begin en eind": smoothing.drift,
        "ETS (gedempte trend)": smoothing.damped,
        "theta": smoothing.theta,
    }
    if season > 1:
        found[SEASONAL] = lambda series, ahead: smoothing.seasonal(series, ahead, season)
    return MappingProxyType(found)


def pieces(panel: Panel) -> tuple[FloatArray, ...]:
    """Return the last unbroken piece of the log rate of every area: no gap and no break in it."""
    found = []
    for row, cuts in enumerate(panel.breaks):
        rate = panel.log_rate[row]
        seen = np.flatnonzero(np.isfinite(rate))
        start = seen[-1] if seen.size else rate.size
        while start > 0 and np.isfinite(rate[start - 1]):
            if any(panel.times[start - 1] < cut <= panel.times[start] for cut in cuts):
                break
            start -= 1
        found.append(rate[start : seen[-1] + 1] if seen.size else rate[:0])
    return tuple(found)


def quantiles(panel: Panel, method: Method, horizon: int, levels: FloatArray) -> FloatArray:
    """Return quantiles of the log rate, shape (areas, horizon, levels); NaN without a figure.

    Parameters
    ----------
    panel
        What was known; every area ends at the same time.
    method
        One of :func:`methods`.
    horizon
        So many periods ahead.
    """
    series = pieces(panel)
    lengths = np.array([one.size for one in series])
    size = np.nan_to_num(np.maximum(panel.size, 1.0), nan=1.0)
    told = np.full((len(series), horizon), np.nan)
    missed: list[list[tuple[FloatArray, FloatArray]]] = [[] for _ in range(horizon)]
    for length in np.unique(lengths[lengths > 0]):
        rows = np.flatnonzero(lengths == length)
        block = np.array([series[row] for row in rows])
        told[rows] = method(block, horizon)
        for known in range(1, int(length)):
            ahead = method(block[:, :known], min(horizon, int(length) - known))
            for step in range(ahead.shape[1]):
                missed[step].append((size[rows], block[:, known + step] - ahead[:, step]))
    period = float(np.diff(panel.times).min()) if panel.times.size > 1 else 1.0
    variance = _variance(missed, size, period)
    z = special.ndtri(levels)
    return np.asarray(told[..., None] + np.sqrt(variance)[..., None] * z)


def _variance(
    missed: list[list[tuple[FloatArray, FloatArray]]], size: FloatArray, period: float
) -> FloatArray:
    """Return the variance of an error so many periods ahead, by size (areas, horizon); it never shrinks."""
    found = np.empty((size.size, len(missed)))
    last, at = np.array([0.0, PRIOR_YEARLY_SPREAD**2 * period]), 1
    for step, errors in enumerate(missed):
        if errors:
            last, at = _by_size(*(np.concatenate(part) for part in zip(*errors, strict=True))), step + 1
        chance, rest = last
        found[:, step] = chance / size + rest * (step + 1) / at
    return np.asarray(np.maximum.accumulate(found, axis=1))


def _by_size(size: FloatArray, error: FloatArray) -> FloatArray:
    """Return chance and rest of squared errors: error² = chance / size + rest, neither negative."""
    square = error**2
    weight = 1 / (1 / size + square.mean())
    parts, _ = optimize.nnls(np.column_stack([weight / size, weight]), weight * square)
    return np.asarray(parts)
