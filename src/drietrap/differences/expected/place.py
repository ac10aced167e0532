"""Where a municipality lies: the middle of its boundary, in kilometres on a flat map of the Netherlands."""

from __future__ import annotations

import json
from collections.abc import Iterable

import numpy as np
import polars as pl

from drietrap.register.areas import AreaRegister
from drietrap.statistics.inputs import FloatArray

# Kilometres per degree at 52 degrees north (WGS84): enough for distances within the Netherlands.
_EAST, _NORTH = 68.7, 111.3


def places(
    boundary: pl.DataFrame, codes: Iterable[str], areas: AreaRegister
) -> dict[str, tuple[float, float]]:
    """Return the middle (east, north) in km of each of ``codes`` of which a boundary is known.

    A municipality without a boundary lies where the first that took it over lies. Of several years of
    boundaries the first is taken.
    """
    known: dict[str, tuple[float, float]] = {}
    years: dict[str, int] = {}
    for area, year, text in boundary.sort("year", "area").select("area", "year", "geometry").iter_rows():
        if area not in known:
            known[area], years[area] = middle(json.loads(text)), year
    found: dict[str, tuple[float, float]] = {}
    for code in codes:
        heirs: tuple[str, ...] = (code,)
        if code not in known and years:
            heirs = areas.successor_on(code, max(years.values())).codes
        near = [known[heir] for heir in heirs if heir in known]
        if near:
            found[code] = near[0]
    return found


def middle(geometry: dict[str, object]) -> tuple[float, float]:
    """Return the centre of gravity of a GeoJSON Polygon or MultiPolygon in km; holes do not count.

    >>> middle({"type": "Polygon", "coordinates": [[[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]]})
    (68.7, 111.3)
    """
    coordinates = geometry["coordinates"]
    polygons = [coordinates] if geometry["type"] == "Polygon" else coordinates
    pieces = [_ring(np.array(polygon[0], dtype=np.float64)) for polygon in polygons]  # type: ignore[attr-defined]
    weights = np.array([size for size, _ in pieces])
    centres = np.array([centre for _, centre in pieces])
    east, north = np.average(centres, axis=0, weights=weights if weights.sum() > 0 else None)
    return round(float(east) * _EAST, 6), round(float(north) * _NORTH, 6)


def _ring(corners: FloatArray) -> tuple[float, tuple[float, float]]:
    """Return the area and the centre of a closed ring (Green's theorem, around its first corner)."""
    x, y = (corners - corners[0]).T
    turn = x[:-1] * y[1:] - x[1:] * y[:-1]
    size = float(turn.sum()) / 2
    if abs(size) < 1e-12:
        return 0.0, (float(corners[:, 0].mean()), float(corners[:, 1].mean()))
    east = float(((x[:-1] + x[1:]) * turn).sum()) / (6 * size) + float(corners[0, 0])
    north = float(((y[:-1] + y[1:]) * turn).sum()) / (6 * size) + float(corners[0, 1])
    return abs(size), (east, north)
