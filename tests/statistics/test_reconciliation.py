"""Forecasts that add up: beside constrained least squares, and beside another library."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drietrap.statistics.reconciliation import reconciled, summing_matrix

TREE = summing_matrix([(0, 1, 2, 3), (0, 1), (2, 3)], 4)


def _nearest(base: np.ndarray, summing: np.ndarray, covariance: np.ndarray) -> np.ndarray:
    """Solve the same as a quadratic programme: least change subject to the sums (its Lagrange equations)."""
    sums = summing[: len(summing) - summing.shape[1]]
    constraint = np.hstack([np.eye(len(sums)), -sums])
    nodes, rules = len(base), len(sums)
    inverse = np.linalg.inv(covariance)
    system = np.block([[inverse, constraint.T], [constraint, np.zeros((rules, rules))]])
    return np.linalg.solve(system, np.concatenate([inverse @ base, np.zeros(rules)]))[:nodes]


@settings(max_examples=25)
@given(
    st.lists(st.floats(1, 100), min_size=7, max_size=7), st.lists(st.floats(0.1, 50), min_size=7, max_size=7)
)
def test_it_is_the_nearest_that_adds_up(base: list[float], variance: list[float]) -> None:
    told = reconciled(base, TREE, variance)
    assert told[0] == pytest.approx(told[3:].sum())
    assert told[1] == pytest.approx(told[3] + told[4])
    assert told == pytest.approx(_nearest(np.array(base), TREE, np.diag(variance)), rel=1e-6, abs=1e-6)


def test_a_full_covariance_and_many_columns() -> None:
    rng = np.random.default_rng(3)
    half = rng.normal(size=(7, 7))
    covariance = half @ half.T + np.eye(7)
    base = rng.normal(50, 9, size=(7, 5))
    told = reconciled(base, TREE, covariance)
    for column in range(5):
        assert told[:, column] == pytest.approx(_nearest(base[:, column], TREE, covariance))


def test_what_already_adds_up_stays() -> None:
    base = TREE @ np.array([[3.0], [4.0], [5.0], [6.0]])
    assert reconciled(base, TREE, np.arange(1.0, 8.0)) == pytest.approx(base)


def test_a_sure_sum_is_kept_and_what_is_unsure_moves() -> None:
    told = reconciled([100.0, 40.0, 40.0], summing_matrix([(0, 1)], 2), [1e-9, 1.0, 3.0])
    assert told == pytest.approx([100.0, 45.0, 55.0])


def test_impossible_input_is_refused() -> None:
    with pytest.raises(ValueError, match="positive"):
        reconciled(np.ones(7), TREE, np.zeros(7))
    with pytest.raises(ValueError, match="every node"):
        reconciled(np.ones(6), TREE, np.ones(7))
