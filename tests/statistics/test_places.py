"""The middle of an area, by hand and by counting points."""

from __future__ import annotations

import numpy as np
import pytest

from drietrap.statistics.places import middle

SQUARE = [[4.0, 52.0], [6.0, 52.0], [6.0, 53.0], [4.0, 53.0], [4.0, 52.0]]
HOLE = [[5.0, 52.0], [6.0, 52.0], [6.0, 53.0], [5.0, 53.0], [5.0, 52.0]]
FAR = [[8.0, 52.0], [10.0, 52.0], [10.0, 53.0], [8.0, 53.0], [8.0, 52.0]]


@pytest.mark.parametrize(
    ("geometry", "expected"),
    [
        ({"type": "Polygon", "coordinates": [SQUARE]}, (52.5, 5.0)),
        ({"type": "Polygon", "coordinates": [SQUARE[::-1]]}, (52.5, 5.0)),
        ({"type": "Polygon", "coordinates": [SQUARE, HOLE]}, (52.5, 4.5)),
        ({"type": "MultiPolygon", "coordinates": [[SQUARE], [FAR]]}, (52.5, 7.0)),
    ],
)
def test_middles_by_hand(geometry, expected):
    assert middle(geometry) == pytest.approx(expected)


def test_an_odd_shape_by_counting_points():
    ring = [[0, 0], [4, 0], [4, 1], [1, 1], [1, 3], [0, 3], [0, 0]]
    x, y = np.meshgrid(np.arange(0.005, 4, 0.01), np.arange(0.005, 3, 0.01))
    inside = (y < 1) | ((x < 1) & (y < 3))
    assert middle({"type": "Polygon", "coordinates": [ring]}) == pytest.approx(
        (y[inside].mean(), x[inside].mean()), abs=1e-6
    )


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "Point", "coordinates": [5, 52]},
        {"type": "Polygon", "coordinates": [[[5, 52], [6, 52], [5, 52]]]},
        {},
    ],
)
def test_what_has_no_middle_is_refused(geometry):
    with pytest.raises(ValueError, match="area"):
        middle(geometry)
