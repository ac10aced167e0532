"""Authorisations (machtigingen) for placement out of home, which follow from a stay under a measure."""

from __future__ import annotations

import datetime as dt

import polars as pl

from drietrap.synthetic.register.model import JEUGDBESCHERMING, JEUGDHULP, MACHTIGING

FIRST_DAY = dt.date(2022, 1, 1)  # protocol version 7 is the first that asks for them
_LONGEST = 365  # days; a longer placement needs a new one (Burgerlijk Wetboek 1:265c)
_UNDER = ("11", "12")  # ots and voorlopige ots
_WITH_STAY = ("11", "12", "13", "14")


def authorisations(records: pl.DataFrame, last: dt.date) -> pl.DataFrame:
    """Return the authorisations of stays under (voorlopige) ots that run in 2022 or later.

    Type 71 for closed placement, 72 for any other; from the GI that holds the measure, for as long as stay
    and measure last together, renewed every year. Of two that overlap, the first ends before the next.
    """
    stays = records.filter((pl.col("kind") == JEUGDHULP) & pl.col("form").is_in(_WITH_STAY)).select(
        "person",
        stay_from="started",
        stay_to="ended",
        form=pl.when(pl.col("form") == "13").then(pl.lit("71")).otherwise(pl.lit("72")),
    )
    measures = records.filter((pl.col("kind") == JEUGDBESCHERMING) & pl.col("form").is_in(_UNDER)).select(
        "person",
        "provider",
        held_from=pl.coalesce("taken_over", "started"),
        held_to=pl.coalesce("handed_over", "ended"),
    )
    together = stays.join(measures, on="person").select(
        "person",
        "provider",
        "form",
        started=pl.max_horizontal("stay_from", "held_from"),
        ended=pl.min_horizontal("stay_to", "held_to"),
    )
    renewed = _in_order(_renewed(together.filter(pl.col("started") < pl.col("ended"))))
    asked = (pl.col("ended") >= FIRST_DAY) & (pl.col("started") <= last)
    kind = pl.lit(MACHTIGING, dtype=records.schema["kind"])
    return renewed.filter(asked).with_columns(kind=kind)


def _renewed(frame: pl.DataFrame) -> pl.DataFrame:
    """Return one row per year that the placement lasts."""
    times = (pl.col("ended") - pl.col("started")).dt.total_days() // _LONGEST + 1
    parts = frame.with_columns(part=pl.int_ranges(0, times)).explode("part")
    begins = pl.col("started") + pl.duration(days=pl.col("part") * _LONGEST)
    return parts.with_columns(
        started=begins,
        ended=pl.min_horizontal("ended", begins + pl.duration(days=_LONGEST - 1)),
    ).drop("part")


def _in_order(frame: pl.DataFrame) -> pl.DataFrame:
    """Keep one row per youth, type and first day, and end each before the next begins."""
    key = ["person", "form"]
    rows = frame.sort(*key, "started", "ended", "provider").unique(
        [*key, "started"], keep="last", maintain_order=True
    )
    following = pl.col("started").shift(-1).over(key)
    return rows.with_columns(ended=pl.min_horizontal("ended", following.dt.offset_by("-1d")))
