"""A table for readers, whatever the renderer: caption, columns, rows; the first column names the row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    """One cell; ``sign`` repeats the words in ``under`` as a mark and is not read aloud."""

    text: str
    under: str = ""
    sign: str = ""


@dataclass(frozen=True)
class Column:
    """One column; numbers are set flush right."""

    label: str
    numeric: bool = False


@dataclass(frozen=True)
class DataTable:
    """A table; ``id`` is unique in a report and fit for an HTML id.

    A ``folded`` table is closed until a reader opens it. ``sheet`` names the sheet of the workbook that
    holds the same; print then refers to it instead of repeating a long table.
    """

    id: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    folded: bool = False
    sheet: str = ""


def table(
    id: str, caption: str, columns: Sequence[str], rows: Iterable[Sequence[str | Cell]], numeric: str = ""
) -> DataTable:
    """Make a table from plain texts.

    Parameters
    ----------
    columns
        Labels of the columns.
    rows
        Cells per row, as many as there are columns.
    numeric
        One character per column: ``n`` for numbers, anything else for text; may be left out.

    Raises
    ------
    ValueError
        When a row has more or fewer cells than there are columns.
    """
    heads = tuple(Column(label, numeric[at : at + 1] == "n") for at, label in enumerate(columns))
    body = tuple(tuple(cell if isinstance(cell, Cell) else Cell(cell) for cell in row) for row in rows)
    if any(len(row) != len(heads) for row in body):
        raise ValueError(f"table {id}: a row has another number of cells than there are columns")
    return DataTable(id, caption, heads, body)
