"""Bars: parts of a whole here and in the country, and the terms of the Gemeentefonds."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from drietrap.benchmark.allocation import Allocation
from drietrap.benchmark.result import Estimate
from drietrap.catalogue.comparison import SMALLEST_RELATIVE_DIFFERENCE
from drietrap.catalogue.indicator import Unit
from drietrap.publication.charts.chart import Chart
from drietrap.publication.charts.render import drawn
from drietrap.publication.charts.shapes import Bar, Line, Shape, Text, shortened, width_of
from drietrap.publication.charts.style import ACCENT, INK, MUTED, OTHER, SIZE, WIDTH
from drietrap.publication.dossier import Breakdown, BreakdownPart
from drietrap.publication.tables import DataTable, table
from drietrap.publication.wording import NOTHING, amount, bounds, cents, circular, millions, period_label
from drietrap.vocabulary.notation import number

_NOT_IN_AN_ID = re.compile(r"[^a-z0-9]+")  # a name with a space is two names to a screen reader
_ROW = 72
_TERM_ROW = 46
_COUNTRY = "Nederland"
_SHOWN_TERMS = 8
_NAMED = 3
_SHOWN_PARTS = 10
_HEADROOM = 1.75  # the longest bar takes no more than this share of the width, also when its words are short
_EDGE = 2
_ROOM = WIDTH - 2 * _EDGE
_BEHIND = SIZE - 1
_GAP = 6
_SHORTEST = 60  # words that are too long rather leave the picture than make all bars alike
_HEAD, _FIRST, _STEP, _THICK = 17, 24, 18.5, 16  # from the top of a row: its title, its bars

Place = Callable[[float], float]


def breakdown_bars(name: str, breakdown: Breakdown) -> Chart | None:
    """Draw a breakdown: one bar for ``name`` and one for the country per part."""
    known = [
        part for part in breakdown.parts if part.own.value is not None or part.reference.value is not None
    ]
    if not known:
        return None
    unit = _unit(breakdown)
    id = f"verdeling-{_NOT_IN_AN_ID.sub('-', breakdown.id).strip('-')}"
    title = f"{breakdown.title}, {period_label(breakdown.period)}"
    description = f"Per onderdeel een donkere balk voor {name} en een lichte balk met rand voor {_COUNTRY}."
    largest = sorted(known, key=_size, reverse=True)[:_SHOWN_PARTS]
    shown = [part for part in breakdown.parts if part in largest]
    height = 2 * _EDGE + len(shown) * _ROW
    svg = drawn(_parts_shapes(name, shown, unit), height, id, title, description)
    notes: tuple[str, ...] = (breakdown.note,) if breakdown.note else ()
    if len(shown) < len(breakdown.parts):
        notes += (f"De grafiek toont de {len(shown)} grootste onderdelen. Alle staan in de tabel.",)
    body = _parts_table(id, title, name, breakdown, unit)
    return Chart(id, title, _apart(name, breakdown.parts, unit), description, svg, body, notes)


def _unit(breakdown: Breakdown) -> Unit:
    return next(
        (unit for unit in Unit if unit.value == breakdown.unit),
        Unit.EURO
        if "€" in breakdown.unit
        else Unit.PERCENTAGE
        if breakdown.unit.startswith("%")
        else Unit.COUNT,
    )


def _size(part: BreakdownPart) -> float:
    return max(part.own.value or 0.0, part.reference.value or 0.0)


def _names(parts: Sequence[BreakdownPart]) -> list[str]:
    """Return the labels without the words that all begin with, and without a clause that all end with."""
    words = [part.label.split() for part in parts]
    shortest = min(len(label) for label in words)
    head = tail = 0
    if len(words) > 1:
        while head < shortest - 1 and len({label[head] for label in words}) == 1:
            head += 1
        if head and words[0][head - 1] == "tot":  # up to an age is another thing than that age
            head -= 2 if head > 1 and words[0][head - 2].isdigit() else 1
        while tail < shortest - 1 - head and len({label[-1 - tail] for label in words}) == 1:
            tail += 1
        if not words[0][len(words[0]) - tail - 1].endswith(","):
            tail = 0
    cut = [" ".join(label[head : len(label) - tail]).rstrip(",") for label in words]
    return [text[:1].upper() + text[1:] for text in cut]


def _apart(name: str, parts: Sequence[BreakdownPart], unit: Unit) -> str:
    """Name the parts whose own interval lies wholly above or below that of the country, widest first.

    Amounts must differ by more than booking practice moves, as in the benchmark.
    """
    margin = SMALLEST_RELATIVE_DIFFERENCE if unit is Unit.EURO else 0.0
    higher: list[tuple[float, str]] = []
    lower: list[tuple[float, str]] = []
    for part, words in zip(parts, _names(parts), strict=True):
        own, country = part.own, part.reference
        if own.lower is None or own.upper is None or country.lower is None or country.upper is None:
            continue
        if own.lower > country.upper * (1 + margin):
            higher.append((country.upper - own.lower, words))
        elif own.upper < country.lower * (1 - margin):
            lower.append((own.upper - country.lower, words))
    if not higher and not lower:
        return f"Geen onderdeel van {name} is te onderscheiden van {_COUNTRY}."
    said = [f"{side} bij {_listed(found)}" for side, found in (("hoger", higher), ("lager", lower)) if found]
    return f"{name} ligt vergeleken met {_COUNTRY} {', en '.join(said)}."


def _listed(found: list[tuple[float, str]]) -> str:
    words = [f"‘{text}’" for _, text in sorted(found)[:_NAMED]]
    more = len(found) - len(words)
    if more:
        words.append("een ander onderdeel" if more == 1 else f"{more} andere onderdelen")
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} en {words[-1]}"


def _words(who: str, estimate: Estimate, unit: Unit, hidden: str | None) -> str:
    """Return what stands behind a bar: its figure, or why there is none."""
    return f"{amount(estimate.value, unit) if estimate.value is not None else (hidden or NOTHING)} {who}"


def _end(estimate: Estimate) -> float:
    """Return how far a bar with its whisker reaches; a figure that is not there has no length."""
    return 0.0 if estimate.value is None else max(estimate.value, estimate.upper or 0.0, 0.0)


def _parts_shapes(name: str, parts: Sequence[BreakdownPart], unit: Unit) -> list[Shape]:
    pairs = [
        (
            (part.own, _words(name, part.own, unit, part.hidden)),
            (part.reference, _words(_COUNTRY, part.reference, unit, None)),
        )
        for part in parts
    ]
    bars = [bar for pair in pairs for bar in pair]
    low = min(0.0, *(estimate.value or 0.0 for estimate, _ in bars))
    place = _scale(low, [(_end(estimate), width_of(words, _BEHIND)) for estimate, words in bars])
    shapes: list[Shape] = []
    for row, (pair, title) in enumerate(zip(pairs, _names(parts), strict=True)):
        top = _EDGE + row * _ROW
        shapes.append(Text(_EDGE, top + _HEAD, shortened(title, _ROOM, bold=True), INK, bold=True))
        for at, (estimate, words) in enumerate(pair):
            y = top + _FIRST + at * _STEP
            shapes += _one_bar(place, y, estimate, words, own=at == 0)
    return shapes


def _one_bar(place: Place, y: float, estimate: Estimate, words: str, *, own: bool) -> list[Shape]:
    """Return a bar with its whisker and the words behind it."""
    fill, edge = (ACCENT, ACCENT) if own else (OTHER, MUTED)
    start, value = place(0.0), estimate.value or 0.0
    shapes: list[Shape] = [Bar(start, y, place(value) - start, _THICK, fill, edge)]
    if estimate.value is not None and estimate.lower is not None and estimate.upper is not None:
        shapes.append(Line(place(estimate.lower), y + _THICK / 2, place(estimate.upper), INK, 1.5))
    shapes.append(Text(place(_end(estimate)) + _GAP, y + _THICK - 4, words, INK, _BEHIND))
    return shapes


def _scale(low: float, ends: Sequence[tuple[float, float]]) -> Place:
    """Return the function from a value to its place, so that each bar leaves room for the words behind it.

    ``ends`` are how far each bar reaches and how wide its words are. No bar takes more than its share of
    the width, so that short words do not make long bars.
    """
    widest = max(end for end, _ in ends) - low
    if widest <= 0:
        return lambda _: _EDGE
    fits = [(_ROOM - _GAP - words) / (end - low) for end, words in ends if end > low]
    unit = max(min(_ROOM / (_HEADROOM * widest), *fits), _SHORTEST / widest)
    return lambda value: _EDGE + (value - low) * unit


def _parts_table(id: str, title: str, name: str, breakdown: Breakdown, unit: Unit) -> DataTable:
    rows = [
        (
            part.label,
            amount(part.own.value, unit) if part.own.value is not None else (part.hidden or NOTHING),
            bounds(part.own, unit),
            amount(part.reference.value, unit),
            bounds(part.reference, unit),
        )
        for part in breakdown.parts
    ]
    columns = ("Onderdeel", name, f"{name}: grenzen", _COUNTRY, f"{_COUNTRY}: grenzen")
    return table(f"tabel-{id}", title, columns, rows, "tnnnn")


def allocation_bars(name: str, allocation: Allocation) -> Chart | None:
    """Draw the largest terms of the youth amount in the Gemeentefonds, in EUR."""
    terms = sorted((t for t in allocation.terms if t.amount), key=lambda t: (-abs(t.amount), t.measure))
    if not terms:
        return None
    id = f"gemeentefonds-{allocation.circular}".lower().replace(" ", "-")
    title = f"Gemeentefonds, onderdeel jeugd: {circular(allocation.circular)}"
    first = terms[0]
    share = 100 * first.amount / allocation.total if allocation.total else 0.0
    finding = (
        f"{name} krijgt volgens deze circulaire {millions(allocation.total)}; het grootste deel, "
        f"{number(share)}%, komt door ‘{first.label}’."
    )
    description = "Balken per maatstaf, van groot naar klein, met het bedrag erachter."
    shown = [(t.label, t.amount) for t in terms[:_SHOWN_TERMS]]
    rest = sum(t.amount for t in terms[_SHOWN_TERMS:])
    if rest:
        shown.append(("alle andere maatstaven", rest))
    height = 2 * _EDGE + len(shown) * _TERM_ROW
    rows = [(t.label, number(t.weight, 2), number(t.volume, 1), cents(t.amount)) for t in terms]
    rows.append(("Totaal", "", f"factor {number(allocation.factor, 3)}", cents(allocation.total)))
    body = table(f"tabel-{id}", title, ("Maatstaf", "Gewicht", "Aantal", "Bedrag"), rows, "tnnn")
    note = (
        "Bedrag = gewicht × aantal × factor. Dit is geen geld met een vaste bestemming: de raad kiest zelf."
    )
    svg = drawn(_terms_shapes(shown), height, id, title, description)
    return Chart(id, title, finding, description, svg, body, (note,))


def _terms_shapes(terms: Sequence[tuple[str, int]]) -> list[Shape]:
    low = min(0.0, *(cent for _, cent in terms))
    ends = [(max(float(cent), 0.0), width_of(millions(cent), _BEHIND)) for _, cent in terms]
    place = _scale(low, ends)
    shapes: list[Shape] = []
    for row, ((label, cent), (end, _)) in enumerate(zip(terms, ends, strict=True)):
        top = _EDGE + row * _TERM_ROW
        shapes.append(Text(_EDGE, top + 14, shortened(label, _ROOM), INK))
        shapes.append(Bar(place(0.0), top + 22, place(cent) - place(0.0), 14, ACCENT))
        shapes.append(Text(place(end) + _GAP, top + 33, millions(cent), INK, _BEHIND))
    return shapes
