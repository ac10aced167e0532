"""The scope of a delivery: its kind, version and period as the rules need them."""

from __future__ import annotations

from datetime import date, timedelta

from drietrap.catalogue.beleidsinformatie import VERSIONS, Version
from drietrap.catalogue.rules.rule import Scope
from drietrap.register.areas import AreaRegister
from drietrap.register.record import RecordKind
from drietrap.vocabulary.errors import InputError
from drietrap.vocabulary.period import Period

_MONTHS = {"J": 12, "H": 6, "K": 3, "M": 1}
_PARTS = {"H": 2, "K": 4}
_FIRST_QUARTER = Period(2015, "K", 1)


def days(period: Period) -> tuple[date, date]:
    """Return the first and the last day of a period."""
    months = _MONTHS[period.part]
    first = date(period.year, (period.index - 1) * months + 1, 1)
    after = date(period.year + 1, 1, 1) if period.index * months == 12 else None
    after = after or date(period.year, period.index * months + 1, 1)
    return first, after - timedelta(days=1)


def before(period: Period, back: int) -> Period:
    """Return the period so many half-years or quarters earlier; later when ``back`` is below zero."""
    number = period.year * _PARTS[period.part] + period.index - 1 - back
    return Period(number // _PARTS[period.part], period.part, number % _PARTS[period.part] + 1)


def covers(wide: Period, narrow: Period) -> bool:
    """Whether every day of ``narrow`` is in ``wide``."""
    return days(wide)[0] <= days(narrow)[0] and days(narrow)[1] <= days(wide)[1]


def parts_of(kind: RecordKind, period: Period) -> bool:
    """Whether a delivery of this kind can cover ``period``.

    Half-years, and quarters for jeugdreclassering; the very first delivery of 2015 was a quarter for all
    (bijlage 2 Regeling Jeugdwet).
    """
    if period == _FIRST_QUARTER:
        return True
    return period.part == ("K" if kind is RecordKind.JEUGDRECLASSERING else "H")


def scope_of(
    kind: RecordKind, version: str | Version, period: Period, areas: AreaRegister | None = None
) -> Scope:
    """Return what the rules must know about a delivery.

    Raises
    ------
    InputError
        When the version does not exist.
    """
    found = version if isinstance(version, Version) else VERSIONS.get(version)
    if found is None:
        raise InputError(
            "de versie van het protocol Beleidsinformatie Jeugd is onbekend",
            expected=f"versie {', '.join(VERSIONS)}",
            action="controleer het protocol waarmee het bestand is gemaakt",
        )
    first, last = days(period)
    # Municipalities change on 1 January, so those of the year hold for every period in it.
    known = frozenset(area.code for area in areas.municipalities(period.year)) if areas else frozenset()
    return Scope(kind.value, found, first, last, known)
