"""The shapes kept in a release give the same map as the boundaries they were made of."""

from __future__ import annotations

import json

import polars as pl
import pytest

from drietrap.app.outlines import nearest_shapes, outlines
from drietrap.publication.charts.geometry import height, simplified
from drietrap.publication.charts.style import MAP_WIDTH
from drietrap.synthetic.area_files import boundaries
from drietrap.synthetic.country import build

Geometries = dict[str, dict[str, object]]


def of_text(text: str, code: str) -> Geometries:
    return {feature["properties"][code]: feature["geometry"] for feature in json.loads(text)["features"]}


def kept(by_year: dict[int, Geometries]) -> pl.DataFrame:
    rows = [(year, area, json.dumps(one)) for year, part in by_year.items() for area, one in part.items()]
    return outlines(pl.DataFrame(rows, schema=["year", "area", "geometry"], orient="row"))


def as_lists(shapes: object) -> object:
    return json.loads(json.dumps(shapes))


def test_a_fictional_country_looks_the_same_from_a_release() -> None:
    text = boundaries(build(2022, 30), 2022)
    whole = of_text(text, next(iter(json.loads(text)["features"][0]["properties"])))
    few = dict(sorted(whole.items())[:3])
    release = kept({2022: whole, 2019: few})
    for year, expected in ((2024, whole), (2021, whole), (2010, few)):
        found = nearest_shapes(release, year)
        assert found == as_lists(simplified(expected, MAP_WIDTH))
        assert height(found) == height(simplified(expected, MAP_WIDTH)) > 0


def test_without_boundaries_there_are_no_shapes() -> None:
    assert nearest_shapes(kept({}), 2022) == {}
    assert height({}) == 0


@pytest.mark.shared
def test_the_real_country_fits_the_picture(shared_data) -> None:  # type: ignore[no-untyped-def]
    text = (shared_data / "geo" / "gemeenten_2022.geojson").read_text(encoding="utf-8")
    whole = of_text(text, "gemeentecode")
    shapes = nearest_shapes(kept({2022: whole}), 2022)
    assert set(shapes) == set(whole)
    across = [x for polygons in shapes.values() for polygon in polygons for ring in polygon for x, _ in ring]
    assert (min(across), max(across)) == (0, 2 * MAP_WIDTH)
    # The Netherlands lie between 50.75 and 53.56 degrees north, and 3.36 and 7.23 degrees east.
    assert 420 < height(shapes) < 520
