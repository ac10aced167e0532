"""From published cells to quantities: one column per quantity over municipalities, and sums over groups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from drietrap.catalogue.indicator import Cell
from drietrap.catalogue.split import Product, Quantity
from drietrap.differences.split.ground import Ground
from drietrap.differences.split.ranges import Array, Index, Mask, Range, exact
from drietrap.register.areas import AreaRegister
from drietrap.register.observation import HIDDEN_SECRET

_YEAR = 4


@dataclass(frozen=True)
class Quantities:
    """Quantities by id, all over the same ``areas``; ``years`` tells the year that each was taken from.

    ``summed`` tells by area and year which municipalities of then it is the sum of, where it was not itself;
    ``moved`` by quantity and area why it is of no one territory, and so not known.
    """

    areas: tuple[str, ...]
    ranges: Mapping[str, Range]
    years: Mapping[str, int]
    summed: Mapping[tuple[str, int], tuple[str, ...]] = field(default_factory=dict)
    moved: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def at(self, index: Index) -> Mapping[str, Range]:
        """Return the quantities of some areas."""
        return {name: held.at(index) for name, held in self.ranges.items()}


class Cells:
    """The cells that some quantities read, ready to be looked up by cell and year."""

    def __init__(self, observations: pl.DataFrame, quantities: Iterable[Quantity]) -> None:
        wanted = {(c.table, c.measure) for q in quantities for product in q.products for c in product.cells}
        pairs = pl.DataFrame(sorted(wanted), schema=["table", "measure"], orient="row")
        kept = observations.lazy().join(pairs.lazy(), on=["table", "measure"], how="semi")
        yearly = kept.filter(pl.col("period").str.len_chars() == _YEAR).select(
            "table",
            "measure",
            "variant",
            "area",
            "value",
            pl.coalesce("lower", "value").alias("lower"),
            pl.coalesce("upper", "value").alias("upper"),
            (pl.col("hidden") == HIDDEN_SECRET).fill_null(value=False).alias("secret"),
            pl.col("period").cast(pl.Int32).alias("year"),
        )
        parts = yearly.collect().partition_by("table", "measure", "year", "variant", as_dict=True)
        self._frames: dict[tuple[str, str], dict[int, dict[str, pl.DataFrame]]] = {}
        for (table, measure, year, variant), frame in parts.items():
            of_cell = self._frames.setdefault((str(table), str(measure)), {})
            of_cell.setdefault(int(str(year)), {})[str(variant)] = frame

    def years(self, cell: Cell) -> list[int]:
        """Return the years for which a cell was read, in any of its variants."""
        found = self._frames.get((cell.table, cell.measure), {})
        return sorted(year for year, variants in found.items() if set(variants) & set(cell.variants))

    def rounding(self, cell: Cell, year: int) -> float:
        """Return half of what a cell is rounded to, as all areas together show it."""
        variants = self._frames.get((cell.table, cell.measure), {}).get(year, {})
        shown = [frame["value"].drop_nulls() for name, frame in variants.items() if name in cell.variants]
        return 0.5 if all(bool((part == part.round(0)).all()) for part in shown) else 0.005

    def column(self, cell: Cell, year: int, position: Mapping[str, int]) -> tuple[Range, Array]:
        """Return the cell over areas, and where it is secret (1) or not (0)."""
        table = np.full((4, len(position)), np.nan)
        table[3] = 0.0
        variants = self._frames.get((cell.table, cell.measure), {}).get(year, {})
        for variant in reversed(cell.variants):  # the preferred one is written last
            if variant in variants:
                rows = variants[variant].select("area", "value", "lower", "upper", "secret")
                for area, *given, secret in rows.iter_rows():
                    if area in position:
                        table[:3, position[area]] = [np.nan if v is None else v for v in given]
                        table[3, position[area]] = float(secret)
        return Range(table[0], table[1], table[2]), table[3]


def gathered(
    observations: pl.DataFrame,
    quantities: Iterable[Quantity],
    areas: Sequence[str],
    year: int,
    *,
    exactly: bool = False,
    register: AreaRegister | None = None,
    ground: int | None = None,
) -> Quantities:
    """Return the quantities of ``areas``.

    Parameters
    ----------
    observations
        Core table of cells (columns of ``register.Observation``).
    year
        The wanted year. A quantity comes from the nearest year within its reach that was read, of two as
        near from the earlier; ``exactly`` from that year alone.
    register
        Follows mergers: every quantity is then that of the territory of the latest year in use, as the sum of
        what covered it. Without it codes are taken as they stand.
    ground
        Take the territory of this later year.
    """
    quantities = tuple(quantities)
    cells = Cells(observations, quantities)
    found = {q.id: _year(cells, q, year, 0 if exactly else q.reach) for q in quantities}
    years = {name: chosen for name, chosen in found.items() if chosen is not None}
    until = max(years.values(), default=year)
    land = Ground(areas, max(until, year, ground or year), register)
    ranges: dict[str, Range] = {}
    moved: dict[tuple[str, str], str] = {}
    for quantity in quantities:
        chosen = years.get(quantity.id)
        if chosen is None:
            ranges[quantity.id] = exact(np.full(len(areas), np.nan))
            continue
        position = land.position(chosen)
        held = _summed(cells, quantity, chosen, position)
        used = {chosen, *(_near(cells, c, chosen) for p in quantity.products for c in p.cells)}
        why = land.moved(chosen, used)
        ranges[quantity.id] = land.together(held, chosen, why)
        moved |= {(quantity.id, area): reason for area, reason in why.items()}
    return Quantities(tuple(areas), ranges, years, land.summed(years.values()), moved)


def _near(cells: Cells, cell: Cell, year: int) -> int:
    """Return the year nearest to ``year`` for which a cell was read."""
    return min(cells.years(cell), key=lambda other: (abs(other - year), other), default=year)


def _year(cells: Cells, quantity: Quantity, wanted: int, reach: int) -> int | None:
    """Return the year of a quantity: that of its first cell, whose source changes slowest."""
    found = cells.years(quantity.products[0].cells[0])
    near = [year for year in found if abs(year - wanted) <= reach]
    return min(near, key=lambda year: (abs(year - wanted), year), default=None)


def _summed(cells: Cells, quantity: Quantity, year: int, position: Mapping[str, int]) -> Range:
    parts = [_product(cells, quantity, product, year, position) for product in quantity.products]
    if quantity.optional:
        none = ~np.logical_or.reduce([part.there for part in parts])
        parts = [_zero_where_absent(part) for part in parts]
        parts[0] = Range(
            *(np.where(none, np.nan, end) for end in (parts[0].value, parts[0].low, parts[0].high))
        )
    summed = parts[0]
    for part in parts[1:]:
        summed = summed + part
    return summed


def _zero_where_absent(part: Range) -> Range:
    return Range(*(np.where(part.there, end, 0.0) for end in (part.value, part.low, part.high)))


def _product(
    cells: Cells, quantity: Quantity, product: Product, year: int, position: Mapping[str, int]
) -> Range:
    found = exact(np.full(len(position), product.weight))
    secret = np.zeros(len(position))
    for cell in product.cells:
        near = _near(cells, cell, year)
        column, hidden = cells.column(cell, near, position)
        if cell.measure in quantity.as_shown:
            half = cells.rounding(cell, near)
            column = Range(column.value, column.value - half, column.value + half)
        found, secret = found * column, np.maximum(secret, hidden)
    if quantity.secret_up_to is None:
        return found
    bound = (secret > 0) & ~found.there
    return Range(
        found.value,
        np.where(bound, 0.0, found.low),
        np.where(bound, float(quantity.secret_up_to), found.high),
    )


def usable(held: Quantities, needed: Iterable[str], left_out: Iterable[str] = ()) -> Mask:
    """Where every needed quantity is known or bounded, and the area is not left out."""
    there: Mask = np.logical_and.reduce([held.ranges[name].there for name in needed])
    return there & ~np.isin(held.areas, list(left_out))


def together(held: Quantities, members: Mask) -> Mapping[str, Range]:
    """Return the quantities of areas as one: their sum, shape (1,).

    A secret number of a member counts for the middle of its ends; its ends stay in those of the sum.
    """
    found = {}
    for name, held_range in held.ranges.items():
        part = held_range.at(np.flatnonzero(members))
        middle = np.where(np.isfinite(part.value), part.value, (part.low + part.high) / 2)
        found[name] = Range(*(np.atleast_1d(end.sum()) for end in (middle, part.low, part.high)))
    return found
