"""Cells of the real shared files, read in the plainest way: an own small reader, not the product's."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from drietrap.catalogue.published import TABLES
from drietrap.catalogue.tables import Table
from drietrap.register.areas import AreaRegister
from drietrap.register.contract import Checked, check

SCHEMA = {
    "row": pl.UInt32,
    "column": pl.String,
    "measure": pl.String,
    "area": pl.String,
    "period": pl.String,
    "variant": pl.String,
    "text": pl.String,
}
CellRow = tuple[int, str, str, str, str, str, str | None]


def frame(rows: list[CellRow]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def records(path: Path, delimiter: str = ",") -> Iterator[tuple[int, dict[str, str]]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from enumerate(csv.DictReader(file, delimiter=delimiter), start=2)


def wide(path: Path, table: Table, area: str, period: str, delimiter: str = ",") -> pl.DataFrame:
    """A row per area: ``area`` and ``period`` name columns, or ``=2022`` is a fixed period."""
    by_header = {header: column.measure for column in table.columns for header in column.headers}
    rows: list[CellRow] = []
    for number, record in records(path, delimiter):
        for header, text in record.items():
            measure = by_header.get(header) or by_header.get(header.split(" (% ")[0])
            if measure is not None:
                when = period[1:] if period.startswith("=") else record[period]
                rows.append((number, header, measure, record[area], when, "", text or None))
    return frame(rows)


def iv3(path: Path) -> pl.DataFrame:
    rows: list[CellRow] = []
    seen = set()
    for number, record in records(path):
        code = record["Taakveld"].split(" ")[0]
        place, year, variant = record["Gemeenten"], record["jaar"], record["document"]
        rows.extend(
            (number, side, f"{side.lower()}_{code}", place, year, variant, record[side])
            for side in ("Lasten", "Baten")
        )
        if (place, year, variant) not in seen:
            seen.add((place, year, variant))
            rows.append((number, "Inwonertal", "inwoners", place, year, variant, record["Inwonertal"]))
    return frame(rows)


_CODE = "gemeentecode"
_REGIONS = "landelijk/cbs_84134NED_2020_totaal_jeugdzorg_regio_excerpt.csv"
FILES = (
    ("natura_gemeente", "85075NED", "cbs/85075NED_jeugdzorg_natura_gemeente_2021.csv", "code", "jaar"),
    ("natura_wijk", "85075NED", "cbs/85075NED_jeugdzorg_natura_wijk_2021.csv", "code", "jaar"),
    ("kern_2021", "KERNCIJFERS", "cbs/85039NED_kerncijfers_gemeente_2021_bewerkt.csv", _CODE, "=2021"),
    ("kern_2022", "KERNCIJFERS", "cbs/85318NED_kerncijfers_gemeente_2022_bewerkt.csv", _CODE, "=2022"),
    ("almere", "KERNCIJFERS-REEKS", "cbs/almere_kerncijfers_2018_2021.csv", "code", "jaar"),
    ("scp", "SCP-WIJK-2017", "scp/jeugdhulp_in_de_wijk_2017.csv", "wijkcode", "=2017"),
    ("regio_2020", "84134NED", _REGIONS, "regio", "=2020"),
)  # fmt: skip
INDICATORS = "cbs/85098NED_indicatoren_jeugdzorg_gemeenten_2022_statline_export.csv"


@pytest.fixture(scope="session")
def delivered(shared_data: Path) -> dict[str, Checked]:
    """Every shared table about areas, checked by the contract: name -> observations with counts."""
    areas = AreaRegister.official()
    statline = wide(shared_data / INDICATORS, TABLES["85098NED"], "Regio's", "Perioden", ";")
    costs = iv3(shared_data / "iv3" / "iv3_jeugd_taakvelden_2023_2024.csv")
    checked = {
        "indicatoren": check(TABLES["85098NED"], statline, "a" * 16, areas, decimal=","),
        "iv3": check(TABLES["IV3-JEUGD"], costs, "b" * 16, areas),
    }
    for name, table, file, area, period in FILES:
        cells = wide(shared_data / file, TABLES[table], area, period)
        checked[name] = check(TABLES[table], cells, "c" * 16, areas, file=file)
    return checked
