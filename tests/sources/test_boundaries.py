"""Boundaries: only code and geometry come through, and only geometry that can be drawn."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from drietrap.sources.files import read_file
from drietrap.sources.raw import RawBoundaries
from drietrap.vocabulary.errors import InputError

from .conftest import area, geojson

Write = Callable[..., Path]
OPEN = [[4.6, 51.8], [4.7, 51.8], [4.7, 51.9], [4.6, 51.81]]
TRIANGLE = [[4.6, 51.8], [4.7, 51.8], [4.7, 51.9], [4.6, 51.8]]
DRIEHOEK = [[105000, 425000], [106000, 425000], [106000, 426000], [105000, 425000]]


def test_only_geometry_is_kept(write: Write) -> None:
    (found,) = read_file(write(geojson(area(), metadata={"year": 2022}), "grenzen_1999.geojson"))
    assert found == RawBoundaries("GRENZEN", 2022, {"GM0505": {"type": "Polygon", "coordinates": [TRIANGLE]}})


def test_year_from_name_or_person(write: Write) -> None:
    assert read_file(write(geojson(area()), "grenzen_2023.geojson"))[0].year == 2023  # type: ignore[union-attr]
    assert read_file(write(geojson(area()), "grenzen.json"), year=2021)[0].year == 2021  # type: ignore[union-attr]
    with pytest.raises(InputError, match="welk jaar"):
        read_file(write(geojson(area()), "grenzen.json"))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (geojson(area())[:-9], "afgekapt of beschadigd"),
        ("[" * 100_000, "niet te lezen"),
        ('{"type": "Topology"}', "geen GeoJSON met gebieden"),
        (geojson(), "geen GeoJSON met gebieden"),
        ("[1, 2]", "geen GeoJSON met gebieden"),
        (geojson({"type": "Feature", "properties": None}), "gebied nummer 1 heeft geen code"),
        (geojson(area(), area()), "GM0505 staat er twee keer in"),
        (geojson(area(ring=OPEN)), "niet gesloten"),
        (geojson(area(ring=[[4.6, 51.8], [4.7, 51.8], [4.6, 51.8]])), "niet gesloten"),
        (geojson(area(ring="rond")), "niet gesloten"),
        (geojson(area(ring=DRIEHOEK)), "geen graden"),
        (geojson(area(ring=[[4.6, 51.8], ["x", 51.8], [4.7, 51.9], [4.6, 51.8]])), "zonder coördinaten"),
        (geojson(area(ring=[[4.6, 51.8], [True, 51.8], [4.7, 51.9], [4.6, 51.8]])), "zonder coördinaten"),
        (geojson(area(ring=[[4.6, 51.8], [4.7], [4.7, 51.9], [4.6, 51.8]])), "zonder coördinaten"),
        (geojson(area(ring=[[4.6, 51.8], 4.7, [4.7, 51.9], [4.6, 51.8]])), "zonder coördinaten"),
        (geojson(area(ring=[[4.6, 51.8], [float("nan"), 51.8], [4.7, 51.9], [4.6, 51.8]])), "niet te lezen"),
        (geojson(area()).replace("4.7", "1e999"), "geen graden"),
        (geojson(area(type="Point", coordinates=[4.6, 51.8])), "heeft geen grens"),
        (geojson(area(type="MultiPolygon", coordinates=[[]])), "is leeg"),
        (geojson({**area(), "geometry": None}), "heeft geen grens"),
    ],
)
def test_boundaries_that_cannot_be_drawn_are_refused(text: str, problem: str, write: Write) -> None:
    with pytest.raises(InputError) as caught:
        read_file(write(text, "grenzen_2022.geojson"))
    assert problem in caught.value.problem
    assert caught.value.action
