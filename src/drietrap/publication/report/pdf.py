"""The report as PDF/UA-1, set by typst from the same document; all text goes in as data, never as markup."""

from __future__ import annotations

import datetime
import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import font_source_sans_pro
import typst

from drietrap.publication.charts.chart import Chart
from drietrap.publication.charts.style import FONT
from drietrap.publication.report.document import Block, Document, Room
from drietrap.publication.tables import Cell, DataTable
from drietrap.publication.wording import day
from drietrap.vocabulary.notation import WORD_JOINER

_FONT = "Source Sans Pro"
_UNSETTABLE = re.compile(r"[^\n\x20-\x7e\xa0-\u024f\u1e00-\u1eff\u2010-\u2027\u2030-\u203a\u2060€←-↓−≈≠≤≥]")
_NARROWEST, _WIDEST = 6, 34  # characters
_SMALL = 1.05  # a word in the second line of a cell, which has smaller letters and a sign before it
_LONG_WORD = 16  # longer words are broken when they do not fit
_SHARE_OF_LINE = 0.5  # long texts go over about two lines


def as_pdf(document: Document) -> bytes:
    """Return the report as a tagged PDF (PDF/UA-1); the same document gives the same bytes.

    Only fonts that come with our packages are used, so that every machine makes the same file.
    """
    made = datetime.datetime.fromisoformat(document.made_on).replace(tzinfo=datetime.UTC)
    data = {
        "title": document.title,
        "subtitle": document.subtitle,
        "area": document.area,
        "software": document.software,
        "synthetic": document.synthetic,
        "warning": document.warning,
        "made-on": day(document.made_on),
        "year": made.year,
        "month": made.month,
        "day": made.day,
        "hero": {
            "number": document.hero.number,
            "caption": document.hero.caption,
            "chart": _block(document.hero.chart) if document.hero.chart else None,
        },
        "main-points": [asdict(item) for item in document.main_points.items],
        "sections": [
            {"title": section.title, "blocks": [_block(block) for block in section.blocks]}
            for section in document.sections
        ],
    }
    return typst.compile(
        _template(),
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(_settable(data))},
        pdf_standards="ua-1",
        timestamp=made,
    )


def _settable(thing: Any) -> Any:
    """Return ``thing`` with texts that our fonts can show: PDF/UA allows no character without a shape.

    A character outside the Latin scripts and our signs becomes its plain letters, or a question mark. One
    that only tells how to set others is left out, but for the word joiner: it keeps a sign with its amount.
    """
    if isinstance(thing, str):
        return _UNSETTABLE.sub(_plain_letters, thing)
    if isinstance(thing, dict):
        return {key: _settable(value) for key, value in thing.items()}
    return [_settable(item) for item in thing] if isinstance(thing, list | tuple) else thing


def _plain_letters(match: re.Match[str]) -> str:
    if unicodedata.category(match[0]) == "Cf":
        return ""
    plain = unicodedata.normalize("NFKD", match[0])
    return "".join(letter for letter in plain if not _UNSETTABLE.match(letter)) or "?"


def _block(block: Block) -> dict[str, Any]:
    made = {"kind": type(block).__name__, **asdict(block)}
    if isinstance(block, DataTable):
        return {"kind": made["kind"], **_table(block)}
    if isinstance(block, Room):
        made["written"] = [_block(part) for part in block.written]
    if isinstance(block, Chart):
        made["svg"] = made["svg"].replace(FONT, _FONT).replace(WORD_JOINER, "")  # a label is never broken
        made["table"] = _table(block.table)
    return made


def _table(item: DataTable) -> dict[str, Any]:
    """Return a table with relative column widths that keep most words whole."""
    return {
        "caption": item.caption,
        "sheet": item.sheet,
        "columns": [column.label for column in item.columns],
        "widths": [
            _width(column.label, [row[at] for row in item.rows]) for at, column in enumerate(item.columns)
        ],
        "rows": [[asdict(cell) for cell in row] for row in item.rows],
    }


def _width(label: str, cells: Sequence[Cell]) -> float:
    """Return the room that a column asks for, in characters."""
    texts = [label, *(cell.text for cell in cells)]
    words = max(min(len(word), _LONG_WORD) for text in texts for word in (text.split() or [""]))
    small = max((len(word) for cell in cells for word in cell.under.split()), default=0) * _SMALL
    line = max(len(text) for text in texts)
    return min(max(words, small, line * _SHARE_OF_LINE, _NARROWEST), _WIDEST)


@cache
def _template() -> bytes:
    return resources.files(__package__).joinpath("templates", "report.typ").read_bytes()


@cache
def _fonts() -> typst.Fonts:
    folder = Path(font_source_sans_pro.__file__).parent / "files"
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[folder])
