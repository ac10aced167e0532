"""Which municipality belongs to which jeugdregio, by year; by code, or by name only (2015)."""

from __future__ import annotations

import polars as pl

from drietrap.sources.layout import PASSED, Layout, Part, Source
from drietrap.sources.raw import MEMBERSHIP_SCHEMA, RawFile, RawMembership
from drietrap.sources.years import year_of

TABLE = "JEUGDREGIO"
_ROLES = ("child", "child_name", "parent", "parent_name")


def read_membership(source: Source) -> tuple[RawFile, ...]:
    """Return one row per municipality; a code or name that the file lacks is null."""
    frame = source.sheet.frame.select("row", *(_column(source, role) for role in _ROLES))
    year = year_of(source.path, source.year)
    return (RawMembership(source.layout.table, year, frame.cast(MEMBERSHIP_SCHEMA)),)


def _column(source: Source, role: str) -> pl.Expr:
    position = source.columns.get(role)
    column = pl.lit(None, dtype=pl.String) if position is None else pl.col(str(position))
    return column.alias(role)


LAYOUTS = (
    Layout(
        name="gemeenten per jeugdregio, met codes",
        table=TABLE,
        parts=(
            Part("child", ("gemeentecode",)),
            Part("child_name", ("gemeentenaam",), required=False),
            Part("parent", ("jeugdregio_code",)),
            Part("parent_name", ("jeugdregio_naam_cbs_2023", "jeugdregio_naam_cbs", "jeugdregio_naam")),
            Part(PASSED, ("provincie",), required=False),
            Part(PASSED, ("jeugdregio_naam_ijw",), required=False),
        ),
        read=read_membership,
    ),
    Layout(
        name="gemeenten per jeugdregio, met namen",
        table=TABLE,
        parts=(Part("parent_name", ("jeugdregio",)), Part("child_name", ("gemeente",))),
        read=read_membership,
    ),
)
