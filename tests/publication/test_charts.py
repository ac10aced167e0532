"""Charts: safe, small, the same every time, and honest about limits, breaks and classes."""

from __future__ import annotations

import dataclasses
import itertools
import math
import re

import numpy as np
import pytest
from dossier_example import NAME, OWN
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from drietrap.benchmark.result import Estimate, Funnel
from drietrap.catalogue.indicator import Unit
from drietrap.publication.charts.bars import _apart, _names, allocation_bars, breakdown_bars
from drietrap.publication.charts.chart import Chart
from drietrap.publication.charts.dots import dots
from drietrap.publication.charts.funnel import _curve, funnel
from drietrap.publication.charts.geometry import outline, simplified
from drietrap.publication.charts.map import municipal_map
from drietrap.publication.charts.style import ACCENT, INK, MAP_WIDTH, MUTED, PAPER, RAMP
from drietrap.publication.charts.trend import series
from drietrap.publication.dossier import Breakdown, BreakdownKind, BreakdownPart, Dossier, PeerValue

SVG = "{http://www.w3.org/2000/svg}"
USE = "pct_jeugdhulp"


def all_charts(dossier: Dossier) -> list[Chart]:
    indicator, peers = dossier.definitions[USE], dossier.peers[USE]
    found = [c for c in dossier.comparisons if c.indicator == USE]
    made = [
        dots(dossier.name, indicator, found),
        funnel(dossier.name, indicator, found[0], peers),
        municipal_map(OWN, dossier.name, indicator, "2022", peers, dossier.shapes),
        series(indicator, dossier.trends[0]),
        *(breakdown_bars(dossier.name, b) for b in dossier.breakdowns),
        allocation_bars(dossier.name, dossier.allocations[-1]),
    ]
    assert all(made)
    return [chart for chart in made if chart]


@pytest.fixture(scope="module")
def charts(dossier: Dossier) -> list[Chart]:
    return all_charts(dossier)


def texts(chart: Chart) -> list[str]:
    return ["".join(e.itertext()) for e in etree.fromstring(chart.svg).iter(f"{SVG}text")]


def test_every_chart_has_a_title_a_finding_a_table_and_names_for_a_screen_reader(charts: list[Chart]) -> None:
    for chart in charts:
        root = etree.fromstring(chart.svg)
        assert root.get("role") == "img"
        assert root.find(f"{SVG}title").get("id") == root.get("aria-labelledby")
        assert root.find(f"{SVG}desc").text == chart.description
        assert root.find(f"{SVG}desc").get("id") == root.get("aria-describedby")
        assert chart.finding.endswith(".")
        assert chart.table.rows
        assert texts(chart), "text stays text"


def test_no_script_style_link_or_handler(charts: list[Chart]) -> None:
    allowed = {"svg", "title", "desc", "g", "path", "line", "rect", "text", "tspan", "circle"}
    for chart in charts:
        for element in etree.fromstring(chart.svg).iter():
            assert etree.QName(element).localname in allowed
            for name, value in element.attrib.items():
                assert not name.startswith("on")
                assert name not in {"style", "href", "class"}
                assert "url(" not in value


def test_the_same_input_gives_the_same_drawing(dossier: Dossier, charts: list[Chart]) -> None:
    assert all_charts(dossier) == charts


def test_numbers_are_written_the_dutch_way(charts: list[Chart]) -> None:
    for chart in charts:
        for text in texts(chart):
            assert not re.search(r"\d\.\d{1,2}(\D|$)", text), text
            assert "e+" not in text
    assert "13,9%" in " ".join(texts(charts[0]))


def test_a_hostile_name_is_only_text(dossier: Dossier) -> None:
    name = "<script>alert(1)</script>' + alert(1) + '"
    hostile = dataclasses.replace(dossier, name=name)
    for chart in all_charts(hostile):
        assert "<script" not in chart.svg
    own = all_charts(hostile)[1]
    assert name in texts(own)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_colours_have_contrast_and_the_ramp_keeps_its_order_in_grey() -> None:
    """WCAG 2.2, 1.4.3 and 1.4.11: 4.5 for text, 3 for shapes (formula of relative luminance there)."""
    for colour in (INK, MUTED, ACCENT):
        assert (luminance(PAPER) + 0.05) / (luminance(colour) + 0.05) >= 4.5
    greys = [luminance(colour) for colour in RAMP]
    assert greys == sorted(greys, reverse=True)
    steps = [(a + 0.05) / (b + 0.05) for a, b in itertools.pairwise(greys)]
    assert min(steps) > 1.2


def test_a_finding_claims_no_more_than_the_verdict(dossier: Dossier) -> None:
    found = [c for c in dossier.comparisons if c.indicator == "pct_verblijf"]
    chart = dots(NAME, dossier.definitions["pct_verblijf"], found)
    assert chart is not None
    assert chart.finding == (
        f"{NAME} is niet te onderscheiden van Nederland en niet te onderscheiden van de statistische buren."
    )


def test_a_withheld_figure_is_not_drawn(dossier: Dossier) -> None:
    hidden = [c for c in dossier.comparisons if c.hidden]
    assert dots(NAME, dossier.definitions[hidden[0].indicator], hidden) is None


def test_segments_of_a_series_are_not_joined_and_the_break_says_why(dossier: Dossier) -> None:
    chart = series(dossier.definitions[USE], dossier.trends[0])
    assert chart is not None
    root = etree.fromstring(chart.svg)
    lines = [p for p in root.iter(f"{SVG}path") if p.get("stroke") == ACCENT and p.get("fill") is None]
    assert [p.get("d").count("L") for p in lines] == [4, 1]
    assert "breuk vóór 2021" in texts(chart)
    assert any("meer aanbieders" in note for note in chart.notes)


@given(
    target=st.floats(0.01, 0.6),
    size=st.floats(200, 80_000),
    tau=st.floats(0, 0.05),
)
@settings(deadline=None)
def test_funnel_curves_pass_through_the_limits_of_the_comparison(
    target: float, size: float, tau: float
) -> None:
    """Oracle: Spiegelhalter (2005), target ± 1.96 sqrt(s^2 + tau^2), written out here."""
    z = 1.959963984540054

    def ends(tau2: float) -> tuple[float, float]:
        half = z * math.sqrt(target * (1 - target) / size + tau2)
        return 100 * max(target - half, 0), 100 * min(target + half, 1)

    limits = Funnel(100 * target, ends(0), ends(0), ends(tau**2), ends(tau**2), 0.0, 0.0, 1.0)
    peers = [PeerValue("A", "A", 1.0, 1.0, 1.0, size), PeerValue("B", "B", 1.0, 1.0, 1.0, size * 4)]
    first, last = _curve(limits, peers)[0], _curve(limits, peers)[-1]
    assert (first["low"], first["high"]) == pytest.approx(ends(0))
    if ends(tau**2)[1] < 100:
        assert (first["wide_low"], first["wide_high"]) == pytest.approx(ends(tau**2), abs=1e-6)
    assert last["high"] - last["low"] <= first["high"] - first["low"]


def test_map_classes_hold_a_fifth_each_and_the_own_municipality_is_outlined(dossier: Dossier) -> None:
    chart = municipal_map(OWN, NAME, dossier.definitions[USE], "2022", dossier.peers[USE], dossier.shapes)
    assert chart is not None
    counts = [int(row[1].text) for row in chart.table.rows[:5]]
    assert sum(counts) == 59
    assert max(counts) - min(counts) <= 4
    root = etree.fromstring(chart.svg)
    thick = [p for p in root.iter(f"{SVG}path") if float(p.get("stroke-width", "0")) > 2]
    assert len(thick) == 1
    assert thick[0].get("fill") in {None, "none"}
    assert NAME in texts(chart)


def test_without_shapes_there_is_no_map(dossier: Dossier) -> None:
    assert municipal_map(OWN, NAME, dossier.definitions[USE], "2022", dossier.peers[USE], {}) is None


@given(st.integers(2, 7), st.integers(2, 7), st.integers(0, 10_000))
@settings(max_examples=30, deadline=None)
def test_simplified_borders_still_meet(columns: int, rows: int, seed: int) -> None:
    """Tiles that fill a rectangle still fill it: the areas (shoelace) add up to that of the rectangle."""
    draw = np.random.default_rng(seed)
    corner = {
        (x, y): (
            4 + x * 0.3 + (0 if x in (0, columns) else draw.uniform(-0.1, 0.1)),
            51 + y * 0.2 + (0 if y in (0, rows) else draw.uniform(-0.06, 0.06)),
        )
        for x in range(columns + 1)
        for y in range(rows + 1)
    }
    tiles = {}
    for x in range(columns):
        for y in range(rows):
            ring = [corner[x, y], corner[x + 1, y], corner[x + 1, y + 1], corner[x, y + 1], corner[x, y]]
            tiles[f"{x}-{y}"] = {"type": "Polygon", "coordinates": [ring]}
    shapes = simplified(tiles, 380)
    points = [p for polygons in shapes.values() for polygon in polygons for p in polygon[0]]
    width = max(p[0] for p in points) - min(p[0] for p in points)
    height = max(p[1] for p in points) - min(p[1] for p in points)

    def area(ring: list[tuple[int, int]]) -> float:
        return (
            abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True))) / 2
        )

    assert sum(area(polygon[0]) for polygons in shapes.values() for polygon in polygons) == width * height


def test_a_speck_keeps_its_place_on_the_map() -> None:
    speck = [[5.0, 52.0], [5.00001, 52.0], [5.0, 52.00001], [5.0, 52.0]]
    large = [[4.0, 51.0], [6.0, 51.0], [6.0, 53.0], [4.0, 51.0]]
    shapes = simplified(
        {
            "A": {"type": "Polygon", "coordinates": [speck]},
            "B": {"type": "MultiPolygon", "coordinates": [[large]]},
        },
        380,
    )
    assert len(shapes["A"]) == 1
    assert len(shapes["A"][0][0]) >= 4
    assert outline(shapes["A"]).count(",") >= 4


def test_an_outline_is_a_closed_path_in_pixels() -> None:
    hole = [[(0, 0), (8, 0), (8, 8)], [(2, 1), (3, 1), (3, 2)]]
    assert outline([hole], 3) == "M3,3L7,3L7,7ZM4,3.5L4.5,3.5L4.5,4Z"


@pytest.mark.shared
def test_the_real_map_stays_small(shared_data, dossier: Dossier) -> None:  # type: ignore[no-untyped-def]
    import json

    features = json.loads((shared_data / "geo" / "gemeenten_2022.geojson").read_text())["features"]
    borders = {f["properties"]["gemeentecode"]: f["geometry"] for f in features}
    peers = tuple(
        PeerValue(code, code, float(at % 17), 0.0, 20.0, 1000.0) for at, code in enumerate(sorted(borders))
    )
    chart = municipal_map(
        "GM0505", "Dordrecht", dossier.definitions[USE], "2022", peers, simplified(borders, MAP_WIDTH)
    )
    assert chart is not None
    assert len(chart.svg.encode()) < 400_000
    assert len(borders) <= chart.svg.count("<path")


def parts(*rows: tuple[str, Estimate, Estimate]) -> list[BreakdownPart]:
    return [BreakdownPart(label, label, own, country, None, "B") for label, own, country in rows]


def exactly(value: float) -> Estimate:
    return Estimate(value, value, value)


def test_labels_lose_what_they_share_but_stay_readable() -> None:
    one = exactly(1.0)
    ages = parts(("Jongeren van 0 tot 4 jaar", one, one), ("Jongeren van 4 tot 12 jaar", one, one))
    assert _names(ages) == ["0 tot 4 jaar", "4 tot 12 jaar"]
    costs = parts(("Kosten Pleegzorg, per jongere", one, one), ("Kosten GGZ hulp, per jongere", one, one))
    assert _names(costs) == ["Pleegzorg", "GGZ hulp"]
    up_to = parts(("Jongeren tot 18 jaar met hulp", one, one), ("Jongeren tot 23 jaar", one, one))
    assert _names(up_to) == ["Tot 18 jaar met hulp", "Tot 23 jaar"]
    between = parts(("Jongeren van 12 tot 18 jaar", one, one), ("Jongeren van 12 tot 23 jaar", one, one))
    assert _names(between) == ["12 tot 18 jaar", "12 tot 23 jaar"]
    assert _names(parts(("Alleen", one, one))) == ["Alleen"]
    assert _names(parts(("Huisarts", one, one), ("Huisarts", one, one))) == ["Huisarts", "Huisarts"]


def test_a_breakdown_claims_only_what_the_intervals_carry() -> None:
    apart = (Estimate(12.0, 11.5, 12.5), Estimate(11.0, 10.9, 11.4))
    touching = (Estimate(12.0, 11.4, 12.5), Estimate(11.0, 10.9, 11.4))
    assert "hoger bij ‘Huisarts’" in _apart(NAME, parts(("Huisarts", *apart)), Unit.PERCENTAGE)
    assert "niet" not in _apart(NAME, parts(("Huisarts", *apart)), Unit.PERCENTAGE)
    assert "te onderscheiden" in _apart(NAME, parts(("Huisarts", *touching)), Unit.PERCENTAGE)


def test_amounts_closer_than_booking_practice_are_no_difference() -> None:
    near, far = (exactly(104.0), exactly(100.0)), (exactly(106.0), exactly(100.0))
    assert "te onderscheiden" in _apart(NAME, parts(("Pleegzorg", *near)), Unit.EURO)
    assert "hoger bij ‘Pleegzorg’" in _apart(NAME, parts(("Pleegzorg", *far)), Unit.EURO)


def test_a_long_breakdown_draws_its_largest_parts_and_says_so() -> None:
    rows = [(f"Deel {at}", exactly(float(at)), exactly(1.0)) for at in range(1, 16)]
    breakdown = Breakdown("x", BreakdownKind.KOSTEN, "Delen", "2023", "€", tuple(parts(*rows)))
    chart = breakdown_bars(NAME, breakdown)
    assert chart is not None
    assert len(chart.table.rows) == 15
    drawn = [text for text in texts(chart) if "Waterdonk" not in text and "Nederland" not in text]
    assert drawn == [str(at) for at in range(6, 16)]
    assert any("10 grootste" in note for note in chart.notes)
