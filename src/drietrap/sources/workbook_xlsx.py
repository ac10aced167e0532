"""Worksheets of an xlsx file, read as a stream of values."""

from __future__ import annotations

import codecs
import io
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any

import openpyxl

from drietrap.sources.record_grid import Row
from drietrap.sources.workbook import (
    Worksheet,
    damaged,
    formula,
    limited,
    macros,
    packed,
    text_of_value,
    too_large,
)

_LIMIT_UNPACKED = 512 * 2**20
_HEAD = 4096
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)  # Excel writes UTF-8; another could hide a type


def worksheets_of_xlsx(content: bytes, file: str) -> Iterator[Worksheet]:
    """Yield the worksheets that hold something.

    Raises
    ------
    InputError
        When the file has macros, a formula, a document type in its XML, or unpacks to more than we read.
    """
    _require_harmless(content, file)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the warnings of openpyxl tell the value of a cell
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            rows = tuple(limited(_rows(sheet, file), file))
            if rows:
                yield Worksheet(sheet.title, rows)
        book.close()


def _rows(sheet: Any, file: str) -> Iterator[Row]:
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        texts = tuple(text_of_value(cell.value) for cell in cells)
        for place, cell in enumerate(cells, start=1):
            if cell.data_type == "f":
                raise formula(file, number, place)
        if any(texts):
            yield number, texts
        elif number > 2**20:
            raise too_large(file)


def _require_harmless(content: bytes, file: str) -> None:
    """Refuse what could do something, or could grow without bound, before anything is unpacked."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        names = {part.filename for part in parts}
        if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
            raise packed(file)
        if sum(part.file_size for part in parts) > _LIMIT_UNPACKED:
            raise too_large(file)
        if any(name.lower().endswith("vbaproject.bin") for name in names):
            raise macros(file)
        if b"macroEnabled" in archive.read("[Content_Types].xml"):
            raise macros(file)
        for part in parts:
            if part.filename.endswith((".xml", ".rels")):
                with archive.open(part) as stream:
                    head = stream.read(_HEAD)
                if b"<!DOCTYPE" in head or head.startswith(_UTF16):
                    raise damaged(file)
