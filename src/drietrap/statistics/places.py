"""The middle of an area on the map, from its boundary in longitude and latitude."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from drietrap.statistics.inputs import FloatArray


def middle(geometry: Mapping[str, object]) -> tuple[float, float]:
    """Return latitude and longitude of the centre of gravity of a GeoJSON polygon or multipolygon.

    Area and moment by the shoelace formula, on a plane that is locally true (longitude shrunk by the cosine
    of the latitude, which cancels in the centre of one area of some tens of kilometres); holes count
    negatively.

    Raises
    ------
    ValueError
        When the geometry is no polygon, or has no area.
    """
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind not in ("Polygon", "MultiPolygon") or not isinstance(coordinates, list):
        raise ValueError("an area is a polygon or a multipolygon")
    area, x, y = 0.0, 0.0, 0.0
    for polygon in [coordinates] if kind == "Polygon" else coordinates:
        for place, ring in enumerate(polygon):
            size, ring_x, ring_y = _ring(np.asarray(ring, dtype=np.float64)[:, :2])
            part = abs(size) * (1 if place == 0 else -1)
            area, x, y = area + part, x + part * ring_x, y + part * ring_y
    if area <= 0:
        raise ValueError("an area without surface has no middle")
    return y / area, x / area


def _ring(points: FloatArray) -> tuple[float, float, float]:
    """Return the signed area of a ring and the coordinates of its centre."""
    origin = points[0]
    x, y = (points - origin).T
    cross = x * np.roll(y, -1) - np.roll(x, -1) * y
    area = float(cross.sum()) / 2
    if area == 0:
        return 0.0, 0.0, 0.0
    centre = np.array([((x + np.roll(x, -1)) * cross).sum(), ((y + np.roll(y, -1)) * cross).sum()]) / (
        6 * area
    )
    return area, float(centre[0] + origin[0]), float(centre[1] + origin[1])
