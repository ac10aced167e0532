"""Columns of numbers that each lie between two ends: a value (NaN when secret) with its lowest and highest.

Ends are moved outward by a share of their size that is far above what floating point rounds off, and far
below what a reader sees, so that they hold every table that could have been published like this one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from drietrap.statistics.decomposition import log_mean

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
Index = NDArray[np.int64] | slice | int
_OUTWARD = 1e-12


@dataclass(frozen=True)
class Range:
    """Values with the ends between which they lie, arrays of one shape.

    A secret number has ends and no value; what is not there has neither.
    """

    value: Array
    low: Array
    high: Array

    def at(self, index: Index) -> Range:
        """Return the part at ``index``."""
        return Range(self.value[index], self.low[index], self.high[index])

    @property
    def there(self) -> Mask:
        """Where something is known: a value, or ends."""
        there: Mask = np.isfinite(self.low) & np.isfinite(self.high)
        return there

    def __add__(self, other: Range) -> Range:
        return _outward(self.value + other.value, self.low + other.low, self.high + other.high)

    def __sub__(self, other: Range) -> Range:
        return _outward(self.value - other.value, self.low - other.high, self.high - other.low)

    def __mul__(self, other: Range) -> Range:
        with np.errstate(invalid="ignore"):
            corners = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        return _outward(self.value * other.value, np.minimum.reduce(corners), np.maximum.reduce(corners))

    def __truediv__(self, other: Range) -> Range:
        """Divide by positive numbers; a divisor that can be zero gives an end without bound."""
        with np.errstate(divide="ignore", invalid="ignore"):
            corners = [
                np.where(a == 0, 0.0, a / b) for a in (self.low, self.high) for b in (other.low, other.high)
            ]
            value = self.value / np.where(other.value > 0, other.value, np.nan)
        bad = ~(other.high > 0) | (other.low < 0)
        low, high = np.minimum.reduce(corners), np.maximum.reduce(corners)
        return _outward(value, np.where(bad, np.nan, low), np.where(bad, np.nan, high))

    def scaled(self, factor: float) -> Range:
        """Return the range times a positive number."""
        return _outward(self.value * factor, self.low * factor, self.high * factor)

    def within(self, other: Range) -> Range:
        """Return the same values with the narrower of both ends; both hold the truth."""
        low, high = np.fmax(self.low, other.low), np.fmin(self.high, other.high)
        meets = low <= high
        return Range(self.value, np.where(meets, low, self.low), np.where(meets, high, self.high))

    def around(self, value: Array) -> Range:
        """Return the range with another value, and ends that hold it too."""
        return Range(value, np.fmin(self.low, value), np.fmax(self.high, value))


def exact(value: Array) -> Range:
    """Return numbers that are what they are."""
    return Range(value, value, value)


def total(parts: Sequence[Range]) -> Range:
    """Return the sum of one or more ranges."""
    found = parts[0]
    for part in parts[1:]:
        found = found + part
    return found


def log_ratio(above: Range, below: Range) -> Range:
    """Return ``ln(above / below)`` of positive numbers."""
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.log(above.value) - np.log(below.value)
        low = np.log(above.low) - np.log(below.high)
        high = np.log(above.high) - np.log(below.low)
    return _outward(np.where(np.isfinite(value), value, np.nan), low, high)


def log_mean_range(one: Range, other: Range) -> Range:
    """Return the logarithmic mean, which rises with both; 0 where an end can be 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        value = log_mean(one.value, other.value)
        low, high = (np.nan_to_num(log_mean(a, b)) for a, b in ((one.low, other.low), (one.high, other.high)))
    there = one.there & other.there
    return _outward(value, np.where(there, low, np.nan), np.where(there, high, np.nan))


def _outward(value: Array, low: Array, high: Array) -> Range:
    with np.errstate(invalid="ignore"):
        return Range(value, low - np.abs(low) * _OUTWARD, high + np.abs(high) * _OUTWARD)
