"""Cells of the real shared files, read in the plainest way: an own small reader, not the product's."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from drietrap.catalogue.published import TABLES
from drietrap.catalogue.tables import Table

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
        for side in ("Lasten", "Baten"):
            rows.append((number, side, f"{side.lower()}_{code}", place, year, variant, record[side]))
        if (place, year, variant) not in seen:
            seen.add((place, year, variant))
            rows.append((number, "Inwonertal", "inwoners", place, year, variant, record["Inwonertal"]))
    return frame(rows)


def shared(data: Path) -> dict[str, tuple[Table, pl.DataFrame, str]]:
    """Every shared table about areas: name -> (table, cells, decimal mark)."""
    cbs = data / "cbs"
    indicators = cbs / "85098NED_indicatoren_jeugdzorg_gemeenten_2022_statline_export.csv"
    read = {
        "indicatoren": (TABLES["85098NED"], wide(indicators, TABLES["85098NED"], "Regio's", "Perioden", ";"), ","),
        "iv3": (TABLES["IV3-JEUGD"], iv3(data / "iv3" / "iv3_jeugd_taakvelden_2023_2024.csv"), "."),
    }
    for name, table, file, area, period in (
        ("natura_gemeente", "85075NED", "cbs/85075NED_jeugdzorg_natura_gemeente_2021.csv", "code", "jaar"),
        ("natura_wijk", "85075NED", "cbs/85075NED_jeugdzorg_natura_wijk_2021.csv", "code", "jaar"),
        ("kern_2021", "KERNCIJFERS", "cbs/85039NED_kerncijfers_gemeente_2021_bewerkt.csv", "gemeentecode", "=2021"),
        ("kern_2022", "KERNCIJFERS", "cbs/85318NED_kerncijfers_gemeente_2022_bewerkt.csv", "gemeentecode", "=2022"),
        ("almere", "KERNCIJFERS-REEKS", "cbs/almere_kerncijfers_2018_2021.csv", "code", "jaar"),
        ("scp", "SCP-WIJK-2017", "scp/jeugdhulp_in_de_wijk_2017.csv", "wijkcode", "=2017"),
        ("regio_2020", "84134NED", "landelijk/cbs_84134NED_2020_totaal_jeugdzorg_regio_excerpt.csv", "regio", "=2020"),
    ):  # fmt: skip
        read[name] = (TABLES[table], wide(data / file, TABLES[table], area, period), ".")
    return read
