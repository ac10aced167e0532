"""The fast way to read a table: for text in which every line has the same number of fields.

It judges the whole text at once and reads it only when nothing about it is out of the ordinary; otherwise it
declines, and the careful reader of :mod:`drietrap.sources.sheet` decides.
"""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

CLOSING = ("©", "Bron:", "Bron :")  # how the source line under a table begins
_NEWLINE, _QUOTE = ord("\n"), ord('"')


def read_regular(text: str, delimiter: str, width: int) -> pl.DataFrame | None:
    """Return ``row`` and one String column per field (``"0"``, ``"1"``, ...) below the header.

    Returns None when the text has a line with another number of fields, an empty line, a quote that is not
    at the edge of a field, a doubled quote, a line break within quotes, an unusual line end, or a closing
    source line.
    """
    data = text.replace("\r\n", "\n").encode()
    unusual = b"\r" in data or b'""' in data or any(mark in text for mark in CLOSING)
    if width < 2 or unusual or not data.endswith(b"\n"):
        return None
    codes = np.frombuffer(data, dtype=np.uint8)
    lines = np.flatnonzero(codes == _NEWLINE)
    between = codes == ord(delimiter)
    quotes = np.flatnonzero(codes == _QUOTE)
    if quotes.size:
        if not _quotes_at_edges(codes, quotes, ord(delimiter)):
            return None
        if np.any(np.searchsorted(quotes, lines) % 2):
            return None
        positions = np.flatnonzero(between)
        between[positions[np.searchsorted(quotes, positions) % 2 == 1]] = False
    counted = np.searchsorted(np.flatnonzero(between), lines)
    if lines.size < 2 or np.any(np.diff(counted, prepend=0) != width - 1):
        return None
    return _read(data[int(lines[0]) + 1 :], delimiter, width)


def _quotes_at_edges(codes: NDArray[np.uint8], quotes: NDArray[np.intp], delimiter: int) -> bool:
    if quotes.size % 2:
        return False
    edges = np.array([delimiter, _NEWLINE], dtype=np.uint8)
    opening, closing = quotes[0::2], quotes[1::2]
    before = opening[opening > 0] - 1
    return bool(np.isin(codes[before], edges).all() and np.isin(codes[closing + 1], edges).all())


def _read(body: bytes, delimiter: str, width: int) -> pl.DataFrame | None:
    frame = pl.read_csv(
        body,
        separator=delimiter,
        has_header=False,
        new_columns=[str(position) for position in range(width)],
        infer_schema=False,
    )
    nothing = frame.select(pl.all_horizontal(pl.all().str.strip_chars().fill_null("") == "")).to_series()
    if frame.width != width or nothing.any():
        return None
    return frame.with_row_index("row", offset=2)
