"""Gemeentefonds: volumes per municipality (wide), weights (one row per maatstaf) and the factor."""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.published import TABLES
from drietrap.sources.layout import AREA, PASSED, PERIOD, VARIANT, Layout, Part, Source, measure_parts
from drietrap.sources.raw import CELL_SCHEMA, RawFile
from drietrap.sources.wide import period_column, raw_cells, read_wide, role_column
from drietrap.vocabulary.area import NEDERLAND
from drietrap.vocabulary.errors import InputError

_MAATSTAF, _GEWICHT = "maatstaf", "gewicht"
_WEIGHTS = {
    header: column.measure for column in TABLES["GF-JEUGD-GEWICHTEN"].columns for header in column.headers
}
_CIRCULAR = (Part(VARIANT, ("circulaire",)), Part(PERIOD, ("uitkeringsjaar",)))


def read_weights(source: Source) -> tuple[RawFile, ...]:
    """Return one cell per maatstaf, circular and year."""
    position = source.columns[_GEWICHT]
    frame = source.sheet.frame.select(
        "row",
        role_column(source, _MAATSTAF, "").str.strip_chars().alias("maatstaf"),
        pl.lit(source.sheet.header[position]).alias("column"),
        pl.lit(NEDERLAND).alias("area"),
        period_column(source).alias("period"),
        role_column(source, VARIANT, "").alias("variant"),
        pl.col(str(position)).alias("text"),
    )
    unknown = frame.filter(~pl.col("maatstaf").is_in(list(_WEIGHTS)))
    if unknown.height:
        row, name = unknown.select("row", "maatstaf").row(0)
        raise InputError(
            f"maatstaf '{name[:40]}' hoort niet bij het cluster jeugd",
            expected=f"een van de maatstaven {', '.join(_WEIGHTS)}",
            action="laat alleen de maatstaven van Individuele voorzieningen Jeugd in het bestand staan",
            file=source.path.name,
            row=row,
            column=source.sheet.header[source.columns[_MAATSTAF]],
        )
    measures = pl.col("maatstaf").replace_strict(_WEIGHTS, return_dtype=pl.String)
    return (raw_cells(source, frame.with_columns(measure=measures).select(CELL_SCHEMA.names())),)


LAYOUTS = (
    Layout(
        name="volumes en uitkering jeugd per gemeente (gemeentefonds)",
        table="GF-JEUGD-VOLUMES",
        # An open table, but a sum over its measures is only right when all of them are there.
        parts=(
            Part(AREA, ("gemeentecode",)),
            *_CIRCULAR,
            *measure_parts(TABLES["GF-JEUGD-VOLUMES"], required=True),
        ),
        read=read_wide,
        closed=False,
    ),
    Layout(
        name="gewichten jeugd (gemeentefonds)",
        table="GF-JEUGD-GEWICHTEN",
        parts=(
            Part(_MAATSTAF, ("maatstaf",)),
            Part(PASSED, ("naam",), required=False),
            Part(_GEWICHT, ("gewicht_eur_per_eenheid",)),
            *_CIRCULAR,
        ),
        read=read_weights,
    ),
    Layout(
        name="uitkeringsfactor (gemeentefonds)",
        table="GF-FACTOR",
        parts=(*_CIRCULAR, *measure_parts(TABLES["GF-FACTOR"])),
        read=read_wide,
    ),
)
