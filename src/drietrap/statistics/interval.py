"""Interval arithmetic: a rounded or withheld number is a set of possible values, and stays one.

An :class:`Interval` holds every value the truth can have. Arithmetic returns the smallest interval
that holds every possible result of its operands (Moore, Kearfott & Cloud, *Introduction to Interval
Analysis*, 2009, eq. 2.8-2.16). Dependence between operands is not known here, so results can be wider
than needed but never too narrow: where floating point would cut off part of the truth, the end moves
outward by one unit in the last place; exact results stay exact (see ``rounding``).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from drietrap.statistics.rounding import product_ends, quotient_ends, sum_ends


@dataclass(frozen=True)
class Interval:
    """All numbers from ``lower`` to ``upper``, ends included; ends may be infinite, never NaN."""

    lower: float
    upper: float

    def __post_init__(self) -> None:
        if math.isnan(self.lower) or math.isnan(self.upper) or self.lower > self.upper:
            raise ValueError(f"not an interval: [{self.lower}, {self.upper}]")

    @classmethod
    def exact(cls, value: float) -> Interval:
        """Return the interval that holds one number only."""
        return cls(value, value)

    @classmethod
    def rounded(cls, value: float, step: float, *, lowest: float = -math.inf) -> Interval:
        """Return all numbers that round to ``value`` in steps of ``step`` (halves may go either way).

        Value and step are read as the decimals they are written as, so 5.7 in steps of 0.1 holds 5.65.
        """
        written, half = Fraction(repr(float(value))), Fraction(repr(float(step))) / 2
        return cls(max(_below(written - half), lowest), max(_above(written + half), lowest))

    @classmethod
    def rounded_count(cls, value: int, step: int, *, lowest: int = 0) -> Interval:
        """Return the whole numbers that round to ``value`` in steps of ``step``, not below ``lowest``.

        >>> Interval.rounded_count(10, 5, lowest=8)
        Interval(lower=8, upper=12)
        """
        return cls(max(math.ceil(value - step / 2), lowest), max(math.floor(value + step / 2), lowest))

    @property
    def width(self) -> float:
        """Upper minus lower."""
        return self.upper - self.lower

    @property
    def middle(self) -> float:
        """The midpoint."""
        return (self.lower + self.upper) / 2

    def __contains__(self, value: float) -> bool:
        return self.lower <= value <= self.upper

    def meets(self, other: Interval) -> bool:
        """Whether some number lies in both."""
        return self.lower <= other.upper and other.lower <= self.upper

    def intersection(self, other: Interval) -> Interval | None:
        """Return the numbers in both, or None when there are none."""
        return (
            Interval(max(self.lower, other.lower), min(self.upper, other.upper))
            if self.meets(other)
            else None
        )

    def hull(self, other: Interval) -> Interval:
        """Return the smallest interval that holds both."""
        return Interval(min(self.lower, other.lower), max(self.upper, other.upper))

    def __neg__(self) -> Interval:
        return Interval(-self.upper, -self.lower)

    def __add__(self, other: Interval | float) -> Interval:
        other = _interval(other)
        return Interval(sum_ends(self.lower, other.lower)[0], sum_ends(self.upper, other.upper)[1])

    def __radd__(self, other: float) -> Interval:
        return self + other

    def __sub__(self, other: Interval | float) -> Interval:
        return self + (-_interval(other))

    def __rsub__(self, other: float) -> Interval:
        return _interval(other) - self

    def __mul__(self, other: Interval | float) -> Interval:
        other = _interval(other)
        corners = [product_ends(a, b) for a in (self.lower, self.upper) for b in (other.lower, other.upper)]
        return Interval(min(low for low, _ in corners), max(high for _, high in corners))

    def __rmul__(self, other: float) -> Interval:
        return self * other

    def __truediv__(self, other: Interval | float) -> Interval:
        """Divide; the divisor may touch zero at one end (the result is then unbounded), not cross it."""
        other = _interval(other)
        if other.lower < 0 < other.upper or other.lower == other.upper == 0:
            raise ZeroDivisionError("the divisor interval holds zero inside")
        if other.upper <= 0:
            return -self / -other
        corners = [quotient_ends(a, b) for a in (self.lower, self.upper) for b in (other.lower, other.upper)]
        return Interval(min(low for low, _ in corners), max(high for _, high in corners))

    def __rtruediv__(self, other: float) -> Interval:
        return _interval(other) / self


def total(parts: list[Interval]) -> Interval:
    """Return the interval of the sum of ``parts``, rounded once."""
    return Interval(_fsum([p.lower for p in parts], -math.inf), _fsum([p.upper for p in parts], math.inf))


def _interval(value: Interval | float) -> Interval:
    return value if isinstance(value, Interval) else Interval.exact(value)


def _fsum(numbers: list[float], outward: float) -> float:
    """Return the sum, one step towards ``outward`` when rounding went the other way."""
    result = math.fsum(numbers)
    if math.isinf(result):
        return result
    missing = math.fsum([*numbers, -result])
    return math.nextafter(result, outward) if missing * outward > 0 else result


def _below(value: Fraction) -> float:
    nearest = float(value)
    return nearest if nearest <= value else math.nextafter(nearest, -math.inf)


def _above(value: Fraction) -> float:
    nearest = float(value)
    return nearest if nearest >= value else math.nextafter(nearest, math.inf)
