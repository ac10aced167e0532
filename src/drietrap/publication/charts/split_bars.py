"""Bars to both sides of zero: the terms that a difference is made of, each with its interval."""

from __future__ import annotations

from drietrap.benchmark.result import Estimate
from drietrap.differences.split.result import Split, SplitTerm
from drietrap.differences.split.words import CARRIED
from drietrap.publication.charts.chart import Chart
from drietrap.publication.charts.render import drawn
from drietrap.publication.charts.shapes import Bar, Line, Shape, Text, shortened, width_of
from drietrap.publication.charts.style import ACCENT, INK, MUTED, OTHER, RULE, SIZE, WIDTH
from drietrap.publication.split.words import amount, between
from drietrap.publication.tables import DataTable, table

_EDGE, _ROW, _HEAD, _BAR = 4, 52, 15, 22
_THICK = 16
_GAP = 6
_SMALLER = SIZE - 1
_SMALLEST_SPAN = 1e-9


def split_bars(id: str, split: Split) -> Chart | None:
    """Draw the terms of a split, largest first; None when no term has a value."""
    shown = sorted(
        (term for term in split.terms if term.difference.value is not None),
        key=lambda term: -abs(term.difference.value or 0.0),
    )
    if not shown:
        return None
    title = f"{split.label}: het verschil in delen"
    description = (
        "Per deel een balk: naar rechts als het cijfer er hoger door is, naar links als het er lager door "
        "is. De lijn geeft de grenzen. Lichte balken zijn te onzeker of te klein om iets uit af te leiden."
    )
    height = 2 * _EDGE + _ROW * (len(shown) + 1)
    svg = drawn(_shapes(split, shown), height, id, title, description)
    note = "Donkere balk: duidelijk of waarschijnlijk. Lichte balk: te klein of te onzeker."
    return Chart(id, title, split.sentence, description, svg, _table(id, split, title), (note,))


def _shapes(split: Split, shown: list[SplitTerm]) -> list[Shape]:
    rows = [(term.label, term.difference, term.certainty in CARRIED) for term in shown]
    rows.append(("Samen: het hele verschil", split.difference, split.certainty in CARRIED))
    ends = [end for _, held, _ in rows for end in _ends(held)]
    low, high = min(0.0, *ends), max(0.0, *ends)
    unit = (WIDTH - 2 * _EDGE) / max(high - low, _SMALLEST_SPAN)

    def place(value: float) -> float:
        return _EDGE + (value - low) * unit

    shapes: list[Shape] = []
    for row, (label, held, sure) in enumerate(rows):
        last = row == len(rows) - 1
        top = _EDGE + row * _ROW
        if last:
            shapes.append(Line(_EDGE, top, WIDTH - _EDGE, RULE, 1))
        words = amount(held.value, split, signed=True)
        room = WIDTH - 2 * _EDGE - width_of(words, SIZE, bold=True) - _GAP
        shapes.append(Text(_EDGE, top + _HEAD, shortened(label, room, bold=last), INK, bold=last))
        shapes.append(Text(WIDTH - _EDGE, top + _HEAD, words, INK, bold=True, backwards=True))
        fill, edge = (ACCENT, ACCENT) if sure else (OTHER, MUTED)
        start, value = place(0.0), held.value or 0.0
        shapes.append(Bar(start, top + _BAR, place(value) - start, _THICK, fill, edge))
        if held.lower is not None and held.upper is not None:
            shapes.append(Line(place(held.lower), top + _BAR + _THICK / 2, place(held.upper), INK, 1.5))
    return shapes


def _ends(held: Estimate) -> list[float]:
    return [end for end in (held.value, held.lower, held.upper) if end is not None]


def _table(id: str, split: Split, title: str) -> DataTable:
    rows = [
        (term.label, amount(term.difference.value, split, signed=True), between(term.difference, split))
        for term in split.terms
    ]
    rows.append(
        ("Samen", amount(split.difference.value, split, signed=True), between(split.difference, split))
    )
    return table(f"tabel-{id}", title, ("Deel", "Verschil", "Grenzen"), rows, "tnn")
