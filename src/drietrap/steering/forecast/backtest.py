"""Forecasts made again as if it were earlier, beside the simple methods: rolling origins, proper scores.

At every origin all is learned anew from what was known then. The width is calibrated as it goes: with the
outcomes that had come in by that moment, never with later ones.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from drietrap.statistics.conformal import width_factor
from drietrap.statistics.inputs import FloatArray
from drietrap.statistics.scoring import bias, coverage, crps_of_quantiles, interval_score
from drietrap.steering.forecast import rivals
from drietrap.steering.forecast.series import Panel

LEVELS = np.array([0.025, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.975])
_MIDDLE = 6
ENDS = {0.8: (2, 10), 0.95: (0, 12)}
"""Where in :data:`LEVELS` the ends of an interval stand."""
FEWEST_KNOWN = 3
MOST_ORIGINS = 8
ENOUGH_SCORES, ENOUGH_ORIGINS = 8, 3
"""Fewer than this is too few to choose between methods."""

Forecaster = Callable[[Panel, float, int], FloatArray]
"""What was known, the moment and a horizon in periods give quantiles of counts (areas, horizon, levels)."""


@dataclass(frozen=True)
class Told:
    """Quantiles told by one method at all origins: (origins, areas, horizon, levels); NaN where not."""

    method: str
    quantiles: FloatArray


@dataclass(frozen=True)
class Trial:
    """All that was tried: per origin what came true (origins, areas, horizon), and what each method told.

    ``size`` is the count of each area, to put scores of large and small ones on one scale.
    """

    origins: FloatArray
    period: float
    observed: FloatArray
    size: FloatArray
    told: tuple[Told, ...]

    def of(self, method: str) -> FloatArray:
        """Return the quantiles of a method."""
        return next(one.quantiles for one in self.told if one.method == method)


@dataclass(frozen=True)
class Score:
    """How a method did: scores as a share of the count; ``forecasts`` outcomes from ``origins`` moments."""

    method: str
    forecasts: int
    origins: int
    crps: float
    score_80: float
    score_95: float
    cover_80: float
    cover_95: float
    bias: float


def origins_of(panel: Panel) -> FloatArray:
    """Return moments to try from, evenly over the past: enough known before it, something after it."""
    seen = panel.known.any(axis=0)
    times = panel.times[seen]
    usable = times[FEWEST_KNOWN - 1 : -1]
    places = np.linspace(0, usable.size - 1, min(MOST_ORIGINS, usable.size)).round().astype(int)
    return np.asarray(usable[places])


def tried(panel: Panel, horizon: int, own: dict[str, Forecaster]) -> Trial:
    """Try ``own`` forecasters and the simple methods at every origin.

    An outcome behind a break that the origin lies before is not scored: nobody could have known.
    """
    period = float(np.diff(panel.times).min()) if panel.times.size > 1 else 1.0
    simple = rivals.methods(round(1 / period))
    origins = origins_of(panel)
    shape = (origins.size, len(panel.areas), horizon)
    observed = np.full(shape, np.nan)
    names = [*own, *(name for name in simple if name not in own)]
    told = {name: np.full((*shape, LEVELS.size), np.nan) for name in names}
    for place, moment in enumerate(origins):
        known = panel.until(moment)
        rows = np.flatnonzero(known.known[:, -1])
        small, people = known.only(rows), known.people[rows, -1:, None]
        observed[place, rows] = _outcomes(panel, rows, moment, horizon, period)
        for name in names:
            if name in own:
                told[name][place, rows] = own[name](small, float(moment), horizon)
            else:
                log_rate = rivals.quantiles(small, simple[name], horizon, LEVELS)
                told[name][place, rows] = people * np.exp(log_rate)
    return Trial(origins, period, observed, panel.size, tuple(Told(n, q) for n, q in told.items()))


def _outcomes(panel: Panel, rows: np.ndarray, moment: float, horizon: int, period: float) -> FloatArray:
    found = np.full((rows.size, horizon), np.nan)
    for step in range(horizon):
        at = np.flatnonzero(np.abs(panel.times - moment - (step + 1) * period) < period / 4)
        if not at.size:
            continue
        for place, row in enumerate(rows):
            later = panel.times[at[0]]
            if not any(moment < cut <= later for cut in panel.breaks[row]):
                found[place, step] = panel.count[row, at[0]]
    return found


def half_widths(quantiles: FloatArray, observed: FloatArray, confidence: float) -> FloatArray:
    """Return how far outcomes lie from the middle, in half-widths of the interval, on the log scale."""
    low, high = ENDS[confidence]
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.log(np.maximum(quantiles, 1e-9))
        away = np.log(np.maximum(observed, 0.5)) - logs[..., _MIDDLE]
        width = np.where(away > 0, logs[..., high] - logs[..., _MIDDLE], logs[..., _MIDDLE] - logs[..., low])
        return np.asarray(np.abs(away) / np.maximum(width, 1e-9))


def factors(trial: Trial, method: str, before: float | None = None) -> dict[float, FloatArray]:
    """Return per confidence by how much to widen at every horizon, from outcomes known ``before``.

    Horizons that were never tried take the factor of the longest one that was. Forecasts whose horizons
    overlap count as one origin.
    """
    quantiles = trial.of(method)
    horizon = trial.observed.shape[2]
    found = {confidence: np.ones(horizon) for confidence in ENDS}
    for confidence, values in found.items():
        scores = half_widths(quantiles, trial.observed, confidence)
        last = 1.0
        for step in range(horizon):
            known = trial.origins + (step + 1) * trial.period
            usable = np.ones(known.size, bool) if before is None else known <= before + 1e-9
            chosen = scores[usable, :, step]
            moments = trial.origins[usable][np.isfinite(chosen).any(axis=1)]
            if moments.size:
                apart = (moments[-1] - moments[0]) / trial.period / (step + 1)
                last = width_factor(chosen, 1 + np.floor(apart + 1e-9), confidence)
            values[step] = last
    found[0.95] = np.maximum(found[0.95], 0.7 * found[0.8])
    return found


def widened(values: FloatArray, ranks: FloatArray, factor: dict[float, FloatArray]) -> FloatArray:
    """Return draws or quantiles moved away from their middle by the factors; their order stays.

    Where the factors would turn the order round the moved numbers are put back in it (Chernozhukov,
    Fernández-Val & Galichon 2010, Econometrica 78:1093).

    Parameters
    ----------
    values
        Positive, shape (..., k, horizon): k draws or quantiles.
    ranks
        The level of each in its distribution, same shape or (k, 1).
    factor
        As from :func:`factors`: per confidence one number per horizon.
    """
    logs = np.log(np.maximum(values, 1e-9))
    middle = np.quantile(logs, 0.5, axis=-2, keepdims=True)
    inside = np.abs(2 * ranks - 1)
    part = np.clip((inside - 0.8) / 0.15, 0.0, 1.0)
    scale = (1 - part) * factor[0.8] + part * factor[0.95]
    moved = np.sort(middle + scale * (logs - middle), axis=-2)
    place = values.argsort(axis=-2, kind="stable").argsort(axis=-2, kind="stable")
    return np.asarray(np.exp(np.take_along_axis(moved, place, axis=-2)))


def calibrated(trial: Trial, method: str) -> Trial:
    """Return the trial with the quantiles of ``method`` as wide as its past at every origin says."""
    quantiles = trial.of(method).copy()
    for place, moment in enumerate(trial.origins):
        factor = factors(trial, method, float(moment))
        swapped = np.swapaxes(quantiles[place], -1, -2)
        quantiles[place] = np.swapaxes(widened(swapped, LEVELS[:, None], factor), -1, -2)
    told = tuple(Told(method, quantiles) if one.method == method else one for one in trial.told)
    return Trial(trial.origins, trial.period, trial.observed, trial.size, told)


def score(trial: Trial, method: str, rows: Sequence[int] | None = None, step: int | None = None) -> Score:
    """Return how a method did, on all areas or ``rows``, at all horizons or one ``step`` (from 0)."""
    quantiles, observed = trial.of(method), trial.observed
    size = np.broadcast_to(np.maximum(trial.size, 1.0)[None, :, None], observed.shape)
    if rows is not None:
        chosen = list(rows)
        quantiles, observed, size = quantiles[:, chosen], observed[:, chosen], size[:, chosen]
    if step is not None:
        quantiles, observed = quantiles[:, :, [step]], observed[:, :, [step]]
        size = size[:, :, [step]]
    usable = np.isfinite(observed) & np.isfinite(quantiles).all(axis=-1)
    q, y, n = quantiles[usable].T, observed[usable], size[usable]
    if not y.size:
        return Score(method, 0, 0, *(float("nan"),) * 6)
    ends = {confidence: (q[low], q[high]) for confidence, (low, high) in ENDS.items()}
    return Score(
        method,
        int(y.size),
        int(usable.any(axis=(1, 2)).sum()),
        float((crps_of_quantiles(LEVELS, q, y) / n).mean()),
        float((interval_score(*ends[0.8], y, 0.8) / n).mean()),
        float((interval_score(*ends[0.95], y, 0.95) / n).mean()),
        coverage(*ends[0.8], y),
        coverage(*ends[0.95], y),
        bias(q[_MIDDLE], y),
    )


def enough(trial: Trial, method: str) -> bool:
    """Whether there are outcomes enough to choose between methods."""
    one = score(trial, method)
    return one.forecasts >= ENOUGH_SCORES and one.origins >= ENOUGH_ORIGINS


def beats(trial: Trial, method: str, simplest: str) -> bool:
    """Whether ``method`` scored better than ``simplest``, on enough outcomes."""
    return enough(trial, method) and score(trial, method).crps < score(trial, simplest).crps
