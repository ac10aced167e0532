"""From text to a sheet: records with exactly as many fields as the header, each with its row number.

A row is a record, as a spreadsheet counts it: a line break inside quotes does not start a new row, an empty
line does take a number. Nothing is repaired: a record that does not fit stops the file with its row.

Text that is regular throughout is read at once (:mod:`drietrap.sources.regular`); anything else goes record
by record, which is slower and finds the place of what is wrong.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import polars as pl

from drietrap.sources.regular import CLOSING, read_regular
from drietrap.vocabulary.errors import InputError
from drietrap.vocabulary.notation import counted

DELIMITERS = {";": "puntkomma", ",": "komma", "\t": "tab"}
_CHUNK = 50_000
_AGAIN = "haal het bestand opnieuw op en lees het nog eens"


@dataclass(frozen=True)
class Sheet:
    """A table as text.

    Parameters
    ----------
    file
        Name of the file, for messages.
    header
        Names of the columns as delivered, without surrounding spaces.
    frame
        ``row`` (UInt32) and one String column per header, named by its position (``"0"``, ``"1"``, ...);
        a blank cell is null.
    """

    file: str
    header: tuple[str, ...]
    frame: pl.DataFrame


def first_record(text: str, delimiter: str) -> tuple[str, ...]:
    """Return the fields of the first record, or nothing when they cannot be read with this delimiter."""
    try:
        return tuple(name.strip() for name in next(_reader(text, delimiter), []))
    except csv.Error:
        return ()


def parse(text: str, delimiter: str, file: str) -> Sheet:
    """Read the whole text as a table.

    Raises
    ------
    InputError
        When a record has too few or too many fields, a quote is not closed, the last line is cut off, or
        there is no row below the header.
    """
    header = first_record(text, delimiter)
    if (regular := read_regular(text, delimiter, len(header))) is not None:
        return Sheet(file, header, _blank_to_null(regular))
    records = _records(text, delimiter, header, file)
    chunks = []
    while chunk := list(islice(records, _CHUNK)):
        chunks.append(_frame(chunk, len(header)))
    if not chunks:
        raise InputError(
            "het bestand heeft kolomnamen, maar geen regels",
            expected="ten minste één regel onder de kolomnamen",
            action="haal of maak het bestand opnieuw, en kijk of er wel iets is geselecteerd",
            file=file,
        )
    return Sheet(file, header, pl.concat(chunks))


def _reader(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


def _records(text: str, delimiter: str, header: tuple[str, ...], file: str) -> Iterator[tuple[object, ...]]:
    """Yield (row, cells...) of every record below the header that holds something."""
    reader = _reader(text, delimiter)
    row = 0
    closed = 0
    while True:
        row += 1
        try:
            fields = next(reader, None)
        except csv.Error as error:
            raise _broken_quotes(file, row, error) from error
        if fields is None:
            break
        if row == 1 or not any(map(str.strip, fields)):
            continue
        if closed:
            raise _after_closing(file, closed)
        if fields[0].lstrip().startswith(CLOSING) and not any(fields[1:]):
            closed = row
            continue
        if len(fields) != len(header):
            raise _wrong_length(file, row, fields, header, delimiter, last=_is_at_end(reader))
        yield row, *fields
    if not closed and not text.endswith(("\n", "\r")):
        raise _cut_off(file, row - 1)


def _is_at_end(reader: Iterator[list[str]]) -> bool:
    try:
        return next(reader, None) is None
    except csv.Error:
        return False


def _frame(records: list[tuple[object, ...]], width: int) -> pl.DataFrame:
    schema = {"row": pl.UInt32, **{str(position): pl.String for position in range(width)}}
    return _blank_to_null(pl.DataFrame(list(zip(*records, strict=True)), schema=schema, orient="col"))


def _blank_to_null(frame: pl.DataFrame) -> pl.DataFrame:
    cells = pl.exclude("row")
    return frame.with_columns(pl.when(cells.str.strip_chars() != "").then(cells))


def _broken_quotes(file: str, row: int, error: csv.Error) -> InputError:
    if "field larger" in str(error) or "unexpected end" in str(error):
        problem = "een aanhalingsteken wordt geopend en niet gesloten; het bestand is afgekapt of beschadigd"
    else:
        problem = "de aanhalingstekens in deze regel kloppen niet"
    return InputError(
        problem, expected='tekst tussen twee aanhalingstekens ("...")', action=_AGAIN, file=file, row=row
    )


def _after_closing(file: str, row: int) -> InputError:
    return InputError(
        "onder de bronregel staan nog cijfers",
        expected="de bronregel (© CBS) als laatste regel",
        action="lees bestanden los van elkaar en plak ze niet aan elkaar",
        file=file,
        row=row,
    )


def _wrong_length(
    file: str, row: int, fields: list[str], header: tuple[str, ...], delimiter: str, *, last: bool
) -> InputError:
    fields_wanted = counted(len(header), "veld", "velden")
    expected = f"{fields_wanted}, net als in de eerste regel, met een {DELIMITERS[delimiter]} ertussen"
    if len(fields) > len(header):
        action = _AGAIN
        if delimiter == ",":
            action = (
                "haal het bestand op met een puntkomma tussen de velden; "
                "een komma kan niet het scheidingsteken én het decimaalteken zijn"
            )
        return InputError(
            f"deze regel heeft te veel velden ({len(fields)})",
            expected=expected,
            action=action,
            file=file,
            row=row,
        )
    problem = f"deze regel heeft te weinig velden ({len(fields)})"
    return InputError(
        f"het bestand is afgekapt: {problem}" if last else problem,
        expected=expected,
        action=_AGAIN,
        file=file,
        row=row,
        column=header[len(fields)],
    )


def _cut_off(file: str, row: int) -> InputError:
    return InputError(
        "het bestand is misschien afgekapt: de laatste regel is niet afgesloten",
        expected="een regeleinde na de laatste regel",
        action="haal het bestand opnieuw op; is de laatste regel wel heel, druk er dan op Enter en bewaar",
        file=file,
        row=row,
    )
