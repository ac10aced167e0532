"""Pictures we write ourselves: words fit, nothing is longer than it should be, and text is only text."""

from __future__ import annotations

import json
import re

import pytest
import vl_convert
from dossier_example import NAME
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from drietrap.benchmark.result import Estimate
from drietrap.publication.charts.bars import breakdown_bars
from drietrap.publication.charts.render import drawn
from drietrap.publication.charts.shapes import Bar, Line, Text, as_svg, shortened, width_of
from drietrap.publication.charts.style import WIDTH
from drietrap.publication.dossier import Breakdown, BreakdownKind, BreakdownPart

SVG = "{http://www.w3.org/2000/svg}"
WORDS = (
    "€ 609 Dordrecht",
    "12,5% Alphen aan den Rijn",
    "geheim 's-Hertogenbosch",
    "6.74a Jeugdhulp behandeling GGZ zonder verblijf",
    "WWWWWWWW MMMMMMMM",
    "Via de rechter of officier van justitie",
    "€ 1.234.567,89 Schiermonnikoog",
)


def measured(words: str, size: int, *, bold: bool) -> float:
    """Oracle: the width that vl-convert gives the words in Liberation Sans."""
    mark = {"type": "text", "fontSize": size, "fontWeight": "bold" if bold else "normal", "align": "left"}
    spec = {
        "width": 1,
        "height": 1,
        "padding": 0,
        "view": {"stroke": None},
        "config": {"font": "Liberation Sans", "text": {"font": "Liberation Sans"}},
        "data": {"values": [{"t": words}]},
        "mark": {**mark, "x": 0},
        "encoding": {"text": {"field": "t", "type": "nominal"}},
    }
    svg = vl_convert.vegalite_to_svg(json.dumps(spec), vl_version="6.4")
    return float(re.search(r'width="([\d.]+)"', svg)[1])  # type: ignore[index]


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("words", WORDS)
def test_the_reckoned_width_is_that_of_the_letters_and_not_too_small(words: str, bold: bool) -> None:
    true = measured(words, 14, bold=bold)
    assert 0.99 * true <= width_of(words, 14, bold=bold) <= 1.3 * true


@given(st.text(max_size=60), st.floats(20, 400))
def test_shortened_words_fit_and_begin_as_the_words_do(words: str, room: float) -> None:
    found = shortened(words, room)
    assert width_of(found) <= room
    assert found == words or words.startswith(found.removesuffix("…"))


def _bars(*rows: tuple[float | None, float | None, float | None], name: str = NAME) -> etree._Element:
    parts = [
        BreakdownPart(f"i{at}", f"Deel {at}", Estimate(*row), Estimate(10.0, 9.0, 11.0), None, f"H{at}")
        for at, row in enumerate(rows)
    ]
    chart = breakdown_bars(name, Breakdown("x", BreakdownKind.KOSTEN, "Delen", "2023", "€", tuple(parts)))
    assert chart is not None
    return etree.fromstring(chart.svg)


def test_the_names_for_a_screen_reader_hold_no_space() -> None:
    part = BreakdownPart("i", "Deel", Estimate(1.0, 1.0, 1.0), Estimate(1.0, 1.0, 1.0), None, "H")
    family = "taakvelden per jongere (jaarrekening)"
    chart = breakdown_bars(NAME, Breakdown(family, BreakdownKind.KOSTEN, "Delen", "2023", "€", (part,)))
    assert chart is not None
    assert etree.fromstring(chart.svg).get("aria-labelledby") == (
        "verdeling-taakvelden-per-jongere-jaarrekening-titel"
    )


def test_bars_are_as_long_as_their_numbers_and_the_whisker_is_the_interval() -> None:
    root = _bars((20.0, 15.0, 30.0), (40.0, 39.0, 41.0))
    lengths = [float(bar.get("width")) for bar in root.iter(f"{SVG}rect")]
    assert lengths[0] / lengths[2] == pytest.approx(0.5, abs=0.01)
    assert lengths[1] / lengths[2] == pytest.approx(0.25, abs=0.01)
    whisker = next(root.iter(f"{SVG}line"))
    start = float(next(root.iter(f"{SVG}rect")).get("x"))
    ends = [(float(whisker.get(end)) - start) / lengths[2] * 40 for end in ("x1", "x2")]
    assert ends == pytest.approx([15, 30], abs=0.2)


def test_a_negative_amount_goes_to_the_other_side_of_the_same_zero() -> None:
    root = _bars((-20.0, -20.0, -20.0), (40.0, 40.0, 40.0))
    bars = [(float(b.get("x")), float(b.get("width"))) for b in root.iter(f"{SVG}rect")]
    assert bars[0][0] + bars[0][1] == pytest.approx(bars[2][0], abs=0.11)
    assert bars[0][1] == pytest.approx(bars[2][1] / 2, abs=0.11)


@pytest.mark.parametrize("name", ["Ede", "Alphen aan den Rijn", "Hof van Twente en Nog Een Lange Naam"])
def test_the_words_behind_the_bars_stay_in_the_picture(name: str) -> None:
    root = _bars((3.0, 2.0, 4.0), (1234.0, 1200.0, 1300.0), (None, None, None), name=name)
    for text in root.iter(f"{SVG}text"):
        if text.get("font-weight") is None:
            assert float(text.get("x")) + measured(str(text.text), 13, bold=False) <= WIDTH


def test_words_are_only_words_and_control_characters_are_gone() -> None:
    svg = drawn([Text(1, 2, "<b>&\x00 'x'", "#000000")], 10, "a", "T\x07", "D")
    root = etree.fromstring(svg)
    assert [text.text for text in root.iter(f"{SVG}text")] == ["<b>& 'x'"]
    assert root.find(f"{SVG}title").text == "T"


def test_shapes_are_written_in_order_with_one_decimal() -> None:
    assert as_svg([Bar(10, 1, -4.25, 2, "#ffffff"), Line(1, 2, 3.33, "#000000", 1.5)]).endswith(
        '<rect x="5.8" y="1.0" width="4.2" height="2.0" fill="#ffffff"/>'
        '<line x1="1.0" y1="2.0" x2="3.3" y2="2.0" stroke="#000000" stroke-width="1.5"/></g>'
    )
