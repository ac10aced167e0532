"""A series over time, cut at its breaks: segments are never joined, and each break says why."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from drietrap.benchmark.result import Trend
from drietrap.catalogue.indicator import Indicator
from drietrap.publication.charts.chart import Chart
from drietrap.publication.charts.render import draw
from drietrap.publication.charts.style import (
    ACCENT,
    BAND,
    INK,
    MUTED,
    PAPER,
    SIZE,
    Spec,
    label,
    specification,
)
from drietrap.publication.tables import DataTable, table
from drietrap.publication.wording import amount, period_label, short_bounds
from drietrap.vocabulary.notation import counted

_HEIGHT = 240
_LINE = SIZE + 2


def series(indicator: Indicator, trend: Trend) -> Chart | None:
    """Draw a series; None when it has fewer than two figures."""
    points = [p for segment in trend.segments for p in segment.points]
    if sum(p.estimate.value is not None for p in points) < 2:
        return None
    id = f"trend-{indicator.id}"
    first, last = period_label(points[0].period), period_label(points[-1].period)
    title = f"{indicator.label}, {first} tot en met {last}"
    breaks = [segment.starts_after for segment in trend.segments if segment.starts_after]
    pieces = counted(len(trend.segments), "stuk", "stukken")
    description = f"Lijn met punten en onder- en bovengrens per periode, in {pieces}."
    finding = " ".join(segment.sentence for segment in trend.segments[-1:])
    notes = tuple(
        f"Breuk vóór {period_label(segment.points[0].period)}: {segment.starts_after} "
        "Cijfers ervoor en erna zijn niet te vergelijken."
        for segment in trend.segments
        if segment.starts_after
    )
    if any(p.provisional for p in points):
        notes = (*notes, "Een open punt is een voorlopig cijfer.")
    if breaks:
        finding = f"{finding} De reeks is onderbroken."
    svg = draw(_spec(indicator, trend), id, title, description)
    return Chart(id, title, finding, description, svg, _table(id, title, indicator, trend), notes)


def _values(trend: Trend) -> tuple[list[dict[str, object]], list[str], list[tuple[float, str]]]:
    values: list[dict[str, object]] = []
    labels: list[str] = []
    cuts: list[tuple[float, str]] = []
    for part, segment in enumerate(trend.segments):
        if part:
            cuts.append((len(labels) - 0.5, period_label(segment.points[0].period)))
        for point in segment.points:
            e = point.estimate
            values.append(
                {
                    "at": len(labels),
                    "part": part,
                    "value": e.value,
                    "lower": e.lower if e.lower is not None else e.value,
                    "upper": e.upper if e.upper is not None else e.value,
                    "provisional": point.provisional,
                }
            )
            labels.append(period_label(point.period) + ("*" if point.provisional else ""))
    return [v for v in values if v["value"] is not None], labels, cuts


def _spec(indicator: Indicator, trend: Trend) -> Spec:
    values, labels, cuts = _values(trend)
    for value in (values[0], values[-1]):
        number = value["value"]
        value["label"] = amount(
            number if isinstance(number, float) else None, indicator.unit, indicator.decimals
        )
    top = max(float(str(value["upper"])) for value in values)
    step = max(1, -(-len(labels) // 7))
    axis = {
        "title": None,
        "grid": False,
        "values": list(range(0, len(labels), step)),
        "labelExpr": f"{labels!r}[datum.value]",
        "labelOverlap": "greedy",
    }
    x = {
        "field": "at",
        "type": "quantitative",
        "axis": axis,
        "scale": {"domain": [-0.4, len(labels) - 0.6], "nice": False, "zero": False},
    }
    y = {
        "type": "quantitative",
        "scale": {"zero": True, "domainMax": top * 1.15, "nice": False},
        "axis": {"title": None, "tickCount": 5, "format": ",~f", "domain": False},
    }
    layers = [*_series_layers(x, y), *_breaks(cuts, x)]
    return specification(_HEIGHT, data={"values": values}, layer=layers)


def _series_layers(x: Spec, y: Spec) -> list[Spec]:
    part = {"detail": {"field": "part", "type": "nominal"}}
    at_value = {"x": x, "y": {**y, "field": "value"}}
    area: Spec = {
        "mark": {"type": "area", "color": BAND, "opacity": 0.7},
        "encoding": {"x": x, "y": {**y, "field": "lower"}, "y2": {"field": "upper"}, **part},
    }
    line: Spec = {
        "mark": {"type": "line", "color": ACCENT, "strokeWidth": 2.5},
        "encoding": {**at_value, **part},
    }
    dot = {"type": "point", "filled": True, "opacity": 1, "size": 70, "stroke": ACCENT, "strokeWidth": 2}
    fill = {"condition": {"test": "datum.provisional", "value": PAPER}, "value": ACCENT}
    points: Spec = {"mark": dot, "encoding": {**at_value, "fill": fill}}
    text = label("label", dy=-16, fontWeight="bold")
    text["transform"] = [{"filter": "isValid(datum.label)"}]
    text["encoding"].update({**at_value, "color": {"value": INK}})
    return [area, line, points, text]


def _breaks(cuts: Sequence[tuple[float, str]], x: Spec) -> list[Spec]:
    if not cuts:
        return []
    data = {"values": [{"at": at, "text": f"breuk vóór {period}"} for at, period in cuts]}
    rule: Spec = {
        "data": data,
        "mark": {"type": "rule", "color": MUTED, "strokeDash": [2, 4], "strokeWidth": 1.5},
        "encoding": {"x": x, "y": {"value": 0}, "y2": {"value": _HEIGHT}},
    }
    text = label("text", align="left", dx=5, color=MUTED, fontSize=SIZE - 1)
    text["data"] = data
    text["encoding"].update({"x": x, "y": {"value": _HEIGHT - _LINE}})
    return [rule, text]


def _table(id: str, title: str, indicator: Indicator, trend: Trend) -> DataTable:
    rows = [
        (
            period_label(point.period),
            amount(point.estimate.value, indicator.unit, indicator.decimals),
            short_bounds(point.estimate, indicator),
            "voorlopig" if point.provisional else "",
            textwrap.shorten(segment.starts_after or "", 200) if at == 0 else "",
        )
        for segment in trend.segments
        for at, point in enumerate(segment.points)
    ]
    columns = ("Periode", "Cijfer", "Onder- en bovengrens", "Status", "Breuk vóór deze periode")
    return table(f"tabel-{id}", title, columns, rows, "tnntt")
