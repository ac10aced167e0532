"""Files of fixed width: every line as long as the layout says, every element at its place."""

from __future__ import annotations

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

from drietrap.sources.record_layout import Field, RecordLayout
from drietrap.vocabulary.errors import InputError
from drietrap.vocabulary.notation import counted

_NEWLINE = ord("\n")
_AGAIN = "maak het bestand opnieuw en bewerk het niet met de hand"


def line_length(content: bytes) -> int:
    """Return the length of the first line."""
    end = content.find(b"\n")
    return len((content if end < 0 else content[:end]).rstrip(b"\r"))


def read_fixed(
    content: bytes, layout: RecordLayout, file: str, first_row: int = 1, shift: int = 0
) -> pl.DataFrame:
    """Return ``row`` and a text column per element; a blank field is null.

    Parameters
    ----------
    content
        The lines, without anything before them.
    layout
        A layout with positions.
    file
        Name for messages.
    first_row
        Number of the first line in the file.
    shift
        Characters by which all positions move, to try whether a file was shifted.

    Raises
    ------
    InputError
        When a line is longer or shorter than the layout says, or holds a sign that is no ASCII.
    """
    width = layout.line_length or 0
    data = content.replace(b"\r\n", b"\n") if b"\r" in content else content
    if not data.endswith(b"\n") or data.endswith(b"\n\n"):
        data = data.rstrip(b"\n") + b"\n"
    _require_ascii(data, file, first_row)
    codes = np.frombuffer(data, dtype=np.uint8)
    _require_length(codes, width, file, first_row)
    lines = codes.reshape(-1, width + 1)
    frame = pl.DataFrame([_column(lines, field, shift) for field in layout.fields])
    texts = pl.all().str.strip_chars(" \t")
    return frame.select(pl.when(texts != "").then(texts)).with_row_index("row", offset=first_row)


def _column(lines: NDArray[np.uint8], field: Field, shift: int) -> pl.Series:
    begin = max((field.begin or 1) - 1 + shift, 0)
    length = min(field.length or 0, lines.shape[1] - 1 - begin)
    if length < 1:
        return pl.Series(field.element.id, [None] * len(lines), dtype=pl.String)
    block = np.ascontiguousarray(lines[:, begin : begin + length])
    texts = pa.FixedSizeBinaryArray.from_buffers(pa.binary(length), len(lines), [None, pa.py_buffer(block)])
    return pl.Series(field.element.id, texts.cast(pa.binary()).cast(pa.string()))


def _require_ascii(data: bytes, file: str, first_row: int) -> None:
    if data.isascii():
        return
    codes = np.frombuffer(data, dtype=np.uint8)
    position = int(np.argmax(codes > 127))
    raise InputError(
        "in deze regel staat een teken dat in een bestand met vaste posities niet kan",
        expected="alleen ASCII: cijfers, letters zonder accent en spaties",
        action="vervang letters met een accent, of lever een spreadsheet of CSV",
        file=file,
        row=first_row + data.count(b"\n", 0, position),
    )


def _require_length(codes: NDArray[np.uint8], width: int, file: str, first_row: int) -> None:
    ends = np.flatnonzero(codes == _NEWLINE)
    lengths = np.diff(ends, prepend=-1) - 1
    wrong = np.flatnonzero(lengths != width)
    if not wrong.size:
        return
    index = int(wrong[0])
    length = int(lengths[index])
    raise InputError(
        f"deze regel is {'afgekapt' if length < width else 'te lang'}: "
        f"{counted(length, 'positie', 'posities')}",
        expected=f"{width} posities in elke regel, zo nodig aangevuld met spaties",
        action=_AGAIN,
        file=file,
        row=first_row + index,
    )
