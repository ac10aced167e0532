from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drietrap.statistics.apportion import apportioned

amounts = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=9)


@given(amounts)
def test_parts_add_up_and_stay_near(parts: list[float]) -> None:
    given_parts = np.array(parts)
    whole = np.array(round(float(given_parts.sum())))
    found = apportioned(given_parts, whole)
    assert found.sum() == whole
    assert (np.abs(found - given_parts) < 1.5 + 1e-9).all()


@given(amounts)
def test_opposite_parts_give_the_opposite(parts: list[float]) -> None:
    whole = np.array(round(sum(parts)))
    assert (apportioned(-np.array(parts), -whole) == -apportioned(np.array(parts), whole)).all()


def test_the_largest_remainder_gets_what_is_missing() -> None:
    # Three parts of 1/3 euro are 33, 33 and 34 cents: the example of every textbook on largest remainders.
    assert apportioned(np.array([33.3, 33.3, 33.4]), np.array(100)).tolist() == [33, 33, 34]
    assert apportioned(np.array([0.5, 0.5]), np.array(1)).tolist() == [1, 0]


def test_many_at_once_are_each_on_their_own() -> None:
    parts = np.array([[33.3, 1.2], [33.3, -4.9], [33.4, 2.7]])
    assert apportioned(parts, np.array([100, -1])).tolist() == [[33, 1], [33, -5], [34, 3]]


def test_an_unknown_part_gets_nothing() -> None:
    assert apportioned(np.array([1.2, np.nan]), np.array(1)).tolist() == [1, 0]


def test_parts_that_cannot_add_up_are_refused() -> None:
    with pytest.raises(ValueError, match="add up"):
        apportioned(np.array([1.0, 2.0]), np.array(10))
