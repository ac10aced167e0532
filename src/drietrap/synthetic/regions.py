"""Jeugdregio's, provinces and a merger, each a connected piece of the fictional map."""

from __future__ import annotations

import heapq
from dataclasses import dataclass

import numpy as np

from drietrap.synthetic.arithmetic import FloatArray

MOST_REGIONS = 29  # codes JZ71 to JZ99
MOST_PROVINCES = 12


@dataclass(frozen=True)
class Division:
    """Number of the jeugdregio of every cell, and of the province of every jeugdregio."""

    region: tuple[int, ...]
    province_of_region: tuple[int, ...]


def divide(centre: FloatArray, neighbours: tuple[tuple[int, ...], ...], municipalities: int) -> Division:
    """Divide the cells into connected regions of about twelve, and the regions into connected provinces."""
    regions = min(MOST_REGIONS - 1, max(3, round(municipalities / 12)))
    region = grow_groups(centre, neighbours, regions)
    middle = np.array(
        [
            centre[[cell for cell, r in enumerate(region) if r == number]].mean(axis=0)
            for number in range(regions)
        ]
    )
    around = _between(region, neighbours, regions)
    provinces = min(MOST_PROVINCES, max(2, round(regions / 2.3)))
    return Division(tuple(region), tuple(grow_groups(middle, around, provinces)))


def grow_groups(centre: FloatArray, neighbours: tuple[tuple[int, ...], ...], groups: int) -> list[int]:
    """Return the group of every cell; the smallest group grows first, with the free cell nearest its seed."""
    seeds = _seeds(centre, groups)
    group = [-1] * len(centre)
    free: list[list[tuple[float, int]]] = [[(0.0, seed)] for seed in seeds]
    sizes = [(0, number) for number in range(groups)]
    while sizes:
        size, number = heapq.heappop(sizes)
        cell = _next_free(free[number], group)
        if cell is None:
            continue
        group[cell] = number
        for other in neighbours[cell]:
            if group[other] < 0:
                away = centre[other] - centre[seeds[number]]
                heapq.heappush(free[number], (float(away[0] * away[0] + away[1] * away[1]), other))
        heapq.heappush(sizes, (size + 1, number))
    if -1 in group:
        raise ValueError("the cells are not connected")
    return group


def _next_free(waiting: list[tuple[float, int]], group: list[int]) -> int | None:
    while waiting:
        _, cell = heapq.heappop(waiting)
        if group[cell] < 0:
            return cell
    return None


def _seeds(centre: FloatArray, groups: int) -> list[int]:
    """Return cells that lie far apart: each next one is farthest from those before."""
    seeds: list[int] = []
    nearest = np.full(len(centre), np.inf)
    latest = int(np.argmin(centre[:, 0]))
    for _ in range(groups):
        seeds.append(latest)
        away = centre - centre[latest]
        nearest = np.minimum(nearest, away[:, 0] * away[:, 0] + away[:, 1] * away[:, 1])
        latest = int(np.argmax(nearest))
    return seeds


def _between(
    group: list[int], neighbours: tuple[tuple[int, ...], ...], groups: int
) -> tuple[tuple[int, ...], ...]:
    around: list[set[int]] = [set() for _ in range(groups)]
    for cell, others in enumerate(neighbours):
        around[group[cell]].update(group[other] for other in others)
    return tuple(tuple(sorted(others - {number})) for number, others in enumerate(around))


def choose_mergers(
    size: list[int], region: list[int], neighbours: tuple[tuple[int, ...], ...], spared: int
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return three and then two adjoining small municipalities of one region that merge; never ``spared``."""
    taken = {spared}
    found: list[tuple[int, ...]] = []
    for partners in (2, 1):
        for unit in sorted(range(len(size)), key=lambda number: (size[number], number)):
            near = [o for o in neighbours[unit] if region[o] == region[unit] and o not in taken]
            if unit not in taken and len(near) >= partners:
                chosen = sorted(near, key=lambda number: (size[number], number))[:partners]
                found.append((unit, *sorted(chosen)))
                taken.update(found[-1])
                break
        else:
            raise ValueError("no municipalities that can merge")
    return found[0], found[1]
