"""What a rule between records is, and the columns it reads beside the prepared ones.

A test is a Polars expression over the rows of one delivery, true where a row breaks the rule. Rules look at
the rows of youths who have several, sorted by youth, start, form and row, or (:attr:`BetweenRule.whole`) at
the whole delivery. Rows that are blocked already are not among them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import polars as pl

from drietrap.catalogue.beleidsinformatie import JEUGDHULP
from drietrap.catalogue.rules.rule import Example, Scope, Severity

WHO = "jeugdige"  # number of the youth within the delivery: never a BSN or pseudonym
TRAJECTORY = "jeugdige_vorm"  # number of the youth and form of care or measure together
SINCE = "sinds"  # first day with this provider: the day of taking over, or the start
UNTIL = "tot_en_met"  # last day with this provider; far ahead while it runs
FORM = "vorm_of_maatregel"
PREVIOUS = "vorige_sinds"  # first day of the row before this one of the same trajectory
REACHED = "vorige_tot_en_met"  # latest last day of the rows before this one of the same trajectory
RUNNING = date(9999, 12, 31)
STAY = ("11", "12", "13", "14")
_ROOM = 1 << 23  # more than the days up to the year 9999, and those before 1970
_SHIFT = 1 << 20
WITHOUT_STAY = ("02", "03", "04")


@dataclass(frozen=True)
class Case:
    """Rows that can be one delivery, and the places (from 0) of those that a rule finds."""

    rows: tuple[Example, ...]
    found: tuple[int, ...] = ()


@dataclass(frozen=True)
class BetweenRule:
    """A check on the rows of one delivery together.

    Parameters
    ----------
    code, severity, title, message, action, paragraph, elements
        As in :class:`~drietrap.catalogue.rules.rule.Rule`; a rule between records never blocks.
    test
        Gives the expression for a scope, or None where the rule does not apply.
    good, bad
        Deliveries that it passes, and in which it finds rows.
    whole
        Whether it reads all rows, and not only those of youths with several.
    """

    code: str
    severity: Severity
    title: str
    message: str
    action: str
    paragraph: str
    elements: tuple[str, ...]
    test: Callable[[Scope], pl.Expr | None] = field(repr=False)
    good: tuple[Case, ...]
    bad: tuple[Case, ...]
    whole: bool = False


def reach(of: pl.Expr) -> pl.Expr:
    """Return the latest last day of the rows of the youth before this one that ``of`` marks.

    The rows are sorted by youth: with the number of the youth in front, the running maximum over all rows
    begins anew with every youth, and no window is needed.
    """
    marked = _packed(pl.when(of).then(_day(UNTIL)).otherwise(0)).cum_max().shift(1)
    return _unpacked(marked, nothing=0)


def next_start(of: pl.Expr) -> pl.Expr:
    """Return the first day of the rows of the youth after this one that ``of`` marks; as in ``reach``."""
    marked = _packed(pl.when(of).then(_day(SINCE)).otherwise(_ROOM - 1)).cum_min(reverse=True).shift(-1)
    return _unpacked(marked, nothing=_ROOM - 1)


def _day(name: str) -> pl.Expr:
    return pl.col(name).cast(pl.Int32).cast(pl.Int64) + _SHIFT


def _packed(day: pl.Expr) -> pl.Expr:
    return pl.col(WHO).cast(pl.Int64) * _ROOM + day


def _unpacked(packed: pl.Expr, nothing: int) -> pl.Expr:
    day = packed % _ROOM
    same = (packed // _ROOM == pl.col(WHO)) & (day != nothing)
    return pl.when(same).then((day - _SHIFT).cast(pl.Int32)).cast(pl.Date)


def youth(number: int, change: Mapping[str, str | None] | None = None, kind: str = JEUGDHULP) -> Example:
    """Return a good row of youth ``number``, changed; the BSN passes the elfproef and is nobody's."""
    return Example({"bsn": _bsn(number), **(change or {})}, kind)


def days_of(count: int, form: str = "{year}%m%d") -> tuple[str, ...]:
    """Return so many different days in the first half of the year of the example."""
    first = date(2022, 1, 3)
    return tuple(f"{first + timedelta(days=place):{form}}" for place in range(count))


def _bsn(number: int) -> str:
    """Return a low number of nine digits that passes the elfproef; no real one begins with so many zeros."""
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    candidate = 100 * number + 10
    while sum(int(d) * w for d, w in zip(f"{candidate:09d}", weights, strict=True)) % 11:
        candidate += 1
    return f"{candidate:09d}"
