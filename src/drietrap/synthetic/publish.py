"""Rounding and secrecy as the publishers do it; every step is exact, so a file is the same everywhere."""

from __future__ import annotations

import math

from drietrap.catalogue.published.cbs_jeugd import SECRET_UP_TO

STEP = 5


def fives(count: int) -> int:
    """Return a count rounded to the nearest five (a whole number is never half way)."""
    return (count + STEP // 2) // STEP * STEP


def count(value: int) -> str:
    """Return a count as published: in fives, empty when it is 0 to 7.

    >>> count(7), count(8), count(13)
    ('', '10', '15')
    """
    return "" if value <= SECRET_UP_TO else str(fives(value))


def tenths(part: int, whole: int) -> int:
    """Return the percentage in tenths, halves up."""
    return (2000 * part + whole) // (2 * whole)


def percentage(part: int, whole: int) -> str:
    """Return a percentage with at most one decimal and a decimal point; empty when the count is 0 to 7."""
    if part <= SECRET_UP_TO or whole == 0:
        return ""
    value = tenths(part, whole)
    return f"{value // 10}.{value % 10}"


def statline(part: int, whole: int) -> str:
    """Return a percentage as StatLine exports it: decimal comma, no decimal for a whole number.

    >>> statline(130, 1000), statline(131, 1000), statline(7, 1000)
    ('13', '13,1', '')
    """
    return percentage(part, whole).removesuffix(".0").replace(".", ",")


def thousands(euros: int) -> int:
    """Return EUR 1,000, halves up."""
    return (euros + 500) // 1000


def decimal(value: float, digits: int) -> str:
    """Return a number with a fixed number of decimals; a whole number gets ``.0`` as in the edited copies."""
    return f"{value:.{max(digits, 1)}f}" if digits else f"{math.floor(value + 0.5)}.0"
