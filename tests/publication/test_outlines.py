"""The outlines kept in a release give the same map as the boundaries they were made of."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from drietrap.publication.charts.geometry import coarse, simplified
from drietrap.publication.charts.style import MAP_WIDTH
from drietrap.synthetic.area_files import boundaries
from drietrap.synthetic.country import build


def shapes_of(text: str, code: str) -> dict[str, dict[str, object]]:
    return {feature["properties"][code]: feature["geometry"] for feature in json.loads(text)["features"]}


@pytest.mark.parametrize("width", [MAP_WIDTH, 200])
def test_a_fictional_country_looks_the_same(width: int) -> None:
    text = boundaries(build(2022, 30), 2022)
    whole = shapes_of(text, next(iter(json.loads(text)["features"][0]["properties"])))
    assert simplified(coarse(whole, width), width) == simplified(whole, width)


@pytest.mark.shared
def test_the_real_country_looks_the_same_with_fewer_corners(shared_data: Path) -> None:
    text = (shared_data / "geo" / "gemeenten_2022.geojson").read_text(encoding="utf-8")
    whole = shapes_of(text, "gemeentecode")
    few = coarse(whole, MAP_WIDTH)
    assert simplified(few, MAP_WIDTH) == simplified(whole, MAP_WIDTH)
    corners = [json.dumps(shapes).count(", [") for shapes in (few, whole)]
    assert corners[0] < 0.75 * corners[1]
