"""What a worksheet is, how its values become text, and the errors of a spreadsheet.

Only values are read. A number is written as the protocol writes it (no thousands, no decimals when there are
none), a date as JJJJMMDD.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from drietrap.sources.record_grid import Row
from drietrap.vocabulary.errors import InputError

MOST_ROWS = 2**20
MOST_COLUMNS = 256
_VALUES_ONLY = "kopieer de cellen, plak ze als waarden in een leeg werkblad en bewaar dat als gewone xlsx"


@dataclass(frozen=True)
class Worksheet:
    """A worksheet: its name and its rows, all in memory."""

    name: str
    rows: tuple[Row, ...]


def damaged(file: str) -> InputError:
    """Return the error that a spreadsheet cannot be read."""
    return InputError(
        "deze spreadsheet is beschadigd of is geen Excel-bestand",
        expected="een xlsx- of xls-bestand dat in Excel opengaat",
        action="open het bestand in Excel en bewaar het opnieuw als xlsx",
        file=file,
    )


def packed(file: str) -> InputError:
    """Return the error that a file is a package of other files."""
    return InputError(
        "dit is een zip-bestand, waarin andere bestanden zijn ingepakt",
        expected="de levering zelf: tekst, CSV, xlsx of xls",
        action="pak het zip-bestand uit en kies het bestand dat erin zit",
        file=file,
    )


def password(file: str) -> InputError:
    """Return the error that a spreadsheet has a password."""
    return InputError(
        "deze spreadsheet is beveiligd met een wachtwoord",
        expected="een spreadsheet zonder wachtwoord",
        action="haal het wachtwoord eraf in Excel en verstuur het bestand langs een beveiligde weg",
        file=file,
    )


def macros(file: str) -> InputError:
    """Return the error that a spreadsheet has macros."""
    return InputError(
        "deze spreadsheet heeft macro's",
        expected="een spreadsheet zonder macro's (xlsx of xls)",
        action=_VALUES_ONLY,
        file=file,
    )


def formula(file: str, row: int, column: int) -> InputError:
    """Return the error that a cell holds a formula; ``column`` counts from 1."""
    return InputError(
        "in deze cel staat een formule",
        expected="alleen waarden",
        action=_VALUES_ONLY,
        file=file,
        row=row,
        column=column_letter(column),
    )


def too_large(file: str) -> InputError:
    """Return the error that a spreadsheet holds more than we read."""
    return InputError(
        "deze spreadsheet is te groot om veilig te lezen",
        expected=f"ten hoogste {MOST_ROWS} regels en {MOST_COLUMNS} kolommen",
        action="lever een CSV of een bestand met vaste posities, of verwijder lege opgemaakte cellen",
        file=file,
    )


def column_letter(column: int) -> str:
    """Return how a spreadsheet calls a column that counts from 1."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def text_of_value(value: object) -> str | None:
    """Return a cell as text; blank is None."""
    if value is None:
        return None
    if isinstance(value, datetime | date):
        return f"{value:%Y%m%d}"
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip() or None


def limited(rows: Iterator[Row], file: str) -> Iterator[Row]:
    """Pass rows on, and stop when there are more than we read."""
    for number, cells in rows:
        if number > MOST_ROWS or any(cells[MOST_COLUMNS:]):
            raise too_large(file)
        yield number, cells[:MOST_COLUMNS]
