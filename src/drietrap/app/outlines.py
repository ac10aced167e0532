"""Shapes of areas on the map of a report: made once per release, because every report draws them."""

from __future__ import annotations

import json

import polars as pl

from drietrap.publication.charts.geometry import Shape, simplified
from drietrap.publication.charts.style import MAP_WIDTH

TABLE = "map_shape"
KEY = ("year", "area")
_SCHEMA = pl.Schema({"year": pl.Int64, "area": pl.String, "shape": pl.String})


def outlines(boundary: pl.DataFrame) -> pl.DataFrame:
    """Return ``year``, ``area`` and the shape (JSON) on the map, of boundaries as GeoJSON (``geometry``)."""
    found: list[tuple[int, str, str]] = []
    for (year,), part in boundary.partition_by("year", as_dict=True).items():
        whole = {area: json.loads(text) for area, text in part.select("area", "geometry").iter_rows()}
        shapes = simplified(whole, MAP_WIDTH)
        found.extend((year, area, json.dumps(shape, separators=(",", ":"))) for area, shape in shapes.items())
    return pl.DataFrame(found, schema=_SCHEMA, orient="row").sort(KEY)


def nearest_shapes(outlines: pl.DataFrame, year: int) -> dict[str, Shape]:
    """Return the shapes of the year nearest to ``year``, by area."""
    if outlines.is_empty():
        return {}
    distance = (outlines["year"] - year).abs()
    nearest = outlines.filter(distance == distance.min()).sort("year", "area")
    return {area: json.loads(text) for area, text in nearest.select("area", "shape").iter_rows()}
