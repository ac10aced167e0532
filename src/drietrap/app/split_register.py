"""Splitting over protected counts from the register: what readers were shown, read back from what was kept.

Nothing is counted here and no row about a person is opened: the counts are those of the newest
``drietrap registratiecijfers`` over the period, as they left the house.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import polars as pl

from drietrap.app.delivered import deliveries
from drietrap.app.folder import DataFolder
from drietrap.app.person_house import PersonHouse
from drietrap.app.record_releases import CELLS, RELEASES
from drietrap.app.record_ties import AGE, BEGUN, FORM, HELP, RUNNING, TRAJECTORIES, YOUTHS, measure
from drietrap.app.state import State
from drietrap.catalogue.beleidsinformatie import JEUGDHULP
from drietrap.catalogue.split_quantities import AGES, REGISTER_FORMS
from drietrap.differences.split.gather import Quantities
from drietrap.differences.split.ranges import Range, total
from drietrap.publication.record_tables import TOTAL
from drietrap.publication.suppression.rules import RULES
from drietrap.register.version import Reader
from drietrap.register.warehouse import Warehouse
from drietrap.vocabulary.notation import Count
from drietrap.vocabulary.period import Period

_NAMED = 3

_SHOWN = pl.Schema(
    {"measure": pl.String, "by": pl.String, "area": pl.String, "code": pl.String, "value": pl.Int64}
)


class Shown:
    """Counts that were shown of one period: ``cells`` has a row per measure, breakdown, area and code."""

    def __init__(self, year: int, cells: pl.DataFrame) -> None:
        self.year = year
        self._cells = {
            (name, by, area, code): value for name, by, area, code, value in cells.select(*_SHOWN).iter_rows()
        }

    @property
    def last_half(self) -> Period:
        """The last half-year of the year of which the course was shown."""
        last, first = (Period(self.year, "H", half) for half in (2, 1))
        return last if any(cell[0] == measure(BEGUN, last) for cell in self._cells) else first

    def has(self, name: str, by: str, code: str) -> bool:
        """Whether a count was made for any area."""
        return any(cell[:2] == (name, by) and cell[3] == code for cell in self._cells)

    def column(self, name: str, by: str, code: str, areas: tuple[str, ...]) -> Range:
        """Return one count over areas; unknown where it was not made, bounded where it is withheld."""
        found = [self._one(name, by, area, code) for area in areas]
        value, low, high = (np.array(end, dtype=np.float64) for end in zip(*found, strict=True))
        return Range(value, low, high)

    def _one(self, name: str, by: str, area: str, code: str) -> tuple[float, float, float]:
        if (name, by, area, code) not in self._cells:
            return np.nan, np.nan, np.nan
        value = self._cells[name, by, area, code]
        low, high = RULES[-1].readings(value)
        if value is not None and high is not None:
            return float(value), float(low), float(high)
        whole = self._cells.get((name, by, area, TOTAL))
        most = None if whole is None or code == TOTAL else RULES[-1].readings(whole)[1]
        return np.nan, float(low), np.nan if most is None else float(most)


def shown(folder: Path, year: int | None) -> Shown | None:
    """Return the protected counts of a year (else of the newest year there is); None when there are none."""
    warehouse = Warehouse(DataFolder(folder).releases)
    if warehouse.current is None:
        return None
    with warehouse.open() as reader:
        if RELEASES not in reader.tables:
            return None
        cells = _released(reader)
    years = {int(code) for code in cells["measure"].str.split(" ").list.last().unique() if code.isdecimal()}
    wanted = max(years, default=None) if year is None else year
    return Shown(wanted, cells) if wanted in years else None


def lacking_register(folder: Path, year: int) -> str:
    """Return why there are no protected counts, where there is a register; empty without one."""
    if PersonHouse(DataFolder(folder)).is_empty:
        return ""
    made = f"'drietrap registratiecijfers {year}'"
    return f"beveiligde aantallen over een jaar zijn er nog niet; maak ze met {made}"


def silent(state: State, year: int, areas: Iterable[str]) -> str:
    """Return whose providers did not all deliver over a year, by the lists of contracts; empty when all did.

    A count that lacks a provider is no count of the help there is: a difference may be that provider alone.
    Without a list nobody knows, and nothing is said.
    """
    folder = DataFolder(state.folder)
    if PersonHouse(folder).is_empty:
        return ""
    absent: dict[str, set[str]] = {}
    for one in deliveries(folder).content.missing:
        if one.kind == JEUGDHULP and Period.parse(one.period).year == year:
            for area in one.municipalities:
                absent.setdefault(area, set()).add(one.provider)
    found = [
        f"{Count(len(absent[area]))} {Count(len(absent[area])):aanbieder|aanbieders} van {state.name(area)}"
        for area in dict.fromkeys(areas)
        if area in absent
    ]
    if not found:
        return ""
    more = f" en aanbieders van nog {len(found) - _NAMED} gemeenten" if len(found) > _NAMED else ""
    told = f"{', '.join(found[:_NAMED])}{more}"
    return f"over {year} leverden niet alle aanbieders op de lijst van contracten: het ontbreekt aan {told}"


def _released(reader: Reader) -> pl.DataFrame:
    """Return all cells that were released by area and one breakdown; of a cell shown twice the newest."""
    cells = reader.frame(CELLS)
    made = [pl.DataFrame(schema=_SHOWN)]
    for number, structure in reader.frame(RELEASES).sort("number").select("number", "structure").iter_rows():
        for place, table in enumerate(json.loads(structure)["tables"]):
            if not table["released"] or len(table["dimensions"]) != 2:
                continue
            rows = cells.filter((pl.col("release") == number) & (pl.col("table") == place)).sort("row")
            made.append(
                rows.select(
                    measure=pl.lit(table["measure"]),
                    by=pl.lit(table["dimensions"][1]),
                    area=pl.col("codes").list.get(0),
                    code=pl.col("codes").list.get(1),
                    value="value",
                )
            )
    return pl.concat(made).unique(("measure", "by", "area", "code"), keep="last", maintain_order=True)


def counted(told: Shown, held: Quantities) -> Quantities:
    """Return ``held`` (the inhabitants of all municipalities) with the counts of the register beside them."""
    year, last = Period(told.year, "J", 1), told.last_half
    asked: dict[str, tuple[str, str, str]] = {
        "register_jongeren": (measure(YOUTHS, year), AGE, TOTAL),
        "register_trajecten": (measure(TRAJECTORIES, year), FORM, HELP),
        "register_begonnen": (measure(BEGUN, last), AGE, TOTAL),
        "register_stand": (measure(RUNNING, last), AGE, TOTAL),
    }
    asked |= {f"register_jongeren_{key}": (measure(YOUTHS, year), AGE, key) for key in AGES}
    asked |= {
        f"register_trajecten_{key}": (measure(TRAJECTORIES, year), FORM, f"{HELP} {key}")
        for key in REGISTER_FORMS
    }
    ranges: dict[str, Range] = {name: told.column(*cell, held.areas) for name, cell in asked.items()}
    if not told.has(*asked["register_trajecten"]):  # a release of before forms of help had a total
        forms = [ranges[f"register_trajecten_{key}"] for key in REGISTER_FORMS]
        ranges["register_trajecten"] = total(forms)
    return Quantities(
        held.areas,
        {**held.ranges, **ranges},
        {**held.years, **dict.fromkeys(ranges, told.year)},
        held.summed,
        held.moved,
    )
