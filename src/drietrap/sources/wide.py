"""The reader for tables with one row per area and period and one column per measure."""

from __future__ import annotations

import re

import polars as pl

from drietrap.catalogue.published import TABLES
from drietrap.sources.layout import AREA, NAME, PERIOD, VARIANT, Source
from drietrap.sources.raw import CELL_SCHEMA, NAME_SCHEMA, RawCells, RawFile, RawNames
from drietrap.sources.years import year_of
from drietrap.vocabulary.area import NEDERLAND


def read_wide(source: Source) -> tuple[RawFile, ...]:
    """Return a cell for every row and measure; a table without an area column is about Nederland."""
    frame = source.sheet.frame.select(
        "row",
        role_column(source, AREA, NEDERLAND).alias("area"),
        period_column(source).alias("period"),
        role_column(source, VARIANT, "").alias("variant"),
        *measure_columns(source),
    )
    return (raw_cells(source, unpivoted(frame, source)), *_names(source))


def _names(source: Source) -> tuple[RawNames, ...]:
    """Return what the file calls its areas, when it has a column for that."""
    if NAME not in source.columns:
        return ()
    frame = source.sheet.frame.select(
        "row",
        role_column(source, AREA, NEDERLAND).alias("area"),
        period_column(source).alias("period"),
        role_column(source, NAME, "").alias("name"),
    )
    return (RawNames(source.layout.table, frame.cast(NAME_SCHEMA)),)


def role_column(source: Source, role: str, otherwise: str) -> pl.Expr:
    """Return the column of a role as delivered (blank is ``''``), or a constant when there is none."""
    position = source.columns.get(role)
    return pl.lit(otherwise) if position is None else pl.col(str(position)).fill_null("")


def period_column(source: Source) -> pl.Expr:
    """Return the periods as delivered, else the period of the layout, the file name or the person."""
    if PERIOD in source.columns:
        return role_column(source, PERIOD, "")
    return pl.lit(source.layout.period or str(year_of(source.path, source.year)))


def measure_columns(source: Source) -> list[pl.Expr]:
    """Return the measure columns, each under the name of its measure."""
    return [
        pl.col(str(position)).alias(role)
        for role, position in source.columns.items()
        if role in TABLES[source.layout.table].by_measure
    ]


def unpivoted(frame: pl.DataFrame, source: Source) -> pl.DataFrame:
    """Turn columns per measure into rows of ``CELL_SCHEMA``, in the order of the file."""
    keys = ["row", "area", "period", "variant"]
    measures = [name for name in frame.columns if name not in keys]
    headers = {name: source.sheet.header[source.columns[name]] for name in measures}
    return (
        frame.unpivot(measures, index=keys, variable_name="measure", value_name="text")
        .with_columns(pl.col("measure").replace_strict(headers, return_dtype=pl.String).alias("column"))
        .sort("row", maintain_order=True)
        .select(CELL_SCHEMA.names())
    )


def raw_cells(source: Source, frame: pl.DataFrame) -> RawCells:
    """Return cells with the decimal mark that this file uses."""
    cells = frame.cast(CELL_SCHEMA)
    return RawCells(source.layout.table, cells, decimal_mark(cells["text"], source.layout.decimal))


def decimal_mark(texts: pl.Series, usual: str) -> str:
    """Return the decimal mark of a file: the usual one, unless the cells can only mean the other.

    The other mark counts when the usual one is nowhere in the file and some number has the other mark with
    more or fewer than three digits after it (three could be a mark for thousands).
    """
    if texts.str.contains(usual, literal=True).any():
        return usual
    other = "," if usual == "." else "."
    fraction = rf"^\s*-?\d+{re.escape(other)}(\d{{1,2}}|\d{{4,}})\s*$"
    return other if texts.str.contains(fraction).any() else usual
