"""Open a spreadsheet, xlsx or xls; macros, passwords and formulas are refused."""

from __future__ import annotations

from pathlib import Path

from drietrap.sources.intake import bytes_of
from drietrap.sources.workbook import Worksheet, damaged
from drietrap.sources.workbook_xls import worksheets_of_xls
from drietrap.sources.workbook_xlsx import worksheets_of_xlsx
from drietrap.vocabulary.errors import InputError

LIMIT_BYTES = 64 * 2**20
_OLE, _ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"


def is_workbook(head: bytes) -> bool:
    """Whether a file begins as a spreadsheet does (xlsx, xls, or one with a password)."""
    return head.startswith((_OLE, _ZIP))


def read_workbook(path: Path) -> tuple[Worksheet, ...]:
    """Return the worksheets of an xlsx or xls file.

    Raises
    ------
    InputError
        When the file has macros or a password, a cell holds a formula, it is damaged, or it is larger than
        we read.
    """
    content = bytes_of(path, LIMIT_BYTES)
    read = worksheets_of_xls if content.startswith(_OLE) else worksheets_of_xlsx
    try:
        return tuple(read(content, path.name))
    except InputError:
        raise
    except Exception:
        # Whatever the libraries raise on damaged bytes; their words may hold a cell: none is passed on.
        raise damaged(path.name) from None
