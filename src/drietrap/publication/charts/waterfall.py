"""A waterfall: terms one after another, each bar begins where the one before ended; the last is the whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from drietrap.benchmark.result import Estimate
from drietrap.publication.charts.chart import Chart
from drietrap.publication.charts.render import drawn
from drietrap.publication.charts.shapes import Bar, Line, Shape, Text, shortened, width_of
from drietrap.publication.charts.style import ACCENT, INK, MUTED, OTHER, RULE, SIZE, WIDTH
from drietrap.publication.tables import DataTable

_EDGE, _ROW, _HEAD, _BAR = 4, 52, 15, 22
_THICK = 16
_GAP = 6
_SMALLEST_SPAN = 1e-9


@dataclass(frozen=True)
class Step:
    """One step: its name, its value with bounds, and the value in words."""

    label: str
    held: Estimate
    words: str


def waterfall(
    id: str, title: str, finding: str, steps: Sequence[Step], whole: Step, table: DataTable
) -> Chart:
    """Draw steps and their whole; dark where the bounds of a step leave no doubt about its direction."""
    description = (
        "Per stap een balk die begint waar de vorige ophield: naar rechts is meer, naar links is minder. De "
        "onderste balk is alles samen, met een lijn voor de grenzen. Lichte balken zijn onzeker van richting."
    )
    height = 2 * _EDGE + _ROW * (len(steps) + 1)
    svg = drawn(_shapes(steps, whole), height, id, title, description)
    note = "Donkere balk: de richting is zeker. Lichte balk: meer of minder is niet te zeggen."
    return Chart(id, title, finding, description, svg, table, (note,))


def _shapes(steps: Sequence[Step], whole: Step) -> list[Shape]:
    ends = [0.0]
    for step in steps:
        ends.append(ends[-1] + (step.held.value or 0.0))
    bounds = [end for end in (whole.held.lower, whole.held.upper, whole.held.value) if end is not None]
    low, high = min(*ends, *bounds, 0.0), max(*ends, *bounds, 0.0)
    unit = (WIDTH - 2 * _EDGE) / max(high - low, _SMALLEST_SPAN)

    def place(value: float) -> float:
        return _EDGE + (value - low) * unit

    shapes: list[Shape] = []
    for row, step in enumerate(steps):
        shapes += _row(row, step, place(ends[row]), place(ends[row + 1]))
    last = len(steps)
    shapes.append(Line(_EDGE, _EDGE + last * _ROW, WIDTH - _EDGE, RULE, 1))
    shapes += _row(last, whole, place(0.0), place(whole.held.value or 0.0))
    if whole.held.lower is not None and whole.held.upper is not None:
        middle = _EDGE + last * _ROW + _BAR + _THICK / 2
        shapes.append(Line(place(whole.held.lower), middle, place(whole.held.upper), INK, 1.5))
    return shapes


def _row(row: int, step: Step, start: float, end: float) -> list[Shape]:
    top = _EDGE + row * _ROW
    room = WIDTH - 2 * _EDGE - width_of(step.words, SIZE, bold=True) - _GAP
    fill, edge = (ACCENT, ACCENT) if sure(step.held) else (OTHER, MUTED)
    return [
        Text(_EDGE, top + _HEAD, shortened(step.label, room), INK),
        Text(WIDTH - _EDGE, top + _HEAD, step.words, INK, bold=True, backwards=True),
        Bar(start, top + _BAR, end - start, _THICK, fill, edge),
    ]


def sure(held: Estimate) -> bool:
    """Return whether the bounds lie on one side of zero."""
    return held.lower is not None and held.upper is not None and (held.lower > 0.0 or held.upper < 0.0)
