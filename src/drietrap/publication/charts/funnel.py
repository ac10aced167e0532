"""Funnel plot: every municipality by size, with the limits of chance and of ordinary variation."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from drietrap.benchmark.result import Comparison, Funnel, Spread
from drietrap.catalogue.indicator import Indicator, Unit
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
from drietrap.publication.dossier import PeerValue
from drietrap.publication.tables import DataTable, table
from drietrap.publication.wording import amount, period_label
from drietrap.statistics.funnel import adjusted_limits
from drietrap.statistics.inputs import two_sided_quantile
from drietrap.vocabulary.notation import number

_HEIGHT = 330
_POINTS = 60
_FINDINGS = {
    Spread.ORDINARY: "{name} valt binnen de gewone verschillen tussen gemeenten.",
    Spread.NOTABLE: "{name} valt op: het cijfer ligt buiten de gewone verschillen tussen gemeenten.",
    Spread.EXCEPTIONAL: "{name} valt sterk op: het ligt ver buiten de gewone verschillen tussen gemeenten.",
}


def funnel(
    name: str, indicator: Indicator, comparison: Comparison, peers: Sequence[PeerValue]
) -> Chart | None:
    """Draw ``name`` among all municipalities; None without shares, sizes or limits."""
    shown = [p for p in peers if p.value is not None and p.size is not None and p.size >= 1]
    own = next((p for p in shown if p.area == comparison.area), None)
    limits = comparison.funnel
    if own is None or limits is None or indicator.unit is not Unit.PERCENTAGE or len(shown) < 3:
        return None
    id = f"trechter-{indicator.id}"
    title = f"{indicator.label}: alle gemeenten naar grootte, {period_label(comparison.period)}"
    finding = _FINDINGS.get(
        comparison.spread, "Hoe {name} ligt tussen de andere gemeenten is niet te zeggen."
    )
    description = (
        f"Elke stip is een gemeente. Naar rechts staan grotere gemeenten. {name} staat als gevulde cirkel op "
        f"{amount(own.value, indicator.unit, indicator.decimals)}. Tussen de stippellijnen verklaart toeval "
        "het verschil; in het gekleurde vlak liggen de gewone verschillen tussen gemeenten."
    )
    svg = draw(_spec(name, indicator, own, shown, _curve(limits, shown)), id, title, description)
    notes = (
        "Ruitjes zijn de statistische buren; kleine stippen zijn alle andere gemeenten.",
        "Stippellijnen: wat toeval verklaart. Gekleurd vlak: gewone verschillen tussen gemeenten (95%).",
        "Kleine gemeenten wijken door toeval meer af. Daarom zijn de grenzen links wijder.",
    )
    return Chart(
        id,
        title,
        finding.format(name=name),
        description,
        svg,
        _table(id, title, indicator, own, limits, shown),
        notes,
    )


def _curve(limits: Funnel, shown: Sequence[PeerValue]) -> list[dict[str, float]]:
    """Return the limits over all sizes.

    The funnel of a comparison is given at one size. The variance between municipalities follows from it:
    adjusted half-width^2 = unadjusted half-width^2 + z^2 tau^2 (Spiegelhalter 2005, additive model).
    """
    z = two_sided_quantile(0.95)
    widths = [(upper - limits.target) / 100 for _, upper in (limits.limits_95, limits.adjusted_95)]
    tau2 = max(widths[1] ** 2 - widths[0] ** 2, 0.0) / z**2
    sizes = [float(p.size or 1) for p in shown]
    grid = np.geomspace(min(sizes), max(sizes), _POINTS)
    share = limits.target / 100
    plain, wide = adjusted_limits(share, grid, 0.95), adjusted_limits(share, grid, 0.95, tau2=tau2)
    columns = (grid, *(100 * line for line in (*plain, *wide)))
    names = ("size", "low", "high", "wide_low", "wide_high")
    return [dict(zip(names, map(float, row), strict=True)) for row in zip(*columns, strict=True)]


def _spec(
    name: str, indicator: Indicator, own: PeerValue, shown: Sequence[PeerValue], curve: list[dict[str, float]]
) -> Spec:
    values = [
        {"size": p.size, "value": p.value, "near": p.is_neighbour, "own": p.area == own.area, "label": name}
        for p in shown
    ]
    x, y = _axes(indicator, shown, curve)
    right = (own.size or 1) > float(np.sqrt(curve[0]["size"] * curve[-1]["size"]))
    text = label(
        "label", fontWeight="bold", align="right" if right else "left", dx=-11 if right else 11, dy=-9
    )
    text["transform"] = [{"filter": "datum.own"}]
    text["encoding"].update({"x": x, "y": y})
    others, mine = _points(x, y)
    layers = [*_limit_layers(curve, x, y), others, *haloed(text), mine]
    return specification(_HEIGHT, data={"values": values}, layer=layers)


def _axes(
    indicator: Indicator, shown: Sequence[PeerValue], curve: list[dict[str, float]]
) -> tuple[Spec, Spec]:
    top = max(p.value or 0 for p in shown)
    bottom = max(0.0, min(*(p.value or 0 for p in shown), *(c["low"] for c in curve)) - 0.05 * top)
    x = {
        "field": "size",
        "type": "quantitative",
        "scale": {"type": "log", "nice": False},
        "axis": {
            "title": f"{indicator.denominator.capitalize()} (schaal per factor tien)",
            "format": ",~f",
            "values": [300, 1000, 3000, 10_000, 30_000, 100_000],
            "grid": False,
        },
    }
    y = {
        "field": "value",
        "type": "quantitative",
        "scale": {"domain": [bottom, top * 1.05], "zero": False, "nice": False, "clamp": True},
        "axis": {
            "title": f"{indicator.label} ({indicator.unit.value})",
            "format": ",~f",
            "domain": False,
            "tickCount": 6,
        },
    }
    return x, y


def _limit_layers(curve: list[dict[str, float]], x: Spec, y: Spec) -> list[Spec]:
    band: Spec = {
        "data": {"values": curve},
        "mark": {"type": "area", "color": BAND, "opacity": 0.55},
        "encoding": {"x": x, "y": {**y, "field": "wide_low"}, "y2": {"field": "wide_high"}},
    }
    lines: list[Spec] = [
        {
            "data": {"values": curve},
            "mark": dashed(),
            "encoding": {"x": x, "y": {**y, "field": end}},
        }
        for end in ("low", "high")
    ]
    return [band, *lines]


def _points(x: Spec, y: Spec) -> tuple[Spec, Spec]:
    others: Spec = {
        "transform": [{"filter": "!datum.own"}],
        "mark": {"type": "point", "filled": True, "opacity": 1, "strokeWidth": 1},
        "encoding": {
            "x": x,
            "y": y,
            "size": {"condition": {"test": "datum.near", "value": 46}, "value": 22},
            "shape": {"condition": {"test": "datum.near", "value": "diamond"}, "value": "circle"},
            "fill": {"condition": {"test": "datum.near", "value": PAPER}, "value": OTHER},
            "stroke": {"value": MUTED},
        },
    }
    mine: Spec = {
        "transform": [{"filter": "datum.own"}],
        "mark": dot(150, ACCENT, PAPER),
        "encoding": {"x": x, "y": y},
    }
    return others, mine


def _table(
    id: str, title: str, indicator: Indicator, own: PeerValue, limits: Funnel, shown: Sequence[PeerValue]
) -> DataTable:
    """Return the own value and the limits for a municipality of its size."""

    def ends(pair: tuple[float, float]) -> tuple[str, str]:
        low, high = (amount(value, indicator.unit, indicator.decimals) for value in pair)
        return low, high

    rows = [
        (
            f"{own.name} ({number(own.size or 0)} {indicator.denominator})",
            *ends((own.value or 0, own.value or 0)),
        ),
        ("Alle gemeenten samen", *ends((limits.target, limits.target))),
        ("Door toeval, 95%", *ends(limits.limits_95)),
        ("Door toeval, 99,8%", *ends(limits.limits_998)),
        ("Gewone verschillen, 95%", *ends(limits.adjusted_95)),
        ("Gewone verschillen, 99,8%", *ends(limits.adjusted_998)),
    ]
    caption = f"{title}: grenzen voor een gemeente zo groot als {own.name}, bij {len(shown)} gemeenten"
    return table(f"tabel-{id}", caption, ("Wat", "Van", "Tot"), rows, "tnn")
