"""The curve of concentration against counting, and its interval against the truth and the order."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drietrap.statistics.concentration import curve, gini, herfindahl, members_for

AMOUNTS = st.lists(st.integers(0, 50), min_size=1, max_size=20).filter(any)


@given(AMOUNTS)
def test_the_curve_is_what_counting_gives(amounts: list[int]) -> None:
    points = [part / len(amounts) for part in range(len(amounts) + 1)]
    found = curve(amounts, np.arange(len(amounts)), points=points, seed=1, replicates=5)
    ordered = sorted(amounts, reverse=True)
    for part in range(len(amounts) + 1):
        assert found.share[part] == pytest.approx(sum(ordered[:part]) / sum(amounts))
    assert (found.lower <= found.share).all()
    assert (found.share <= found.upper).all()


@given(AMOUNTS)
def test_gini_is_the_mean_difference_between_two_of_them(amounts: list[int]) -> None:
    """Half the relative mean absolute difference: Gini's own definition (1912)."""
    pairs = itertools.product(amounts, repeat=2)
    mean = sum(abs(one - other) for one, other in pairs) / len(amounts) ** 2
    assert gini(amounts) == pytest.approx(mean / (2 * sum(amounts) / len(amounts)), abs=1e-12)


def test_herfindahl_of_known_markets() -> None:
    """Shares of 30, 30, 20 and 20 %: 2,600 of 10,000 (US Horizontal Merger Guidelines 2010, note 9)."""
    assert herfindahl([30, 30, 20, 20]) == pytest.approx(0.26)
    assert herfindahl([7]) == 1
    assert np.isnan(herfindahl([0, 0]))


def test_a_tenth_that_takes_nine_tenths_is_found_whatever_the_order() -> None:
    amounts = np.array([81.0] * 10 + [1.0] * 90)
    numbers = np.arange(100)
    found = curve(amounts, numbers, points=[0, 0.1, 1], seed=3)
    turned = curve(amounts[::-1], numbers[::-1], points=[0, 0.1, 1], seed=3)
    assert found.share[1] == pytest.approx(0.9)
    assert 0.5 < found.lower[1] < 0.9 <= found.upper[1] < 1
    assert (found.lower == turned.lower).all()
    assert (found.upper == turned.upper).all()
    middle, low, high = members_for(found, 0.9)
    assert middle == pytest.approx(0.1)
    assert low <= middle <= high


def test_the_interval_holds_the_truth_as_often_as_it_says() -> None:
    """Samples of 200 from an exponential: the top 20 % takes 0.2 (1 - ln 0.2) of the total."""
    truth = 0.2 * (1 - np.log(0.2))
    rng = np.random.default_rng(11)
    inside = 0
    for sample in range(200):
        found = curve(rng.exponential(size=200), np.arange(200), points=[0.2], seed=sample, replicates=120)
        inside += bool(found.lower[0] <= truth <= found.upper[0])
    assert 0.88 <= inside / 200 <= 0.99


@pytest.mark.parametrize("amounts", [[0.0, 0.0], [-1.0, 2.0], [float("nan"), 2.0]])
def test_what_cannot_be_divided_is_refused(amounts: list[float]) -> None:
    with pytest.raises(ValueError, match=r"nothing|unknown"):
        curve(amounts, np.arange(2), points=[0.5], seed=1)
