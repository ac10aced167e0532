"""A table in a DOCX, written as Office Open XML at once: cell by cell in python-docx takes far longer.

The elements and their order are those of ISO/IEC 29500-1, 17.4 (tables) and 17.3.2 (runs).
"""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from drietrap.publication.tables import Cell, DataTable

_STYLE = "LightGrid-Accent1"
_LOOK = (
    '<w:tblLook w:firstColumn="1" w:firstRow="1" w:lastColumn="0" w:lastRow="0" w:noHBand="0" '
    'w:noVBand="1" w:val="04A0"/>'
)
_TEXT, _UNDER = 18, 16  # half points
_RIGHT = '<w:pPr><w:jc w:val="right"/></w:pPr>'


def table_element(item: DataTable, width: int, muted: str) -> Any:
    """Return the element of a table.

    Parameters
    ----------
    item
        The table; its caption becomes the words that a screen reader says of it.
    width
        Width of the page between its margins, in twentieths of a point.
    muted
        Colour of what stands under a cell (hexadecimal).
    """
    each = width // len(item.columns)
    head = "".join(_cell(Cell(one.label), each, muted, bold=True, right=one.numeric) for one in item.columns)
    body = "".join(
        "<w:tr>"
        + "".join(
            _cell(cell, each, muted, bold=at == 0, right=column.numeric)
            for at, (column, cell) in enumerate(zip(item.columns, row, strict=True))
        )
        + "</w:tr>"
        for row in item.rows
    )
    grid = f'<w:gridCol w:w="{each}"/>' * len(item.columns)
    return parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="{_STYLE}"/><w:tblW w:type="auto" w:w="0"/>{_LOOK}'
        f"<w:tblCaption w:val={quoteattr(item.caption)}/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{head}</w:tr>{body}</w:tbl>"
    )


def _cell(cell: Cell, width: int, muted: str, *, bold: bool, right: bool) -> str:
    runs = _run(cell.text, f'<w:b w:val="{int(bold)}"/><w:sz w:val="{_TEXT}"/>')
    if cell.under:
        look = f'<w:b w:val="0"/><w:color w:val="{muted}"/><w:sz w:val="{_UNDER}"/>'
        runs += "<w:r><w:br/></w:r>" + _run(f"{cell.sign} {cell.under}".strip(), look)
    place = f'<w:tcPr><w:tcW w:type="dxa" w:w="{width}"/></w:tcPr>'
    return f"<w:tc>{place}<w:p>{_RIGHT if right else ''}{runs}</w:p></w:tc>"


def _run(text: str, look: str) -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
