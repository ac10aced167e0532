"""Worksheets of an xls file (BIFF), values with xlrd; what is refused is found in the records."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from typing import Any

import xlrd

from drietrap.sources.record_grid import Row
from drietrap.sources.workbook import Worksheet, formula, limited, macros, password, text_of_value

# Names of streams in the container, as its directory writes them.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MACROS = "_VBA_PROJECT".encode("utf-16-le")
# Record types of BIFF8 ([MS-XLS] 2.3): a formula, and a file protected by a password.
_FORMULA, _FILEPASS = 0x0006, 0x002F


def worksheets_of_xls(content: bytes, file: str) -> Iterator[Worksheet]:
    """Yield the worksheets that hold something.

    Raises
    ------
    InputError
        When the file has a password, macros or a formula.
    """
    if _ENCRYPTED in content:
        raise password(file)
    if _MACROS in content:
        raise macros(file)
    try:
        book = xlrd.open_workbook(file_contents=content, logfile=io.StringIO(), on_demand=True)
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower():
            raise password(file) from None
        raise
    _require_values(book, file)
    for sheet in book.sheets():
        rows = tuple(limited(_rows(sheet, book.datemode), file))
        if rows:
            yield Worksheet(sheet.name, rows)


def _rows(sheet: Any, datemode: int) -> Iterator[Row]:
    for index in range(sheet.nrows):
        texts = tuple(_text(cell, datemode) for cell in sheet.row(index))
        if any(texts):
            yield index + 1, texts


def _text(cell: Any, datemode: int) -> str | None:
    if cell.ctype == xlrd.XL_CELL_DATE:
        return text_of_value(xlrd.xldate_as_datetime(cell.value, datemode))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return text_of_value(bool(cell.value))
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return "#FOUT"
    return text_of_value(cell.value)


def _require_values(book: Any, file: str) -> None:
    """Refuse a workbook with a formula: xlrd gives only its last result."""
    stream, position, end = book.mem, book.base, book.base + book.stream_len
    while position + 4 <= end:
        kind, length = struct.unpack_from("<HH", stream, position)
        if kind == _FILEPASS:
            raise password(file)
        if kind == _FORMULA and length >= 4:
            row, column = struct.unpack_from("<HH", stream, position + 4)
            raise formula(file, row + 1, column + 1)
        position += 4 + length
