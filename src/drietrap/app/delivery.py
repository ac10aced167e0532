"""One delivered file on its way in: raw frames become core tables, or the whole file is refused."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

import polars as pl

from drietrap.app.core import BOUNDARY, DELIVERY, KEYS, MEMBERSHIP, MERGER, NAME, Core
from drietrap.catalogue.published import TABLES
from drietrap.register.areas import AreaRegister
from drietrap.register.contract import check
from drietrap.register.organisation import checked as checked_organisation
from drietrap.register.snapshots import Details
from drietrap.sources.raw import (
    RawBoundaries,
    RawCells,
    RawFile,
    RawMembership,
    RawMergers,
    RawNames,
    RawOrganisation,
)
from drietrap.vocabulary.area import AreaKind, area_code
from drietrap.vocabulary.errors import InputError
from drietrap.vocabulary.period import Period

_DISTRICT = re.compile(r"WK\d{6}")
_NUMBERED = re.compile(r"^Wijk \d{2}\s+")


@dataclass(frozen=True)
class Judged:
    """A file that passed: its core tables, what is known about it, and remarks in Dutch."""

    core: Core
    details: Details
    cells: int
    remarks: tuple[str, ...]


def judge(
    raws: tuple[RawFile, ...], snapshot: str, file: str, areas: AreaRegister, *, url: str | None = None
) -> Judged:
    """Check everything in one file against the contract; the first thing wrong refuses the file."""
    core, remarks, cells = Core(), dict[str, None](), 0
    for raw in raws:
        if isinstance(raw, RawCells):
            checked = check(TABLES[raw.table], raw.frame, snapshot, areas, decimal=raw.decimal, file=file)
            core = core.joined(Core(observation=pl.DataFrame(checked.observations)))
            remarks |= dict.fromkeys(checked.remarks)
            cells += checked.observations.height
        elif isinstance(raw, RawNames):
            core = core.joined(Core(name=_names(raw, snapshot)))
        elif isinstance(raw, RawMembership):
            core = core.joined(Core(membership=_membership(raw, snapshot, areas, file)))
            cells += raw.frame.height
        elif isinstance(raw, RawMergers):
            frame = raw.frame.with_columns(whole=pl.lit(False)).select(*MERGER).drop_nulls().unique()
            core = core.joined(Core(merger=frame))
            cells += raw.frame.height
        elif isinstance(raw, RawOrganisation):
            held = checked_organisation(raw.frame, snapshot, areas, file, year=raw.year)
            core = core.joined(Core(organisation=held))
            cells += raw.frame.height
        else:
            core = core.joined(Core(boundary=_boundary(raw, snapshot, areas, file)))
            cells += len(raw.geometries)
    details = _details(raws, core, url)
    delivery = [(snapshot, table, file, " ".join(details.periods)) for table in details.tables]
    core = core.joined(Core(delivery=pl.DataFrame(delivery, schema=DELIVERY, orient="row")))
    return Judged(core, details, cells, tuple(remarks))


def _details(raws: tuple[RawFile, ...], core: Core, url: str | None) -> Details:
    tables = tuple(dict.fromkeys(raw.table for raw in raws))
    years = [str(raw.year) for raw in raws if isinstance(raw, RawMembership | RawBoundaries)]
    starts = core.organisation["since"].dt.year().cast(pl.String).to_list()
    periods = sorted({*core.observation["period"].to_list(), *years, *starts})
    released = next((raw.released for raw in raws if isinstance(raw, RawCells) and raw.released), None)
    known = TABLES.get(tables[0])
    return Details(
        tables=tables,
        publisher=known.publisher if known else "",
        periods=tuple(periods),
        layout="+".join(dict.fromkeys(type(raw).__name__ for raw in raws)),
        released=released,
        url=url,
    )


def _names(raw: RawNames, snapshot: str) -> pl.DataFrame:
    """Return the names of districts, without the words and the number that repeat their code."""
    rows = [
        (area.strip(), Period.parse(period).year, shorter, snapshot)
        for area, period, name in raw.frame.select("area", "period", "name").iter_rows()
        if _DISTRICT.fullmatch(area.strip()) and (shorter := _NUMBERED.sub("", " ".join(name.split())))
    ]
    frame = pl.DataFrame(rows, schema=NAME, orient="row")
    return frame.unique(KEYS["name"], keep="first", maintain_order=True)


def _membership(raw: RawMembership, snapshot: str, areas: AreaRegister, file: str) -> pl.DataFrame:
    rows = []
    for row, child, child_name, parent, parent_name in raw.frame.iter_rows():
        text = child or child_name
        try:
            code = areas.find(text, raw.year, kinds=(AreaKind.GEMEENTE,)).code
        except InputError as error:
            raise type(error)(
                error.problem, expected=error.expected, action=error.action, file=file, row=row
            ) from error
        region = area_code(parent) if parent else None
        rows.append((raw.year, snapshot, row, code, child_name, region or parent or parent_name, parent_name))
    frame = pl.DataFrame(rows, schema=MEMBERSHIP, orient="row")
    return frame.unique(("year", "child", "parent"), keep="first", maintain_order=True)


def _boundary(raw: RawBoundaries, snapshot: str, areas: AreaRegister, file: str) -> pl.DataFrame:
    rows = []
    for code, geometry in raw.geometries.items():
        try:
            area = areas.get(code)
        except InputError as error:
            raise type(error)(
                error.problem, expected=error.expected, action=error.action, file=file
            ) from error
        rows.append((area.code, raw.year, json.dumps(geometry, separators=(",", ":")), snapshot))
    return pl.DataFrame(rows, schema=BOUNDARY, orient="row")
