"""Look of all charts: one accent colour, greys that survive a printer, and text of one size."""

from __future__ import annotations

from typing import Any

Spec = dict[str, Any]

WIDTH = 380
MAP_MARGIN = 3
MAP_WIDTH = WIDTH - 2 * MAP_MARGIN
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"  # vl-convert carries the first; the others are as wide
SIZE = 14

INK = "#1b2730"
MUTED = "#4f5d68"
RULE = "#d9dfe4"
PAPER = "#ffffff"
ACCENT = "#0b5c8a"
BAND = "#bfd7e6"
OTHER = "#c3cad0"
# One hue from light to dark: the order shows in grey print and to every eye.
RAMP = ("#eaf2f7", "#c3dbe9", "#8dbbd6", "#4a8db6", "#0a4a70")

# What each colour becomes where the reader asks for a dark page; the ramp of the map stays.
DARK = {
    INK: "#e8edf1",
    MUTED: "#a9b6c0",
    RULE: "#33414c",
    PAPER: "#141b21",
    ACCENT: "#6fbbe6",
    BAND: "#28495e",
    OTHER: "#56636d",
}

_CONFIG: Spec = {
    "aria": False,
    "background": None,
    "font": FONT,
    "padding": 2,
    "view": {"stroke": None},
    "axis": {
        "domainColor": MUTED,
        "gridColor": RULE,
        "tickColor": RULE,
        "labelColor": MUTED,
        "labelFontSize": SIZE - 1,
        "titleColor": MUTED,
        "titleFontSize": SIZE - 1,
        "titleFontWeight": "normal",
        "titlePadding": 8,
        "labelPadding": 5,
    },
    "legend": {
        "labelColor": INK,
        "labelFontSize": SIZE - 1,
        "titleColor": INK,
        "titleFontSize": SIZE - 1,
        "titleFontWeight": "normal",
        "labelLimit": WIDTH,
        "symbolSize": 130,
        "symbolStrokeWidth": 1.2,
    },
    "text": {"color": INK, "fontSize": SIZE, "font": FONT},
}


def specification(height: int | Spec, **body: Any) -> Spec:
    """Return a complete specification: ``body`` with our size and look."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": WIDTH,
        "height": height,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "config": _CONFIG,
        **body,
    }


def label(field: str, **mark: Any) -> Spec:
    """Return a layer that writes ``field`` as text."""
    return {"mark": {"type": "text", **mark}, "encoding": {"text": {"field": field, "type": "nominal"}}}


def year_axis(first: float, last: float, ticks: int) -> Spec:
    """Return the horizontal channel of field ``at``, in years."""
    return {
        "field": "at",
        "type": "quantitative",
        "axis": {"title": None, "grid": False, "format": "d", "tickCount": ticks},
        "scale": {"domain": [first, last], "nice": False, "zero": False},
    }


def count_axis(top: float) -> Spec:
    """Return the vertical channel of a number, from zero to a little above ``top``; without its field."""
    return {
        "type": "quantitative",
        "scale": {"zero": True, "domainMax": top * 1.1, "nice": False},
        "axis": {"title": None, "tickCount": 5, "format": ",~f", "domain": False},
    }


def named(data: Spec, place: Spec, dy: int) -> Spec:
    """Return a layer that writes the ``label`` of points at their ``place``; not of points without one."""
    text = label("label", dy=dy, fontWeight="bold")
    text["data"] = data
    text["transform"] = [{"filter": "isValid(datum.label)"}]
    text["encoding"].update({**place, "color": {"value": INK}})
    return text


def haloed(layer: Spec) -> list[Spec]:
    """Return a layer of text twice: first as a halo in the colour of the page, so that it can be read."""
    halo = {**layer["mark"], "stroke": PAPER, "strokeWidth": 4, "strokeJoin": "round"}
    return [{**layer, "mark": halo}, {**layer, "mark": {**layer["mark"], "color": INK}}]


def dashed() -> Spec:
    """Return the mark of a line that is no measurement: a limit, or where two things are equal."""
    return {"type": "line", "color": INK, "strokeWidth": 1.2, "strokeDash": [4, 3]}


def dot(size: int, fill: str, stroke: str, **more: object) -> Spec:
    """Return the mark of a filled point."""
    return {
        "type": "point",
        "filled": True,
        "opacity": 1,
        "size": size,
        "fill": fill,
        "stroke": stroke,
        **more,
    }
