"""Effects beside others: against plain arithmetic, another solver, and what chance does."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from drietrap.statistics.counterfactual import (
    Gap,
    difference_in_differences,
    interrupted_series,
    nearest,
    simplex_weights,
    synthetic_control,
)


def worlds(seed: int, units: int = 60, before: int = 4, after: int = 2) -> np.ndarray:
    chance = np.random.default_rng(seed)
    return chance.normal(0, 1, (units, 1)) + chance.normal(0, 0.1, (units, before + after)).cumsum(axis=1)


def later(times: int, before: int) -> np.ndarray:
    return np.arange(times) >= before


def test_with_one_year_before_it_is_the_plain_difference_in_differences() -> None:
    outcome = worlds(1, before=1, after=1)
    gap = difference_in_differences(outcome, later(2, 1), np.ones(60))
    change = outcome[:, 1] - outcome[:, 0]
    assert gap.estimate == pytest.approx(change[0] - change[1:].mean())
    assert gap.placebos[4] == pytest.approx(change[5] - np.delete(change, [0, 5]).mean())


def test_adjusting_for_the_past_is_least_squares_with_each_left_out() -> None:
    outcome = worlds(2)
    after = later(6, 4)
    gap = difference_in_differences(outcome, after, np.ones(60))
    past = outcome[:, :4]
    moments = np.array([-1.5, -0.5, 0.5, 1.5])
    features = np.column_stack([np.ones(60), past[:, -1] - past.mean(axis=1), past @ moments / 5])
    change = outcome[:, 4:].mean(axis=1) - past.mean(axis=1)
    for unit in (0, 7):  # with equal noise every unit has the same weight
        kept = [one for one in range(1, 60) if one != unit]
        line, *_ = np.linalg.lstsq(features[kept], change[kept], rcond=None)
        found = gap.estimate if unit == 0 else gap.placebos[unit - 1]
        assert found == pytest.approx(change[unit] - features[unit] @ line)


@given(st.integers(0, 10_000), st.floats(-0.5, 0.5))
@settings(max_examples=25, deadline=None)
def test_an_effect_moves_the_estimate_by_just_that_and_no_placebo(seed: int, effect: float) -> None:
    outcome, after = worlds(seed), later(6, 4)
    moved = outcome.copy()
    moved[0, after] += effect
    for way in (difference_in_differences, synthetic_control):
        without, with_it = (way(one, after, np.ones(60)) for one in (outcome, moved))
        assert with_it.estimate == pytest.approx(without.estimate + effect)
        assert with_it.placebos == pytest.approx(without.placebos)
        assert with_it.half_width(0.9) == pytest.approx(without.half_width(0.9))


@given(st.integers(0, 10_000), st.floats(-3, 3))
@settings(max_examples=25, deadline=None)
def test_what_moves_everyone_alike_moves_nothing(seed: int, national: float) -> None:
    outcome, after = worlds(seed), later(6, 4)
    shifted = outcome + national * after
    for way in (difference_in_differences, synthetic_control):
        assert way(shifted, after, np.ones(60)).estimate == pytest.approx(
            way(outcome, after, np.ones(60)).estimate, abs=1e-6
        )


@given(st.integers(0, 10_000))
@settings(max_examples=20, deadline=None)
def test_the_weights_are_those_of_another_solver(seed: int) -> None:
    chance = np.random.default_rng(seed)
    donors, own = chance.normal(size=(6, 5)), chance.normal(size=5)
    size = float(np.square(donors).mean()) * 5

    def loss(weights: np.ndarray) -> float:
        return float(np.square(own - weights @ donors).sum() / size + 0.05 * np.square(weights).sum())

    other = minimize(
        loss,
        np.full(6, 1 / 6),
        bounds=[(0, 1)] * 6,
        constraints={"type": "eq", "fun": lambda weights: weights.sum() - 1},
        method="SLSQP",
        options={"ftol": 1e-12, "maxiter": 500},
    )
    weights = simplex_weights(own, donors)
    assert weights.min() >= 0 and weights.sum() == pytest.approx(1)
    assert loss(weights) <= other.fun + 1e-7
    assert weights == pytest.approx(other.x, abs=2e-3)


def test_the_first_unit_is_never_a_donor() -> None:
    past = worlds(3, units=40)
    for unit in range(40):
        donors = nearest(past, unit)
        assert 0 not in donors and unit not in donors and len(set(donors)) == 20


def test_p_values_and_bounds_are_by_rank() -> None:
    gap = Gap(3.0, np.array([0.5, -1.0, 2.0, -4.0]), np.array([1.0, 1.0, 1.0, 1.0, 2.0]))
    assert gap.p_value == pytest.approx(1 / 5)  # scores: 3 beside 0.5, 1, 2, 2
    assert gap.half_width(0.8) == pytest.approx(2.0)
    assert gap.half_width(0.6) == pytest.approx(2.0)
    assert gap.half_width(0.4) == pytest.approx(1.0)
    assert math.isinf(gap.half_width(0.95))


def test_among_units_alike_chance_finds_no_more_than_it_may() -> None:
    """The first of units that are all alike: p-values are uniform, and bounds hold at their level."""
    small, held = 0, 0
    for seed in range(300):
        gap = difference_in_differences(worlds(seed, units=61), later(6, 4), np.ones(61))
        small += gap.p_value <= 0.1
        held += abs(gap.estimate) <= gap.half_width(0.9)
    assert 0.06 <= small / 300 <= 0.15
    assert 0.85 <= held / 300 <= 0.94


def test_a_series_goes_on_along_its_line() -> None:
    times = np.arange(9.0)
    outcome = 2 + 0.3 * times + np.array([0.02, -0.01, 0.01, -0.02, 0.01, -0.01, 0, 0, 0])
    outcome[6:] -= 0.5
    found = interrupted_series(outcome, times, times >= 6)
    assert found.estimate == pytest.approx(-0.5, abs=0.05)
    assert found.p_value < 0.001 and found.freedom == 4
    assert abs(found.estimate + 0.5) < found.half_width(0.95) < 0.3


def test_a_line_of_a_series_is_least_squares_with_its_error() -> None:
    """Without correlation between residuals the error is that of a mean predicted by a line (closed form)."""
    times = np.arange(6.0)
    rest = np.array([1.0, -1.0, 1.0, -1.0, 0.0])
    outcome = np.append(rest, 4.0)
    found = interrupted_series(outcome, times, times >= 5)
    slope, start = np.polyfit(times[:5], rest, 1)
    left = rest - (start + slope * times[:5])
    variance = left @ left / 3
    wanted = variance * (1 + 1 / 5 + (5 - 2) ** 2 / 10)
    assert found.estimate == pytest.approx(4 - (start + slope * 5))
    assert found.error == pytest.approx(math.sqrt(wanted))
    with pytest.raises(ValueError, match="four"):
        interrupted_series(outcome[:4], times[:4], times[:4] >= 3)
