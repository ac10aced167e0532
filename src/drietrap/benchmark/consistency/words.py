"""How a sum is shown to a reader: the published number and the numbers it can stand for."""

from __future__ import annotations

import math

from drietrap.benchmark.consistency.tables import Row, Sheet, Tables
from drietrap.catalogue.tables import CellKind, Column
from drietrap.vocabulary.notation import number
from drietrap.vocabulary.period import Period


def shown(column: Column, value: float) -> str:
    """Write a published value in its own unit, for example ``8,9%``, ``€ -47.256.000`` or ``635``."""
    text = number(value, _decimals(column))
    if column.kind is CellKind.PERCENTAGE:
        return f"{text}%"
    return f"€ {text}" if column.kind is CellKind.AMOUNT else text


def _decimals(column: Column) -> int:
    return max(0, -math.floor(math.log10(column.step))) if 0 < column.step < 1 else 0


def span(column: Column, low: float, high: float) -> str:
    """Write the numbers a cell can stand for: whole numbers for counts, one decimal more for shares."""
    if math.isinf(high):
        return "onbekend"
    if column.kind is CellKind.COUNT or (column.kind is CellKind.NUMBER and column.step >= 1):
        return whole_span(max(low, 0.0), high)
    more = _decimals(column) + (column.kind is CellKind.PERCENTAGE)
    before = "€ " if column.kind is CellKind.AMOUNT else ""
    after = "%" if column.kind is CellKind.PERCENTAGE else ""
    first, last = (f"{before}{number(one, more)}{after}" for one in (low, high))
    return first if first == last else f"tussen {first} en {last}"


def whole_span(low: float, high: float) -> str:
    """Write the whole numbers from ``low`` to ``high``."""
    if math.isinf(high):
        return f"{number(math.ceil(low - 1e-9))} of meer"
    first, last = math.ceil(low - 1e-9), math.floor(high + 1e-9)
    if first >= last:
        return number((low + high) / 2, 0 if first == last else 1)
    return f"{number(first)} tot en met {number(last)}"


def line(sheet: Sheet, row: Row, measure: str) -> str:
    """Write one cell as a line of a sum: name, published value and what it can stand for."""
    column = sheet.column(measure)
    value = sheet.value(row, measure)
    low, high = sheet.bounds(row, measure)
    if value is None:
        return f"{column.label}: niet gepubliceerd (kan zijn: {span(column, low, high)})"
    if low == high:
        return f"{column.label}: {shown(column, value)}"
    return f"{column.label}: {shown(column, value)} (kan zijn: {span(column, low, high)})"


def period_words(row: Row) -> str:
    """Write the period of a row."""
    return Period.parse(str(row["period"])).label


def place(tables: Tables, row: Row) -> str:
    """Write where a row is from: area, period and variant."""
    variant = f", {row['variant']}" if row["variant"] else ""
    return f"{tables.name(str(row['area']))} ({period_words(row)}{variant})"


def label(sheet: Sheet, measure: str) -> str:
    """Return the label of a measure between quotes, for use in a sentence."""
    return f"'{sheet.column(measure).label}'"
