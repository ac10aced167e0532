"""How municipalities are organised: one row per municipality, characteristic and stretch of time."""

from __future__ import annotations

import polars as pl

from drietrap.sources.layout import PASSED, Layout, Part, Source
from drietrap.sources.raw import ORGANISATION_SCHEMA, RawFile, RawOrganisation
from drietrap.sources.years import year_of

TABLE = "INRICHTING"


def read_organisation(source: Source) -> tuple[RawFile, ...]:
    """Return the rows as delivered; a column or cell that the file lacks is null.

    Raises
    ------
    InputError
        When a row does not say from when it holds, and nothing else says which year the file is about.
    """
    frame = source.sheet.frame.select(
        "row", *(_column(source, role) for role in list(ORGANISATION_SCHEMA)[1:])
    )
    dated = not frame.is_empty() and frame["since"].null_count() == 0
    year = None if dated else year_of(source.path, source.year)
    return (RawOrganisation(source.layout.table, frame.cast(ORGANISATION_SCHEMA), year),)


def _column(source: Source, role: str) -> pl.Expr:
    position = source.columns.get(role)
    column = pl.lit(None, dtype=pl.String) if position is None else pl.col(str(position))
    return column.alias(role)


LAYOUTS = (
    Layout(
        name="inrichting van gemeenten",
        table=TABLE,
        parts=(
            Part("theme", ("thema",)),
            Part("characteristic", ("kenmerk",)),
            Part("area", ("gebied", "regio", "gemeente")),
            Part("text", ("waarde",)),
            *(Part(role, (name,), required=False) for role, name in (("since", "van"), ("until", "tot"))),
            *(
                Part(role, (name,), required=False)
                for role, name in (("note", "toelichting"), ("source", "bron"))
            ),
            Part(PASSED, ("tekst",), required=False),
        ),
        read=read_organisation,
        delimiter=";",
    ),
)
