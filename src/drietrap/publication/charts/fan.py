"""A series that runs on into the future: what was published, and the bands in which it is likely to go on."""

from __future__ import annotations

from typing import Any

from drietrap.publication.charts.chart import Chart
from drietrap.publication.charts.render import draw
from drietrap.publication.charts.style import (
    ACCENT,
    BAND,
    PAPER,
    Spec,
    count_axis,
    named,
    specification,
    year_axis,
)
from drietrap.publication.tables import table
from drietrap.steering.forecast.result import AreaForecast, Forecast
from drietrap.steering.forecast.words import about

_HEIGHT = 260


def fan(one: Forecast, area: AreaForecast) -> Chart:
    """Draw the forecast of one area of ``one``."""
    id = f"vooruit-{one.id}-{area.kind}"
    last = area.ahead[-1]
    title = f"{area.name}: {one.label}, tot en met {last.period}"
    description = (
        "Punten: gepubliceerde aantallen. Daarna de middelste schatting als stippellijn, met een donkere "
        "band waarin 80 en een lichte waarin 95 van de 100 uitkomsten vallen."
    )
    finding = (
        f"In {last.period} waarschijnlijk tussen de {about(last.likely.lower or 0.0)} en "
        f"{about(last.likely.upper or 0.0)}."
    )
    rows = [
        (seen.period, _written(seen.count.value), "", "", "voorlopig" if seen.provisional else "geteld")
        for seen in area.seen
    ] + [
        (
            told.period,
            _written(told.likely.value),
            f"{_written(told.likely.lower)} tot {_written(told.likely.upper)}",
            f"{_written(told.wide.lower)} tot {_written(told.wide.upper)}",
            "geschat",
        )
        for told in area.ahead
    ]
    columns = ("Jaar", "Aantal", "80 van de 100", "95 van de 100", "Soort")
    body = table(f"tabel-{id}", title, columns, rows, "tnnnt")
    notes = tuple(
        f"Breuk vóór {one.period}: cijfers ervoor en erna zijn niet te vergelijken."
        for one in area.seen
        if one.after_break
    )
    if any(one.provisional for one in area.seen):
        notes = (*notes, "Een open punt is een voorlopig cijfer.")
    return Chart(id, title, finding, description, draw(_spec(area), id, title, description), body, notes)


def _written(value: float | None) -> str:
    return "-" if value is None else about(value)


def _spec(area: AreaForecast) -> Spec:
    seen: list[dict[str, Any]] = []
    part = 0
    for one in area.seen:
        part += one.after_break
        if one.count.value is not None:
            dot = {"value": one.count.value, "provisional": one.provisional}
            seen.append({"at": int(one.period), "part": part, **dot})
    told: list[dict[str, Any]] = [
        {
            "at": int(one.period),
            "value": one.likely.value,
            "low": one.likely.lower,
            "high": one.likely.upper,
            "least": one.wide.lower,
            "most": one.wide.upper,
        }
        for one in area.ahead
    ]
    for points in (seen, told):
        if points:
            points[-1]["label"] = about(points[-1]["value"])
    if seen:
        start = seen[-1]["value"]
        ends = dict.fromkeys(("value", "low", "high", "least", "most"), start)
        told = [{"at": seen[-1]["at"], **ends}, *told]
    top = max(point["most"] for point in told)
    years = [int(one.period) for one in area.seen] + [int(one.period) for one in area.ahead]
    x = year_axis(min(years) - 0.4, max(years) + 0.6, min(len(years), 7))
    y = count_axis(top)
    return specification(_HEIGHT, layer=_layers(seen, told, x, y))


def _layers(seen: list[Any], told: list[Any], x: dict[str, Any], y: dict[str, Any]) -> list[Spec]:
    future, past = {"values": told}, {"values": seen}
    at_value = {"x": x, "y": {**y, "field": "value"}}
    bands: list[Spec] = [
        {
            "data": future,
            "mark": {"type": "area", "color": colour, "opacity": opacity},
            "encoding": {"x": x, "y": {**y, "field": low}, "y2": {"field": high}},
        }
        for low, high, colour, opacity in (("least", "most", BAND, 0.55), ("low", "high", ACCENT, 0.35))
    ]
    middle: Spec = {
        "data": future,
        "mark": {"type": "line", "color": ACCENT, "strokeWidth": 2, "strokeDash": [5, 4]},
        "encoding": at_value,
    }
    line: Spec = {
        "data": past,
        "mark": {"type": "line", "color": ACCENT, "strokeWidth": 2.5},
        "encoding": {**at_value, "detail": {"field": "part", "type": "nominal"}},
    }
    fill = {"condition": {"test": "datum.provisional", "value": PAPER}, "value": ACCENT}
    dots: Spec = {
        "data": past,
        "mark": {
            "type": "point",
            "filled": True,
            "opacity": 1,
            "size": 70,
            "stroke": ACCENT,
            "strokeWidth": 2,
        },
        "encoding": {**at_value, "fill": fill},
    }
    texts = [named(data, at_value, dy=-14) for data in (past, future)]
    return [*bands, middle, line, dots, *texts]
