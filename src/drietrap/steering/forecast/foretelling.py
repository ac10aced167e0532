"""From series to a forecast that was checked: what did best before, and as wide as it proved to be."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from drietrap.statistics.inputs import FloatArray
from drietrap.statistics.randomness import address, normal
from drietrap.steering.forecast.assumptions import POPULATION
from drietrap.steering.forecast.backtest import (
    LEVELS,
    Forecaster,
    Trial,
    beats,
    calibrated,
    enough,
    factors,
    origins_of,
    tried,
    widened,
)
from drietrap.steering.forecast.country import country_paths, country_spreads
from drietrap.steering.forecast.deviation import Spread, usual_spreads
from drietrap.steering.forecast.pooled import DRAWS, DRAWS_EACH, SPREADS, Draws, pooled
from drietrap.steering.forecast.rivals import SIMPLEST
from drietrap.steering.forecast.series import Panel

SHARED = "gedeelde trend"
"""The name of our own method for readers."""


@dataclass(frozen=True)
class Foretold:
    """Draws of counts as wide as they proved to have to be, and how that is known.

    ``before`` is the variance of the logarithm before it was made wider. ``areas`` and ``country`` are what
    was tried on the municipalities and on the country; None where there was nothing to try. ``decided`` says
    whether the municipalities were enough to choose the method by.
    """

    draws: Draws
    method: str
    before: FloatArray
    areas: Trial | None
    country: Trial | None
    decided: bool


@dataclass(frozen=True)
class Question:
    """What is asked: counts of ``panel`` at later ``times`` (years) with so many ``people``."""

    panel: Panel
    country: Panel
    times: FloatArray
    people: FloatArray
    seed: int
    borrowed: tuple[Spread, ...] | None = None
    unsure_people: float = POPULATION

    def draws(self, *, trend: bool) -> Draws:
        """Return draws, before any calibration."""
        return pooled(
            self.panel,
            self.country,
            self.times,
            self.people,
            seed=self.seed,
            trend=trend,
            borrowed=self.borrowed,
            unsure_people=self.unsure_people,
        )


def foretell(question: Question) -> Foretold:
    """Return the forecast by the method that did best before, with the width that held before.

    Our own method is used only where it beat the last value on enough outcomes; else the last value is.
    """
    areas, country = _trial(question, own=True), _trial(question, own=False)
    decided = areas is not None and enough(areas, SHARED)
    judge = areas if decided else country
    trend = judge is not None and beats(judge, SHARED, SIMPLEST)
    method = SHARED if trend else SIMPLEST
    draws = question.draws(trend=trend)
    before = np.log(np.maximum(draws.counts, 1e-9)).var(axis=1)
    if not decided:
        other = question.draws(trend=not trend)
        draws = replace(draws, counts=_apart(draws.counts, other.counts, question.seed))
    trial = areas or country
    if trial is not None:
        factor = factors(trial, method)
        if not decided:  # a short past says whether the method was too sure, not whether it was too modest
            factor = {confidence: np.maximum(values, 1.0) for confidence, values in factor.items()}
        factor = {level: _to_times(values, trial, question) for level, values in factor.items()}
        draws = replace(draws, counts=_spread_out(draws.counts, factor))
    return Foretold(draws, method, before, areas, country, decided)


def _trial(question: Question, *, own: bool) -> Trial | None:
    """Try on the areas, or (not ``own``) on the country; None where no outcome came after an origin."""
    panel = question.panel if own else question.country
    origins = origins_of(panel)
    if not origins.size:
        return None
    period = float(np.diff(panel.times).min())
    asked, known = question.times[-1] - panel.times[-1], panel.times[-1] - origins[0]
    horizon = max(1, round(float(min(asked, known)) / period))
    trial = tried(panel, horizon, _areas(question) if own else _country(question.seed))
    if not np.isfinite(trial.observed).any():
        return None
    for method in (SHARED, SIMPLEST):
        trial = calibrated(trial, method)
    return trial


def _to_times(values: FloatArray, trial: Trial, question: Question) -> FloatArray:
    """Return the factor of each time asked from those of whole periods ahead."""
    steps = (question.times - question.panel.times[-1]) / trial.period
    return np.asarray(values[np.clip(steps.round().astype(int), 1, values.size) - 1])


def _areas(question: Question) -> dict[str, Forecaster]:
    def told(trend: bool) -> Forecaster:
        def ahead(known: Panel, moment: float, horizon: int) -> FloatArray:
            period = float(np.diff(known.times).min())
            times = np.asarray(moment + period * np.arange(1, horizon + 1), dtype=np.float64)
            people = np.repeat(known.people[:, -1:], horizon, axis=1)
            asked = replace(
                question,
                panel=known,
                country=question.country.until(moment),
                times=times,
                people=people,
                borrowed=None,
            )
            return np.moveaxis(np.quantile(asked.draws(trend=trend).counts, LEVELS, axis=1), 0, -1)

        return ahead

    return {SIMPLEST: told(False), SHARED: told(True)}


def _country(seed: int) -> dict[str, Forecaster]:
    def told(trend: bool) -> Forecaster:
        def ahead(known: Panel, moment: float, horizon: int) -> FloatArray:
            period = float(np.diff(known.times).min())
            times = np.asarray(moment + period * np.arange(1, horizon + 1), dtype=np.float64)
            national = country_spreads(known, usual_spreads(SPREADS, seed), seed, trend=trend)
            paths = country_paths(known, national, times, DRAWS_EACH, seed)
            return np.asarray(known.people[0, -1] * np.exp(np.quantile(paths, LEVELS, axis=0).T))[None]

        return ahead

    return {SIMPLEST: told(False), SHARED: told(True)}


def _apart(counts: FloatArray, other: FloatArray, seed: int) -> FloatArray:
    """Return draws that also carry what two methods differ: half their gap, the same way in all areas."""
    gap = np.log(np.median(other, axis=1) / np.maximum(np.median(counts, axis=1), 1e-9))
    shift = normal(seed, address("tussen methoden"), np.arange(DRAWS))
    return np.asarray(counts * np.exp(np.abs(gap)[:, None, :] / 2 * shift[:, None]))


def _spread_out(counts: FloatArray, factor: dict[float, FloatArray]) -> FloatArray:
    """Return the draws of every area moved away from their middle by the factors."""
    order = counts.argsort(axis=1, kind="stable").argsort(axis=1, kind="stable")
    return widened(counts, (order + 0.5) / counts.shape[1], factor)
