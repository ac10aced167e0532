"""Boundaries for a small map: projected, snapped to a grid of the picture, and stripped of spare points.

Snapping every corner to one grid keeps neighbours joined: a shared corner moves to the same place for
both, so no slivers appear, as they do when each border is simplified on its own.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

Point = tuple[int, int]
Ring = list[Point]
Shape = list[list[Ring]]

_GRID = 2  # grid cells per pixel of the picture


def simplified(boundaries: Mapping[str, Mapping[str, object]], width: int) -> dict[str, Shape]:
    """Project and simplify geometries to fit a picture of ``width`` pixels.

    Parameters
    ----------
    boundaries
        Area code to GeoJSON Polygon or MultiPolygon in WGS84 degrees.
    width
        Width of the picture in pixels.

    Returns
    -------
    Polygons per area (rings in half pixels, y downwards from the northern edge). Rings that shrink to a
    line are left out, the largest ring of an area never.
    """
    rings = {code: list(_polygons(geometry)) for code, geometry in boundaries.items()}
    outlines = [ring for polygons in rings.values() for polygon in polygons for ring in polygon]
    if not any(len(ring) for ring in outlines):
        return {}
    thinned = (_thinned(ring) for ring in _snapped(outlines, width))
    return {
        code: _kept([[next(thinned) for _ in polygon] for polygon in polygons])
        for code, polygons in rings.items()
    }


def height(shapes: Mapping[str, Shape]) -> int:
    """Return how many pixels high a picture of these shapes is."""
    lowest = (y for polygons in shapes.values() for polygon in polygons for ring in polygon for _, y in ring)
    return math.ceil(max(lowest, default=0) / _GRID)


def _frame(corners: NDArray[np.float64], width: int) -> tuple[float, float, float, float]:
    """Return west, north, and how many steps of the grid a degree is, across and down."""
    (west, south), (east, north) = corners.min(axis=0), corners.max(axis=0)
    squeeze = math.cos(math.radians((south + north) / 2))
    scale = width / ((east - west) * squeeze)
    return float(west), float(north), squeeze * scale * _GRID, scale * _GRID


def _snapped(outlines: Sequence[Sequence[Sequence[float]]], width: int) -> list[Ring]:
    """Return every outline on the grid of the picture without repeated corners.

    All corners are reckoned with at once; there are tens of thousands.
    """
    corners = np.array([point[:2] for ring in outlines for point in ring], dtype=np.float64)
    west, north, across, down = _frame(corners, width)
    grid = np.rint(np.column_stack(((corners[:, 0] - west) * across, (north - corners[:, 1]) * down))).astype(
        np.int64
    )
    moved = np.ones(len(grid), dtype=bool)
    moved[1:] = (grid[1:] != grid[:-1]).any(axis=1)
    starts = np.concatenate(([0], np.cumsum([len(ring) for ring in outlines])))
    moved[starts[:-1][np.diff(starts) > 0]] = True
    ends = np.concatenate(([0], np.cumsum(moved)))[starts]
    kept: Ring = [(x, y) for x, y in grid[moved].tolist()]
    return [kept[a:b] for a, b in pairwise(ends.tolist())]


def outline(polygons: Shape, margin: float = 0.0) -> str:
    """Return polygons of :func:`simplified` as an SVG path in pixels, ``margin`` from the edge."""
    return "".join(
        "M" + "L".join(f"{x / _GRID + margin:g},{y / _GRID + margin:g}" for x, y in ring) + "Z"
        for polygon in polygons
        for ring in polygon
    )


def middle(polygons: Shape) -> tuple[float, float]:
    """Return the centre of the bounding box of the largest ring, in pixels."""
    ring = max((polygon[0] for polygon in polygons), key=lambda r: abs(_area(r)))
    xs, ys = [p[0] for p in ring], [p[1] for p in ring]
    return (min(xs) + max(xs)) / 2 / _GRID, (min(ys) + max(ys)) / 2 / _GRID


def _polygons(geometry: Mapping[str, object]) -> Iterable[Sequence[Sequence[Sequence[float]]]]:
    coordinates: Any = geometry.get("coordinates", ())
    if geometry.get("type") == "Polygon":
        return [coordinates]
    return list(coordinates) if geometry.get("type") == "MultiPolygon" else []


def _thinned(ring: Ring) -> Ring:
    """Drop corners on a straight line between their neighbours, and the last when it repeats the first."""
    kept: Ring = []
    for point in ring:
        while len(kept) > 1 and _turn(kept[-2], kept[-1], point) == 0:
            kept.pop()
        kept.append(point)
    if len(kept) > 1 and kept[0] == kept[-1]:
        kept.pop()
    return kept


def _turn(a: Point, b: Point, c: Point) -> int:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _area(ring: Ring) -> float:
    pairs = zip(ring, [*ring[1:], *ring[:1]], strict=True)
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs) / 2


def _kept(polygons: Shape) -> Shape:
    whole = [[polygon[0], *(hole for hole in polygon[1:] if len(hole) > 2)] for polygon in polygons]
    solid = [polygon for polygon in whole if len(polygon[0]) > 2 and _area(polygon[0]) != 0]
    return solid or [[_square(whole[0][0][0])]] if whole else []


def _square(at: Point) -> Ring:
    x, y = at
    return [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)]
