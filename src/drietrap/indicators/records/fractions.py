"""From counts to fractions: which figures there are, and what stands above and below the line in each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np
import polars as pl

from drietrap.catalogue.record_formula import DIMENSIONS, Ages, RecordCount, RecordFormula
from drietrap.indicators.records.counting import Table
from drietrap.indicators.records.figure import AGE_BANDS, Level
from drietrap.indicators.records.naming import Names
from drietrap.indicators.records.packing import IntArray

ABSENT = -1
"""The denominator of a figure per inhabitant when the inhabitants are not known."""

LEVELS = tuple(Level)
CUTS = ("", *DIMENSIONS)

PEOPLE = pl.Schema(
    {"year": pl.Int64(), "area": pl.String(), "lowest": pl.Int64(), "below": pl.Int64(), "people": pl.Int64()}
)
"""Inhabitants per year and area (of any level) of ``lowest`` up to ``below`` years."""


@dataclass(frozen=True)
class Fractions:
    """Figures of one year, as numbers: an array each, with a number per figure.

    ``formula`` is a place in the formulas, ``level`` in ``LEVELS``, ``cut`` in ``CUTS``; ``place`` and
    ``category`` are numbers of :class:`.naming.Names` for that level and dimension. Without a denominator
    ``below`` is 0; it is ``ABSENT`` where inhabitants are not known.
    """

    formula: IntArray
    level: IntArray
    place: IntArray
    span: IntArray
    cut: IntArray
    category: IntArray
    above: IntArray
    below: IntArray


class Inhabitants:
    """Inhabitants of one year, per place and range of ages."""

    def __init__(self, people: pl.DataFrame | None, year: int, names: Names) -> None:
        known = PEOPLE.to_frame() if people is None else people.select(PEOPLE.names()).cast(PEOPLE)
        here = known.filter(year=year).drop("year").unique()
        if here.select("area", "lowest", "below").is_duplicated().any():
            raise ValueError(f"an area has two numbers of inhabitants of the same ages in {year}")
        self._people = {(area, lowest, below): number for area, lowest, below, number in here.iter_rows()}
        self._names = names

    def of(self, table: Table, ages: Ages) -> IntArray:
        """Return the inhabitants of each row of a table: of ``ages``, and of its age band; ABSENT by sex."""
        if table.dimension == "geslacht" or not self._people:
            return np.full(len(table.place), ABSENT)
        categories = self._names.categories[table.dimension].names
        ranges = [
            _within(ages, AGE_BANDS.get(name) if table.dimension == "leeftijd" else None)
            for name in categories
        ]
        known = {one: self._per_place(table.level, one) for one in set(ranges)}
        return np.array([known[one] for one in ranges])[table.category, table.place]

    def _per_place(self, level: Level, ages: Ages) -> IntArray:
        areas = self._names.places[level].names
        found = [self._people.get((area, ages.lowest, ages.below), ABSENT) for area in areas]
        return np.array(found, dtype=np.int64)


def fractions(
    tables: Iterable[Table],
    formulas: Sequence[RecordFormula],
    counts: Sequence[RecordCount],
    inhabitants: Inhabitants,
) -> Fractions:
    """Return every figure of the formulas, from tables with a column per one of ``counts``.

    Every indicator has a total in every area with a record. A provider, or a category, has the figures of
    which it has something. A provider has no figure per inhabitant.
    """
    parts = [_of_table(table, formulas, counts, inhabitants) for table in tables]
    names = [field.name for field in fields(Fractions)]
    return Fractions(*(np.concatenate([part[name] for part in parts]) for name in names))


def _of_table(
    table: Table, formulas: Sequence[RecordFormula], counts: Sequence[RecordCount], inhabitants: Inhabitants
) -> Mapping[str, IntArray]:
    at_provider = table.level is Level.AANBIEDER
    mine = [
        number
        for number, one in enumerate(formulas)
        if table.dimension in ("", *one.breakdowns)
        and not (at_provider and isinstance(one.denominator, Ages))
    ]
    column = {one: number for number, one in enumerate(counts)}
    counted = np.vstack([table.counts.T, np.zeros(len(table.place), dtype=np.int64)])
    above = counted[[column[formulas[i].numerator] for i in mine]]
    below = counted[[_denominator(formulas[i], column) for i in mine]]
    there = (above > 0) | (below > 0)
    if not table.dimension and not at_provider:
        there[:] = True
    for line, i in enumerate(mine):
        ages = formulas[i].denominator
        if isinstance(ages, Ages):
            below[line] = inhabitants.of(table, ages)
    formula, row = np.nonzero(there)
    size = len(formula)
    return {
        "formula": np.array(mine, dtype=np.int64)[formula],
        "level": np.full(size, LEVELS.index(table.level)),
        "place": table.place[row],
        "span": table.span[row],
        "cut": np.full(size, CUTS.index(table.dimension)),
        "category": table.category[row],
        "above": above[formula, row],
        "below": below[formula, row],
    }


def _denominator(formula: RecordFormula, column: Mapping[RecordCount, int]) -> int:
    """Return the column of the denominator; the last one, of zeros, when it is no count."""
    below = formula.denominator
    return column[below] if isinstance(below, RecordCount) else -1


def _within(ages: Ages, band: Ages | None) -> Ages:
    if band is None:
        return ages
    return Ages(max(ages.lowest, band.lowest), min(ages.below, band.below))
