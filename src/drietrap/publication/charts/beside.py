"""Own shares as dots, beside the middle half of comparable providers as a band."""

from __future__ import annotations

from collections.abc import Sequence

from drietrap.benchmark.mirror import MirrorFigure
from drietrap.publication.charts.chart import Chart
from drietrap.publication.charts.render import draw
from drietrap.publication.charts.style import ACCENT, BAND, INK, MUTED, PAPER, Spec, label, specification
from drietrap.publication.tables import table
from drietrap.vocabulary.notation import percentage

_ROW = 52
_LIFT = -18  # pixels that the label stands above its line
_SHOWN = 9


def beside(id: str, title: str, found: Sequence[MirrorFigure]) -> Chart | None:
    """Draw the shares of one breakdown; None when there is nothing to draw."""
    drawn = [f for f in found if f.value is not None and (f.value > 0 or (f.around.upper or 0) > 0)]
    if not drawn:
        return None
    drawn = sorted(drawn, key=lambda f: (-(f.value or 0), f.id))[:_SHOWN]
    description = (
        "Per onderdeel een stip voor het eigen aandeel, en waar dat kan een balk voor de middelste helft van "
        "vergelijkbare aanbieders met een ruit op het midden."
    )
    rows = [
        (
            f.label,
            _share(f.value),
            _share(f.around.median),
            "" if f.around.lower is None else f"{_share(f.around.lower)} tot {_share(f.around.upper)}",
        )
        for f in found
    ]
    columns = ("Onderdeel", "Uw aandeel", "Midden van anderen", "Middelste helft van anderen")
    body = table(f"tabel-{id}", title, columns, rows, "tnnn")
    return Chart(id, title, _finding(drawn), description, draw(_spec(drawn), id, title, description), body)


def _share(value: float | None) -> str:
    return "" if value is None else percentage(value, 0 if value == int(value) else 1)


def _finding(drawn: Sequence[MirrorFigure]) -> str:
    largest = drawn[0]
    what = "Het grootste deel is" if len(drawn) > 1 else "Uw aandeel"
    own = f"{what} ‘{largest.label}’: {_share(largest.value)}"
    others = largest.around
    if others.median is None:
        return f"{own}. Er zijn te weinig vergelijkbare aanbieders om daarnaast te leggen."
    return f"{own}. Bij vergelijkbare aanbieders is het midden {_share(others.median)}."


def _spec(found: Sequence[MirrorFigure]) -> Spec:
    values = [
        {
            "row": at,
            "label": f"{f.label}  {_share(f.value)}",
            "value": f.value,
            "lower": f.around.lower,
            "median": f.around.median,
            "upper": f.around.upper,
        }
        for at, f in enumerate(found)
    ]
    ends = [end for v in values for end in (v["value"], v["upper"]) if isinstance(end, float)]
    x = {"type": "quantitative", "scale": {"domain": [0, max(*ends, 10.0) * 1.04], "nice": False}}
    axis = {
        "grid": False,
        "tickCount": 5,
        "title": "% van de trajecten (stip: u; ruit en balk: anderen)",
        "format": ",~f",
    }
    y = {"field": "row", "type": "ordinal", "axis": None, "scale": {"paddingOuter": 0.3}}
    return specification({"step": _ROW}, data={"values": values}, encoding={"y": y}, layer=_layers(x, axis))


def _layers(x: Spec, axis: Spec) -> list[Spec]:
    known = [{"filter": "isValid(datum.median)"}]
    band: Spec = {
        "transform": known,
        "mark": {"type": "bar", "height": 12, "color": BAND, "stroke": MUTED, "strokeWidth": 1},
        "encoding": {"x": {"field": "lower", **x, "axis": axis}, "x2": {"field": "upper"}},
    }
    middle: Spec = {
        "transform": known,
        "mark": {"type": "point", "shape": "diamond", "filled": True, "opacity": 1, "size": 110},
        "encoding": {
            "x": {"field": "median", **x, "axis": axis},
            "fill": {"value": PAPER},
            "stroke": {"value": MUTED},
        },
    }
    own: Spec = {
        "mark": {"type": "point", "shape": "circle", "filled": True, "opacity": 1, "size": 150},
        "encoding": {"x": {"field": "value", **x, "axis": axis}, "fill": {"value": ACCENT}},
    }
    words = label("label", align="left", dy=_LIFT, x=0)
    words["encoding"]["color"] = {"value": INK}
    return [band, middle, own, words]
