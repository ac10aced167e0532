from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from drietrap.statistics.decomposition import log_mean, log_mean_split, shapley

Array = NDArray[np.float64]


def product(factors: Sequence[Array]) -> Array:
    return np.asarray(np.prod(np.stack(factors), axis=0))


def over_groups(factors: Sequence[Array]) -> Array:
    return np.asarray(product(factors).sum(axis=-1))


def numbers(*values: float) -> list[Array]:
    return [np.array(value) for value in values]


# Das Gupta (1993), Standardization and Decomposition of Rates: a user's manual, as the documentation of the
# R package DasGuptR 2.1.0 gives data and outcome (King and Matthews 2025).
@pytest.mark.parametrize(
    ("before", "after", "terms"),
    [
        ((10930, 0.717892), (16591, 0.825974), (4369.913, 1487.262)),
        ((51.78746, 0.45919, 0.52638), (84.90502, 0.75756, 0.51065), (10.4340333, 10.5608476, -0.6670084)),
        (
            (25.3, 0.214, 0.279, 0.949),
            (32.7, 0.290, 0.473, 0.986),
            (0.6889411, 0.8125381, 1.3829055, 0.1047547),
        ),
        (
            (0.58, 0.76, 0.84, 0.66, 16.573),
            (0.72, 0.97, 0.97, 0.56, 16.158),
            (1.0909785, 1.2298438, 0.7278399, -0.8398707, -0.1290187),
        ),
    ],
)
def test_das_gupta_products(
    before: tuple[float, ...], after: tuple[float, ...], terms: tuple[float, ...]
) -> None:
    assert shapley(product, numbers(*before), numbers(*after)) == pytest.approx(terms, rel=1e-6)


def test_das_gupta_sum_over_age_groups() -> None:
    births = ([393, 407, 369, 274, 184, 90, 16], [488, 452, 338, 156, 63, 22, 3])
    married = (
        [0.122, 0.622, 0.903, 0.930, 0.916, 0.873, 0.800],
        [0.082, 0.527, 0.866, 0.941, 0.942, 0.923, 0.876],
    )
    women = (
        [0.043, 0.041, 0.036, 0.032, 0.026, 0.020, 0.018],
        [0.058, 0.038, 0.032, 0.030, 0.026, 0.023, 0.019],
    )
    before, after = (
        [np.array(pair[side], dtype=float) for pair in (births, married, women)] for side in (0, 1)
    )
    terms = shapley(over_groups, before, after)
    assert terms == pytest.approx((-7.285632, -2.720633, -1.565181), abs=1e-6)


def test_das_gupta_ratio_of_sums() -> None:
    def ratio(factors: Sequence[Array]) -> Array:
        a, b, c, d = factors
        outside = (a * b * c).sum(axis=-1)
        return np.asarray(outside / (outside + (a * (1 - b) * d).sum(axis=-1)))

    before = [
        np.array([0.200, 0.163, 0.146, 0.154, 0.168, 0.169]),
        np.array([0.866, 0.325, 0.119, 0.099, 0.099, 0.121]),
        np.array([0.007, 0.021, 0.023, 0.015, 0.008, 0.002]),
        np.array([0.454, 0.326, 0.195, 0.107, 0.051, 0.015]),
    ]
    after = [
        np.array([0.169, 0.195, 0.190, 0.174, 0.150, 0.122]),
        np.array([0.931, 0.563, 0.311, 0.216, 0.199, 0.191]),
        np.array([0.018, 0.026, 0.023, 0.016, 0.008, 0.002]),
        np.array([0.380, 0.201, 0.149, 0.079, 0.025, 0.006]),
    ]
    terms = shapley(ratio, before, after)
    assert terms == pytest.approx((-0.00620498, 0.04866154, 0.02705922, 0.02470928), abs=1e-8)


positive = st.floats(0.01, 100.0)
pairs = st.integers(1, 4).flatmap(
    lambda n: st.tuples(
        st.lists(positive, min_size=n, max_size=n), st.lists(positive, min_size=n, max_size=n)
    )
)


@given(pairs)
def test_it_is_the_mean_over_all_orders(sides: tuple[list[float], list[float]]) -> None:
    before, after = numbers(*sides[0]), numbers(*sides[1])
    number = len(before)
    slow = np.zeros(number)
    orders = list(permutations(range(number)))
    for order in orders:
        now = list(before)
        for i in order:
            was = product(now)
            now[i] = after[i]
            slow[i] += product(now) - was
    scale = float(product(before) + product(after))
    assert shapley(product, before, after) == pytest.approx(slow / len(orders), abs=1e-9 * scale + 1e-12)


@given(pairs)
def test_terms_add_up_and_change_sign_with_the_sides(sides: tuple[list[float], list[float]]) -> None:
    before, after = numbers(*sides[0]), numbers(*sides[1])
    scale = float(product(before) + product(after))
    for split in (shapley, log_mean_split):
        terms = split(product, before, after)
        assert terms.sum() == pytest.approx(float(product(after) - product(before)), abs=1e-9 * scale)
        assert split(product, after, before) == pytest.approx(-terms, abs=1e-9 * scale)


@given(pairs)
def test_upside_down_the_shares_stay_the_same(sides: tuple[list[float], list[float]]) -> None:
    before, after = numbers(*sides[0]), numbers(*sides[1])
    first, last = float(product(before)), float(product(after))
    if abs(np.log(last / first)) < 1e-3:
        return

    def turned(factors: Sequence[Array]) -> Array:
        return 1 / product(factors)

    shares = log_mean_split(product, before, after) / (last - first)
    other = log_mean_split(turned, before, after) / (1 / last - 1 / first)
    assert other == pytest.approx(shares, rel=1e-6, abs=1e-6)


@given(pairs)
def test_for_a_product_it_is_the_log_mean_divisia_index(sides: tuple[list[float], list[float]]) -> None:
    before, after = numbers(*sides[0]), numbers(*sides[1])
    first, last = product(before), product(after)
    wanted = [float(log_mean(first, last) * np.log(b / a)) for a, b in zip(before, after, strict=True)]
    assert log_mean_split(product, before, after) == pytest.approx(
        wanted, rel=1e-8, abs=1e-9 * float(first + last)
    )


@settings(max_examples=30)
@given(st.integers(0, 10_000))
def test_many_splits_at_once_are_each_on_their_own(seed: int) -> None:
    random = np.random.default_rng(seed)
    before = [random.uniform(0.1, 2, (7, 3)) for _ in range(3)]
    after = [random.uniform(0.1, 2, (7, 3)) for _ in range(3)]
    together = log_mean_split(over_groups, before, after)
    assert together.shape == (3, 7)
    for row in range(7):
        alone = log_mean_split(over_groups, [f[row] for f in before], [f[row] for f in after])
        assert together[:, row] == pytest.approx(alone)


def test_what_did_not_change_has_no_part() -> None:
    before, after = numbers(2.0, 3.0, 5.0), numbers(2.0, 4.0, 5.0)
    for split in (shapley, log_mean_split):
        terms = split(product, before, after)
        assert terms[[0, 2]] == pytest.approx([0, 0], abs=1e-12)
        assert terms[1] == pytest.approx(10.0)


def test_a_figure_of_zero_has_no_split_by_logarithms() -> None:
    assert np.isnan(log_mean_split(product, numbers(0.0, 2.0), numbers(1.0, 2.0))).all()


@given(positive, positive)
def test_the_log_mean_lies_between_geometric_and_arithmetic_mean(a: float, b: float) -> None:
    mean = float(log_mean(np.array(a), np.array(b)))
    assert np.sqrt(a * b) * (1 - 1e-12) <= mean <= (a + b) / 2 * (1 + 1e-12)
    if abs(a - b) > 1e-3 * (a + b):
        assert mean == pytest.approx((a - b) / (np.log(a) - np.log(b)), rel=1e-9)


def test_both_sides_need_the_same_factors() -> None:
    with pytest.raises(ValueError, match="same factors"):
        shapley(product, numbers(1.0), numbers(1.0, 2.0))
