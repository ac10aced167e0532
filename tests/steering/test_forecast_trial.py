"""Forecasts tried on the past: nothing of later is used, and the simplest is shown unless ours was better."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from drietrap.statistics.conformal import width_factor
from drietrap.steering.forecast import rivals
from drietrap.steering.forecast.backtest import (
    LEVELS,
    Told,
    Trial,
    beats,
    calibrated,
    factors,
    half_widths,
    origins_of,
    score,
    tried,
    widened,
)
from drietrap.steering.forecast.rivals import SIMPLEST, methods, pieces, quantiles
from drietrap.steering.forecast.series import Panel


def panel(count: list[list[float]], breaks: tuple[float, ...] = ()) -> Panel:
    table = np.array(count)
    return Panel(
        tuple(f"GM{at:04d}" for at in range(len(table))),
        2015.0 + np.arange(table.shape[1]),
        table,
        np.zeros(table.shape),
        np.full(table.shape, 5_000.0),
        (breaks,) * len(table),
        (True,) * len(table),
    )


LONG = panel([[100, 104, 98, 107, 111, 109, 115.0], [20, 25, 20, 30, 25, 20, 25.0]])


def test_nothing_of_later_is_known_at_an_origin() -> None:
    seen: list[Panel] = []

    def spy(known: Panel, moment: float, horizon: int) -> np.ndarray:
        assert known.times[-1] == moment
        assert known.provisional == (False, False)
        seen.append(known)
        return np.ones((2, horizon, LEVELS.size))

    one = tried(LONG, 2, {"zelf": spy})
    changed = replace(LONG, count=LONG.count + np.array([0, 0, 0, 0, 0, 0, 50.0]))
    other = tried(changed, 2, {"zelf": spy})
    assert [known.times[-1] for known in seen[:4]] == one.origins.tolist() == [2017, 2018, 2019, 2020]
    assert one.of(SIMPLEST) == pytest.approx(other.of(SIMPLEST), nan_ok=True)
    assert np.nansum(np.abs(one.observed - other.observed)) == pytest.approx(50 * 2 * 2)


def test_an_outcome_behind_a_break_is_not_scored() -> None:
    made = panel([[100, 104, 98, 107, 111, 109, 115.0]], (2020.0,))
    trial = tried(made, 3, {})
    known = np.isfinite(trial.observed[:, 0])
    assert trial.origins.tolist() == [2017, 2018, 2019, 2020]
    assert known.tolist() == [[True, True, False], [True] + [False] * 2, [False] * 3, [True] + [False] * 2]


def test_origins_lie_evenly_over_a_long_past() -> None:
    made = panel([list(range(50, 80))])
    origins = origins_of(made)
    assert origins.size == 8
    assert (origins[0], origins[-1]) == (2017.0, 2043.0)
    assert not origins_of(panel([[1.0, 2.0, 3.0]])).size


def test_pieces_stop_at_gaps_and_breaks() -> None:
    rows = [[10, 11, 12, 13, 14.0], [10, np.nan, 12, 13, 14.0], [10, 11, 12, 13, np.nan], [np.nan] * 5]
    assert [one.size for one in pieces(panel(rows))] == [5, 3, 4, 0]
    assert [one.size for one in pieces(panel(rows, (2018.0,)))] == [2, 2, 1, 0]


def test_rivals_are_as_wide_as_they_were_wrong() -> None:
    rng = np.random.default_rng(1)
    steps = rng.normal(0, 0.05, (200, 12)).cumsum(axis=1)
    made = panel((1e6 * np.exp(steps)).tolist())
    found = quantiles(made, methods(1)[SIMPLEST], 4, LEVELS)
    half = (found[..., -1] - found[..., 0]).mean(axis=0) / 2 / 1.96
    assert half == pytest.approx(0.05 * np.sqrt([1, 2, 3, 4]), rel=0.1)
    assert found[:, 0, 6] == pytest.approx(made.log_rate[:, -1])
    small = panel(rng.poisson(20, (200, 12)).tolist())
    chance = quantiles(small, methods(1)[SIMPLEST], 1, LEVELS)
    assert (chance[..., -1] - chance[..., 0]).mean() / 2 / 1.96 == pytest.approx(np.sqrt(2 / 20), rel=0.15)
    assert rivals.SEASONAL in methods(2)


def _trial(width: float, areas: int = 400, origins: int = 12, horizon: int = 1) -> Trial:
    """Log-normal outcomes, told by a method ``width`` times too wide, and by one that is right."""
    rng = np.random.default_rng(7)
    observed = 100 * np.exp(rng.normal(0, 0.1, (origins, areas, horizon)))
    from scipy import special

    def quantile(scale: float) -> np.ndarray:
        one = 100 * np.exp(0.1 * scale * special.ndtri(LEVELS))
        return np.broadcast_to(one, (*observed.shape, LEVELS.size)).copy()

    told = (Told("fout", quantile(width)), Told("goed", quantile(1.0)))
    return Trial(2000.0 + np.arange(origins), 1.0, observed, np.full(areas, 100.0), told)


@pytest.mark.parametrize("width", [0.5, 2.0])
def test_calibration_mends_what_is_too_sure_and_too_modest(width: float) -> None:
    trial = _trial(width)
    found = factors(trial, "fout")
    expected = (1 / width) ** (12 / 16)  # twelve origins against the four that the model counts for
    for confidence in (0.8, 0.95):
        assert found[confidence][0] == pytest.approx(expected, rel=0.05)
        assert factors(trial, "goed")[confidence][0] == pytest.approx(1.0, rel=0.05)
    raw, mended = score(trial, "fout"), score(calibrated(trial, "fout"), "fout")
    assert abs(mended.cover_80 - 0.8) < abs(raw.cover_80 - 0.8)
    assert mended.crps < raw.crps


def test_calibration_uses_only_what_had_come_in() -> None:
    trial = _trial(0.5, areas=100)
    late = replace(trial, observed=np.where(np.arange(12)[:, None, None] >= 6, 1e4, trial.observed))
    for place in range(7):  # outcomes of the first six origins are the same
        one, other = (calibrated(each, "fout").of("fout")[place] for each in (trial, late))
        assert one == pytest.approx(other)
    assert calibrated(trial, "fout").of("fout")[0] == pytest.approx(trial.of("fout")[0])


def test_overlapping_horizons_count_once() -> None:
    trial = _trial(0.5, horizon=4)
    found = factors(trial, "fout")[0.8]
    scores = half_widths(trial.of("fout"), trial.observed, 0.8)
    assert found[3] == pytest.approx(width_factor(scores[:, :, 3], 1 + 11 // 4, 0.8))
    assert found[3] < found[0]


def test_widened_keeps_the_order_and_the_middle() -> None:
    values = np.exp(np.linspace(-1, 1, 99))[:, None]
    ranks = ((np.arange(99) + 0.5) / 99)[:, None]
    for low, high in ((2.0, 1.4), (0.5, 0.5), (1.0, 3.0)):
        told = widened(values, ranks, {0.8: np.array([low]), 0.95: np.array([high])})
        assert (np.diff(told[:, 0]) >= 0).all()
        assert told[49] == pytest.approx(values[49])
    same = widened(values, ranks, {0.8: np.ones(1), 0.95: np.ones(1)})
    assert same == pytest.approx(values)


def test_ours_must_be_better_on_enough() -> None:
    trial = _trial(2.0)
    assert beats(trial, "goed", "fout")
    assert not beats(trial, "fout", "goed")
    assert not beats(trial, "goed", "goed")
    few = Trial(
        trial.origins[:2],
        1.0,
        trial.observed[:2],
        trial.size,
        tuple(Told(one.method, one.quantiles[:2]) for one in trial.told),
    )
    assert not beats(few, "goed", "fout")
    assert score(few, "goed", rows=[]).forecasts == 0
