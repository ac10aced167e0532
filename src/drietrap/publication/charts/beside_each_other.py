"""One figure of several municipalities under each other, with the country as the last bar."""

from __future__ import annotations

import re
from collections.abc import Sequence

from drietrap.benchmark.result import Estimate
from drietrap.catalogue.indicator import Indicator
from drietrap.publication.charts.chart import Chart
from drietrap.publication.charts.render import drawn
from drietrap.publication.charts.shapes import Bar, Line, Shape, Text, shortened, width_of
from drietrap.publication.charts.style import ACCENT, INK, MUTED, OTHER, SIZE, WIDTH
from drietrap.publication.tables import table
from drietrap.publication.wording import NOTHING, amount, bounds

_NOT_IN_AN_ID = re.compile(r"[^a-z0-9]+")
_ROW, _EDGE, _HEAD, _TOP, _THICK, _GAP = 46, 2, 16, 22, 14, 6
_COUNTRY = "Nederland"
_HEADROOM = 1.5


def beside_each_other(
    indicator: Indicator, label: str, rows: Sequence[tuple[str, Estimate]], country: Estimate | None
) -> Chart | None:
    """Draw one bar per municipality and one for the country; None when there is nothing to draw."""
    everyone = [(name, held, True) for name, held in rows]
    if country is not None:
        everyone.append((_COUNTRY, country, False))
    if not any(held.value is not None for _, held, _ in everyone):
        return None
    id = f"naast-{_NOT_IN_AN_ID.sub('-', indicator.id).strip('-')}"
    description = "Een donkere balk per gemeente en een lichte voor Nederland; de streep is de onzekerheid."
    rows_shown = [
        (name, amount(held.value, indicator.unit, indicator.decimals), bounds(held, indicator.unit))
        for name, held, _ in everyone
    ]
    body = table(f"tabel-{id}", label, ("Gebied", "Cijfer", "Onder- en bovengrens"), rows_shown, "tnn")
    svg = drawn(_shapes(everyone, indicator), 2 * _EDGE + len(everyone) * _ROW, id, label, description)
    return Chart(id, label, _finding(rows, indicator), description, svg, body)


def _finding(rows: Sequence[tuple[str, Estimate]], indicator: Indicator) -> str:
    known = [(held.value, name) for name, held in rows if held.value is not None]
    if len(known) < 2:
        return "Van te weinig gemeenten is dit cijfer bekend om ze naast elkaar te zetten."
    (low, lowest), (high, highest) = min(known), max(known)
    words = [amount(value, indicator.unit, indicator.decimals) for value in (low, high)]
    return f"Van {words[0]} in {lowest} tot {words[1]} in {highest}."


def _shapes(rows: Sequence[tuple[str, Estimate, bool]], indicator: Indicator) -> list[Shape]:
    texts = [
        NOTHING if held.value is None else amount(held.value, indicator.unit, indicator.decimals)
        for _, held, _ in rows
    ]
    furthest = max(max(held.value or 0.0, held.upper or 0.0) for _, held, _ in rows) or 1.0
    behind = max(width_of(text, SIZE - 1) for text in texts) + _GAP
    unit = min((WIDTH - 2 * _EDGE) / _HEADROOM, WIDTH - 2 * _EDGE - behind) / furthest
    made: list[Shape] = []
    for at, ((name, held, own), text) in enumerate(zip(rows, texts, strict=True)):
        top, value = _EDGE + at * _ROW, held.value or 0.0
        fill, edge = (ACCENT, ACCENT) if own else (OTHER, MUTED)
        made.append(Text(_EDGE, top + _HEAD, shortened(name, WIDTH - 2 * _EDGE), INK))
        made.append(Bar(_EDGE, top + _TOP, value * unit, _THICK, fill, edge))
        if held.value is not None and held.lower is not None and held.upper is not None:
            middle = top + _TOP + _THICK / 2
            made.append(Line(_EDGE + held.lower * unit, middle, _EDGE + held.upper * unit, INK, 1.5))
        end = max(value, held.upper or 0.0) if held.value is not None else 0.0
        made.append(Text(_EDGE + end * unit + _GAP, top + _TOP + _THICK - 3, text, INK, SIZE - 1))
    return made
