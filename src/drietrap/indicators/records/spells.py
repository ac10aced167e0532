"""Coming back: help as spells, and who has a new one within a year or two of the end."""

from __future__ import annotations

import datetime as dt

import polars as pl

from drietrap.statistics.proportions import wilson

GAP = 30
"""Assumption: help that begins within so many days of the end of other help goes on; later is coming back."""


def spells(histories: pl.DataFrame, gap: int = GAP) -> pl.DataFrame:
    """Return ``who, born, began, ended``: unbroken stretches of help per known youth, in order.

    Help that overlaps, or follows within ``gap`` days, is one stretch; ``ended`` is null while it runs.
    """
    far = dt.date(9999, 12, 31)
    rows = (
        histories.filter("known")
        .with_columns(until=pl.coalesce("ended", pl.lit(far)))
        .sort("who", "started", "until", "form", "provider")
    )
    before = pl.col("until").cast(pl.Int32).cum_max().over("who").shift(1)
    fresh = (
        (pl.col("who") != pl.col("who").shift(1))
        | (pl.col("started").cast(pl.Int32) > before + gap)
        | pl.col("who").shift(1).is_null()
    )
    return (
        rows.with_columns(spell=fresh.cum_sum())
        .group_by("spell", "who", maintain_order=True)
        .agg(pl.col("born").drop_nulls().min(), began=pl.col("started").min(), ended=pl.col("until").max())
        .with_columns(ended=pl.when(pl.col("ended") < far).then("ended"))
        .drop("spell")
    )


def returned(
    histories: pl.DataFrame, year: int, last_day: dt.date, months: int = 12, gap: int = GAP
) -> dict[str, float | int | None]:
    """Return how many youths whose help ended in ``year`` have help again within ``months``.

    Only youths that could be followed: the months end on or before ``last_day``, and before they turn 18
    (an unknown date of birth counts as followed). Of several ends in the year the first counts.

    Returns
    -------
    ``ended`` (youths), ``followed``, ``returned``, ``share`` with ``lower`` and ``upper`` (Wilson, 95 %; null
    when nobody could be followed).
    """
    every = spells(histories, gap).with_columns(again=pl.col("began").shift(-1).over("who"))
    out = every.filter(pl.col("ended").dt.year() == year).unique("who", keep="first", maintain_order=True)
    horizon = pl.col("ended").dt.offset_by(f"{months}mo")
    grown = pl.col("born").dt.offset_by("18y")
    followed = out.filter((horizon <= last_day) & (grown.is_null() | (horizon < grown)))
    back = followed.filter(pl.col("again") <= horizon).height
    found: dict[str, float | int | None] = {
        "ended": out.height,
        "followed": followed.height,
        "returned": back,
        "share": None,
        "lower": None,
        "upper": None,
    }
    if followed.height:
        lower, upper = wilson(back, followed.height)
        found.update(share=back / followed.height, lower=float(lower), upper=float(upper))
    return found
