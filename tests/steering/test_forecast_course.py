"""What a forecast is made of: delayed walks, the spread of areas, coherence, and bands that hold."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from bench.forecast_worlds import OF_EACH, PEOPLE, SIZES, Kind, world
from scipy import integrate, stats

from drietrap.steering.forecast.country import country_paths, country_spreads
from drietrap.steering.forecast.deviation import Deviations, Spread, ahead, delayed, spreads, usual_spreads
from drietrap.steering.forecast.foretelling import Question
from drietrap.steering.forecast.levels import coherent, districts
from drietrap.steering.forecast.pooled import pooled
from drietrap.steering.forecast.series import Panel

SPREAD = Spread(walk=0.05, chance=1.2, duration=0.6, slope=0.02)


def panel(count: list[list[float]], breaks: tuple[tuple[float, ...], ...] | None = None) -> Panel:
    table = np.array(count)
    return Panel(
        tuple(f"GM{at:04d}" for at in range(len(table))),
        2015.0 + np.arange(table.shape[1]),
        table,
        np.full(table.shape, 4.0),
        np.full(table.shape, 5_000.0),
        breaks or ((),) * len(table),
        (False,) * len(table),
    )


@pytest.mark.parametrize(("s", "t", "duration"), [(1.0, 1.0, 0.5), (0.5, 3.0, 1.2), (4.0, 2.0, 0.1)])
def test_the_delayed_walk_is_the_walk_averaged_over_its_past(s: float, t: float, duration: float) -> None:
    # Increments dW weigh 1 - exp(-(t - u) / duration) in the average at t: integrate both weights over u,
    # and leave out what comes from before time 0, which the level takes.
    def weight(at: float, u: float) -> float:
        return 1 - np.exp(-(at - u) / duration) if u <= at else 0.0

    inside = integrate.quad(lambda u: weight(s, u) * weight(t, u), 0, min(s, t))[0]
    before = duration / 2 * np.exp(-(s + t) / duration)  # what the lag still holds of steps before 0
    assert delayed(np.array([s]), np.array([t]), duration)[0, 0] == pytest.approx(inside + before)


def test_the_likelihood_and_what_lies_ahead_are_those_of_one_normal_vector() -> None:
    made = panel([[100.0, 104.0, np.nan, 99.0], [20.0, 25.0, 20.0, 30.0]], ((2017.0,), ()))
    data = Deviations(made, made.log_rate + 4.0)
    later = np.array([2019.0, 2021.5])
    found = ahead(data, SPREAD, later)
    total = 0.0
    for row in range(2):
        every = np.concatenate([made.times, later])
        signal, noise = (part(SPREAD, every, every)[row] for part in (data.signal, data.noise))
        known = np.flatnonzero(data.known[row])
        seen = (signal + noise)[np.ix_(known, known)] + np.diag(made.rounding[row, known])
        value = data.value[row, known]
        total += stats.multivariate_normal(cov=seen).logpdf(value) + known.size / 2 * np.log(2 * np.pi)
        cross = np.vstack([signal[np.ix_([4, 5], known)], noise[np.ix_([4, 5], known)]])
        gain = cross @ np.linalg.inv(seen)
        assert found.mean[row] == pytest.approx(gain @ value, abs=1e-4)
        prior = np.zeros((4, 4))
        prior[:2, :2], prior[2:, 2:] = signal[4:, 4:], noise[4:, 4:]
        spread = found.half[row] @ found.half[row].T
        assert spread == pytest.approx(prior - gain @ cross.T, abs=1e-4)
    unknown = -0.5 * np.log(1e6)  # what is not known adds a constant
    assert data.likelihood(SPREAD) == pytest.approx(total + unknown, abs=1e-3)


def test_no_figure_from_before_a_break_moves_the_level() -> None:
    later = np.array([2019.0])
    found = []
    for before in (50.0, 400.0):
        made = panel([[before, before, 100.0, 101.0]], ((2017.0,),))
        found.append(ahead(Deviations(made, made.log_rate), SPREAD, later).mean[0, 0])
    whole = [
        ahead(Deviations(made, made.log_rate), SPREAD, later).mean[0, 0]
        for made in (panel([[50.0, 50.0, 100.0, 101.0]]), panel([[400.0, 400.0, 100.0, 101.0]]))
    ]
    assert abs(found[1] - found[0]) < 0.02 < abs(whole[1] - whole[0])


def test_the_spread_of_areas_is_found_back() -> None:
    made = world(3, Kind.STOCK, 4, 10).panel(40)
    data = Deviations.of(made, made.total("NL"))
    drawn = spreads(data, 20, 1, trend=True)
    walk, duration = (np.array([getattr(one, name) for one in drawn]) for name in ("walk", "duration"))
    assert walk.min() * 0.8 < 0.04 < walk.max() * 1.25
    assert duration.min() * 0.8 < 1.0 < duration.max() * 1.25
    prior = np.array([one.walk for one in usual_spreads(20, 1)])
    assert np.log(walk).std() < np.log(prior).std() / 2


def test_a_longer_national_series_narrows_its_path_and_a_break_takes_its_step_away() -> None:
    rng = np.random.default_rng(4)
    rate = 400_000 * np.exp(np.cumsum(rng.normal(0, 0.01, 30)))
    later = np.array([2047.0])

    def width(series: np.ndarray, breaks: tuple[float, ...] = ()) -> float:
        made = panel([series.tolist()], (breaks,))
        made = replace(made, times=2045.0 - series.size + np.arange(series.size), people=made.people * 1_000)
        found = country_spreads(made, (SPREAD,) * 10, 1, trend=False)
        return float(country_paths(made, found, later, 100, 1).std())

    jumped = np.concatenate([rate[:15], rate[15:] * 1.4])
    assert width(rate) < width(rate[-4:])
    assert width(jumped, (2030.0,)) < width(jumped) / 1.5


def test_parts_add_up_draw_by_draw() -> None:
    made = panel([[100.0, 104.0, 98.0], [20.0, 25.0, 20.0], [400.0, 395.0, 410.0]])
    country = replace(made.total("NL"), count=made.count.sum(axis=0)[None] * 1.1)
    later = np.array([2018.0, 2020.0])
    draws = pooled(made, country, later, made.people[:, :2], seed=2, trend=True)
    told = coherent(draws, made, country, country.people[0, -1])
    assert told.country == pytest.approx(told.areas.sum(axis=0) + told.rest)
    assert told.rest.mean() / told.country.mean() == pytest.approx(0.1 / 1.1, rel=0.1)
    own = told.areas[0]
    counts, widths = np.array([60.0, 30.0, 4.0]), np.array([4.0, 4.0, 8.0])
    parts = districts(own, counts, widths, ("WK1", "WK2", "WK3"), later - 2017, SPREAD, 2)
    assert parts.sum(axis=0) == pytest.approx(own)
    again = districts(own, counts[::-1], widths[::-1], ("WK3", "WK2", "WK1"), later - 2017, SPREAD, 2)
    assert again[::-1] == pytest.approx(parts)


def test_the_same_answer_whatever_the_order_of_areas() -> None:
    made = world(1, Kind.FLOW, 1, 8).panel(8).only(np.array([0, 20, 40, 50]))
    later, people = made.times[-1] + np.array([1.0, 3.0]), np.full((4, 2), PEOPLE)
    turned = made.only(np.array([2, 0, 3, 1]))
    one = pooled(made, made.total("NL"), later, people, seed=5, trend=True)
    other = pooled(turned, turned.total("NL"), later, people, seed=5, trend=True)
    assert other.counts == pytest.approx(one.counts[[2, 0, 3, 1]], rel=1e-4)


def _held(kind: Kind, seeds: range) -> dict[tuple[int, float], float]:
    years = np.array([0.25, 1.0, 2.0, 5.0])
    steps = (years * 4).astype(int)
    inside: dict[float, list[np.ndarray]] = {0.8: [], 0.95: []}
    for seed in seeds:
        made = world(seed, kind, 4, 15)
        seen = made.panel(40)
        people = np.full((len(seen.areas), 4), PEOPLE)
        asked = Question(seen, seen.total("NL"), seen.times[-1] + years, people, seed, unsure_people=0.0)
        counts, truth = asked.draws(trend=True).counts, made.numbers[:, 39 + steps]
        for confidence, found in inside.items():
            tail = (1 - confidence) / 2
            low, high = np.quantile(counts, [tail, 1 - tail], axis=1)
            found.append((low <= truth) & (truth <= high))
    assert len(SIZES) * OF_EACH == made.size.size
    return {
        (size, confidence): float(np.mean([one[made.size == size] for one in found]))
        for confidence, found in inside.items()
        for size in SIZES
    }


def test_bands_hold_on_simulated_truth() -> None:
    """The short version: one world, all horizons together; the long one and the page have many."""
    for (size, confidence), share in _held(Kind.STOCK, range(1)).items():
        assert abs(share - confidence) < 0.2, (size, confidence, share)


@pytest.mark.long
@pytest.mark.parametrize("kind", list(Kind))
def test_bands_hold_within_three_points(kind: Kind) -> None:
    for (size, confidence), share in _held(kind, range(1_000, 1_080)).items():
        assert abs(share - confidence) < 0.03, (size, confidence, share)
