"""Tidy tables: one row per thing, one meaning per column, written as Parquet and CSV with a dictionary."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import polars as pl

Value = str | float | int | bool | None
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_KINDS = {"tekst": pl.String, "getal": pl.Float64, "geheel getal": pl.Int64, "ja/nee": pl.Boolean}


@dataclass(frozen=True)
class TidyColumn:
    """A column: ``kind`` is ``tekst``, ``getal``, ``geheel getal`` or ``ja/nee``; empty is not known."""

    name: str
    kind: str
    unit: str
    meaning: str


@dataclass(frozen=True)
class TidyTable:
    """A table of the explorer data."""

    name: str
    meaning: str
    columns: tuple[TidyColumn, ...]
    rows: tuple[tuple[Value, ...], ...]


def as_parquet(table: TidyTable) -> bytes:
    """Return a table as Parquet."""
    schema = {column.name: _KINDS[column.kind] for column in table.columns}
    target = io.BytesIO()
    pl.DataFrame(list(table.rows), schema=schema, orient="row").write_parquet(target)
    return target.getvalue()


def as_csv(table: TidyTable) -> bytes:
    """Return a table as CSV with semicolons and a decimal point; no text that a program could run."""
    return _csv([column.name for column in table.columns], table.rows)


def dictionary_csv(tables: Sequence[TidyTable]) -> bytes:
    """Return the data dictionary: a line per column of every table."""
    rows = [(one.name, c.name, c.kind, c.unit, c.meaning) for one in tables for c in one.columns]
    return _csv(("tabel", "kolom", "soort", "eenheid", "betekenis"), rows)


def dictionary_page(tables: Sequence[TidyTable], warning: str = "") -> bytes:
    """Return the data dictionary as a page to read."""
    parts = ["# Wat er in de tabellen staat\n"]
    if warning:
        parts.append(f"**{warning}**\n")
    parts.append(
        "Elke tabel is er als Parquet en als CSV (puntkomma's, decimale punt, UTF-8). Een lege cel is: niet "
        "bekend of geheim. Zij is nooit nul.\n"
    )
    for one in tables:
        parts.append(f"## {one.name}\n\n{one.meaning.capitalize()}. Aantal regels: {len(one.rows)}.\n")
        lines = ["| kolom | soort | eenheid | betekenis |", "|---|---|---|---|"]
        lines += [f"| `{c.name}` | {c.kind} | {c.unit} | {c.meaning} |" for c in one.columns]
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts).encode()


def _csv(heads: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\n")
    writer.writerow(heads)
    for row in rows:
        writer.writerow([_text(value) for value in row])
    return ("\ufeff" + target.getvalue()).encode()


def _text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) else value
    return repr(value)
