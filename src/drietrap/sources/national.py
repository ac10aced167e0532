"""National and regional reference series, and an excerpt of 85098NED for regions."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from drietrap.catalogue.published import TABLES
from drietrap.sources.layout import AREA, PERIOD, VARIANT, Layout, Part, Source, measure_parts
from drietrap.sources.raw import RawCells, RawFile
from drietrap.sources.wide import read_wide

_STATUS = "status"


def read_with_status(source: Source) -> tuple[RawFile, ...]:
    """Read a series whose last column says 'voorlopig'; its period gets StatLine's asterisk for that."""
    if _STATUS not in source.columns:
        return read_wide(source)
    status = pl.col(str(source.columns[_STATUS]))
    rows = source.sheet.frame.filter(status.str.to_lowercase().str.starts_with("voorlopig"))["row"]
    marked = pl.when(pl.col("row").is_in(rows.implode())).then(pl.lit("*")).otherwise(pl.lit(""))
    return tuple(
        replace(raw, frame=raw.frame.with_columns(period=pl.col("period") + marked))
        for raw in read_wide(source)
        if isinstance(raw, RawCells)
    )


def _layout(name: str, table: str, *keys: Part) -> Layout:
    parts = (*keys, *measure_parts(TABLES[table], required=True))
    return Layout(name=name, table=table, parts=parts, read=read_with_status)


LAYOUTS = (
    _layout(
        "jongeren met jeugdzorg per jaar (NJi)",
        "NJI-JEUGDZORG",
        Part(PERIOD, ("jaar",)),
        Part(_STATUS, ("status",), required=False),
    ),
    _layout(
        "jongeren met jeugdzorg per landsdeel en provincie",
        "84134NED",
        Part(AREA, ("regio",)),
        Part(PERIOD, ("jaar",), required=False),
    ),
    _layout(
        "indicatoren jeugdzorg per landsdeel en provincie (uittreksel van 85098NED)",
        "85098NED",
        Part(AREA, ("regio",)),
        Part(PERIOD, ("jaar",), required=False),
    ),
    _layout(
        "jeugdbeschermingsmaatregelen, begin- en eindstand",
        "JB-STROOM",
        Part(PERIOD, ("periode",)),
        Part(VARIANT, ("maatregel",)),
    ),
    _layout("instroom en uitstroom jeugdbescherming per jaar", "JB-INSTROOM", Part(PERIOD, ("jaar",))),
    _layout("jeugdhulp in natura en pgb per halfjaar", "ZIN-PGB", Part(PERIOD, ("periode",))),
    _layout(
        "begrote en gerealiseerde kosten jeugdzorg (uittreksel van 83454NED)",
        "83454NED",
        Part(VARIANT, ("vorm",)),
        Part(AREA, ("gemeente",)),
        Part(PERIOD, ("jaar",), required=False),
    ),
)
