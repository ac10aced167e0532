"""Where the fictional youths live, and what the published tables say about them per municipality and year."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from drietrap.catalogue.relations import REFERRERS
from drietrap.synthetic.arithmetic import FloatArray, IntArray
from drietrap.synthetic.care import AGES
from drietrap.synthetic.country import CARE_YEARS, Country
from drietrap.synthetic.map_of_areas import MERGER_YEAR
from drietrap.synthetic.municipalities import BASE_YEAR
from drietrap.synthetic.register.fitting import ordered_sum
from drietrap.synthetic.tables import HOUSEHOLDS, per_group

SEVERE = ("verblijf", "bescherming", "reclassering")


@dataclass(frozen=True)
class Territory:
    """Districts in a fixed order, and the units (municipalities before the merger) that they lie in.

    ``district_codes`` and ``municipality_codes`` give the codes per district before and after the merger.
    """

    unit: IntArray
    first: IntArray
    size: IntArray
    unit_codes: tuple[str, ...]
    merged_unit_codes: tuple[str, ...]
    region: IntArray
    region_codes: tuple[str, ...]
    district_codes: tuple[tuple[str, ...], tuple[str, ...]]
    municipality_codes: tuple[tuple[str, ...], tuple[str, ...]]
    weight: FloatArray
    neighbours: tuple[IntArray, ...]

    def at(self, year: int) -> int:
        """Return which of the two sets of codes is in force in a year."""
        return int(year >= MERGER_YEAR)


def territory_of(country: Country) -> Territory:
    """Return the territory of a country.

    Raises
    ------
    ValueError
        When the districts of two years are not the same ones in the same order.
    """
    before = _of_year(country.districts, BASE_YEAR)
    after = _of_year(country.districts, MERGER_YEAR)
    if before["name"].to_list() != after["name"].to_list():
        raise ValueError("the districts of a fictional country are the same in every year")
    codes = before["municipality"].unique(maintain_order=True).to_list()
    place = {code: number for number, code in enumerate(codes)}
    unit = np.array([place[code] for code in before["municipality"].to_list()], dtype=np.int64)
    size = np.bincount(unit)
    merged = [after["municipality"][int(number)] for number in np.cumsum(size) - size]
    regions = dict(country.areas.filter(pl.col("kind") == "gemeente").select("code", "region").iter_rows())
    region_codes = sorted({regions[code] for code in merged})
    return Territory(
        unit=unit,
        first=np.cumsum(size) - size,
        size=size,
        unit_codes=tuple(codes),
        merged_unit_codes=tuple(merged),
        region=np.array([region_codes.index(regions[code]) for code in merged]),
        region_codes=tuple(region_codes),
        district_codes=(tuple(before["code"].to_list()), tuple(after["code"].to_list())),
        municipality_codes=(tuple(before["municipality"].to_list()), tuple(after["municipality"].to_list())),
        weight=after["jongeren"].to_numpy().astype(np.float64) + 1.0,
        neighbours=_neighbours(country, place),
    )


def _of_year(frame: pl.DataFrame, year: int) -> pl.DataFrame:
    return frame.filter(pl.col("year") == year)


def _neighbours(country: Country, place: dict[str, int]) -> tuple[IntArray, ...]:
    around: list[list[int]] = [[] for _ in place]
    for row in _of_year(country.neighbours, BASE_YEAR).sort("code", "neighbour").iter_rows(named=True):
        around[place[row["code"]]].append(place[row["neighbour"]])
    return tuple(np.array(others, dtype=np.int64) for others in around)


@dataclass(frozen=True)
class Targets:
    """What the tables ask of one year, per unit: youths by age and household, trajectories by referrer."""

    ages: IntArray
    households: IntArray
    referrers: IntArray
    severe: dict[str, IntArray]


def targets_of(country: Country, territory: Territory, year: int) -> Targets:
    """Return the margins of a year.

    Age is published from 2016 on, the rest for 2021 and 2022; another year gets the shares of the nearest
    year that is published, applied to its own youths (or to those of 2016).
    """
    known = min(max(year, CARE_YEARS.start), CARE_YEARS[-1])
    table_year = BASE_YEAR if year <= BASE_YEAR else MERGER_YEAR
    ages = _per_unit(country.districts, known, [f"jongeren_{age}" for age in AGES], territory)
    base = _per_unit(country.districts, table_year, [f"jongeren_{age}" for age in AGES], territory)
    households = _per_unit(country.use, table_year, list(HOUSEHOLDS), territory)
    referrers = _per_unit(country.use, table_year, list(REFERRERS), territory)
    growth = ages.sum(axis=1) / np.maximum(base.sum(axis=1), 1)
    young = ages[:, :3].sum(axis=1)
    severe = {name: _severe(country, territory, table_year, name, young) for name in SEVERE}
    return Targets(ages, _grown(households, growth, ages.sum(axis=1)), _grown(referrers, growth), severe)


def _per_unit(frame: pl.DataFrame, year: int, columns: list[str], territory: Territory) -> IntArray:
    values = _of_year(frame, year).select(columns).to_numpy().astype(np.int64)
    return per_group(values, territory.unit, len(territory.unit_codes))


def _grown(table: IntArray, growth: FloatArray, totals: IntArray | None = None) -> IntArray:
    """Scale rows and round the running sum, so that they add up to the rounded (or given) total."""
    running = np.cumsum(table, axis=1)
    whole = np.floor(ordered_sum(table.astype(np.float64)) * growth + 0.5) if totals is None else totals
    last = np.maximum(running[:, -1:], 1)
    steps = np.floor(running / last * whole[:, None] + 0.5).astype(np.int64)
    return np.diff(steps, prepend=0, axis=1)


def _severe(country: Country, territory: Territory, table_year: int, name: str, young: IntArray) -> IntArray:
    """Return youths with stay, protection or probation: the municipality's ratio to its youths in care."""
    table = _of_year(country.care, table_year)
    ratio = dict(zip(table["code"], table[name] / table["jeugdzorg"].clip(lower_bound=1), strict=True))
    codes = territory.unit_codes if table_year == BASE_YEAR else territory.merged_unit_codes
    youths: IntArray = np.floor(np.array([ratio[code] for code in codes]) * young + 0.5).astype(np.int64)
    return youths
