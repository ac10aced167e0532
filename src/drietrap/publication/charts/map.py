"""Map of all municipalities in five classes of equal number, with the own municipality outlined."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from drietrap.catalogue.indicator import Indicator
from drietrap.publication.charts.chart import Chart
from drietrap.publication.charts.geometry import Shape, geojson, middle, simplified
from drietrap.publication.charts.render import draw
from drietrap.publication.charts.style import INK, PAPER, RAMP, WIDTH, Spec, haloed, label, specification
from drietrap.publication.dossier import PeerValue
from drietrap.publication.tables import DataTable, table
from drietrap.publication.wording import NOTHING, amount, period_label

_WORDS = ("laagste vijfde deel", "laag", "midden", "hoog", "hoogste vijfde deel")
_EDGE = "#7d8a94"
_FEWEST = 10
_MARGIN = 3


def municipal_map(
    area: str,
    name: str,
    indicator: Indicator,
    period: str,
    peers: Sequence[PeerValue],
    boundaries: Mapping[str, Mapping[str, object]],
) -> Chart | None:
    """Draw the map; None without boundaries or with too few figures for classes."""
    known = {p.area: p.value for p in peers if p.value is not None}
    if len(known) < _FEWEST or not any(code in known for code in boundaries):
        return None
    id = f"kaart-{indicator.id}"
    title = f"{indicator.label} per gemeente, {period_label(period)}"
    edges = [float(edge) for edge in np.quantile(sorted(known.values()), (0.2, 0.4, 0.6, 0.8))]
    classes = {code: int(np.searchsorted(edges, value, side="right")) for code, value in known.items()}
    legend = _legend(indicator, edges, known)
    own = _WORDS[classes[area]] if area in classes else None
    finding = (
        f"{name} hoort bij de klasse ‘{own}’ van alle gemeenten."
        if own
        else f"Van {name} is er geen cijfer, of het is geheim."
    )
    description = (
        f"Kaart met vijf klassen van licht naar donker; {name} heeft een dikke zwarte rand en een naam."
    )
    shapes, height = simplified(boundaries, WIDTH - 2 * _MARGIN)
    svg = draw(_spec(area, name, shapes, height, classes, legend), id, title, description)
    notes = (
        "Elke klasse telt ongeveer evenveel gemeenten. Naast een klassegrens is het verschil soms klein.",
        "De kaart toont het cijfer zelf, zonder onder- en bovengrens. Die staan in het rekenblad.",
    )
    return Chart(id, title, finding, description, svg, _table(id, title, peers, classes, legend), notes)


def _legend(indicator: Indicator, edges: list[float], known: Mapping[str, float]) -> list[str]:
    ends = [min(known.values()), *edges, max(known.values())]
    texts = [amount(end, indicator.unit, indicator.decimals) for end in ends]
    return [f"{word}: {texts[at]} tot {texts[at + 1]}" for at, word in enumerate(_WORDS)]


def _spec(
    area: str,
    name: str,
    shapes: Mapping[str, Shape],
    height: int,
    classes: Mapping[str, int],
    legend: list[str],
) -> Spec:
    nothing = f"{NOTHING} of geheim"
    features = [
        {
            "type": "Feature",
            "geometry": geojson(polygons),
            "group": legend[classes[code]] if code in classes else nothing,
            "own": code == area,
        }
        for code, polygons in sorted(shapes.items())
        if polygons
    ]
    projection = {"type": "identity", "reflectY": False, "scale": 1, "translate": [_MARGIN, _MARGIN]}
    layers = _shape_layers(features, [*legend, nothing])
    if shapes.get(area):
        layers.extend(_name_label(name, *middle(shapes[area])))
    return specification(height + 2 * _MARGIN, projection=projection, layer=layers)


def _shape_layers(features: list[Spec], classes: list[str]) -> list[Spec]:
    colour = {
        "field": "group",
        "type": "nominal",
        "scale": {"domain": classes, "range": [*RAMP, PAPER]},
        "legend": {
            "title": None,
            "orient": "bottom",
            "columns": 1,
            "symbolType": "square",
            "symbolStrokeColor": _EDGE,
            "rowPadding": 4,
            "offset": 12,
        },
    }
    return [
        {
            "data": {"values": features},
            "mark": {"type": "geoshape", "clip": False, "stroke": _EDGE, "strokeWidth": 0.4},
            "encoding": {"fill": colour},
        },
        {
            "data": {"values": [f for f in features if f["own"]]},
            "mark": {"type": "geoshape", "clip": False, "fill": None, "stroke": INK, "strokeWidth": 2.2},
        },
    ]


def _name_label(name: str, x: float, y: float) -> list[Spec]:
    left = x > WIDTH / 2
    layer = label("name", fontWeight="bold", align="right" if left else "left", dx=-14 if left else 14)
    layer["data"] = {"values": [{"name": name}]}
    layer["encoding"].update({"x": {"value": x}, "y": {"value": y}})
    return haloed(layer)


def _table(
    id: str,
    title: str,
    peers: Sequence[PeerValue],
    classes: Mapping[str, int],
    legend: list[str],
) -> DataTable:
    rows = []
    for at, text in enumerate(legend):
        members = [p.area for p in peers if classes.get(p.area) == at]
        near = sorted(p.name for p in peers if classes.get(p.area) == at and p.in_region)
        rows.append((text, str(len(members)), ", ".join(near) or "–"))
    missing = [p for p in peers if p.area not in classes]
    if missing:
        rows.append(
            (NOTHING, str(len(missing)), ", ".join(sorted(p.name for p in missing if p.in_region)) or "–")
        )
    return table(f"tabel-{id}", title, ("Klasse", "Gemeenten", "Waarvan in de jeugdregio"), rows, "tnt")
