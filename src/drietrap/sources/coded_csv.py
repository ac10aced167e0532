"""CBS tables with area codes and OData keys as headers: StatLine's 'onbewerkte dataset' and edited copies."""

from __future__ import annotations

from dataclasses import replace

from drietrap.catalogue.published import TABLES
from drietrap.sources.layout import AREA, NAME, PASSED, PERIOD, Layout, Part, Source, measure_parts
from drietrap.sources.raw import RawFile
from drietrap.sources.wide import read_wide

_AREAS = ("code", "RegioS", "Regios", "WijkenEnBuurten")
_PERIODS = ("jaar", "Perioden")
_PASSED = ("ID", "gemeentenaam")
_INHABITANTS = TABLES["85075NED-INWONERS"]


def read_with_inhabitants(source: Source) -> tuple[RawFile, ...]:
    """Read a table, and the inhabitants that a copy may carry beside it as a table of their own."""
    cells, *names = read_wide(source)
    if not _INHABITANTS.by_measure.keys() & source.columns.keys():
        return cells, *names
    beside, *_ = read_wide(replace(source, layout=replace(source.layout, table=_INHABITANTS.id)))
    return cells, beside, *names


def _layout(table: str) -> Layout:
    return Layout(
        name=f"tabel {table} met codes",
        table=table,
        parts=(
            Part(AREA, _AREAS),
            Part(PERIOD, _PERIODS),
            Part(NAME, ("regionaam",), required=False),
            *(Part(PASSED, (name,), required=False) for name in _PASSED),
            *measure_parts(TABLES[table]),
            *measure_parts(_INHABITANTS, required=False),
        ),
        read=read_with_inhabitants,
    )


LAYOUTS = tuple(_layout(table) for table in ("85098NED", "85075NED"))
