"""Codes, names and places: which area exists when, what it belongs to and where it lies."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from drietrap.synthetic import land as land_module
from drietrap.synthetic import names, regions
from drietrap.synthetic.arithmetic import IntArray, ranks
from drietrap.synthetic.draws import Draws
from drietrap.synthetic.municipalities import BASE_YEAR, Units

MERGER_YEAR = 2022
FIRST_CODE = 7001  # no real municipality has a code above GM2000 that begins with 7
FIRST_REGION = 71
MERGED_AWAY = 3  # five municipalities become two


@dataclass(frozen=True)
class Municipality:
    """One municipality while it exists: ``first`` and ``last`` year (last None while it goes on)."""

    code: str
    name: str
    units: tuple[int, ...]
    first: int
    last: int | None
    region: int


@dataclass(frozen=True)
class Atlas:
    """All areas of the fictional country."""

    municipalities: tuple[Municipality, ...]
    region_names: tuple[str, ...]
    province_names: tuple[str, ...]
    province_of_region: tuple[int, ...]
    neighbours: tuple[tuple[int, ...], ...]  # of units
    rings: dict[str, tuple[land_module.Ring, ...]]

    def in_year(self, year: int) -> list[Municipality]:
        """Return the municipalities that exist in ``year``, in order of code."""
        return [m for m in self.municipalities if m.first <= year <= (m.last or year)]

    def of_units(self, year: int) -> IntArray:
        """Return for every unit the place of its municipality in :meth:`in_year`."""
        place = {unit: number for number, m in enumerate(self.in_year(year)) for unit in m.units}
        return np.array([place[unit] for unit in range(len(place))])


def region_code(number: int) -> str:
    """Return the code of a fictional jeugdregio."""
    return f"JZ{FIRST_REGION + number}"


def province_code(number: int) -> str:
    """Return the code of a fictional province."""
    return f"PV{FIRST_REGION + number}"


def make_atlas(draws: Draws, units: Units, first_year: int) -> Atlas:
    """Return the areas: units get a cell of a fitting size, neighbours form regions, five units merge."""
    land = land_module.make_land(draws, len(units))
    cell = _cells(draws, land, units)
    unit_of_cell = np.argsort(cell, kind="stable").tolist()
    division = regions.divide(land.centre, land.neighbours, len(units) - MERGED_AWAY)
    region = [division.region[place] for place in cell]
    neighbours = tuple(tuple(sorted(unit_of_cell[c] for c in land.neighbours[place])) for place in cell)
    size = units.inhabitants[BASE_YEAR].tolist()
    mergers = regions.choose_mergers(size, region, neighbours, units.demo)
    municipalities = _municipalities(draws, region, mergers, first_year)
    lines = land_module.bend(draws, land)
    rings = {
        m.code: tuple(
            land_module.draw_ring(lines, ring)
            for ring in land_module.outline(land, [cell[unit] for unit in m.units])
        )
        for m in municipalities
    }
    return Atlas(
        municipalities,
        tuple(names.region_names(draws, max(region) + 1)),
        tuple(names.province_names(draws, max(division.province_of_region) + 1)),
        division.province_of_region,
        neighbours,
        rings,
    )


def _cells(draws: Draws, land: land_module.Land, units: Units) -> list[int]:
    """Return the cell of every unit: large municipalities get large cells, roughly."""
    number = np.arange(len(units))
    wish = ranks(units.value[BASE_YEAR]["oppervlakte"]) + 0.3 * len(units) * draws.uniform("plek", number)
    by_size = np.argsort(land.area, kind="stable")
    result: list[int] = by_size[ranks(wish)].tolist()
    return result


def _municipalities(
    draws: Draws, region: list[int], mergers: tuple[tuple[int, ...], ...], first_year: int
) -> tuple[Municipality, ...]:
    name = names.municipality_names(draws, len(region) + len(mergers))
    merged = {unit for group in mergers for unit in group}
    old = [
        Municipality(
            f"GM{FIRST_CODE + unit}",
            name[unit],
            (unit,),
            first_year,
            MERGER_YEAR - 1 if unit in merged else None,
            region[unit],
        )
        for unit in range(len(region))
    ]
    new = [
        Municipality(
            f"GM{FIRST_CODE + len(region) + number}",
            name[len(region) + number],
            group,
            MERGER_YEAR,
            None,
            region[group[0]],
        )
        for number, group in enumerate(mergers)
    ]
    return (*old, *new)
