"""A number before and after a measure, and what it would have been without."""

from __future__ import annotations

from typing import Any

from drietrap.learning.result import EffectResult
from drietrap.publication.charts.chart import Chart
from drietrap.publication.charts.render import draw
from drietrap.publication.charts.style import ACCENT, BAND, INK, Spec, label, specification
from drietrap.publication.tables import table
from drietrap.steering.forecast.words import about

_HEIGHT = 260
_HEADS = ("Jaar", "Aantal", "Gebruikt")


def found(result: EffectResult) -> Chart:
    """Draw the years of ``result``, with a band for what would have been."""
    measure = result.judged
    title = f"{measure.name}: {measure.number}, vóór en na de maatregel"
    description = "Lijn: gepubliceerde aantallen. Streep bij het eerste jaar van de maatregel."
    finding = ""
    if result.without is not None and result.became is not None:
        description += (
            " Stippellijn met band: het gemiddelde van de jaren erna zonder de maatregel, naar schatting "
            "(95 % zekerheid)."
        )
        finding = (
            f"Gemiddeld {about(result.became)}; zonder de maatregel naar schatting "
            f"{about(result.without.value or 0.0)} ({about(result.without.lower or 0.0)} tot "
            f"{about(result.without.upper or 0.0)})."
        )
    rows = [(one.period, about(one.count.value or 0.0), one.use) for one in result.years]
    body = table("tabel-effect", title, _HEADS, rows, "tnt")
    return Chart(
        "effect", title, finding, description, draw(_spec(result), "effect", title, description), body
    )


def _spec(result: EffectResult) -> Spec:
    seen: list[dict[str, Any]] = [
        {"at": int(one.period), "value": one.count.value or 0.0, "label": ""} for one in result.years
    ]
    if seen:
        seen[-1]["label"] = about(seen[-1]["value"])
    years = [int(one.period) for one in result.years]
    after = [int(one.period) for one in result.years if one.use == "erna"]
    tops = [float(one["value"]) for one in seen]
    band: list[dict[str, Any]] = []
    if result.without is not None and after:
        ends = (min(after) - 0.3, max(after) + 0.3)
        values = {
            "value": result.without.value, "low": result.without.lower, "high": result.without.upper
        }  # fmt: skip
        band = [{"at": end, **values} for end in ends]
        tops.append(result.without.upper or 0.0)
    start = result.judged.start
    x: dict[str, Any] = {
        "field": "at",
        "type": "quantitative",
        "axis": {"title": None, "grid": False, "format": "d", "tickCount": min(len(years) + 1, 8)},
        "scale": {
            "domain": [min([*years, start]) - 0.7, max([*years, start]) + 0.8],
            "nice": False,
            "zero": False,
        },
    }
    y: dict[str, Any] = {
        "type": "quantitative",
        "scale": {"zero": True, "domainMax": max([*tops, 1.0]) * 1.1, "nice": False},
        "axis": {"title": None, "tickCount": 5, "format": ",~f", "domain": False},
    }
    at_value = {"x": x, "y": {**y, "field": "value"}}
    text = label("label", dy=16, fontWeight="bold")
    text["data"] = {"values": [one for one in seen if one["label"]]}
    text["encoding"].update({**at_value, "color": {"value": INK}})
    layers: list[Spec] = [
        {
            "data": {"values": band},
            "mark": {"type": "area", "color": BAND, "opacity": 0.7},
            "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}},
        },
        {
            "data": {"values": band},
            "mark": {"type": "line", "color": ACCENT, "strokeWidth": 2, "strokeDash": [5, 4]},
            "encoding": at_value,
        },
        {
            "data": {"values": [{"at": start - 0.5}]},
            "mark": {"type": "rule", "color": INK, "strokeDash": [2, 3]},
            "encoding": {"x": x},
        },
        {
            "data": {"values": seen},
            "mark": {"type": "line", "color": ACCENT, "strokeWidth": 2.5},
            "encoding": at_value,
        },
        {
            "data": {"values": seen},
            "mark": {"type": "point", "filled": True, "color": ACCENT, "size": 55, "opacity": 1},
            "encoding": at_value,
        },
        text,
    ]
    return specification(_HEIGHT, layer=layers if band else layers[2:])
