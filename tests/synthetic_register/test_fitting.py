"""Fitting to margins and dealing whole numbers, against statsmodels-free oracles and invariants."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from drietrap.synthetic.register.fitting import choose, deal, first_of, rake, whole


def test_raking_keeps_the_cross_ratios_of_the_pattern() -> None:
    """What defines iterative fitting (Deming & Stephan 1940): margins of the target, odds of the pattern."""
    pattern = np.array([[1.0, 2.0, 3.0], [4.0, 1.0, 2.0]])
    fitted = rake(pattern, np.array([[40, 60]]), np.array([[30, 50, 20]]))[0]
    np.testing.assert_allclose(fitted.sum(axis=1), [40, 60], rtol=1e-9)
    np.testing.assert_allclose(fitted.sum(axis=0), [30, 50, 20], rtol=1e-6)
    odds = (pattern[0, 0] * pattern[1, 1]) / (pattern[0, 1] * pattern[1, 0])
    assert np.isclose((fitted[0, 0] * fitted[1, 1]) / (fitted[0, 1] * fitted[1, 0]), odds, rtol=1e-9)


def test_raking_equals_one_table_at_a_time_in_plain_python() -> None:
    rng = np.random.default_rng(4)
    pattern = rng.uniform(0.1, 1.0, (3, 4))
    rows, columns = rng.integers(1, 50, (5, 3)), rng.integers(1, 50, (5, 4))
    together = rake(pattern, rows, columns)
    for number in range(5):
        table = [list(map(float, row)) for row in pattern]
        wanted = [c * rows[number].sum() / columns[number].sum() for c in columns[number]]
        for _ in range(200):
            for j in range(4):
                factor = wanted[j] / sum(row[j] for row in table)
                for row in table:
                    row[j] *= factor
            for i in range(3):
                factor = rows[number][i] / sum(table[i])
                table[i] = [value * factor for value in table[i]]
        np.testing.assert_allclose(together[number], table, rtol=1e-6)


def test_a_table_without_columns_keeps_the_pattern() -> None:
    fitted = rake(np.array([[1.0, 3.0]]), np.array([[8], [0]]), np.array([[0, 0], [5, 5]]))
    np.testing.assert_allclose(fitted, [[[2.0, 6.0]], [[0.0, 0.0]]])


@given(
    st.lists(st.floats(0.0, 50.0), min_size=1, max_size=6),
    st.integers(0, 300),
    st.floats(0.001, 0.999),
)
def test_rounding_adds_up_and_stays_within_one(values: list[float], total: int, chance: float) -> None:
    table = np.array([values])
    rounded = whole(table, np.array([total]), np.array([chance]))[0]
    assert rounded.sum() == total
    assert (rounded >= 0).all()
    if sum(values) > 1e-6:
        exact = np.array(values) / sum(values) * total
        assert (np.abs(rounded - exact) < 1 + 1e-6).all()


def test_rounding_is_without_bias() -> None:
    chance = (np.arange(10_000) + 0.5) / 10_000
    table = np.tile([0.3, 1.45, 0.25], (10_000, 1))
    mean = whole(table, np.full(10_000, 2), chance).mean(axis=0)
    np.testing.assert_allclose(mean, [0.3, 1.45, 0.25], atol=2e-3)


@given(st.lists(st.tuples(st.integers(0, 3), st.floats(-3, 3)), min_size=1, max_size=40), st.integers(0, 5))
def test_the_lowest_scores_of_a_cell_come_first(members: list[tuple[int, float]], quota: int) -> None:
    cell = np.array([m[0] for m in members])
    score = np.array([m[1] for m in members])
    chosen = first_of(cell, np.full(4, quota), score)
    for number in range(4):
        mine = sorted((s, i) for i, (c, s) in enumerate(members) if c == number)
        assert {i for _, i in mine[:quota]} == set(np.flatnonzero(chosen & (cell == number)).tolist())


def test_dealing_gives_every_cell_its_counts() -> None:
    cell = np.array([1, 0, 1, 1, 0])
    counts = np.array([[1, 0, 1], [0, 2, 1]])
    dealt = deal(cell, counts, np.array([0.5, 0.9, 0.1, 0.3, 0.2]))
    assert dealt.tolist() == [2, 2, 1, 1, 0]


def test_choosing_follows_the_shares() -> None:
    chance = (np.arange(1000) + 0.5) / 1000
    shares = np.array([0.2, 0.0, 0.5, 0.3])
    assert np.bincount(choose(shares, chance), minlength=4).tolist() == [200, 0, 500, 300]
