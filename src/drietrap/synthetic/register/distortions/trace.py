"""Changing a register while writing down what was changed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import polars as pl

from drietrap.synthetic.draws import Draws
from drietrap.synthetic.register.model import CHANGES, RECORDS, SyntheticRegister

CHANGED, ADDED, REMOVED = "gewijzigd", "toegevoegd", "verwijderd"
HIDDEN_ROW, WRONG_PLACE = "verborgen", "verkeerde gemeente"


def traced(
    register: SyntheticRegister,
    distortion: str,
    change: str,
    rows: pl.DataFrame,
    *,
    municipality: str | None = None,
    since: dt.date | None = None,
) -> SyntheticRegister:
    """Return the register with a line in ``changes`` for each of the rows (``record, provider``)."""
    lines = rows.select(
        "record",
        "provider",
        distortion=pl.lit(distortion),
        change=pl.lit(change),
        municipality=pl.lit(municipality, dtype=pl.String),
        since=pl.lit(since, dtype=pl.Date),
    )
    columns = [pl.col(name).cast(kind) for name, kind in CHANGES.items()]
    return replace(register, changes=pl.concat([register.changes, lines.select(columns)]))


def replaced(register: SyntheticRegister, rows: pl.DataFrame) -> SyntheticRegister:
    """Return the register with rows (all columns) in the place of those with the same ``record``."""
    kept = register.records.join(rows, on="record", how="anti")
    return replace(register, records=pl.concat([kept, _typed(rows)]).sort("record"))


def extended(register: SyntheticRegister, rows: pl.DataFrame) -> tuple[SyntheticRegister, pl.DataFrame]:
    """Return the register with rows added under new numbers, and those rows."""
    highest = register.records["record"].max()
    start = 1 + (highest if isinstance(highest, int) else -1)
    numbered = _typed(rows.with_columns(record=pl.int_range(start, start + pl.len(), dtype=pl.UInt32)))
    return replace(register, records=pl.concat([register.records, numbered])), numbered


def without(register: SyntheticRegister, rows: pl.DataFrame) -> SyntheticRegister:
    """Return the register without the rows."""
    return replace(register, records=register.records.join(rows, on="record", how="anti"))


def some(register: SyntheticRegister, distortion: str, rows: pl.DataFrame, share: float) -> pl.DataFrame:
    """Return a share of the rows, chosen by the seed of the register and the number of the record.

    Raises
    ------
    ValueError
        When the share is not between 0 and 1.
    """
    if not 0.0 <= share <= 1.0:
        raise ValueError(f"a share lies between 0 and 1, not {share}")
    chance = Draws(register.seed).uniform(distortion, rows["record"].to_numpy().astype("int64"))
    return rows.filter(pl.Series(chance < share, dtype=pl.Boolean))


def _typed(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select(pl.col(name).cast(kind) for name, kind in RECORDS.items())
