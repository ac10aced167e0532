"""The columns of a delivery once prepared for the rules: no BSN, no date of birth as text, no free text.

``register.elements`` makes them. A date has a column of dates under its own name, and one that says how it
was delivered (``<name>_vorm``). A code keeps its text; what cannot be a code is kept as its shape only
(``9`` for a digit, ``A`` for another letter), so that nothing personal hides in a wrong column.
"""

from __future__ import annotations

from enum import StrEnum

import polars as pl

FORM_SUFFIX = "_vorm"
BSN_KIND = "bsn_soort"
BIRTH_KIND = "geboren_soort"
BORN_FIRST = "geboren_vroegst"
BORN_LAST = "geboren_laatst"
START = "datum_aanvang"
END = "datum_einde"
HANDED_OVER = "datum_overgedragen"
TAKEN_OVER = "datum_overgedragen_gekregen"
REASON = "reden_beeindiging"


class Written(StrEnum):
    """How a value was written."""

    GOOD = "goed"
    EMPTY = "leeg"
    SHAPE = "vorm"  # not written as the protocol asks
    ABSENT = "bestaat niet"  # written well, but there is no such day


class BsnKind(StrEnum):
    """What was delivered as BSN."""

    GOOD = "goed"
    EMPTY = "leeg"
    UNKNOWN = "onbekend"
    UNBORN = "ongeboren"
    SHAPE = "vorm"
    CHECK = "elfproef"


class BirthKind(StrEnum):
    """How exactly the date of birth was delivered."""

    DAY = "dag"
    MONTH = "maand"
    YEAR = "jaar"
    UNBORN = "ongeboren"
    EMPTY = "leeg"
    SHAPE = "vorm"


def form(name: str) -> pl.Expr:
    """Return how a date, postcode or municipality was written (:class:`Written`)."""
    return pl.col(name + FORM_SUFFIX)


def filled(name: str) -> pl.Expr:
    """Return whether an element holds anything, right or wrong."""
    return form(name) != Written.EMPTY if name in FORMED else pl.col(name).is_not_null()


FORMED = frozenset({START, END, HANDED_OVER, TAKEN_OVER, "datum_eerste_contact", "postcode", "gemeente"})
