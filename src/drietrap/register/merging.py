"""Rows of one delivery that are one trajectory become one record (bijlage 2 Regeling Jeugdwet, 3.3).

Equal keys are merged, and so are records of one youth with the same form of care that overlap: the earliest
start, and an end only when the last of them has ended. A next record begins after the end of the one before.
Twins have two BSNs and stay apart; without a BSN nothing tells twins from a double row, and they are merged.
"""

from __future__ import annotations

from datetime import date

import polars as pl

from drietrap.register.identity import PERSON, RECORD_KEY

INTO = pl.Schema({"row": pl.UInt32, "into": pl.UInt32})
_OPEN = date(9999, 12, 31)
_GROUP = ["who", "form"]
_LATEST = ("municipality", "district")
_OF_END = ("reason", "handed_over")


def merged(rows: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Merge rows that are one trajectory.

    Parameters
    ----------
    rows
        Columns of ``Record`` and ``record_key``; ``row`` is unique.

    Returns
    -------
    records, into
        Records without ``record_key``, in order of row; and for each row that went up in another, which.
        A merged record keeps the row, referrer and crisis of the first start, the residence of the last
        start, and the reason and handover of the last end.
    """
    known = rows.with_columns(who=pl.coalesce(PERSON, RECORD_KEY), until=pl.col("ended").fill_null(_OPEN))
    several = known.select(_GROUP).is_duplicated() & known["who"].is_not_null()
    columns = [name for name in rows.columns if name != RECORD_KEY]
    alone = known.filter(~several).select(columns)
    if not several.any():
        return alone.sort("row"), pl.DataFrame(schema=INTO)
    islands = _islands(known.filter(several))
    together = _joined(islands, columns)
    into = islands.filter(pl.col("row") != pl.col("into")).select(
        pl.col("row").cast(pl.UInt32), pl.col("into").cast(pl.UInt32)
    )
    return pl.concat([alone, together]).sort("row"), into.sort("row")


def _islands(rows: pl.DataFrame) -> pl.DataFrame:
    """Add ``into``: the row of the earliest start of the stretch without a gap that a row is part of."""
    ordered = rows.sort(*_GROUP, "started", "row")
    reach = pl.col("until").cum_max().shift(1).over(_GROUP)
    begins = reach.is_null() | (pl.col("started") > reach)
    numbered = ordered.with_columns(island=begins.cum_sum())
    return numbered.with_columns(into=pl.col("row").first().over("island"))


def _joined(islands: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
    by_end = [pl.col(name).sort_by("until", "row").last() for name in _OF_END]
    running = pl.col("ended").is_null().any()
    values = islands.group_by("island", maintain_order=True).agg(
        *(pl.col(name).first() for name in columns if name not in (*_LATEST, *_OF_END, "ended")),
        *(pl.col(name).drop_nulls().last() for name in _LATEST),
        *by_end,
        pl.when(~running).then(pl.col("ended").max()).alias("ended"),
    )
    return values.select(columns)
