"""What floating point rounds off, known exactly, so that interval ends move outward only where needed.

A sum, product or quotient of two floats is the float nearest to the truth. Which side of it the truth is
on follows from the rounding error, which for sums and products is itself a float (Dekker 1971, Numerische
Mathematik 18:224; Knuth, *The Art of Computer Programming*, volume 2). The three ``*_error`` functions
use +, - and * only and take plain numbers and arrays alike; the three ``*_ends`` functions bound one
result. Results so small or so large that the error is lost are taken as inexact both ways.
"""

from __future__ import annotations

import math
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Number = TypeVar("Number", float, NDArray[np.float64])
Ends = tuple[float, float]

SMALLEST = 2.0**-900
LARGEST = 2.0**900
"""Sizes between which the error of a product or quotient is exact."""
_SPLITTER = 2.0**27 + 1


def sum_error(a: Number, b: Number, total: Number) -> Number:
    """Return exactly (a + b) - total, where ``total`` is the float sum of finite numbers."""
    part = total - a
    return (a - (total - part)) + (b - part)


def product_error(a: Number, b: Number, product: Number) -> Number:
    """Return exactly (a * b) - product, where ``product`` is the float product."""
    a_high, a_low = _split(a)
    b_high, b_low = _split(b)
    return a_low * b_low - (((product - a_high * b_high) - a_low * b_high) - a_high * b_low)


def remainder(a: Number, b: Number, quotient: Number) -> Number:
    """Return exactly a - quotient * b, where ``quotient`` is the float quotient a / b."""
    product = quotient * b
    return (a - product) - product_error(quotient, b, product)


def sum_ends(a: float, b: float) -> Ends:
    """Return the floats just below and above (or equal to) a + b."""
    total = a + b
    if math.isinf(a) or math.isinf(b) or total == 0:
        return total, total
    return _ends(total, sum_error(a, b, total))


def product_ends(a: float, b: float) -> Ends:
    """Return the floats just below and above (or equal to) a * b; zero times infinity is zero."""
    if a == 0 or b == 0:
        return 0.0, 0.0
    product = a * b
    if math.isinf(a) or math.isinf(b):
        return product, product
    known = _in_range(a) and _in_range(b) and _in_range(product)
    return _ends(product, product_error(a, b, product) if known else math.nan)


def quotient_ends(a: float, b: float) -> Ends:
    """Return the floats just below and above (or equal to) a / b, for b from 0 up to infinity.

    A divisor of 0 is the limit from above: infinite, or 0 when a is 0. An infinite divisor gives 0.
    """
    if a == 0 or math.isinf(b):
        return 0.0, 0.0
    if b == 0 or math.isinf(a):
        limit = math.copysign(math.inf, a)
        return limit, limit
    quotient = a / b
    known = _in_range(a) and _in_range(b) and _in_range(quotient)
    return _ends(quotient, remainder(a, b, quotient) if known else math.nan)


def _ends(result: float, error: float) -> Ends:
    lower = result if error >= 0 else math.nextafter(result, -math.inf)
    upper = result if error <= 0 else math.nextafter(result, math.inf)
    return lower, upper


def _in_range(value: float) -> bool:
    return SMALLEST < abs(value) < LARGEST


def _split(value: Number) -> tuple[Number, Number]:
    """Return two parts of at most 26 bits that add up to ``value`` (Veltkamp's splitting)."""
    scaled = value * _SPLITTER
    high = scaled - (scaled - value)
    return high, value - high
