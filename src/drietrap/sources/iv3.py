"""Iv3: one row per municipality and taakveld, with costs and income beside each other."""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.published.iv3 import TAAKVELDEN, baten, lasten
from drietrap.sources.layout import AREA, PASSED, PERIOD, VARIANT, Layout, Part, Source
from drietrap.sources.raw import CELL_SCHEMA, RawFile
from drietrap.sources.wide import period_column, raw_cells, role_column
from drietrap.vocabulary.errors import InputError

_TAAKVELD, _LASTEN, _BATEN, _INWONERS = "taakveld", "lasten", "baten", "inwoners"


def read_iv3(source: Source) -> tuple[RawFile, ...]:
    """Return costs and income per taakveld, and the inhabitants once per municipality, year and document."""
    frame = source.sheet.frame.select(
        "row",
        role_column(source, AREA, "").str.strip_chars().alias("area"),
        period_column(source).alias("period"),
        role_column(source, VARIANT, "").alias("variant"),
        role_column(source, _TAAKVELD, "").str.strip_chars().str.split(" ").list.first().alias("code"),
        *(pl.col(str(source.columns[role])).alias(role) for role in (_LASTEN, _BATEN, _INWONERS)),
    )
    _refuse_unknown(frame, source)
    amounts = [
        _cells(frame, role, source).with_columns(
            pl.col("code").replace_strict({code: name(code) for code in TAAKVELDEN}).alias("measure")
        )
        for role, name in ((_LASTEN, lasten), (_BATEN, baten))
    ]
    # The file repeats the inhabitants on every row; two different numbers for one municipality both stay.
    inhabitants = (
        _cells(frame, _INWONERS, source)
        .with_columns(measure=pl.lit(_INWONERS))
        .unique(["area", "period", "variant", "text"], keep="first", maintain_order=True)
    )
    cells = pl.concat([part.select(CELL_SCHEMA.names()) for part in (*amounts, inhabitants)])
    return (raw_cells(source, cells.sort("row", maintain_order=True)),)


def _cells(frame: pl.DataFrame, role: str, source: Source) -> pl.DataFrame:
    return frame.select("row", "area", "period", "variant", "code", pl.col(role).alias("text")).with_columns(
        column=pl.lit(source.sheet.header[source.columns[role]])
    )


def _refuse_unknown(frame: pl.DataFrame, source: Source) -> None:
    unknown = frame.filter(~pl.col("code").is_in(list(TAAKVELDEN)))
    if unknown.height:
        row, code = unknown.select("row", "code").row(0)
        raise InputError(
            f"taakveld '{code[:40]}' kennen wij niet" if code else "in deze regel staat geen taakveld",
            expected=f"een van de taakvelden jeugd tot en met 2024: {', '.join(TAAKVELDEN)}",
            action="lees een bestand van 2023 of 2024; vanaf 2025 gelden andere taakvelden",
            file=source.path.name,
            row=row,
            column=source.sheet.header[source.columns[_TAAKVELD]],
        )


LAYOUTS = (
    Layout(
        name="Iv3, taakvelden jeugd",
        table="IV3-JEUGD",
        parts=(
            Part(PERIOD, ("jaar",)),
            Part(VARIANT, ("document",)),
            Part(AREA, ("Gemeenten", "Gemeente")),
            Part(_TAAKVELD, ("Taakveld",)),
            Part(_LASTEN, ("Lasten",)),
            Part(_BATEN, ("Baten",)),
            Part(_INWONERS, ("Inwonertal",)),
            *(
                Part(PASSED, (name,), required=False)
                for name in ("Stedelijkheid", "Centrumfunctie", "Sociale structuur")
            ),
        ),
        read=read_iv3,
    ),
)
