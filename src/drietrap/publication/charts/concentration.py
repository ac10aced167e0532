"""The concentration curve: which part of the youths takes which part of the total, those with most first."""

from __future__ import annotations

from drietrap.publication.charts.chart import Chart
from drietrap.publication.charts.render import draw
from drietrap.publication.charts.style import ACCENT, BAND, INK, MUTED, Spec, label, specification
from drietrap.publication.records.dossier import Divided, Step
from drietrap.publication.tables import table
from drietrap.vocabulary.notation import number, percentage

_HEIGHT = 300
_READ_AT = 0.3
_TABLE_STEPS = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.75, 1.0)


def concentration(divided: Divided, id: str, title: str) -> Chart:
    """Draw the curve with its interval, and say what the first 30 % of the youths take."""
    description = (
        "Lijn die oploopt van nul naar honderd procent: links de jongeren met het meeste, naar rechts steeds "
        "meer jongeren. De band is de onzekerheid. De stippellijn is een gelijke verdeling."
    )
    svg = draw(_spec(divided), id, title, description)
    rows = [
        (
            percentage(100 * step.members, 0),
            percentage(100 * step.share, 0),
            _limits(step, " - "),
        )
        for step in divided.steps
        if any(abs(step.members - shown) < 1e-9 for shown in _TABLE_STEPS)
    ]
    columns = ("Deel van de jongeren", "Deel van het totaal", "Onder- en bovengrens")
    made = table(f"tabel-{id}", title, columns, rows, "nnn")
    return Chart(
        id,
        title,
        finding(divided),
        description,
        svg,
        made,
        (f"Verdeeld is: {divided.what}, over {divided.over}.",),
    )


def finding(divided: Divided) -> str:
    """Return the sentence that the curve is about."""
    step = min(divided.steps, key=lambda one: abs(one.members - _READ_AT))
    who = divided.for_90
    between = _limits(step, " en ")
    limits = f" (tussen {between})" if between else ""
    said = f"{percentage(100 * step.members, 0)} van de jongeren neemt {percentage(100 * step.share, 0)}"
    what = divided.what.split(" (", 1)[0]
    said += f" van alle {what}{limits}."
    if who.value is None:
        return said
    return f"{said} Voor 90% van het totaal is {percentage(100 * who.value, 0)} van de jongeren nodig."


def _limits(step: Step, between: str) -> str:
    """Return the limits; empty when they say no more than the share does."""
    lower, upper = percentage(100 * step.lower, 0), percentage(100 * step.upper, 0)
    return "" if lower == upper else f"{lower}{between}{upper}"


def _spec(divided: Divided) -> Spec:
    values = [
        {"x": 100 * one.members, "y": 100 * one.share, "low": 100 * one.lower, "high": 100 * one.upper}
        for one in divided.steps
    ]
    read = min(divided.steps, key=lambda one: abs(one.members - _READ_AT))
    text = f"{number(100 * read.members)}% van de jongeren: {number(100 * read.share)}%"
    at = {"x": 100 * read.members, "y": 100 * read.share, "text": text}
    axis = {"title": "deel van de jongeren, die met het meeste eerst (%)", "grid": False, "tickCount": 5}
    x = {"field": "x", "type": "quantitative", "scale": {"domain": [0, 100]}, "axis": axis}
    y = {
        "field": "y",
        "type": "quantitative",
        "scale": {"domain": [0, 100]},
        "axis": {"title": "deel van het totaal (%)", "tickCount": 5, "domain": False},
    }
    band = {**y, "field": "low"}
    equal = {"values": [{"x": 0, "y": 0}, {"x": 100, "y": 100}]}
    dashed = {"type": "line", "color": MUTED, "strokeDash": [2, 4], "strokeWidth": 1.5}
    words = label("text", align="left", dx=8, dy=10, fontWeight="bold", color=INK)
    words["encoding"].update({"x": x, "y": y})
    layers: list[Spec] = [
        {"data": equal, "mark": dashed, "encoding": {"x": x, "y": y}},
        {
            "mark": {"type": "area", "color": BAND, "opacity": 0.7},
            "encoding": {"x": x, "y": band, "y2": {"field": "high"}},
        },
        {"mark": {"type": "line", "color": ACCENT, "strokeWidth": 2.5}, "encoding": {"x": x, "y": y}},
        {
            "data": {"values": [at]},
            "mark": {"type": "point", "filled": True, "color": ACCENT, "size": 70, "opacity": 1},
            "encoding": {"x": x, "y": y},
        },
        {"data": {"values": [at]}, **words},
    ]
    return specification(_HEIGHT, data={"values": values}, layer=layers)
