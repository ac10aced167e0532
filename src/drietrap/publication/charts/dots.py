"""Dots with intervals: the own figure beside those of its groups."""

from __future__ import annotations

from collections.abc import Sequence

from drietrap.benchmark.result import Comparison, Estimate, GroupKind
from drietrap.catalogue.indicator import Indicator
from drietrap.publication.charts.chart import Chart
from drietrap.publication.charts.render import draw
from drietrap.publication.charts.style import (
    ACCENT,
    INK,
    MUTED,
    PAPER,
    Spec,
    label,
    specification,
)
from drietrap.publication.tables import table
from drietrap.publication.wording import (
    GROUP_NAMES,
    against,
    amount,
    period_label,
    short_bounds,
    verdict_words,
)

_ROW = 58
_LIFT = -19  # pixels that the label stands above its line


def dots(name: str, indicator: Indicator, comparisons: Sequence[Comparison]) -> Chart | None:
    """Draw one indicator of ``name`` against every group; None when there is nothing to draw."""
    own = comparisons[0].own
    drawn = [
        (GROUP_NAMES[c.group.kind], c.reference, False) for c in comparisons if c.reference.value is not None
    ]
    if own.value is None or not drawn:
        return None
    rows = [(name, own, True), *drawn]
    id = f"vergelijking-{indicator.id}"
    title = f"{indicator.label}, {period_label(comparisons[0].period)}"
    description = f"Punten met een streep van onder- tot bovengrens voor {', '.join(row[0] for row in rows)}."
    body = table(
        f"tabel-{id}",
        title,
        ("Gebied", "Cijfer", "Onder- en bovengrens", f"{name} is"),
        [
            (name, amount(own.value, indicator.unit, indicator.decimals), short_bounds(own, indicator), ""),
            *(
                (
                    f"{GROUP_NAMES[c.group.kind]}: {c.group.label}",
                    amount(c.reference.value, indicator.unit, indicator.decimals),
                    short_bounds(c.reference, indicator),
                    verdict_words(c.verdict),
                )
                for c in comparisons
            ),
        ],
        "tnnt",
    )
    svg = draw(_spec(rows, indicator), id, title, description)
    return Chart(id, title, _finding(name, comparisons), description, svg, body)


def _finding(name: str, comparisons: Sequence[Comparison]) -> str:
    told = {c.group.kind: against(c.verdict, c.group.kind) for c in comparisons}
    parts = [told[kind] for kind in (GroupKind.NEDERLAND, GroupKind.BUREN) if told.get(kind)]
    return f"{name} is {' en '.join(parts)}." if parts else f"Over {name} is hier geen verschil te zeggen."


def _spec(rows: Sequence[tuple[str, Estimate, bool]], indicator: Indicator) -> Spec:
    ends = [end for _, e, _ in rows for end in (e.lower, e.value, e.upper) if end is not None]
    low, high = min(ends), max(ends)
    values = [
        {
            "row": at,
            "label": f"{name}  {amount(e.value, indicator.unit, indicator.decimals)}",
            "value": e.value,
            "lower": e.value if e.lower is None else e.lower,
            "upper": e.value if e.upper is None else e.upper,
            "own": own,
        }
        for at, (name, e, own) in enumerate(rows)
    ]
    room = (high - low or abs(high) or 1) * 0.08
    x = {"type": "quantitative", "scale": {"domain": [low - room, high + room], "zero": False, "nice": False}}
    axis = {"grid": False, "tickCount": 5, "title": None, "format": ",~f"}
    y = {"field": "row", "type": "ordinal", "axis": None, "scale": {"paddingOuter": 0.3}}
    return specification(
        {"step": _ROW}, data={"values": values}, encoding={"y": y}, layer=_layers(x, axis, len(rows))
    )


def _layers(x: Spec, axis: Spec, rows: int) -> list[Spec]:
    colour = {"condition": {"test": "datum.own", "value": ACCENT}, "value": MUTED}
    point: Spec = {
        "mark": {"type": "point", "filled": True, "opacity": 1, "strokeWidth": 2},
        "encoding": {
            "x": {"field": "value", **x},
            "size": {"condition": {"test": "datum.own", "value": 170}, "value": 110},
            "shape": {"condition": {"test": "datum.own", "value": "circle"}, "value": "diamond"},
            "fill": {"condition": {"test": "datum.own", "value": ACCENT}, "value": PAPER},
            "stroke": colour,
        },
    }
    rule: Spec = {
        "mark": {"type": "rule", "strokeWidth": 3, "strokeCap": "round"},
        "encoding": {"x": {"field": "lower", **x, "axis": axis}, "x2": {"field": "upper"}, "color": colour},
    }
    guide: Spec = {
        "mark": {"type": "rule", "strokeDash": [3, 4], "color": ACCENT, "strokeWidth": 1},
        "transform": [{"filter": "datum.own"}],
        "encoding": {"x": {"field": "value", **x}, "y": {"value": 0}, "y2": {"value": rows * _ROW}},
    }
    text = label("label", align="left", dy=_LIFT, x=0)
    text["mark"]["fontWeight"] = {"expr": "datum.own ? 'bold' : 'normal'"}
    text["encoding"]["color"] = {"value": INK}
    return [guide, rule, point, text]
