"""Forms of care at once: how many youths have one, two or more on a day."""

from __future__ import annotations

import datetime as dt

import polars as pl


def running_on(histories: pl.DataFrame, day: dt.date) -> pl.DataFrame:
    """Return what runs on after ``day``: by the counting rule of CBS an end on the day itself does not count.

    What was last delivered over a period before the day is not known to run, and left out.
    """
    runs = pl.col("ended").is_null() | (pl.col("ended") > day)
    return histories.filter((pl.col("started") <= day) & runs & (pl.col("seen_until") >= day))


def stacked(histories: pl.DataFrame, day: dt.date, by: tuple[str, ...] = ()) -> pl.DataFrame:
    """Return ``by``, ``forms`` (different forms at once per youth), ``youths``, ``trajectories``, sorted.

    Youths without a pseudonym cannot be brought together and are left out.
    """
    youths = (
        running_on(histories, day)
        .filter("known")
        .group_by("who", *by)
        .agg(forms=pl.struct("kind", "form").n_unique(), trajectories=pl.len())
    )
    return (
        youths.group_by(*by, "forms")
        .agg(youths=pl.len(), trajectories=pl.col("trajectories").sum())
        .sort(*by, "forms", nulls_last=True)
    )


def combinations(histories: pl.DataFrame, day: dt.date) -> pl.DataFrame:
    """Return ``forms`` (codes at once, joined by ' + ') and ``youths``, the most frequent first."""
    youths = (
        running_on(histories, day)
        .filter("known")
        .group_by("who")
        .agg(forms=(pl.col("kind") + " " + pl.col("form")).unique().sort().str.join(" + "))
    )
    return youths.group_by("forms").agg(youths=pl.len()).sort("youths", "forms", descending=[True, False])
