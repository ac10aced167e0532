"""The observations as the rules read them: one wide sheet per table, with the bounds of every cell."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import polars as pl

from drietrap.catalogue.published import TABLES
from drietrap.catalogue.relation import ShareOf
from drietrap.catalogue.relations import SHARE_OF
from drietrap.catalogue.tables import CellKind, Column, Table

KEYS = ("variant", "area", "period")
Row = dict[str, object]
TOLERANCE = 1e-6


class CellKey(NamedTuple):
    """Which published cell."""

    table: str
    variant: str
    measure: str
    area: str
    period: str


@dataclass(frozen=True)
class Sheet:
    """One table, a row per variant, area and period; columns ``value_m``, ``lower_m`` and ``upper_m``."""

    table: Table
    wide: pl.DataFrame
    measures: frozenset[str]

    def column(self, measure: str) -> Column:
        """Return how the table defines a measure."""
        return self.table.by_measure[measure]

    def lowest(self, measure: str) -> float:
        """Return the smallest value a cell can have when nothing is known."""
        return -math.inf if self.column(measure).kind is CellKind.AMOUNT else 0.0

    def low(self, measure: str) -> pl.Expr:
        """Return the lower bound of a measure; the lowest possible when unknown."""
        return pl.col(f"lower_{measure}").fill_null(self.lowest(measure))

    def high(self, measure: str) -> pl.Expr:
        """Return the upper bound of a measure; infinite when unknown."""
        return pl.col(f"upper_{measure}").fill_null(math.inf)

    def known(self, measure: str) -> pl.Expr:
        """Return whether anything is known about a cell."""
        return pl.col(f"upper_{measure}").is_not_null()

    def rows(self, odd: pl.Expr) -> list[Row]:
        """Return the rows for which ``odd`` holds, in a fixed order."""
        return self.wide.filter(odd).sort(KEYS).to_dicts()

    def bounds(self, row: Row, measure: str) -> tuple[float, float]:
        """Return the bounds of a cell."""
        low, high = row[f"lower_{measure}"], row[f"upper_{measure}"]
        return (
            self.lowest(measure) if low is None else float(str(low)),
            math.inf if high is None else float(str(high)),
        )

    def value(self, row: Row, measure: str) -> float | None:
        """Return the published value, None when withheld or absent."""
        value = row[f"value_{measure}"]
        return None if value is None else float(str(value))

    def keys(self, row: Row, *measures: str) -> tuple[CellKey, ...]:
        """Return the keys of cells in one row."""
        variant, area, period = (str(row[key]) for key in KEYS)
        return tuple(CellKey(self.table.id, variant, measure, area, period) for measure in measures)


@dataclass(frozen=True)
class Tables:
    """Everything a rule may look at.

    ``observations`` and ``previous`` (an earlier release, or None) follow ``register.Observation``;
    ``names`` maps area codes to names.
    """

    observations: pl.DataFrame
    names: dict[str, str]
    previous: pl.DataFrame | None = None

    @cached_property
    def sheets(self) -> dict[str, Sheet]:
        """The sheet of every table that is here and that we know."""
        parts = self.observations.partition_by("table", as_dict=True)
        return {
            str(table): _sheet(TABLES[str(table)], frame)
            for (table,), frame in sorted(parts.items())
            if table in TABLES
        }

    def sheet(self, table: str, measures: tuple[str, ...] = ()) -> Sheet | None:
        """Return the sheet of a table when it is here and has all ``measures``."""
        sheet = self.sheets.get(table)
        return sheet if sheet is not None and sheet.measures.issuperset(measures) else None

    def name(self, area: str) -> str:
        """Return the name of an area, else its code."""
        return self.names.get(area, area)


def _sheet(table: Table, frame: pl.DataFrame) -> Sheet:
    known = frame.filter(pl.col("measure").is_in(list(table.by_measure)))
    measures = frozenset(known["measure"].to_list())
    if len(measures) == 1:
        (only,) = measures
        wide = known.select(*KEYS, *(pl.col(name).alias(f"{name}_{only}") for name in _VALUES))
    else:
        wide = known.pivot("measure", index=list(KEYS), values=list(_VALUES), aggregate_function="first")
    sheet = Sheet(table, wide, measures)
    for relation in SHARE_OF:
        if relation.table == table.id and relation.rounded and {relation.share, relation.base} <= measures:
            wide = wide.with_columns(_widened(sheet, relation))
    return Sheet(table, wide, measures)


_VALUES = ("value", "lower", "upper")


def _widened(sheet: Sheet, relation: ShareOf) -> list[pl.Expr]:
    """Give a share that was computed from rounded counts the rounding of those counts as well.

    The count behind it is a multiple of the step, so the true count lies up to half a step away; where
    it is small enough to be withheld, it can be anything from nought to the limit of secrecy.
    """
    base = sheet.column(relation.base)
    published = pl.col(f"value_{relation.base}")
    half = 100 * base.step / 2 / published
    secret = 100 * (base.secret_up_to or 0) / published
    low, high = pl.col(f"lower_{relation.share}"), pl.col(f"upper_{relation.share}")
    small = high <= secret + half
    return [
        pl.when(small)
        .then(0.0)
        .otherwise(pl.max_horizontal(low - half, pl.lit(0.0)))
        .alias(low.meta.output_name()),
        pl.when(small)
        .then(pl.max_horizontal(high + half, secret))
        .otherwise(high + half)
        .alias(high.meta.output_name()),
    ]
