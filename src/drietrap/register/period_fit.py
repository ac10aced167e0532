"""Whether rows are about the period that their delivery states: what moves in it, before it and after it.

A row that is wrong goes to quarantine. But a file of another half-year has many rows that fit any period:
what was open stays open. So the file is judged by what moves: its starts, ends and handovers. The thresholds
are our own choice. With a sixth of what runs starting and a sixth ending each half-year (slow: foster care),
twenty rows without any movement come by chance in 1 of 800 files, six in 1 of 7. In the fictional register,
where care is shorter, 43 of 3,953 files had no movement, the largest of five rows. So twenty rows alone are
enough to refuse, fewer only beside rows that ended before the period or the same rows in the delivery before;
and a person can say that the period is right after all.
"""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl

from drietrap.catalogue.rules.columns import END, HANDED_OVER, START, TAKEN_OVER
from drietrap.catalogue.rules.rule import Scope
from drietrap.register.scope import days
from drietrap.vocabulary.errors import InputError
from drietrap.vocabulary.notation import Count
from drietrap.vocabulary.period import Period

STILL = 20  # rows without any movement
FEW = 6  # rows without movement that say something beside other evidence
_LATE = 3  # movements after the period
_ADMINISTRATION = timedelta(days=31)  # an export that was made a month after its period has some of the next
SURE = "Klopt de periode toch, lees het bestand dan in met --klopt"


def refuse_unfinished(period: Period, on: date) -> None:
    """Refuse a delivery over a period that is not over on the day it comes in.

    Raises
    ------
    InputError
        The last day of the period is not before ``on``.
    """
    last = days(period)[1]
    if last < on:
        return
    raise InputError(
        f"de periode is nog niet voorbij: {period.label} loopt tot en met {last:%d-%m-%Y}",
        expected=f"een levering na {last:%d-%m-%Y}",
        action="controleer de periode, of lever na afloop opnieuw; er is niets veranderd in het register",
    )


def refuse_other_period(rows: pl.DataFrame, scope: Scope) -> None:
    """Refuse a delivery of which the movements are those of another period.

    Parameters
    ----------
    rows
        Prepared rows (``register.elements.prepared``), also those that a rule blocks.
    scope
        Has the first and last day of the period.

    Raises
    ------
    InputError
        Nothing moves in the period (or only in its first month) while rows ended before it, or nothing moves
        in many rows; or nothing ends in the period while more moves after it than in it, and something ran
        before the period or ended after it. Without that it can be a provider that began late in the period
        and delivered what came after it as well: those rows go to quarantine.
    """
    counted = _counted(rows, scope)
    inside, ended = Count(counted["inside"]), Count(counted["ended_before"])
    stale = ended > inside and counted["inside_later"] == 0 and (ended > 1 or rows.height >= FEW)
    if stale:
        told = f"{ended} {ended:traject eindigde|trajecten eindigden} al voor de periode"
        raise _refusal(scope, f"{told}, en daarna begint of eindigt er bijna niets")
    if inside == 0 and rows.height >= STILL:
        raise _refusal(scope, f"in de {Count(rows.height)} regels begint of eindigt er niets in de periode")
    after = Count(counted["after"])
    settled = counted["started_before"] + counted["ended_after"] > 0
    if after >= _LATE and after > inside and counted["ended_inside"] == 0 and settled:
        raise _refusal(scope, f"er {after:ligt|liggen} {after} {after:datum|datums} na de periode")


def _counted(rows: pl.DataFrame, scope: Scope) -> dict[str, int]:
    dates = [pl.col(name) for name in (START, END, TAKEN_OVER, HANDED_OVER) if name in rows.columns]
    ends = [pl.col(name) for name in (END, HANDED_OVER) if name in rows.columns]
    starts = [pl.col(name) for name in (START,) if name in rows.columns]
    month = scope.first + _ADMINISTRATION

    def between(columns: list[pl.Expr], first: date, last: date) -> pl.Expr:
        none = pl.lit(value=0)
        return pl.sum_horizontal(none, *(one.is_between(first, last).sum() for one in columns))

    latest, earliest = date.max, date.min
    day = timedelta(days=1)
    counts = rows.select(
        between(dates, scope.first, scope.last).alias("inside"),
        between(dates, month, scope.last).alias("inside_later"),
        between(ends, scope.first, scope.last).alias("ended_inside"),
        between(ends, earliest, scope.first - day).alias("ended_before"),
        between(starts, earliest, scope.first - day).alias("started_before"),
        between(ends, scope.last + day, latest).alias("ended_after"),
        between(dates, scope.last + day, latest).alias("after"),
    )
    return {name: int(value or 0) for name, value in counts.row(0, named=True).items()}


def _refusal(scope: Scope, evidence: str) -> InputError:
    return InputError(
        f"het bestand gaat over een andere periode: {evidence}",
        expected=f"wat begon, liep en eindigde van {scope.first:%d-%m-%Y} tot en met {scope.last:%d-%m-%Y}",
        action=(
            "controleer de periode, of kies het bestand van de juiste periode. "
            f"{SURE}; er is niets veranderd in het register"
        ),
    )
