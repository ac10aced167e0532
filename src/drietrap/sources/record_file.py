"""Open a file about records: which layouts can fit it, and how to read it by one of them."""

from __future__ import annotations

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import polars as pl

from drietrap.catalogue.beleidsinformatie import Element, Form
from drietrap.sources.fixed_width import line_length, read_fixed
from drietrap.sources.intake import bytes_of, head_of, start_of, text_of
from drietrap.sources.record_dates import is_date
from drietrap.sources.record_grid import Grid, grid_of
from drietrap.sources.record_header import HeaderMatch, best_matches, refusal, whole
from drietrap.sources.record_layout import RecordLayout
from drietrap.sources.record_lead import MARK, Stated, stated_in
from drietrap.sources.sheet import DELIMITERS, first_record, parse
from drietrap.sources.spreadsheet import is_workbook, read_workbook
from drietrap.sources.workbook import Worksheet
from drietrap.vocabulary.errors import InputError
from drietrap.vocabulary.notation import counted

LIMIT_BYTES = 256 * 2**20
_EXPECTED = "vaste posities (ASCII), CSV, xlsx of xls"
_HEADER_WITHIN = 15  # rows of a worksheet in which the header is looked for
_START = 64 * 1024


@dataclass(frozen=True)
class Option:
    """A layout that a file can have.

    ``read`` gives ``row`` and a text column for every element of the layout; ``shifted``, for fixed width,
    does so with all positions moved.
    """

    layout: RecordLayout
    read: Callable[[], pl.DataFrame]
    shifted: Callable[[int], pl.DataFrame] | None = None


@dataclass(frozen=True)
class Opened:
    """What a file says about itself and the layouts that fit its header or the length of its lines."""

    stated: Stated
    options: tuple[Option, ...]


def open_records(path: Path, layouts: Sequence[RecordLayout]) -> Opened:
    """Open a delivery or registration.

    Raises
    ------
    InputError
        When the file cannot be read, or none of the layouts fits.
    """
    if is_workbook(start_of(path, LIMIT_BYTES)):
        return _open_workbook(read_workbook(path), layouts, path.name)
    head_of(path, LIMIT_BYTES, _EXPECTED)
    content = bytes_of(path, LIMIT_BYTES)
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):  # as Excel writes 'Unicode text'
        content = text_of(content, path.name).encode()
    stated, rows = Stated(), 0
    start = content[: len(MARK) + 8].decode("latin-1").lstrip('\ufeffï»¿"')
    if start.startswith(MARK):
        line, _, content = content.partition(b"\n")
        stated, rows = stated_in(text_of(line, path.name).strip('\r"'), path.name), 1
    return Opened(stated, _open_text(content, layouts, path.name, rows))


def _open_text(content: bytes, layouts: Sequence[RecordLayout], file: str, rows: int) -> tuple[Option, ...]:
    start = text_of(content[:_START], file, part=True)
    headers = {delimiter: first_record(start, delimiter) for delimiter in DELIMITERS}
    found = {delimiter: best_matches(layouts, header) for delimiter, header in headers.items()}
    delimiter = max(found, key=lambda each: (found[each][0].is_whole, found[each][0].nearness))
    if matches := whole(found[delimiter]):
        return tuple(
            Option(match.layout, partial(_read_delimited, content, delimiter, match, file, rows))
            for match in matches
        )
    length = line_length(content)
    fixed = [layout for layout in layouts if layout.line_length == length]
    if fixed:
        return tuple(_fixed_option(content, layout, file, rows) for layout in fixed)
    if found[delimiter][0].columns or len(headers[delimiter]) > 2:
        raise refusal(found[delimiter][0], file, rows + 1)
    raise _no_length(layouts, length, file, rows)


def _fixed_option(content: bytes, layout: RecordLayout, file: str, rows: int) -> Option:
    return Option(
        layout,
        partial(read_fixed, content, layout, file, rows + 1),
        lambda shift: read_fixed(content, layout, file, rows + 1, shift),
    )


def _read_delimited(content: bytes, delimiter: str, match: HeaderMatch, file: str, rows: int) -> pl.DataFrame:
    try:
        sheet = parse(text_of(content, file), delimiter, file)
    except InputError as error:
        raise _below_lead(error, rows) from None
    return _columns(Grid(sheet.header, rows + 1, sheet.frame.with_columns(pl.col("row") + rows)), match)


def _below_lead(error: InputError, rows: int) -> InputError:
    return InputError(
        error.problem,
        expected=error.expected,
        action=error.action,
        file=error.file,
        row=None if error.row is None else error.row + rows,
        column=error.column,
    )


def _open_workbook(sheets: Sequence[Worksheet], layouts: Sequence[RecordLayout], file: str) -> Opened:
    stated = Stated()
    best: HeaderMatch | None = None
    for sheet in sheets:
        rows = sheet.rows
        if rows and (rows[0][1][0] or "").startswith(MARK):
            stated, rows = stated_in(rows[0][1][0] or "", file), rows[1:]
        allowed = [layout for layout in layouts if layout.sheet in {None, sheet.name}]
        for index, (number, cells) in enumerate(rows[:_HEADER_WITHIN]):
            header = _trimmed(cells)
            matches = best_matches(allowed, header)
            if fits := whole(matches):
                grid = grid_of(header, number, rows[index + 1 :], file)
                return Opened(
                    stated, tuple(Option(match.layout, partial(_columns, grid, match)) for match in fits)
                )
            if matches and (best is None or matches[0].nearness > best.nearness):
                best = matches[0]
    raise refusal(best, file, None)


def _trimmed(cells: tuple[str | None, ...]) -> tuple[str, ...]:
    last = max((place for place, cell in enumerate(cells, start=1) if cell), default=0)
    return tuple(cell or "" for cell in cells[:last])


def _columns(grid: Grid, match: HeaderMatch) -> pl.DataFrame:
    return grid.frame.select(
        pl.col("row").cast(pl.UInt32),
        *(
            _translated(
                _text(match.columns.get(field.element.id), field.element, grid.typed), field.translated
            ).alias(field.element.id)
            for field in match.layout.fields
        ),
    )


def _translated(column: pl.Expr, words: Mapping[str, str]) -> pl.Expr:
    """Return the codes of words; a word in other letters counts where no word is written just so."""
    if not words:
        return column
    lower = {word.strip().lower(): code for word, code in words.items()}
    loose = column.str.to_lowercase().replace_strict(lower, default=None, return_dtype=pl.String)
    exact = column.replace_strict(dict(words), default=None, return_dtype=pl.String)
    return pl.coalesce(exact, loose, column)


def _text(position: int | None, element: Element, typed: bool) -> pl.Expr:
    if position is None:
        return pl.lit(None, dtype=pl.String)
    column = pl.col(str(position)).str.strip_chars()
    padded = element.form in {Form.BSN, Form.MUNICIPALITY, Form.CODE} or is_date(element)
    if typed and padded:
        column = (
            pl.when(column.str.contains(r"^\d+$")).then(column.str.zfill(element.width)).otherwise(column)
        )
    if typed and element.form is Form.AMOUNT:  # an amount that was computed has more decimals than cents
        cents = column.cast(pl.Float64, strict=False).round(2)
        column = pl.when(column.str.contains(r"^-?\d+\.\d+$")).then(cents.cast(pl.String)).otherwise(column)
    return column


def _or(lengths: Sequence[int]) -> str:
    return " of ".join(part for part in (", ".join(map(str, lengths[:-1])), str(lengths[-1])) if part)


def _no_length(layouts: Sequence[RecordLayout], length: int, file: str, rows: int) -> InputError:
    if length == 0:
        return InputError(
            "er staan geen gegevens onder de eerste regel" if rows else "de eerste regel is leeg",
            expected="kolomnamen, of regels met vaste posities",
            action="maak het bestand opnieuw",
            file=file,
            row=rows + 1,
        )
    known = sorted({layout.line_length for layout in layouts if layout.line_length})
    close = [layout for layout in layouts if layout.line_length and abs(layout.line_length - length) == 1]
    problem = f"geen indeling heeft regels van {counted(length, 'positie', 'posities')}"
    if close:
        problem += f"; misschien is alles één positie verschoven ({close[0].name})"
    return InputError(
        problem,
        expected=f"kolomnamen, of regels van {_or(known)} posities" if known else "kolomnamen",
        action="kijk of soort en versie kloppen, of geef een eigen indeling op",
        file=file,
        row=rows + 1,
    )
