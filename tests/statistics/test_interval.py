"""Interval arithmetic: never loses the truth, also not through floating point."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from drietrap.statistics import intervals
from drietrap.statistics.interval import Interval, total

finite = st.floats(allow_nan=False, allow_infinity=False)
everyday = st.floats(-1e6, 1e6) | st.integers(-1000, 1000).map(float) | finite
ends = st.floats(allow_nan=False) | everyday


@st.composite
def intervals_of(draw, numbers=everyday):
    a, b = draw(numbers), draw(numbers)
    return Interval(min(a, b), max(a, b))


@st.composite
def interval_and_point(draw):
    """An interval and an exact rational number in it."""
    interval = draw(intervals_of(everyday))
    share = Fraction(draw(st.integers(0, 64)), 64)
    low, high = Fraction(interval.lower), Fraction(interval.upper)
    return interval, low + (high - low) * share


def holds(interval: Interval, truth: Fraction) -> bool:
    below = interval.lower == -math.inf or (interval.lower != math.inf and Fraction(interval.lower) <= truth)
    above = interval.upper == math.inf or (interval.upper != -math.inf and Fraction(interval.upper) >= truth)
    return below and above


@given(interval_and_point(), interval_and_point())
@example((Interval(0.1, 0.1), Fraction(0.1)), (Interval(0.2, 0.2), Fraction(0.2)))
@example((Interval(1e308, 1e308), Fraction(1e308)), (Interval(1e308, 1e308), Fraction(1e308)))
@example((Interval(5e-324, 5e-324), Fraction(5e-324)), (Interval(0.3, 0.3), Fraction(0.3)))
@example((Interval(1.0, 1.0), Fraction(1)), (Interval(3.0, 3.0), Fraction(3)))
def test_results_hold_the_exact_truth(first, second):
    (x, truth_x), (y, truth_y) = first, second
    assert holds(x + y, truth_x + truth_y)
    assert holds(x - y, truth_x - truth_y)
    assert holds(x * y, truth_x * truth_y)
    if not (y.lower < 0 < y.upper or y.lower == y.upper == 0) and truth_y != 0:
        assert holds(x / y, truth_x / truth_y)


ordinary = st.floats(1e-90, 1e90) | st.floats(-1e90, -1e-90) | st.integers(-1000, 1000).map(float)


@given(intervals_of(ordinary), intervals_of(ordinary))
def test_ends_are_less_than_one_unit_in_the_last_place_out(x, y):
    """Oracle: the exact hull by fractions; the next float inward would cut off a part of it."""
    exact = [Fraction(a) * Fraction(b) for a in (x.lower, x.upper) for b in (y.lower, y.upper)]
    product = x * y
    assert Fraction(math.nextafter(product.lower, math.inf)) > min(exact)
    assert Fraction(math.nextafter(product.upper, -math.inf)) < max(exact)


@given(st.integers(-(10**6), 10**6), st.integers(-(10**6), 10**6))
def test_whole_numbers_stay_exact(a, b):
    x, y = Interval.exact(a), Interval.exact(b)
    assert x + y == Interval.exact(a + b)
    assert x - y == Interval.exact(a - b)
    assert x * y == Interval.exact(a * b)
    if b:
        assert (x * y) / y == Interval.exact(a)


def test_inexact_quotient_is_widened_to_hold_the_truth():
    third = Interval.exact(1.0) / Interval.exact(3.0)
    assert Fraction(third.lower) < Fraction(1, 3) < Fraction(third.upper)
    assert math.nextafter(third.lower, 1) == third.upper


def test_infinite_ends():
    inf = math.inf
    assert Interval(-inf, 2) + Interval(1, inf) == Interval(-inf, inf)
    assert Interval(0, inf) * Interval(0, 2) == Interval(0, inf)
    assert Interval(0, 0) * Interval(-inf, inf) == Interval(0, 0)
    assert Interval(-1, 2) * Interval(3, inf) == Interval(-inf, inf)
    assert Interval(1, 2) / Interval(0, 4) == Interval(0.25, inf)
    assert Interval(1, 2) / Interval(-4, 0) == Interval(-inf, -0.25)
    assert Interval(0, 2) / Interval(0, 4) == Interval(0, inf)
    assert Interval(-2, -1) / Interval(0, 4) == Interval(-inf, -0.25)
    assert Interval(1, inf) / Interval(1, inf) == Interval(0, inf)
    assert Interval(1, 2) / Interval(1, inf) == Interval(0, 2)
    with pytest.raises(ZeroDivisionError):
        Interval(1, 2) / Interval(-1, 1)
    with pytest.raises(ZeroDivisionError):
        Interval(1, 2) / Interval(0, 0)


@pytest.mark.parametrize(("lower", "upper"), [(2.0, 1.0), (math.nan, 1.0), (0.0, math.nan)])
def test_impossible_intervals_are_refused(lower, upper):
    with pytest.raises(ValueError, match="not an interval"):
        Interval(lower, upper)


@pytest.mark.parametrize("step", [1, 5, 10, 100])
@pytest.mark.parametrize("lowest", [0, 3, 8])
def test_rounded_count_by_brute_force(step, lowest):
    """Oracle: every whole number that lies within half a step."""
    for value in range(0, 6 * step, step):
        possible = [n for n in range(lowest, 8 * step) if 2 * abs(n - value) <= step]
        if not possible:
            continue
        got = Interval.rounded_count(value, step, lowest=lowest)
        assert (got.lower, got.upper) == (possible[0], possible[-1])


@given(st.integers(-(10**7), 10**7), st.integers(0, 4))
def test_rounded_decimal_holds_its_halves_exactly(digits, places):
    value, step = Fraction(digits, 10**places), Fraction(1, 10**places)
    got = Interval.rounded(digits / 10**places, 1 / 10**places)
    assert holds(got, value - step / 2)
    assert holds(got, value + step / 2)
    assert not holds(got, value + step * Fraction(51, 100))
    assert not holds(got, value - step * Fraction(51, 100))


@given(st.lists(interval_and_point(), max_size=8))
@example([(Interval.exact(0.1), Fraction(0.1))] * 3)
@example([(Interval.exact(-0.1), Fraction(-0.1))] * 3)
@example([(Interval.exact(x), Fraction(x)) for x in (1.0, 1e-20)])
@example([(Interval.exact(x), Fraction(x)) for x in (1.0, -1e-20)])
def test_total_holds_the_exact_sum(parts):
    assume(all(abs(i.lower) < 1e300 and abs(i.upper) < 1e300 for i, _ in parts))
    assert holds(total([i for i, _ in parts]), sum((p for _, p in parts), Fraction(0)))


def test_set_operations():
    assert Interval(0, 2).meets(Interval(2, 3))
    assert Interval(0, 2).intersection(Interval(1, 3)) == Interval(1, 2)
    assert Interval(0, 1).intersection(Interval(2, 3)) is None
    assert Interval(0, 1).hull(Interval(2, 3)) == Interval(0, 3)
    assert 1.5 in Interval(1, 2)
    assert 3 - Interval(1, 2) == Interval(1, 2)
    assert 2 / Interval(1, 2) == Interval(1, 2)


OPERATIONS = [
    (intervals.add, lambda x, y: x + y),
    (intervals.subtract, lambda x, y: x - y),
    (intervals.multiply, lambda x, y: x * y),
    (intervals.divide, lambda x, y: x / y),
]


@given(st.lists(st.tuples(intervals_of(ends), intervals_of(ends)), min_size=1, max_size=6))
def test_columns_equal_single_intervals(pairs):
    columns = np.array([(x.lower, x.upper, y.lower, y.upper) for x, y in pairs], dtype=float).T
    for column, single in OPERATIONS:
        lower, upper = column(*columns)
        for place, (x, y) in enumerate(pairs):
            try:
                expected = single(x, y)
            except ZeroDivisionError:
                expected = Interval(-math.inf, math.inf)
            except ValueError:  # minus infinity plus infinity: no number is in both operands
                continue
            assert (lower[place], upper[place]) == (expected.lower, expected.upper)


@pytest.mark.parametrize(("column", "_single"), OPERATIONS)
def test_unknown_stays_unknown_and_shapes_broadcast(column, _single):
    lower, upper = column([[1.0], [np.nan]], [[2.0], [2.0]], [3.0, 3.0], [4.0, np.nan])
    assert lower.shape == upper.shape == (2, 2)
    assert np.array_equal(np.isnan(lower), [[False, True], [True, True]])
    assert np.array_equal(np.isnan(upper), np.isnan(lower))
    with pytest.raises(ValueError, match="above"):
        column(2.0, 1.0, 3.0, 4.0)
