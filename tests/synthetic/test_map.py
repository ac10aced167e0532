"""The map: one piece of land, cells that fit together, connected regions and provinces, in the sea."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

import numpy as np
import polars as pl
import pytest

from drietrap.synthetic.country import Country
from drietrap.synthetic.draws import Draws
from drietrap.synthetic.land import make_land, outline
from drietrap.synthetic.regions import grow_groups

# A box in the North Sea without any land (longitude, latitude).
WEST, EAST, SOUTH, NORTH = 0.5, 6.0, 53.6, 56.8


def area(ring: tuple[tuple[float, float], ...]) -> float:
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(ring)) / 2


def connected(members: set[object], near: dict[object, set[object]]) -> bool:
    reached, waiting = set(), [next(iter(members))]
    while waiting:
        one = waiting.pop()
        if one in members and one not in reached:
            reached.add(one)
            waiting.extend(near[one])
    return reached == members


@pytest.mark.parametrize(("seed", "cells"), [(1, 33), (2, 120), (3, 343), (4, 800)])
def test_land_is_one_piece_and_cells_fit_without_gap_or_overlap(seed: int, cells: int) -> None:
    land = make_land(Draws(seed), cells)
    near = {cell: set(others) for cell, others in enumerate(land.neighbours)}
    assert connected(set(range(cells)), near)
    assert all(cell in near[other] for cell, others in near.items() for other in others)
    assert (land.area > 0).all()
    around = 0.0
    for ring in outline(land, list(range(cells))):  # islands of sea inside count as negative
        x, y = land.corner_xy[list(ring)].T
        around += float(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2
    assert around == pytest.approx(land.area.sum(), rel=1e-9)


def test_grown_groups_are_complete_connected_and_of_like_size() -> None:
    land = make_land(Draws(9), 343)
    group = grow_groups(land.centre, land.neighbours, 28)
    near = {cell: set(others) for cell, others in enumerate(land.neighbours)}
    sizes = []
    for number in range(28):
        members = {cell for cell, g in enumerate(group) if g == number}
        sizes.append(len(members))
        assert connected(members, near)
    assert min(sizes) >= 3
    assert max(sizes) <= 40


def test_cells_that_do_not_touch_are_refused() -> None:
    with pytest.raises(ValueError, match="not connected"):
        grow_groups(np.array([[0.0, 0.0], [5.0, 5.0]]), ((), ()), 1)


def test_the_country_lies_in_the_sea(country: Country) -> None:
    for rings in country.boundaries.values():
        for ring in (ring for rings_of_one in rings.values() for ring in rings_of_one):
            assert all(WEST < x < EAST and SOUTH < y < NORTH for x, y in ring)


@pytest.mark.parametrize("year", [2021, 2022])
def test_every_boundary_is_one_closed_ring_that_is_shared_with_its_neighbours(
    country: Country, year: int
) -> None:
    edges: dict[tuple[object, object], str] = {}
    near = defaultdict(set)
    for code, other in (
        country.neighbours.filter(pl.col("year") == year).select("code", "neighbour").iter_rows()
    ):
        near[code].add(other)
    for code, (ring, *more) in country.boundaries[year].items():
        assert not more
        assert ring[0] == ring[-1]
        assert area(ring) > 0  # anticlockwise, as RFC 7946 asks of an outer ring
        for edge in pairwise(ring):
            assert edge not in edges
            edges[edge] = code
    touching = {(code, edges[end, start]) for (start, end), code in edges.items() if (end, start) in edges}
    assert touching == {(code, other) for code, others in near.items() for other in others}


def test_the_merger_keeps_the_land(country: Country) -> None:
    totals = [sum(area(rings[0]) for rings in country.boundaries[year].values()) for year in (2021, 2022)]
    assert totals[0] == pytest.approx(totals[1], rel=1e-9)


def test_regions_and_provinces_are_connected(country: Country) -> None:
    near = defaultdict(set)
    now = country.neighbours.filter(pl.col("year") == 2022)
    for code, other in now.select("code", "neighbour").iter_rows():
        near[code].add(other)
    towns = country.areas.filter((pl.col("kind") == "gemeente") & pl.col("valid_to").is_null())
    for column in ("region", "province"):
        for (_,), group in towns.group_by(column):
            assert connected(set(group["code"]), near)
