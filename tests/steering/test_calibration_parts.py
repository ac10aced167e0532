"""Parts of calibration beside independent answers: pooling, fitting, durations, and the log of a register."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy import integrate, stats

from drietrap.steering.base import base
from drietrap.steering.baseline import baseline_plan
from drietrap.steering.burn_in import MONTHS, standing_at
from drietrap.steering.calibration.durations import Agreed, durations_of, planned
from drietrap.steering.calibration.fitting import Prior, Target, fitted
from drietrap.steering.calibration.generated import generated_log
from drietrap.steering.calibration.logbook import BROKEN_OFF, OPEN, PLANNED, Trajectory
from drietrap.steering.calibration.observing import observed_year
from drietrap.steering.calibration.pooling import pooled
from drietrap.steering.calibration.published import Counted
from drietrap.steering.model.codes import AMBULATORY, TEAM
from drietrap.steering.model.rows import layout
from drietrap.steering.population import world_of
from tests.steering.test_population import START, place


def counts(events: list[float], exposure: list[float]) -> Counted:
    middle = np.array(events)
    return Counted("zorg_4_11", "proef", 2021, np.array([middle, middle - 2, middle + 2]), np.array(exposure))


def test_a_small_municipality_leans_on_its_region() -> None:
    rng = np.random.default_rng(5)
    exposure = np.full(60, 5_000.0)
    region = np.repeat(np.arange(6), 10)
    level = np.repeat([0.12, 0.13, 0.14, 0.16, 0.17, 0.18], 10) * rng.gamma(50, 1 / 50, 60)
    exposure[0] = 40.0
    events = rng.poisson(level * exposure).astype(float)
    events[0] = 20.0  # half of them: hardly possible
    small = pooled(counts(events.tolist(), exposure.tolist()), region, 0)
    large = pooled(counts(events.tolist(), exposure.tolist()), region, 1)
    assert small.own == pytest.approx(0.5)
    assert small.weight < 0.35 < 0.85 < large.weight
    assert abs(np.log(small.rate / small.region)) < 0.4 * abs(np.log(small.own / small.region))
    assert large.rate == pytest.approx(large.own, rel=0.06)
    assert large.spread < small.spread


def test_without_a_figure_the_region_speaks() -> None:
    rng = np.random.default_rng(6)
    events = rng.poisson(500 * rng.gamma(30, 1 / 30, 20)).astype(float)
    events[3] = np.nan
    one = pooled(counts(events.tolist(), [4_000.0] * 20), np.repeat([0, 1], 10), 3)
    assert np.isnan(one.own)
    assert one.weight == 0.0
    assert one.rate == pytest.approx(one.region, rel=0.02)


def test_fitting_a_linear_model_is_the_exact_posterior() -> None:
    rng = np.random.default_rng(1)
    slope = rng.normal(size=(3, 5))
    prior = Prior(rng.normal(size=5) * 0.1, np.diag([0.3, 0.4, 0.5, 0.2, 0.6]))
    target = Target((0, 2), np.array([0.4, -0.3]), np.array([0.05, 0.1]))
    found = fitted(prior, target, slope, lambda moves: slope @ moves, rounds=12)
    mine = slope[[0, 2]]
    precision = np.linalg.inv(prior.root @ prior.root.T) + mine.T @ np.diag(target.spread**-2.0) @ mine
    covariance = np.linalg.inv(precision)
    before = np.linalg.inv(prior.root @ prior.root.T) @ prior.mean
    exact = covariance @ (before + mine.T @ (target.value / target.spread**2))
    np.testing.assert_allclose(found.moves, exact, atol=1e-6)
    np.testing.assert_allclose(found.spread(), np.sqrt(np.diag(covariance)), rtol=1e-9)
    draws = np.array([found.drawn(rng.normal(size=5), rng.normal(size=2)) for _ in range(6_000)])
    np.testing.assert_allclose(np.cov(draws.T), covariance, atol=0.012)


def test_what_no_figure_depends_on_keeps_its_uncertainty() -> None:
    slope = np.array([[1.0, 0.0]])
    prior = Prior(np.zeros(2), np.diag([0.5, 0.7]))
    found = fitted(prior, Target((0,), np.array([0.2]), np.array([0.01])), slope, lambda moves: slope @ moves)
    assert found.spread()[0] < 0.02
    assert found.spread()[1] == pytest.approx(0.7)


def test_planned_ends_beside_drawing_them() -> None:
    agreed = Agreed(4.0, 2.5, 0.6, np.array([0.3, 0.6]), np.array([0.7, 0.3]))
    rng = np.random.default_rng(3)
    total = []
    for _ in range(20_000):
        chance = agreed.extend[int(rng.random() > 0.7)]
        months = max(1, round(4.0 * np.exp(0.6 * rng.normal())))
        while rng.random() < chance:
            months += max(1, round(2.5 * np.exp(0.6 * rng.normal())))
        total.append(months)
    chances = planned(agreed)
    assert chances.sum() == pytest.approx(1.0)
    mean = float(chances @ np.arange(len(chances)))
    assert mean == pytest.approx(np.mean(total), rel=0.03)
    for months in (3, 6, 12, 24):
        assert chances[: months + 1].sum() == pytest.approx(np.mean(np.array(total) <= months), abs=0.02)


def test_open_cases_count_and_late_ones_do_not_mislead() -> None:
    rng = np.random.default_rng(8)
    truth, spread, drop = 9.0, 0.7, 0.012
    rows = np.zeros(6_000, dtype=layout(Trajectory))
    rows["form"], rows["route"] = AMBULATORY, TEAM
    rows["start"] = rng.integers(0, 130, len(rows))
    months = np.maximum(1, np.rint(truth * np.exp(spread * rng.normal(size=len(rows))))).astype(int)
    broken = rng.geometric(drop, len(rows))
    rows["stop"] = rows["start"] + np.minimum(months, broken)
    rows["reason"] = np.where(broken <= months, BROKEN_OFF, PLANNED)
    window = (96, 130)
    rows["stop"] = np.where(rows["stop"] < window[1], rows["stop"], OPEN)
    before = Agreed(6.0, 5.0, spread, np.array([1e-6]), np.ones(1))
    known = np.array([1.0, 0.01, 0.01, 0.01])
    found = durations_of(rows, AMBULATORY, window, before, known, (0.02, 0.5))
    assert found is not None
    seen = rows[(rows["stop"] < window[1]) & (rows["start"] >= window[0])]
    naive = np.median(seen["stop"] - seen["start"])
    estimate = 6.0 * np.exp(found.move[0])
    assert naive < 0.93 * truth  # what ended is short: leaving open cases out misleads
    assert estimate == pytest.approx(truth, rel=0.08)
    assert abs(found.move[0] - np.log(truth / 6.0)) < 4 * np.sqrt(found.covariance[0, 0])
    assert found.dropout == pytest.approx(drop, rel=0.15)


def test_too_few_ends_say_nothing() -> None:
    rows = np.zeros(5, dtype=layout(Trajectory))
    rows["form"], rows["stop"] = AMBULATORY, 10
    agreed = Agreed(6.0, 5.0, 0.7, np.array([0.2]), np.ones(1))
    assert durations_of(rows, AMBULATORY, (0, 24), agreed, np.ones(4), (0.01, 0.2)) is None


def test_a_log_says_of_a_year_what_was_seen_in_it() -> None:
    world = world_of([place(scale=2.0)], START, 24)
    world.persons["leave"] = 2**20  # who moves away without help is known to the model only
    parameters = base().parameters(2)
    log = generated_log(world, parameters, 4, (START, START + 12))
    told = log.year()
    standing = standing_at(world, baseline_plan(parameters, MONTHS), 4, START)
    seen = observed_year(world, baseline_plan(parameters, 1), 4, START, standing)
    np.testing.assert_array_equal(told.people, seen.people)
    for name in ("helped", "stay", "stopped", "returned"):
        assert getattr(told, name) == getattr(seen, name) > 0, name
    np.testing.assert_array_equal(told.routes, seen.routes)
    np.testing.assert_array_equal(told.care, seen.care)  # also who had only protection or probation
    without = replace(log, measures=None).year().care
    assert (without <= told.care).all() and without.sum() < told.care.sum()


def test_the_pooled_rate_is_the_posterior_mean() -> None:
    rng = np.random.default_rng(9)
    exposure = rng.uniform(500, 5_000, 40)
    events = rng.poisson(0.15 * exposure * rng.gamma(20, 1 / 20, 40)).astype(float)
    one = counts(events.tolist(), exposure.tolist())
    from drietrap.statistics.shrinkage import gamma_poisson

    found = pooled(one, np.zeros(40, dtype=np.int64), 7)
    region = found.region
    fit = gamma_poisson(events, exposure * region)
    density = stats.gamma(fit.shape, scale=1 / fit.rate).pdf

    def likelihood(rate: float) -> float:
        return float(density(rate) * stats.poisson.pmf(events[7], rate * region * exposure[7]))

    mass = integrate.quad(likelihood, 0.2, 3.0, epsabs=1e-12)[0]
    mean = integrate.quad(lambda rate: rate * likelihood(rate), 0.2, 3.0, epsabs=1e-12)[0] / mass
    assert found.rate == pytest.approx(region * mean, rel=1e-4)
