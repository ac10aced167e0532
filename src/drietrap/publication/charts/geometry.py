"""Boundaries for a small map: projected, snapped to a grid of the picture, and stripped of spare points.

Snapping every corner to one grid keeps neighbours joined: a shared corner moves to the same place for
both, so no slivers appear, as they do when each border is simplified on its own.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

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
    corners = [point for polygons in rings.values() for polygon in polygons for point in polygon[0]]
    if not corners:
        return {}, 0
    west, east = min(p[0] for p in corners), max(p[0] for p in corners)
    south, north = min(p[1] for p in corners), max(p[1] for p in corners)
    squeeze = math.cos(math.radians((south + north) / 2))
    scale = width / ((east - west) * squeeze)

    def snap(point: Sequence[float]) -> Point:
        return (
            round((point[0] - west) * squeeze * scale * _GRID),
            round((north - point[1]) * scale * _GRID),
        )

    shapes = {
        code: _kept([[_thinned([snap(p) for p in ring]) for ring in polygon] for polygon in polygons])
        for code, polygons in rings.items()
    }
    return shapes, math.ceil((north - south) * scale)


def geojson(polygons: Shape) -> dict[str, Any]:
    """Return polygons of :func:`simplified` as a GeoJSON MultiPolygon in pixels."""
    coordinates = [
        [[[x / _GRID, y / _GRID] for x, y in (*ring, ring[0])] for ring in polygon] for polygon in polygons
    ]
    return {"type": "MultiPolygon", "coordinates": coordinates}


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
    """Drop repeated corners and corners on a straight line between their neighbours."""
    kept: Ring = []
    for point in ring:
        if kept and point == kept[-1]:
            continue
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
