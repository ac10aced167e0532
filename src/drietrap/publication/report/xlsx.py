"""The report as a workbook: every number with its interval, and no text that a program could run."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from drietrap.catalogue.indicator import Unit
from drietrap.publication.dossier import Dossier
from drietrap.publication.report.document import Document
from drietrap.publication.report.sheets import Number, Sheet, sheets

_DUTCH = "[$-413]"  # the locale of a number format: decimal comma, points for thousands
_LONGEST_CELL = 32_767
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


class _Formats:
    """The formats of a workbook, made once per kind of number."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._numbers: dict[tuple[Unit | None, int], Any] = {}
        self.banner = book.add_format({"bold": True, "bg_color": "#FFF4D6", "font_color": "#4A3600"})
        self.head = book.add_format({"bold": True, "bottom": 2, "text_wrap": True, "valign": "bottom"})
        self.text = book.add_format({"text_wrap": True, "valign": "top"})

    def number(self, item: Number) -> Any:
        """Return the format that shows ``item`` in its unit, the Dutch way."""
        kind = (item.unit, item.decimals)
        if kind not in self._numbers:
            self._numbers[kind] = self._book.add_format({"num_format": _pattern(item), "valign": "top"})
        return self._numbers[kind]


def as_xlsx(dossier: Dossier, document: Document) -> bytes:
    """Return the workbook of a municipality; see :func:`workbook`."""
    return workbook(document, sheets(dossier, document))


def workbook(document: Document, pages: Sequence[Sheet]) -> bytes:
    """Return a workbook with these sheets; the same report gives the same bytes.

    Text is always written as text: a name or a column that starts with ``=``, ``+``, ``-`` or ``@`` is
    shown and never calculated.
    """
    target = io.BytesIO()
    made = datetime.datetime.fromisoformat(document.made_on)
    with xlsxwriter.Workbook(target, _OPTIONS) as book:
        title = f"{document.title}: {document.subtitle}"
        book.set_properties({"title": title, "author": document.software, "created": made})
        formats = _Formats(book)
        for sheet in pages:
            _write(
                book.add_worksheet(sheet.name), sheet, formats, document.warning if document.synthetic else ""
            )
    return target.getvalue()


def _write(page: Any, sheet: Sheet, formats: _Formats, warning: str) -> None:
    top = 0
    if warning:
        page.write_string(0, 0, warning, formats.banner)
        for column in range(1, len(sheet.columns)):
            page.write_blank(0, column, None, formats.banner)
        page.set_header("&C&B" + warning)
        top = 1
    for column, (label, width) in enumerate(zip(sheet.columns, sheet.widths, strict=True)):
        page.set_column(column, column, width)
        page.write_string(top, column, label, formats.head)
    for at, row in enumerate(sheet.rows, start=top + 1):
        for column, value in enumerate(row):
            if isinstance(value, str):
                page.write_string(at, column, value[:_LONGEST_CELL], formats.text)
            elif value.value is not None:
                page.write_number(at, column, value.value, formats.number(value))
    page.freeze_panes(top + 1, 1)
    page.autofilter(top, 0, top + max(len(sheet.rows), 1), len(sheet.columns) - 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0, top)


def _pattern(item: Number) -> str:
    decimals = f".{'0' * item.decimals}" if item.decimals else ""
    if item.unit is Unit.PERCENTAGE:
        return f'{_DUTCH}0{decimals}"%"'
    if item.unit is Unit.EURO:
        return f'{_DUTCH}"€ "#,##0'
    if item.unit is Unit.COUNT:
        return f"{_DUTCH}#,##0"
    return f"{_DUTCH}#,##0{decimals}"
