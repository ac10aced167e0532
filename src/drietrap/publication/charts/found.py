"""A number before and after a measure, and what it would have been without."""

from __future__ import annotations

from typing import Any

from drietrap.learning.result import EffectResult
from drietrap.publication.charts.chart import Chart
from drietrap.publication.charts.render import draw
from drietrap.publication.charts.style import (
    ACCENT,
    BAND,
    INK,
    Spec,
    count_axis,
    named,
    specification,
    year_axis,
)
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
        {"at": int(one.period), "value": one.count.value or 0.0} for one in result.years
    ]
    if seen:
        seen[-1]["label"] = about(seen[-1]["value"])
    band, start = _band(result), result.judged.start
    years = [start, *(one["at"] for one in seen)]
    x = year_axis(min(years) - 0.7, max(years) + 0.8, min(len(seen) + 1, 8))
    y = count_axis(max([1.0, *(one["value"] for one in seen), *(one["high"] for one in band)]))
    at_value = {"x": x, "y": {**y, "field": "value"}}
    between = {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}}
    points, without = {"values": seen}, {"values": band}
    rule = {"type": "rule", "color": INK, "strokeDash": [2, 3]}
    dots = {"type": "point", "filled": True, "color": ACCENT, "size": 55, "opacity": 1}
    layers: list[Spec] = [
        _layer({"values": [{"at": start - 0.5}]}, rule, {"x": x}),
        _layer(points, {"type": "line", "color": ACCENT, "strokeWidth": 2.5}, at_value),
        _layer(points, dots, at_value),
        named(points, at_value, dy=16),
    ]
    if band:
        dashed = {"type": "line", "color": ACCENT, "strokeWidth": 2, "strokeDash": [5, 4]}
        area = {"type": "area", "color": BAND, "opacity": 0.7}
        layers = [_layer(without, area, between), _layer(without, dashed, at_value), *layers]
    return specification(_HEIGHT, layer=layers)


def _layer(data: Spec, mark: Spec, encoding: Spec) -> Spec:
    return {"data": data, "mark": mark, "encoding": encoding}


def _band(result: EffectResult) -> list[dict[str, Any]]:
    """Return what would have been at both ends of the years after the start; empty when it is not known."""
    after = [int(one.period) for one in result.years if one.use == "erna"]
    told = result.without
    if told is None or not after:
        return []
    values = {"value": told.value or 0.0, "low": told.lower or 0.0, "high": told.upper or 0.0}
    return [{"at": end, **values} for end in (min(after) - 0.3, max(after) + 0.3)]
