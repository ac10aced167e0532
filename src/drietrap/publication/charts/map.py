"""Map of all municipalities in five classes of equal number, with the own municipality outlined."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from drietrap.catalogue.indicator import Indicator
from drietrap.publication.charts.chart import Chart
from drietrap.publication.charts.geometry import Shape as Outlines
from drietrap.publication.charts.geometry import height, middle, outline
from drietrap.publication.charts.render import drawn
from drietrap.publication.charts.shapes import Areas, Bar, Shape, Text
from drietrap.publication.charts.style import INK, MAP_MARGIN, PAPER, RAMP, SIZE, WIDTH
from drietrap.publication.dossier import PeerValue
from drietrap.publication.tables import DataTable, table
from drietrap.publication.wording import NOTHING, amount, period_label

_WORDS = ("laagste vijfde deel", "laag", "midden", "hoog", "hoogste vijfde deel")
_EDGE = "#7d8a94"
_FEWEST = 10
_BESIDE = 14  # between the middle of the municipality and its name
_ABOVE_KEY, _KEY_ROW, _SQUARE = 12, 18, 12


def municipal_map(
    area: str,
    name: str,
    indicator: Indicator,
    period: str,
    peers: Sequence[PeerValue],
    shapes: Mapping[str, Outlines],
) -> Chart | None:
    """Draw the map; None without shapes or with too few figures for classes."""
    known = {p.area: p.value for p in peers if p.value is not None}
    if len(known) < _FEWEST or not any(code in known for code in shapes):
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
    top = height(shapes) + 2 * MAP_MARGIN + _ABOVE_KEY
    shown = [*legend, f"{NOTHING} of geheim"]
    drawing = [*_drawing(area, name, shapes, classes), *_key(shown, top)]
    svg = drawn(drawing, top + len(shown) * _KEY_ROW, id, title, description)
    notes = (
        "Elke klasse telt ongeveer evenveel gemeenten. Naast een klassegrens is het verschil soms klein.",
        "De kaart toont het cijfer zelf, zonder onder- en bovengrens. Die staan in het rekenblad.",
    )
    return Chart(id, title, finding, description, svg, _table(id, title, peers, classes, legend), notes)


def _legend(indicator: Indicator, edges: list[float], known: Mapping[str, float]) -> list[str]:
    ends = [min(known.values()), *edges, max(known.values())]
    texts = [amount(end, indicator.unit, indicator.decimals) for end in ends]
    return [f"{word}: {texts[at]} tot {texts[at + 1]}" for at, word in enumerate(_WORDS)]


def _drawing(area: str, name: str, shapes: Mapping[str, Outlines], classes: Mapping[str, int]) -> list[Shape]:
    """Return the municipalities by class, the own one outlined and named."""
    outlines = {code: outline(polygons, MAP_MARGIN) for code, polygons in sorted(shapes.items()) if polygons}
    drawing: list[Shape] = []
    for at, fill in enumerate((*RAMP, PAPER)):
        members = tuple(text for code, text in outlines.items() if classes.get(code, len(RAMP)) == at)
        if members:
            drawing.append(Areas(members, fill, _EDGE, 0.4))
    if area in outlines:
        drawing.append(Areas((outlines[area],), None, INK, 2.2))
        x, y = (place + MAP_MARGIN for place in middle(shapes[area]))
        left = x > WIDTH / 2
        place = x - _BESIDE if left else x + _BESIDE
        drawing.append(Text(place, y + 5, name, INK, bold=True, backwards=left, halo=PAPER))
    return drawing


def _key(texts: Sequence[str], top: float) -> list[Shape]:
    """Return the legend: a square and words for every class, from ``top`` down."""
    drawing: list[Shape] = []
    for at, (fill, words) in enumerate(zip((*RAMP, PAPER), texts, strict=True)):
        y = top + at * _KEY_ROW
        drawing.append(Bar(MAP_MARGIN, y, _SQUARE, _SQUARE, fill, _EDGE))
        drawing.append(Text(MAP_MARGIN + _SQUARE + 6, y + _SQUARE - 1, words, INK, SIZE - 1))
    return drawing


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
