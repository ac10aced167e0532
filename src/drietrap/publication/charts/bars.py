"""Bars: parts of a whole here and in the country, and the terms of the Gemeentefonds."""

from __future__ import annotations

from collections.abc import Sequence

from drietrap.benchmark.allocation import Allocation
from drietrap.benchmark.result import Estimate
from drietrap.catalogue.comparison import SMALLEST_RELATIVE_DIFFERENCE
from drietrap.catalogue.indicator import Unit
from drietrap.publication.charts.chart import Chart
from drietrap.publication.charts.render import draw
from drietrap.publication.charts.style import (
    ACCENT,
    INK,
    MUTED,
    OTHER,
    SIZE,
    WIDTH,
    Spec,
    label,
    specification,
)
from drietrap.publication.dossier import Breakdown, BreakdownPart
from drietrap.publication.tables import DataTable, table
from drietrap.publication.wording import NOTHING, amount, bounds, cents, circular, millions, period_label
from drietrap.vocabulary.notation import number

_ROW = 72
_TERM_ROW = 46
_COUNTRY = "Nederland"
_SHOWN_TERMS = 8
_NAMED = 3
_SHOWN_PARTS = 10
_HEADROOM = 1.75  # the longest bar leaves room for the text behind it


def breakdown_bars(name: str, breakdown: Breakdown) -> Chart | None:
    """Draw a breakdown: one bar for ``name`` and one for the country per part."""
    known = [
        part for part in breakdown.parts if part.own.value is not None or part.reference.value is not None
    ]
    if not known:
        return None
    unit = _unit(breakdown)
    id = f"verdeling-{breakdown.id}"
    title = f"{breakdown.title}, {period_label(breakdown.period)}"
    description = f"Per onderdeel een donkere balk voor {name} en een lichte balk met rand voor {_COUNTRY}."
    largest = sorted(known, key=_size, reverse=True)[:_SHOWN_PARTS]
    drawn = [part for part in breakdown.parts if part in largest]
    svg = draw(_parts_spec(name, drawn, unit), id, title, description)
    notes: tuple[str, ...] = (breakdown.note,) if breakdown.note else ()
    if len(drawn) < len(breakdown.parts):
        notes += (f"De grafiek toont de {len(drawn)} grootste onderdelen. Alle staan in de tabel.",)
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


def _bar(row: int, label: str, who: str, estimate: Estimate, unit: Unit, hidden: str | None) -> Spec:
    """Return one bar; a figure that is not there gets words and no length."""
    value = estimate.value
    text = amount(value, unit) if value is not None else (hidden or NOTHING)
    known = value is not None
    return {
        "row": row,
        "part": label,
        "value": value or 0,
        "lower": estimate.lower if known else None,
        "upper": estimate.upper if known else None,
        "end": max(value or 0, estimate.upper or 0, 0) if known else 0,
        "label": f"{text} {who}",
    }


def _parts_spec(name: str, parts: Sequence[BreakdownPart], unit: Unit) -> Spec:
    values: list[Spec] = []
    for row, (part, words) in enumerate(zip(parts, _names(parts), strict=True)):
        values.append({**_bar(row, words, name, part.own, unit, part.hidden), "own": True})
        values.append({**_bar(row, words, _COUNTRY, part.reference, unit, None), "own": False})
    low, top = min(0, *(v["value"] for v in values)), max(v["end"] for v in values) or 1
    x = {"type": "quantitative", "axis": None, "scale": {"domain": [low, top * _HEADROOM], "nice": False}}
    return specification(
        {"step": _ROW, "for": "position"},
        data={"values": values},
        encoding={"y": {"field": "row", "type": "ordinal", "axis": None}},
        layer=_parts_layers(x),
    )


def _parts_layers(x: Spec) -> list[Spec]:
    offset = {"field": "own", "sort": "descending", "scale": {"paddingOuter": 0.62, "paddingInner": 0.12}}
    bars: Spec = {
        "mark": {"type": "bar", "strokeWidth": 1},
        "encoding": {
            "x": {"field": "value", **x},
            "yOffset": offset,
            "fill": {"condition": {"test": "datum.own", "value": ACCENT}, "value": OTHER},
            "stroke": {"condition": {"test": "datum.own", "value": ACCENT}, "value": MUTED},
        },
    }
    whisker: Spec = {
        "transform": [{"filter": "isValid(datum.lower) && isValid(datum.upper)"}],
        "mark": {"type": "rule", "strokeWidth": 1.5, "color": INK},
        "encoding": {"x": {"field": "lower", **x}, "x2": {"field": "upper"}, "yOffset": offset},
    }
    words = label("label", align="left", dx=6, fontSize=SIZE - 1)
    words["encoding"].update({"x": {"field": "end", **x}, "yOffset": offset, "color": {"value": INK}})
    head = label("part", align="left", dy=-_ROW / 2 + 8, x=0, limit=WIDTH, fontWeight="bold")
    head["transform"] = [{"filter": "datum.own"}]
    head["encoding"]["color"] = {"value": INK}
    return [bars, whisker, words, head]


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
    drawn = [(t.label, t.amount) for t in terms[:_SHOWN_TERMS]]
    rest = sum(t.amount for t in terms[_SHOWN_TERMS:])
    if rest:
        drawn.append(("alle andere maatstaven", rest))
    values: list[Spec] = [
        {"row": at, "label": text, "value": sum_, "end": max(sum_, 0), "text": millions(sum_)}
        for at, (text, sum_) in enumerate(drawn)
    ]
    rows = [(t.label, number(t.weight, 2), number(t.volume, 1), cents(t.amount)) for t in terms]
    rows.append(("Totaal", "", f"factor {number(allocation.factor, 3)}", cents(allocation.total)))
    body = table(f"tabel-{id}", title, ("Maatstaf", "Gewicht", "Aantal", "Bedrag"), rows, "tnnn")
    note = (
        "Bedrag = gewicht × aantal × factor. Dit is geen geld met een vaste bestemming: de raad kiest zelf."
    )
    return Chart(
        id, title, finding, description, draw(_terms_spec(values), id, title, description), body, (note,)
    )


def _terms_spec(values: list[Spec]) -> Spec:
    numbers = [v["value"] for v in values]
    low, top = min(0.0, *numbers), max(numbers)
    x = {
        "field": "value",
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [low, top + (top - low) * 0.45], "nice": False},
    }
    bars: Spec = {"mark": {"type": "bar", "color": ACCENT, "height": 14, "yOffset": 8}, "encoding": {"x": x}}
    text = label("text", align="left", dx=6, dy=8, fontSize=SIZE - 1)
    text["encoding"].update({"x": {**x, "field": "end"}, "color": {"value": INK}})
    head = label("label", align="left", dy=-11, x=0, limit=WIDTH)
    head["encoding"]["color"] = {"value": INK}
    y = {"field": "row", "type": "ordinal", "axis": None}
    return specification(
        {"step": _TERM_ROW}, data={"values": values}, encoding={"y": y}, layer=[bars, text, head]
    )
