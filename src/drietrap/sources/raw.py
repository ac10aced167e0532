"""What a reader hands over: the cells of a file as text, with the place each came from.

Nothing is interpreted here beyond the layout: area and period stay as delivered, numbers stay text. The
register gives them meaning and refuses what cannot be used.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

CELL_SCHEMA = pl.Schema(
    {
        "row": pl.UInt32,  # line in the file as a spreadsheet counts it, header is line 1
        "column": pl.String,  # header as delivered
        "measure": pl.String,  # measure id of catalogue.tables
        "area": pl.String,  # code or name as delivered
        "period": pl.String,  # as delivered
        "variant": pl.String,  # budget, accounts, circular; '' when the table has none
        "text": pl.String,  # cell as delivered; null when empty
    }
)
MEMBERSHIP_SCHEMA = pl.Schema(
    {
        "row": pl.UInt32,
        "child": pl.String,
        "child_name": pl.String,
        "parent": pl.String,
        "parent_name": pl.String,
    }
)
ORGANISATION_SCHEMA = pl.Schema(
    {
        "row": pl.UInt32,
        "theme": pl.String,
        "characteristic": pl.String,
        "area": pl.String,
        "text": pl.String,
        "since": pl.String,
        "until": pl.String,
        "note": pl.String,
        "source": pl.String,
    }
)
NAME_SCHEMA = pl.Schema({"row": pl.UInt32, "area": pl.String, "period": pl.String, "name": pl.String})
MERGER_SCHEMA = pl.Schema({"row": pl.UInt32, "until": pl.Date, "old": pl.String, "new": pl.String})


@dataclass(frozen=True)
class RawCells:
    """Cells of a published table; ``frame`` follows ``CELL_SCHEMA``; ``decimal`` is the decimal mark."""

    table: str
    frame: pl.DataFrame
    decimal: str = "."
    released: str | None = None


@dataclass(frozen=True)
class RawMembership:
    """Which area belongs to which larger area in ``year``; ``frame`` follows ``MEMBERSHIP_SCHEMA``."""

    table: str
    year: int
    frame: pl.DataFrame


@dataclass(frozen=True)
class RawNames:
    """What a table calls the areas that it is about; ``frame`` follows ``NAME_SCHEMA``, all as delivered."""

    table: str
    frame: pl.DataFrame


@dataclass(frozen=True)
class RawMergers:
    """Mergers of municipalities; ``frame`` follows ``MERGER_SCHEMA``."""

    table: str
    frame: pl.DataFrame


@dataclass(frozen=True)
class RawBoundaries:
    """Boundaries in WGS84: area code to a GeoJSON geometry."""

    table: str
    year: int
    geometries: dict[str, dict[str, object]]


@dataclass(frozen=True)
class RawOrganisation:
    """How municipalities are organised; ``frame`` follows ``ORGANISATION_SCHEMA``, all of it as delivered.

    ``year`` is what the file is about when its rows do not say from when they hold.
    """

    table: str
    frame: pl.DataFrame
    year: int | None = None


RawFile = RawCells | RawNames | RawMembership | RawMergers | RawBoundaries | RawOrganisation
