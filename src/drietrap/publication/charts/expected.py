"""Observed against expected: every municipality as a dot, with the band in which it is likely to lie."""

from __future__ import annotations

from drietrap.differences.expected.result import Against, ExpectedUse
from drietrap.publication.charts.chart import Chart
from drietrap.publication.charts.render import draw
from drietrap.publication.charts.style import (
    ACCENT,
    BAND,
    MUTED,
    OTHER,
    PAPER,
    Spec,
    dashed,
    dot,
    haloed,
    label,
    specification,
)
from drietrap.publication.tables import table
from drietrap.vocabulary.notation import number, percentage

_HEIGHT = 330
_FINDINGS = {
    Against.HIGHER: "{name} ligt hoger dan bij zo'n bevolking past.",
    Against.LOWER: "{name} ligt lager dan bij zo'n bevolking past.",
    Against.AS_EXPECTED: "{name} valt binnen wat bij zo'n bevolking past.",
}


def expected_chart(name: str, one: ExpectedUse) -> Chart | None:
    """Draw ``name`` among all municipalities; None when its figure or its bounds are unknown."""
    own = one.own
    bounds = (own.expected.value, own.expected.lower, own.expected.upper, own.likely.lower, own.likely.upper)
    if own.observed.value is None or any(end is None for end in bounds):
        return None
    id = f"verwacht-{one.model}"
    title = f"Werkelijk en verwacht gebruik: {one.label}, {one.period}"
    description = (
        f"Elke stip is een gemeente. Naar rechts is meer gebruik verwacht, omhoog is meer gebruik gezien. Op "
        f"de schuine lijn zijn beide gelijk. {name} is de gevulde cirkel: verwacht "
        f"{percentage(own.expected.value or 0)}, werkelijk {percentage(own.observed.value)}."
    )
    body = table(
        f"tabel-{id}",
        title,
        ("Wat", "Cijfer", "Van", "Tot"),
        [
            ("Werkelijk", *_numbers(own.observed.value, own.observed.lower, own.observed.upper)),
            ("Verwacht, 95%", *_numbers(own.expected.value, own.expected.lower, own.expected.upper)),
            ("Verwacht, 80%", *_numbers(own.likely.value, own.likely.lower, own.likely.upper)),
            (
                "Verwacht, ook uit regio en omgeving",
                *_numbers(own.nearby.value, own.nearby.lower, own.nearby.upper),
            ),
        ],
        "tnnn",
    )
    notes = (
        "Schuine lijn: werkelijk en verwacht zijn gelijk.",
        "De streep bij de eigen stip: waar het cijfer van 95 van de 100 zulke gemeenten ligt; het dikke deel "
        "van 80 van de 100.",
    )
    svg = draw(_spec(name, one), id, title, description)
    return Chart(id, title, _FINDINGS[own.verdict].format(name=name), description, svg, body, notes)


def _numbers(*values: float | None) -> tuple[str, ...]:
    return tuple("-" if value is None else f"{number(value, 1)}%" for value in values)


def _spec(name: str, one: ExpectedUse) -> Spec:
    own = one.own
    dots = [
        {"expected": other.expected, "observed": other.observed}
        for other in one.all_areas
        if other.area != own.area
    ]
    me = {
        "expected": own.expected.value,
        "observed": own.observed.value,
        "low": own.expected.lower,
        "high": own.expected.upper,
        "near_low": own.likely.lower,
        "near_high": own.likely.upper,
        "label": name,
    }
    flat = [own.expected.value or 0.0, *(other["expected"] for other in dots)]
    ends = [own.observed.value or 0.0, own.expected.lower or 0.0, own.expected.upper or 0.0]
    ends += flat + [other["observed"] for other in dots]
    low, high = max(min(ends) - 0.5, 0.0), max(ends) + 0.5
    left, right = min(flat) - 0.5, max(flat) + 0.5
    x = _axis("expected", "Verwacht gebruik (%)", left, right, grid=False)
    y = _axis("observed", "Werkelijk gebruik (%)", low, high, grid=True)
    middle = (left + right) / 2
    return specification(
        _HEIGHT, layer=_layers(dots, me, x, y, right_side=(own.expected.value or 0) > middle)
    )


def _axis(field: str, title: str, low: float, high: float, *, grid: bool) -> Spec:
    return {
        "field": field,
        "type": "quantitative",
        "scale": {"domain": [low, high], "zero": False, "nice": False},
        "axis": {"title": title, "format": ",~f", "tickCount": 6, "grid": grid, "domain": not grid},
    }


def _layers(dots: list[dict[str, float]], me: Spec, x: Spec, y: Spec, *, right_side: bool) -> list[Spec]:
    mine = {"values": [me]}
    left, right = x["scale"]["domain"]
    low, high = y["scale"]["domain"]
    start, end = max(left, low), min(right, high)
    equal: Spec = {
        "data": {"values": [{"expected": at, "observed": at} for at in (start, end)]},
        "mark": dashed(),
        "encoding": {"x": x, "y": y},
    }
    others: Spec = {
        "data": {"values": dots},
        "mark": dot(22, OTHER, MUTED),
        "encoding": {"x": x, "y": y},
    }
    bars: list[Spec] = [
        {
            "data": mine,
            "mark": {"type": "rule", "strokeWidth": width, "color": colour},
            "encoding": {"x": x, "y": {**y, "field": ends[0]}, "y2": {"field": ends[1]}},
        }
        for ends, width, colour in (
            (("low", "high"), 3, BAND),
            (("low", "high"), 1.5, ACCENT),
            (("near_low", "near_high"), 6, ACCENT),
        )
    ]
    text = label(
        "label", fontWeight="bold", align="right" if right_side else "left", dx=-13 if right_side else 13
    )
    text["data"] = mine
    text["encoding"].update({"x": x, "y": y})
    own: Spec = {
        "data": mine,
        "mark": dot(170, PAPER, ACCENT, strokeWidth=4),
        "encoding": {"x": x, "y": y},
    }
    return [others, equal, *bars, *haloed(text), own]
