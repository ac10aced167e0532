"""Interval arithmetic on whole columns: the NumPy twin of :class:`drietrap.statistics.interval.Interval`.

Every function takes the ends of two columns of intervals (any broadcastable shapes) and returns the ends
of the result. NaN at either end of an operand is an unknown interval, and gives NaN at both ends. Ends
move outward by one unit in the last place, and only where floating point cut off part of the truth: exact
results stay exact. ValueError when a lower end is above its upper end.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from drietrap.statistics.inputs import FloatArray, Limits, floats, refuse
from drietrap.statistics.rounding import LARGEST, SMALLEST, product_error, remainder, sum_error


def add(l1: ArrayLike, u1: ArrayLike, l2: ArrayLike, u2: ArrayLike) -> Limits:
    """Return the interval of every sum of a number in the first and a number in the second."""
    a, b, c, d = _checked(l1, u1, l2, u2)
    return _sum(a, c)[0], _sum(b, d)[1]


def subtract(l1: ArrayLike, u1: ArrayLike, l2: ArrayLike, u2: ArrayLike) -> Limits:
    """Return the interval of every difference: a number in the first minus one in the second."""
    a, b, c, d = _checked(l1, u1, l2, u2)
    return add(a, b, -d, -c)


def multiply(l1: ArrayLike, u1: ArrayLike, l2: ArrayLike, u2: ArrayLike) -> Limits:
    """Return the interval of every product; zero times an unbounded end counts as zero."""
    return _corners(_product, *_checked(l1, u1, l2, u2))


def divide(l1: ArrayLike, u1: ArrayLike, l2: ArrayLike, u2: ArrayLike) -> Limits:
    """Return the interval of every quotient: a number in the first divided by one in the second.

    A divisor that touches zero at one end gives a result without bound on the side it can reach; a
    divisor with zero inside, or zero alone, gives minus to plus infinity.
    """
    a, b, c, d = _checked(l1, u1, l2, u2)
    flip = d <= 0
    lower, upper = _corners(
        _quotient,
        np.where(flip, -b, a),
        np.where(flip, -a, b),
        np.where(flip, -d, c),
        np.where(flip, -c, d),
    )
    anything = ((c < 0) & (d > 0)) | ((c == 0) & (d == 0))
    return np.where(anything, -np.inf, lower), np.where(anything, np.inf, upper)


def _checked(l1: ArrayLike, u1: ArrayLike, l2: ArrayLike, u2: ArrayLike) -> tuple[FloatArray, ...]:
    a, b, c, d = floats(l1, u1, l2, u2)
    refuse((a > b) | (c > d), "a lower end is above its upper end")
    unknown = np.isnan(a) | np.isnan(b) | np.isnan(c) | np.isnan(d)
    return tuple(np.where(unknown, np.nan, end) for end in (a, b, c, d))


def _corners(
    operation: Callable[[FloatArray, FloatArray], Limits],
    a: FloatArray,
    b: FloatArray,
    c: FloatArray,
    d: FloatArray,
) -> Limits:
    results = [operation(x, y) for x in (a, b) for y in (c, d)]
    return np.min([low for low, _ in results], axis=0), np.max([high for _, high in results], axis=0)


def _sum(a: FloatArray, b: FloatArray) -> Limits:
    with np.errstate(invalid="ignore", over="ignore"):
        total = a + b
        error = sum_error(a, b, total)
    return _ends(total, error, np.isinf(a) | np.isinf(b) | (total == 0))


def _product(a: FloatArray, b: FloatArray) -> Limits:
    with np.errstate(invalid="ignore", over="ignore", under="ignore"):
        product = np.where(((a == 0) & np.isinf(b)) | ((b == 0) & np.isinf(a)), 0.0, a * b)
        error = product_error(a, b, product)
    error = np.where(_in_range(a) & _in_range(b) & _in_range(product), error, np.nan)
    return _ends(product, error, np.isinf(a) | np.isinf(b) | (a == 0) | (b == 0))


def _quotient(a: FloatArray, b: FloatArray) -> Limits:
    """Divide by a number from 0 up; 0 is the limit from above (see ``rounding.quotient_ends``)."""
    with np.errstate(invalid="ignore", over="ignore", under="ignore", divide="ignore"):
        quotient = np.where((a == 0) & (b >= 0) | (np.isinf(b) & ~np.isnan(a)), 0.0, a / np.abs(b))
        error = remainder(a, b, quotient)
    error = np.where(_in_range(a) & _in_range(b) & _in_range(quotient), error, np.nan)
    return _ends(quotient, error, (a == 0) | (b == 0) | np.isinf(a) | np.isinf(b))


def _ends(result: FloatArray, error: FloatArray, exact: NDArray[np.bool_]) -> Limits:
    with np.errstate(over="ignore"):
        lower = np.where(exact | (error >= 0), result, np.nextafter(result, -np.inf))
        upper = np.where(exact | (error <= 0), result, np.nextafter(result, np.inf))
    return lower, upper


def _in_range(value: FloatArray) -> NDArray[np.bool_]:
    size = np.abs(value)
    in_range: NDArray[np.bool_] = (size > SMALLEST) & (size < LARGEST)
    return in_range
