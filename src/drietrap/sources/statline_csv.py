"""StatLine exports as downloaded: titles with a unit in brackets, decimal comma, ``2022*`` provisional."""

from __future__ import annotations

from drietrap.catalogue.published import TABLES
from drietrap.sources.layout import AREA, PERIOD, Layout, Part, measure_parts
from drietrap.sources.wide import read_wide

_AREAS = ("Regio's", "Regio’s", "Wijken en buurten", "Gemeenten", "Regio")
_PERIODS = ("Perioden", "Periode")


def _layout(table: str) -> Layout:
    return Layout(
        name=f"een StatLine-export van {table}",
        table=table,
        parts=(Part(AREA, _AREAS), Part(PERIOD, _PERIODS), *measure_parts(TABLES[table])),
        read=read_wide,
        delimiter=";",
        decimal=",",
    )


LAYOUTS = tuple(_layout(table) for table in ("85098NED", "85075NED"))
