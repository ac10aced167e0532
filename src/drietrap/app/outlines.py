"""Outlines of areas for the map of a report: made once per release, because every report draws them."""

from __future__ import annotations

import json

import polars as pl

from drietrap.publication.charts.geometry import coarse
from drietrap.publication.charts.style import MAP_WIDTH

OUTLINE = pl.Schema({"year": pl.Int64, "area": pl.String, "geometry": pl.String})
KEY = ("year", "area")


def outlines(boundary: pl.DataFrame) -> pl.DataFrame:
    """Return boundaries (``year``, ``area``, ``geometry``) with only the corners that the map shows."""
    found: list[tuple[int, str, str]] = []
    for (year,), part in boundary.partition_by("year", as_dict=True).items():
        shapes = {area: json.loads(text) for area, text in part.select("area", "geometry").iter_rows()}
        found.extend((year, area, json.dumps(shape)) for area, shape in coarse(shapes, MAP_WIDTH).items())
    return pl.DataFrame(found, schema=OUTLINE, orient="row").sort(KEY)
