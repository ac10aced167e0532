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


def simplified(boundaries: Mapping[str, Mapping[str, object]], width: int) -> tuple[dict[str, Shape], int]:
    """Project and simplify geometries to fit a picture of ``width`` pixels.

    Parameters
    ----------
    boundaries
        Area code to GeoJSON Polygon or MultiPolygon in WGS84 degrees.
    width
        Width of the picture in pixels.

    Returns
    -------
    Polygons per area (rings in half pixels, y downwards), and the height in pixels. Rings that shrink to
    a line are left out, the largest ring of an area never.
    """
    rings = {code: list(_polygons(geometry)) for code, geometry in boundaries.items()}
    outlines = [ring for polygons in rings.values() for polygon in polygons for ring in polygon]
    if not any(len(ring) for ring in outlines):
        return {}, 0
    snapped, height = _snapped(outlines, width)
    thinned = (_thinned(ring) for ring in snapped)
    shapes = {
        code: _kept([[next(thinned) for _ in polygon] for polygon in polygons])
        for code, polygons in rings.items()
    }
    return shapes, height


def coarse(boundaries: Mapping[str, Mapping[str, object]], width: int) -> dict[str, dict[str, object]]:
    """Return GeoJSON with only the corners that a picture of ``width`` pixels shows.

    :func:`simplified` makes the same picture of it, many times faster: what a release keeps beside the
    boundaries themselves.
    """
    shapes, _ = simplified(boundaries, width)
    rings = {code: list(_polygons(geometry)) for code, geometry in boundaries.items()}
    outlines = [ring for polygons in rings.values() for polygon in polygons for ring in polygon]
    if not shapes:
        return {}
    west, north, across, down = _frame(_corners(outlines), width)
    return {
        code: {
            "type": "MultiPolygon",
            "coordinates": [
                [
                    [[round(west + x / across, 6), round(north - y / down, 6)] for x, y in ring]
                    for ring in polygon
                ]
                for polygon in polygons
            ],
        }
        for code, polygons in shapes.items()
    }


def _corners(outlines: Sequence[Sequence[Sequence[float]]]) -> NDArray[np.float64]:
    return np.array([point[:2] for ring in outlines for point in ring], dtype=np.float64)


def _frame(corners: NDArray[np.float64], width: int) -> tuple[float, float, float, float]:
    """Return west, north, and how many steps of the grid a degree is, across and down."""
    (west, south), (east, north) = corners.min(axis=0), corners.max(axis=0)
    squeeze = math.cos(math.radians((south + north) / 2))
    scale = width / ((east - west) * squeeze)
    return float(west), float(north), squeeze * scale * _GRID, scale * _GRID


def _snapped(outlines: Sequence[Sequence[Sequence[float]]], width: int) -> tuple[list[Ring], int]:
    """Return every outline on the grid of the picture without repeated corners, and the height in pixels.

    All corners are reckoned with at once; there are tens of thousands.
    """
    corners = _corners(outlines)
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
    return [kept[a:b] for a, b in pairwise(ends.tolist())], math.ceil(
        round((north - corners[:, 1].min()) * down / _GRID, 6)
    )


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
