"""Turning 18: what happened to the help of youths who had it at 17 and a half."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

import polars as pl

AROUND = 31
"""Days from the 18th birthday within which an end is counted as ending at 18."""


class Outcome(StrEnum):
    """What became of the help; the first that holds, in this order."""

    UNKNOWN = "nog niet te volgen"
    BEFORE = "geëindigd voor 18"
    AT_18 = "geëindigd bij 18"
    SHORT = "korter dan een half jaar verlengd"
    EXTENDED = "een half jaar of langer verlengd"


def at_18(histories: pl.DataFrame, year: int, last_day: dt.date, by: tuple[str, ...] = ()) -> pl.DataFrame:
    """Return the outcome for youths who turned 18 in ``year`` and had help half a year before.

    Whoever turns 18 on ``birthday`` had help when some of it ran on the day six months before (a stock: an
    end on that day does not count). The end is the last end of any help that began before the birthday plus
    half a year. A date of birth that is not exact is taken as its first day.

    Parameters
    ----------
    histories
        Of jeugdhulp.
    last_day
        Last day that the register covers: who is 18 and a half after it cannot be followed yet.
    by
        Columns of the last trajectory that the youth is counted under, such as ``municipality``.

    Returns
    -------
    ``by``, ``outcome`` (:class:`Outcome`), ``youths``; only outcomes that occur, sorted.
    """
    birthday = pl.col("born").dt.offset_by("18y")
    rows = histories.filter(pl.col("known") & (birthday.dt.year() == year)).with_columns(
        birthday=birthday,
        half_before=pl.col("born").dt.offset_by("210mo"),
        half_after=pl.col("born").dt.offset_by("222mo"),
    )
    far = dt.date(9999, 12, 31)
    until = pl.when(pl.col("ended").is_not_null()).then("ended").otherwise(pl.lit(far))
    rows = rows.with_columns(until=until).filter(pl.col("started") < pl.col("half_after"))
    had = rows.filter(
        (pl.col("started") <= pl.col("half_before")) & (pl.col("until") > pl.col("half_before"))
    )
    youths = (
        rows.join(had.select("who").unique(), on="who", how="semi")
        .sort("who", "until", "started", "form", "provider")
        .group_by("who", maintain_order=True)
        .agg(pl.col("birthday", "half_after", "until", *by).last())
    )
    outcome = (
        pl.when(pl.col("half_after") > last_day)
        .then(pl.lit(Outcome.UNKNOWN.value))
        .when(pl.col("until") < pl.col("birthday"))
        .then(pl.lit(Outcome.BEFORE.value))
        .when(pl.col("until") <= pl.col("birthday").dt.offset_by(f"{AROUND}d"))
        .then(pl.lit(Outcome.AT_18.value))
        .when(pl.col("until") < pl.col("half_after"))
        .then(pl.lit(Outcome.SHORT.value))
        .otherwise(pl.lit(Outcome.EXTENDED.value))
    )
    return (
        youths.group_by(*by, outcome.alias("outcome"))
        .agg(youths=pl.len())
        .sort(*by, "outcome", nulls_last=True)
    )
