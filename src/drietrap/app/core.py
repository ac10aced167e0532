"""The core tables of one release: observations with what surrounds them, and how a delivery joins them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import duckdb
import polars as pl

from drietrap.catalogue import gemeenten
from drietrap.catalogue.gemeenten import Area, Merger
from drietrap.catalogue.indicators import INDICATORS
from drietrap.indicators.engine import figures
from drietrap.register.areas import AreaRegister
from drietrap.register.correction_file import load
from drietrap.register.corrections import apply
from drietrap.register.observation import Observation
from drietrap.register.organisation import KEY as ORGANISATION_KEY
from drietrap.register.organisation import ORGANISATION_TABLE, replaced
from drietrap.register.version import Reader
from drietrap.register.warehouse import Release
from drietrap.sources.raw import MEMBERSHIP_SCHEMA
from drietrap.vocabulary.area import AreaKind

OBSERVATION = Observation.create_empty().schema
MEMBERSHIP = pl.Schema([("year", pl.Int64()), ("snapshot", pl.String()), *MEMBERSHIP_SCHEMA.items()])
BOUNDARY = pl.Schema({"area": pl.String, "year": pl.Int64, "geometry": pl.String, "snapshot": pl.String})
MERGER = pl.Schema({"until": pl.Date, "old": pl.String, "new": pl.String, "whole": pl.Boolean})
AREA = pl.Schema(
    {
        "code": pl.String,
        "name": pl.String,
        "valid_from": pl.Date,
        "valid_to": pl.Date,
        "other_names": pl.String,
    }
)
NAME = pl.Schema({"area": pl.String, "year": pl.Int64, "name": pl.String, "snapshot": pl.String})
DELIVERY = pl.Schema({"snapshot": pl.String, "table": pl.String, "file": pl.String, "periods": pl.String})
KEYS = {
    "observation": ("table", "variant", "measure", "area", "period"),
    "membership": ("year", "child", "parent"),
    "boundary": ("year", "area"),
    "merger": ("until", "old", "new"),
    "area": ("code",),
    "name": ("area", "year"),
    "delivery": ("snapshot", "table", "periods"),
    "figure": ("indicator", "area", "period"),
    "organisation": ORGANISATION_KEY,
}
_STORED = ("observation", "membership", "boundary", "merger", "area", "name", "delivery", "organisation")
_PART = ("table", "variant", "period", "level")


@dataclass(frozen=True)
class Core:
    """All core tables; ``area`` and ``merger`` hold only what is delivered beside our own facts.

    ``name`` tells what districts are called, as the newest delivery about their year has it.

    A release with fictional areas (of the synthetic country) knows no others.
    """

    observation: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=OBSERVATION))
    membership: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=MEMBERSHIP))
    boundary: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=BOUNDARY))
    merger: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=MERGER))
    area: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=AREA))
    name: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=NAME))
    delivery: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=DELIVERY))
    organisation: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=ORGANISATION_TABLE))

    @classmethod
    def load(cls, reader: Reader) -> Core:
        """Return the core tables of an opened version."""
        return cls(**{name: reader.frame(name) for name in _STORED if name in reader.tables})

    @property
    def synthetic(self) -> bool:
        """Whether this is the synthetic country."""
        return not self.area.is_empty()

    def areas(self) -> AreaRegister:
        """Return the register of areas: the fictional ones alone, or the real Netherlands."""
        if self.synthetic:
            mergers = [Merger(*row) for row in self.merger.select(*MERGER).iter_rows()]
            studies = [area for area in gemeenten.areas() if area.kind is AreaKind.STUDIE]
            fictional = [_area(row) for row in self.area.iter_rows(named=True)]
            return AreaRegister([*studies, *fictional], mergers)
        return AreaRegister.official().with_mergers(self.merger)

    def district_names(self, year: int) -> dict[str, str]:
        """Return what districts are called in the year with names that is nearest, of two the earlier."""
        near = self.name.sort((pl.col("year") - year).abs(), "year", "area")
        return dict(near.unique("area", keep="first", maintain_order=True).select("area", "name").iter_rows())

    def joined(self, new: Core) -> Core:
        """Return these tables with a delivery added.

        A newer delivery of a table replaces the older one for the same variant, period and level of area
        as a whole: what it leaves out is gone.
        """
        return replace(
            self,
            observation=_replaced(self.observation, new.observation),
            membership=_latest(self.membership, new.membership, "year"),
            boundary=_latest(self.boundary, new.boundary, "year"),
            merger=pl.concat([self.merger, new.merger]).unique(
                KEYS["merger"], keep="first", maintain_order=True
            ),
            area=pl.concat([self.area, new.area]).unique(KEYS["area"], keep="last", maintain_order=True),
            name=pl.concat([self.name, new.name]).unique(KEYS["name"], keep="last", maintain_order=True),
            delivery=pl.concat([self.delivery, new.delivery]).unique(
                KEYS["delivery"], keep="first", maintain_order=True
            ),
            organisation=replaced(self.organisation, new.organisation),
        )

    def without_stale(self, new: Core) -> Core:
        """Return ``new`` without provisional tables of which these already have the definitive ones."""
        settled = _standing(self.observation).filter(~pl.col("provisional"))
        stale = _standing(new.observation).filter(pl.col("provisional")).join(settled, on=_PART, how="semi")
        kept = _with_level(new.observation).join(stale, on=_PART, how="anti").drop("level")
        return replace(new, observation=kept)

    def lost(self, new: Core) -> pl.DataFrame:
        """Return the cells of these that a newer delivery of the same tables leaves out."""
        there = _with_level(self.observation).join(_parts(new.observation), on=_PART, how="semi")
        return there.join(new.observation, on=list(KEYS["observation"]), how="anti")

    def replaced_by(self, new: Core) -> pl.DataFrame:
        """Return the observations of these that a newer delivery of the same tables replaces."""
        return _with_level(self.observation).join(_parts(new.observation), on=_PART, how="semi").drop("level")

    def figures(self) -> pl.DataFrame:
        """Compute every indicator of the catalogue for every area and period, on corrected observations."""
        corrected = apply(self.observation, load())
        with duckdb.connect() as connection:
            connection.register("observation", corrected.observations.to_arrow())
            found = figures(connection, INDICATORS.values())
        return _with_reasons(found, self._corrected_cells(corrected.applied))

    def _corrected_cells(self, applied: pl.DataFrame) -> pl.DataFrame:
        """Return the reason of every corrected cell, by cell."""
        cell = pl.concat_str("snapshot", "row", "column", separator=":").alias("cell")
        key = list(KEYS["observation"])
        return self.observation.join(applied, on=key).select(cell, "reason").unique()

    def store(self, release: Release, figure: pl.DataFrame) -> None:
        """Write all core tables and the figures into a new version."""
        for name in _STORED:
            release.put(name, getattr(self, name), key=KEYS[name])
        release.put("figure", figure, key=KEYS["figure"])


def area_row(area: Area) -> dict[str, object]:
    """Return an area as a row of the area table."""
    return {
        "code": area.code,
        "name": area.name,
        "valid_from": area.valid_from,
        "valid_to": area.valid_to,
        "other_names": "|".join(area.other_names),
    }


def _with_reasons(figure: pl.DataFrame, corrected: pl.DataFrame) -> pl.DataFrame:
    """Add to each figure that rests on a corrected cell the reason of the correction, as a warning."""
    if corrected.is_empty():
        return figure
    used = figure.select("lineage", cell="cells").explode("cell").join(corrected, on="cell")
    reasons = used.unique(["lineage", "reason"]).sort("lineage", "reason")
    grouped = reasons.group_by("lineage", maintain_order=True).agg("reason")
    joined = figure.join(grouped, on="lineage", how="left", maintain_order="left")
    extra = pl.col("reason").fill_null(pl.lit([], dtype=pl.List(pl.String)))
    return joined.with_columns(warnings=pl.col("warnings").list.concat(extra)).drop("reason")


def _area(row: dict[str, object]) -> Area:
    names = tuple(name for name in str(row["other_names"]).split("|") if name)
    return Area(
        str(row["code"]),
        str(row["name"]),
        row["valid_from"],  # type: ignore[arg-type]
        row["valid_to"],  # type: ignore[arg-type]
        names,
    )


def _with_level(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(level=pl.col("area").str.slice(0, 2))


def _parts(frame: pl.DataFrame) -> pl.DataFrame:
    return _with_level(frame).select(_PART).unique()


def _standing(frame: pl.DataFrame) -> pl.DataFrame:
    """Return for every table, variant, period and level of area whether it is provisional."""
    return _with_level(frame).group_by(_PART).agg(pl.col("provisional").any())


def _replaced(old: pl.DataFrame, new: pl.DataFrame) -> pl.DataFrame:
    if new.is_empty():
        return old
    kept = _with_level(old).join(_parts(new), on=_PART, how="anti").drop("level")
    return pl.concat([kept, new.select(kept.columns)])


def _latest(old: pl.DataFrame, new: pl.DataFrame, year: str) -> pl.DataFrame:
    return pl.concat([old.filter(~pl.col(year).is_in(new[year].unique().to_list())), new])
