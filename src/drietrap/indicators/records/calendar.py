"""Which deliveries a period is counted from, and the days that it covers.

A half-year of jeugdhulp, jeugdbescherming and authorisations is one delivery, one of jeugdreclassering two
quarters; a year is both half-years (protocol Beleidsinformatie Jeugd, chapter on deliveries). The delivery
over the first quarter of 2015 was repeated in that half-year, and counts for that quarter alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from drietrap.register.record import RecordKind
from drietrap.vocabulary.errors import InputError
from drietrap.vocabulary.period import Period

_MONTHS = {"J": 12, "H": 6, "K": 3}


@dataclass(frozen=True)
class Delivery:
    """One delivery that a period is counted from.

    ``part`` orders the deliveries of the period in time, from 1; ``last`` says that it ends with the period.
    """

    period: str
    kind: str
    delivered: str
    part: int
    last: bool


def bounds(period: Period) -> tuple[dt.date, dt.date]:
    """Return the first and last day of a year, half-year or quarter.

    Raises
    ------
    InputError
        For a month: nobody delivers over one.
    """
    if period.part not in _MONTHS:
        raise InputError(
            f"over de periode {period.code} zijn er geen leveringen",
            expected="een jaar, een halfjaar of een kwartaal",
        )
    months = _MONTHS[period.part]
    first = dt.date(period.year, (period.index - 1) * months + 1, 1)
    after = period.index * months + 1
    following = dt.date(period.year + 1, 1, 1) if after > 12 else dt.date(period.year, after, 1)
    return first, following - dt.timedelta(days=1)


def deliveries(period: Period) -> tuple[Delivery, ...]:
    """Return the deliveries that ``period`` is counted from."""
    bounds(period)
    found = []
    for kind in RecordKind:
        parts = _parts(period, quarterly=kind is RecordKind.JEUGDRECLASSERING)
        for number, part in enumerate(parts, start=1):
            found.append(Delivery(period.code, kind.value, part.code, number, number == len(parts)))
    return tuple(found)


def periods_of(years: Iterable[int]) -> list[Period]:
    """Return both half-years of each year, and the year."""
    return [p for year in years for p in (Period(year, "H", 1), Period(year, "H", 2), Period(year))]


def _parts(period: Period, *, quarterly: bool) -> list[Period]:
    """Return the deliveries inside a period: itself when it is as short as one, or shorter."""
    unit = "K" if quarterly else "H"
    if period.part in (unit, "K"):
        return [period]
    size = _MONTHS[period.part] // _MONTHS[unit]
    first = (period.index - 1) * size
    return [Period(period.year, unit, first + number) for number in range(1, size + 1)]
