"""Every worked example of the catalogue holds on both engines."""

from __future__ import annotations

import math
from typing import Any

import duckdb
import polars as pl
import pytest

from drietrap.catalogue.indicator import Cell, Example
from drietrap.catalogue.indicators import INDICATORS
from drietrap.catalogue.published import TABLES
from drietrap.catalogue.tables import CellKind, Column
from drietrap.indicators.engine import figures
from drietrap.indicators.reference import reference_figures

CASES = [
    (item.id, number, example) for item in INDICATORS.values() for number, example in enumerate(item.examples)
]


def bounds(column: Column, value: float | None) -> tuple[float | None, float | None, str | None]:
    """Return what a published cell can stand for: ends, and why it is hidden."""
    half = column.step / 2
    if value is None and column.secret_up_to is not None:
        return 0.0, float(column.secret_up_to), "geheim"
    if value is None:
        return None, None, "geheim" if column.kind is CellKind.PERCENTAGE and half else "ontbreekt"
    if column.kind is CellKind.COUNT:
        lowest = 0 if column.secret_up_to is None else column.secret_up_to + 1
        return max(math.ceil(value - half), lowest), math.floor(value + half), None
    if column.kind is CellKind.PERCENTAGE:
        return max(value - half, 0), min(value + half, 100), None
    return value - half, value + half, None


def row(cell: Cell, value: float | None, area: str, number: int) -> dict[str, Any]:
    """Return the observation of one input of an example."""
    column = TABLES[cell.table].by_measure[cell.measure]
    low, high, hidden = bounds(column, value)
    return {
        "table": cell.table,
        "variant": cell.variant,
        "measure": cell.measure,
        "area": area,
        "period": "2024",
        "kind": column.kind.value,
        "value": value,
        "lower": None if low is None else float(low),
        "upper": None if high is None else float(high),
        "hidden": hidden,
        "provisional": False,
        "snapshot": "0123456789abcdef",
        "row": number,
        "column": cell.measure,
    }


@pytest.fixture(scope="module")
def outcomes() -> dict[str, dict[tuple[str, str], dict[str, Any]]]:
    """Run all examples at once, each in a municipality of its own."""
    rows = [
        row(cell, value, f"GM{place:04d}", number)
        for place, (_, _, example) in enumerate(CASES)
        for number, (cell, value) in enumerate(example.inputs)
    ]
    with duckdb.connect() as connection:
        connection.register("observation", pl.DataFrame(rows, infer_schema_length=None).to_arrow())
        quick = figures(connection, INDICATORS.values()).to_dicts()
    mine = {f"GM{place:04d}": id_ for place, (id_, _, _) in enumerate(CASES)}
    slow = [
        figure
        for place, (id_, _, _) in enumerate(CASES)
        for figure in reference_figures(
            [item for item in rows if item["area"] == f"GM{place:04d}"], [INDICATORS[id_]]
        )
    ]
    return {
        name: {(f["indicator"], f["area"]): f for f in found if mine[f["area"]] == f["indicator"]}
        for name, found in (("sql", quick), ("reference", slow))
    }


@pytest.mark.parametrize("engine", ["sql", "reference"])
@pytest.mark.parametrize(
    ("place", "id_", "example"),
    [(place, id_, example) for place, (id_, _, example) in enumerate(CASES)],
    ids=[f"{id_}-{number}" for id_, number, _ in CASES],
)
def test_the_worked_example_holds(
    place: int,
    id_: str,
    example: Example,
    engine: str,
    outcomes: dict[str, dict[tuple[str, str], dict[str, Any]]],
) -> None:
    figure = outcomes[engine][id_, f"GM{place:04d}"]
    expected = (example.value, example.lower, example.upper)
    found = (figure["value"], figure["rounding_lower"], figure["rounding_upper"])
    assert found == pytest.approx(expected, abs=2e-6)
    assert (figure["hidden"] is None) == (example.value is not None)
