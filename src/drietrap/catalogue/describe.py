"""A definition in words: plain Dutch Markdown for the command line and the documentation."""

from __future__ import annotations

from collections.abc import Iterator

from drietrap.catalogue.indicator import (
    Cell,
    Example,
    Indicator,
    IntervalMethod,
    RecordIndicator,
    Unit,
    population_of,
)
from drietrap.catalogue.published import TABLES
from drietrap.catalogue.record_formula import Method, RecordFormula
from drietrap.catalogue.tables import CellKind, Column
from drietrap.vocabulary.notation import number

_INTERVALS = {
    IntervalMethod.WILSON: "95% (afronding en toeval samen, methode van Wilson). Is de groep niet bekend, "
    "dan alleen de afronding.",
    IntervalMethod.ROUNDING: "alleen de afronding van de gepubliceerde cijfers; toeval zit er niet in.",
}

_RECORD_INTERVALS = {
    Method.WILSON: "95%, alleen toeval (methode van Wilson); de aantallen zijn precies geteld.",
    Method.BYAR: "95%, alleen toeval (methode van Byar); de aantallen zijn precies geteld.",
}


def describe(indicator: Indicator) -> str:
    """Return the whole definition as Markdown.

    Parameters
    ----------
    indicator
        Any definition.

    Returns
    -------
    Heading, question, definition, what it is not for, how it is made, breaks and worked examples.
    """
    return (
        "\n".join([*_head(indicator), *_facts(indicator), *_breaks(indicator), *_examples(indicator)]) + "\n"
    )


def describe_records(indicator: RecordIndicator) -> str:
    """Return the definition of an indicator that only records give, as Markdown."""
    lines = [
        *_head(indicator),
        f"- Thema: {indicator.theme}",
        f"- Eenheid: {indicator.unit.value}",
        f"- Teller: {indicator.numerator}",
        f"- Noemer: {indicator.denominator}",
        f"- Moment: {indicator.moment.value}",
        f"- Bandbreedte: {_RECORD_INTERVALS[indicator.records.method]}",
        f"- Ook per: {', '.join(indicator.records.breakdowns)}",
        f"- Bron: {indicator.reference}",
        *(f"- Versie {version.since}: {version.what}" for version in indicator.versions),
        "",
        "**Rekenvoorbeelden** (in het voorbeeldregister)",
        "",
        *_record_examples(indicator.records),
        "",
    ]
    return "\n".join(lines) + "\n"


def _record_examples(formula: RecordFormula) -> Iterator[str]:
    for example in formula.examples:
        count = number(example.numerator)
        if example.denominator is not None:
            count = f"{count} van {number(example.denominator)}"
        yield f"- {example.period}: {count}."


def _head(indicator: Indicator | RecordIndicator) -> Iterator[str]:
    yield f"## {indicator.label}"
    yield ""
    yield f"`{indicator.id}`"
    yield ""
    yield f"**{indicator.question}**"
    yield ""
    yield indicator.definition
    yield ""
    yield f"**Let op.** {indicator.not_for}"
    yield ""


def _facts(indicator: Indicator) -> Iterator[str]:
    yield f"- Thema: {indicator.theme}"
    yield f"- Eenheid: {indicator.unit.value}"
    yield f"- Teller: {indicator.numerator}"
    yield f"- Noemer: {indicator.denominator}"
    yield f"- Moment: {indicator.moment.value}"
    yield f"- Bandbreedte: {_INTERVALS[indicator.interval_method]}"
    population = population_of(indicator.formula)
    if population is not None:
        reach = f"hoogstens {population.reach} jaar verschil" if population.reach else "van dezelfde periode"
        yield f"- Groep: {population.label}; {reach}"
        if population.assumption:
            yield f"- {population.assumption}"
    if indicator.breakdowns:
        yield f"- Ook per: {', '.join(indicator.breakdowns)}"
    if indicator.family:
        yield f"- Hoort bij: {indicator.family}"
    if indicator.records is not None:
        note = f" {indicator.records.note}" if indicator.records.note else ""
        yield f"- Ook te tellen uit de leveringen van aanbieders, onder dezelfde naam.{note}"
    yield f"- Bron: {indicator.reference}"
    for version in indicator.versions:
        yield f"- Versie {version.since}: {version.what}"
    yield ""


def _breaks(indicator: Indicator) -> Iterator[str]:
    if not indicator.breaks:
        return
    yield "**Breuken in de reeks**"
    yield ""
    for item in indicator.breaks:
        where = f" (alleen {item.area})" if item.area else ""
        yield f"- Vanaf {item.period}{where}: {item.reason} Bron: {item.source}."
    yield ""


def _examples(indicator: Indicator) -> Iterator[str]:
    yield "**Rekenvoorbeelden**"
    yield ""
    for example in indicator.examples:
        given = "; ".join(_input(cell, value) for cell, value in example.inputs)
        yield f"- {given}. Uitkomst: {_outcome(example, indicator)}."
    yield ""


def _input(cell: Cell, value: float | None) -> str:
    column = TABLES[cell.table].by_measure[cell.measure]
    name = f"{column.label} ({cell.variant})" if cell.variant and not cell.or_variants else column.label
    return f"{name}: {_shown(value, column)}"


def _shown(value: float | None, column: Column) -> str:
    if value is None:
        countable = column.secret_up_to is not None or column.kind is CellKind.PERCENTAGE
        return "geheim" if countable and column.step else "niet gepubliceerd"
    if column.kind is CellKind.AMOUNT:
        return f"€ {number(value)}"
    if column.kind is CellKind.PERCENTAGE:
        return f"{_trimmed(value)}%"
    return _trimmed(value)


def _outcome(example: Example, indicator: Indicator) -> str:
    bounds = ""
    if example.lower is not None and example.upper is not None:
        bounds = f"tussen {_unit(example.lower, indicator)} en {_unit(example.upper, indicator)}"
    if example.value is None:
        return f"niet te tonen; de waarde ligt {bounds}" if bounds else "niet te tonen"
    value = _unit(example.value, indicator)
    return f"{value} (door de afronding: {bounds})" if bounds else value


def _unit(value: float, indicator: Indicator) -> str:
    text = _trimmed(value)
    match indicator.unit:
        case Unit.EURO:
            return f"€ {text}"
        case Unit.PERCENTAGE:
            return f"{text}%"
        case Unit.ONE_IN:
            return f"1 op de {text}"
    return text


def _trimmed(value: float) -> str:
    """Write a number with the decimals that it needs, at most three."""
    text = number(value, 3)
    return text.rstrip("0").rstrip(",") if "," in text else text
