"""The fictional map: an island of irregular cells in the middle of the North Sea, one per municipality.

Points on a disturbed grid get Voronoi cells; land grows from the middle, so it is one piece, and the sea
around it makes the coast. Qhull (SciPy) is only asked which points are neighbours; every coordinate is
computed here with portable arithmetic, so the map is the same on every machine.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass

import numpy as np
from scipy.spatial import Delaunay

from drietrap.synthetic.arithmetic import FloatArray, IntArray
from drietrap.synthetic.draws import Draws

CENTRE = (2.9, 55.1)  # longitude, latitude: sea
KM_PER_DEGREE = (63.8, 111.2)  # at this latitude
_RADIUS_KM = 205.0
_BEND = 0.24

Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Land:
    """Cells of the land: neighbours, area and corners.

    ``corners`` holds the ids of the corners of each cell, anticlockwise; ``corner_xy`` their place (km);
    ``area`` is in km²; ``centre`` is the place of each cell (km).
    """

    centre: FloatArray
    neighbours: tuple[tuple[int, ...], ...]
    corners: tuple[tuple[int, ...], ...]
    corner_xy: FloatArray
    area: FloatArray


def make_land(draws: Draws, cells: int) -> Land:
    """Return a land of ``cells`` connected cells."""
    points = _points(draws, cells)
    triangles = np.sort(Delaunay(points).simplices.astype(np.int64), axis=1)
    triangles = triangles[np.lexsort(triangles.T[::-1])]
    around = _neighbours(triangles, len(points))
    chosen = _grow(_height(draws, points), around, cells)
    number = {point: cell for cell, point in enumerate(chosen)}
    corner_xy = _circumcentres(points, triangles)
    corners = _corners(points, triangles, corner_xy, chosen)
    return Land(
        centre=points[chosen],
        neighbours=tuple(tuple(number[p] for p in sorted(around[point]) if p in number) for point in chosen),
        corners=corners,
        corner_xy=corner_xy,
        area=np.array([_shoelace(corner_xy[list(ring)]) for ring in corners]),
    )


def _points(draws: Draws, cells: int) -> FloatArray:
    """Return a disturbed hexagonal grid, denser in the middle; at least three times as many as cells."""
    half = int((cells * 3.2) ** 0.5 / 2) + 3
    spacing = _RADIUS_KM / half
    row, column = (axis.ravel() for axis in np.mgrid[-half : half + 1, -half : half + 1])
    shift = 0.66 * (
        np.stack([draws.uniform("punt", axis, row + half, column + half) for axis in (0, 1)]) - 0.5
    )
    x = (column + 0.5 * (row % 2) + shift[0]) * spacing
    y = (row + shift[1]) * spacing * 0.94
    stretch = 0.62 + 0.9 * (x * x + y * y) / (_RADIUS_KM * _RADIUS_KM)
    return np.column_stack([x * stretch, y * stretch])


def _height(draws: Draws, points: FloatArray) -> FloatArray:
    """Return how much each point wants to be land: hills around four places, and some roughness."""
    hill = np.arange(4)
    place = 0.55 * _RADIUS_KM * (np.stack([draws.uniform("heuvel", hill, axis) for axis in (0, 1)]) - 0.5)
    place[:, 0] = 0.0
    reach = 400.0 + 500.0 * draws.uniform("heuvel omvang", hill)
    height = np.zeros(len(points))
    for x, y, size in zip(place[0], place[1], reach, strict=True):
        away = (points[:, 0] - x) * (points[:, 0] - x) + (points[:, 1] - y) * (points[:, 1] - y)
        height = height + size / (away + 900.0)
    return height * (0.72 + 0.56 * draws.uniform("ruigte", np.arange(len(points))))


def _neighbours(triangles: IntArray, points: int) -> list[set[int]]:
    around: list[set[int]] = [set() for _ in range(points)]
    for a, b, c in triangles.tolist():
        around[a].update((b, c))
        around[b].update((a, c))
        around[c].update((a, b))
    return around


def _grow(height: FloatArray, around: list[set[int]], cells: int) -> list[int]:
    """Return ``cells`` points: the highest, then each time the highest beside those already taken."""
    first = int(np.argmax(height))
    waiting, seen = [(-float(height[first]), first)], {first}
    taken: list[int] = []
    while len(taken) < cells:
        _, point = heapq.heappop(waiting)
        taken.append(point)
        for other in sorted(around[point] - seen):
            seen.add(other)
            heapq.heappush(waiting, (-float(height[other]), other))
    return sorted(taken)


def _circumcentres(points: FloatArray, triangles: IntArray) -> FloatArray:
    """Return the centre of the circle through the corners of each triangle."""
    a, b, c = (points[triangles[:, corner]] for corner in range(3))
    bx, by, cx, cy = b[:, 0] - a[:, 0], b[:, 1] - a[:, 1], c[:, 0] - a[:, 0], c[:, 1] - a[:, 1]
    twice = 2.0 * (bx * cy - by * cx)
    b2, c2 = bx * bx + by * by, cx * cx + cy * cy
    return np.column_stack([a[:, 0] + (cy * b2 - by * c2) / twice, a[:, 1] + (bx * c2 - cx * b2) / twice])


def _corners(
    points: FloatArray, triangles: IntArray, corner_xy: FloatArray, chosen: list[int]
) -> tuple[tuple[int, ...], ...]:
    """Return the corners of each chosen cell, anticlockwise, starting with the lowest id."""
    of_point: dict[int, list[int]] = {point: [] for point in chosen}
    for corner, triangle in enumerate(triangles.tolist()):
        for point in triangle:
            if point in of_point:
                of_point[point].append(corner)
    rings = []
    for point, corners in of_point.items():
        away = corner_xy[corners] - points[point]
        order = [corners[place] for place in np.argsort(_turn(away), kind="stable").tolist()]
        first = order.index(min(order))
        rings.append(tuple(order[first:] + order[:first]))
    return tuple(rings)


def _turn(away: FloatArray) -> FloatArray:
    """Return a number that grows with the angle (diamond angle: division only)."""
    slope = away[:, 1] / (np.abs(away[:, 0]) + np.abs(away[:, 1]))
    right = np.where(away[:, 1] >= 0, slope, 4.0 + slope)
    turn: FloatArray = np.where(away[:, 0] >= 0, right, 2.0 - slope)
    return turn


def _shoelace(ring: FloatArray) -> float:
    following = np.roll(ring, -1, axis=0)
    return float(np.cumsum(ring[:, 0] * following[:, 1] - following[:, 0] * ring[:, 1])[-1] / 2.0)


def outline(land: Land, cells: list[int]) -> tuple[tuple[int, ...], ...]:
    """Return the rings of corners around a group of cells: every edge that only one of them has."""
    rings_of = [land.corners[cell] for cell in cells]
    sides = {side for ring in rings_of for side in zip(ring, (*ring[1:], ring[0]), strict=True)}
    follow = {start: end for start, end in sides if (end, start) not in sides}
    rings: list[tuple[int, ...]] = []
    while follow:
        start = min(follow)
        ring = [start]
        while (after := follow.pop(ring[-1])) != start:
            ring.append(after)
        rings.append(tuple(ring))
    return tuple(rings)


def edges(land: Land) -> dict[tuple[int, int], None]:
    """Return every edge of the map once, lowest corner first."""
    pairs = (pair for ring in land.corners for pair in zip(ring, (*ring[1:], ring[0]), strict=True))
    return dict.fromkeys((min(pair), max(pair)) for pair in pairs)


def bend(draws: Draws, land: Land) -> dict[tuple[int, int], tuple[tuple[float, float], ...]]:
    """Return the line (longitude, latitude) of every edge: straight pieces between moved midpoints."""
    pairs = np.array(list(edges(land)))
    moves = _BEND * (draws.uniform("grens", pairs[:, :1], pairs[:, 1:], np.arange(3)) - 0.5)
    start, end = land.corner_xy[pairs[:, 0]], land.corner_xy[pairs[:, 1]]
    middle = _moved(start, end, moves[:, 0])
    line = np.stack(
        [start, _moved(start, middle, moves[:, 1]), middle, _moved(middle, end, moves[:, 2]), end], 1
    )
    degrees = np.array(CENTRE) + line / np.array(KM_PER_DEGREE)
    return {
        (low, high): tuple((round(x, 5), round(y, 5)) for x, y in places)
        for (low, high), places in zip(pairs.tolist(), degrees.tolist(), strict=True)
    }


def _moved(start: FloatArray, end: FloatArray, move: FloatArray) -> FloatArray:
    """Return the midpoints, moved sideways by ``move`` times the length."""
    along = end - start
    sideways = np.column_stack([-along[:, 1], along[:, 0]])
    return (start + end) / 2.0 + sideways * move[:, None]


def draw_ring(
    lines: dict[tuple[int, int], tuple[tuple[float, float], ...]], corners: tuple[int, ...]
) -> Ring:
    """Return a closed ring along the lines of its edges, which are the same for both sides."""
    places: list[tuple[float, float]] = []
    for start, end in zip(corners, (*corners[1:], corners[0]), strict=True):
        line = lines[(start, end)] if start < end else lines[(end, start)][::-1]
        places += line[:-1]
    return (*places, places[0])
