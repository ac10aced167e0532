"""A file with columns as text, wherever it came from: CSV, xlsx or xls."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from drietrap.vocabulary.errors import InputError
from drietrap.vocabulary.notation import counted

Row = tuple[int, tuple[str | None, ...]]
_CHUNK = 20_000


@dataclass(frozen=True)
class Grid:
    """Rows below a header.

    Parameters
    ----------
    header
        Names of the columns, without surrounding spaces. They may be values of persons when a file has no
        header: never print them.
    header_row
        Row of the header in the file.
    frame
        ``row`` (UInt32) and a String column per header, named by its position; a blank cell is null.
    typed
        Whether numbers lost their leading zeros, as in a spreadsheet.
    """

    header: tuple[str, ...]
    header_row: int
    frame: pl.DataFrame
    typed: bool = False


def grid_of(header: tuple[str, ...], header_row: int, rows: Iterable[Row], file: str) -> Grid:
    """Return the grid of the rows of a worksheet; rows without content are left out.

    Raises
    ------
    InputError
        When a row has a value to the right of the last column, or there are no rows.
    """
    width = len(header)
    schema = {"row": pl.UInt32, **{str(position): pl.String for position in range(width)}}
    chunks: list[pl.DataFrame] = []
    waiting: list[tuple[int | str | None, ...]] = []
    for number, cells in rows:
        if not any(cells):
            continue
        if any(cells[width:]):
            raise _too_wide(number, width, file)
        waiting.append((number, *cells[:width], *[None] * (width - len(cells))))
        if len(waiting) == _CHUNK:
            chunks.append(pl.DataFrame(waiting, schema=schema, orient="row"))
            waiting.clear()
    if waiting:
        chunks.append(pl.DataFrame(waiting, schema=schema, orient="row"))
    if not chunks:
        raise no_rows(file)
    return Grid(header, header_row, pl.concat(chunks), typed=True)


def no_rows(file: str) -> InputError:
    """Return the error that a file has a header and nothing below it."""
    return InputError(
        "het bestand heeft kolomnamen, maar geen regels",
        expected="ten minste één regel onder de kolomnamen",
        action="kijk of dit het goede bestand is; is er niets te leveren, meld dat dan aan de gemeente",
        file=file,
    )


def _too_wide(row: int, width: int, file: str) -> InputError:
    return InputError(
        "deze regel heeft een waarde naast de laatste kolom",
        expected=f"ten hoogste {counted(width, 'kolom', 'kolommen')}, net als in de regel met kolomnamen",
        action="kijk of in deze regel een kolom is verschoven",
        file=file,
        row=row,
    )
