"""Worked examples of rules, from a few lines of text to observations."""

from __future__ import annotations

import math

import polars as pl

from drietrap.catalogue.published import TABLES
from drietrap.catalogue.tables import CellKind, Column
from drietrap.register.observation import HIDDEN_ABSENT, HIDDEN_SECRET

EMPTY = "."
_KEYS = ("area", "period", "variant")
_SCHEMA = pl.Schema(
    {
        "table": pl.String,
        "variant": pl.String,
        "measure": pl.String,
        "area": pl.String,
        "period": pl.String,
        "kind": pl.String,
        "value": pl.Float64,
        "lower": pl.Float64,
        "upper": pl.Float64,
        "hidden": pl.String,
        "provisional": pl.Boolean,
        "snapshot": pl.String,
        "row": pl.UInt32,
        "column": pl.String,
    }
)


def bounds(column: Column, value: float | None) -> tuple[float | None, float | None, str | None]:
    """Return the bounds of a published value and why it is hidden, as ``register.contract`` gives them.

    A count that is not a multiple of its step was not rounded as the column says; it keeps the same
    width, so that nothing is concluded from it that might not be so.
    """
    if value is None:
        if column.secret_up_to is None:
            return None, None, HIDDEN_ABSENT
        return 0.0, float(column.secret_up_to), HIDDEN_SECRET
    low, high = value - column.step / 2, value + column.step / 2
    if column.kind is CellKind.COUNT:
        first, last = max(math.ceil(low), 0), math.floor(high)
        shown = -1 if column.secret_up_to is None else column.secret_up_to
        return float(max(first, shown + 1) if last > shown else first), float(last), None
    if column.kind is CellKind.PERCENTAGE:
        return max(low, 0.0), min(high, 100.0), None
    return low, high, None


def observations(text: str) -> pl.DataFrame:
    """Return the observations of one or more example tables, separated by an empty line."""
    frames = [_table(block) for block in text.strip().split("\n\n")]
    return pl.concat(frames)


def _table(block: str) -> pl.DataFrame:
    lines = [line.strip() for line in block.strip().splitlines()]
    table = TABLES[lines[0]]
    header = [name.strip() for name in lines[1].split("|")]
    rows: list[dict[str, object]] = []
    for number, line in enumerate(lines[2:], 3):
        cells = dict(zip(header, (cell.strip() for cell in line.split("|")), strict=True))
        for measure in (name for name in header if name not in _KEYS):
            column = table.by_measure[measure]
            value = None if cells[measure] == EMPTY else float(cells[measure])
            low, high, hidden = bounds(column, value)
            rows.append(
                {
                    "table": table.id,
                    "variant": cells.get("variant", ""),
                    "measure": measure,
                    "area": cells["area"],
                    "period": cells["period"],
                    "kind": column.kind.value,
                    "value": value,
                    "lower": low,
                    "upper": high,
                    "hidden": hidden,
                    "provisional": False,
                    "snapshot": "voorbeeld-000000",
                    "row": number,
                    "column": measure,
                }
            )
    return pl.DataFrame(rows, schema=_SCHEMA)
