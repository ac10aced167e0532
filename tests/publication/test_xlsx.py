"""The workbook: numbers are numbers, text is never a formula, the same every time."""

from __future__ import annotations

import io
import re
import zipfile

import openpyxl
import pytest
from dossier_example import NAME, example
from openpyxl.workbook import Workbook

from drietrap.publication.dossier import Dossier
from drietrap.publication.report.content import build
from drietrap.publication.report.document import SYNTHETIC, Document
from drietrap.publication.report.xlsx import as_xlsx

SHEETS = [
    "Hoofdpunten", "Cijfers", "Vergelijking", "Uitsplitsingen", "Kosten", "Ontwikkeling", "Gemeenten",
    "Gemeentefonds", "Betrouwbaarheid", "Herkomst", "Bronnen",
]  # fmt: skip


@pytest.fixture(scope="module")
def book(workbook: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook))


def test_all_sheets_with_warning_frozen_head_and_filter(book: Workbook) -> None:
    assert book.sheetnames == SHEETS
    for sheet in book:
        assert sheet["A1"].value == SYNTHETIC
        assert sheet.freeze_panes == "B3"
        assert sheet.auto_filter.ref.startswith("A2:")


def test_a_real_report_has_no_warning_row() -> None:
    real = example(synthetic=False)
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx(real, build(real))))["Cijfers"]
    assert sheet["A1"].value == "Thema"
    assert sheet.freeze_panes == "B2"


def test_numbers_come_back_as_numbers_in_dutch_format(book: Workbook) -> None:
    sheet = book["Cijfers"]
    heads = [cell.value for cell in sheet[2]]
    row = dict(zip(heads, sheet[3], strict=True))
    assert row["Cijfer"].value == "Jongeren met jeugdhulp"
    assert (row[NAME].value, row["Ondergrens"].value) == (13.9, pytest.approx(13.622))
    assert row[NAME].number_format == '[$-413]0.0"%"'
    assert row["Kenmerk herkomst"].value == "L000"
    assert "voorlopig" in row["Status"].value


def test_a_withheld_figure_stays_an_empty_cell(book: Workbook) -> None:
    sheet = book["Cijfers"]
    heads = [cell.value for cell in sheet[2]]
    rows = [dict(zip(heads, (c.value for c in row), strict=True)) for row in sheet.iter_rows(min_row=3)]
    hidden = next(row for row in rows if row["Id"] == "jongeren_wijkteam")
    assert hidden[NAME] is None
    assert "geheim" in hidden["Status"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "=cmd|' /C calc'!A0"])
def test_text_that_looks_like_a_formula_is_text(start: str, document: Document) -> None:
    name = f"{start}SOM(A1)"
    hostile = example(name=name)
    content = as_xlsx(hostile, document)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for part in archive.namelist():
            if part.startswith("xl/worksheets/sheet"):
                assert not re.search(rb"<f[ >]", archive.read(part)), part
    book = openpyxl.load_workbook(io.BytesIO(content))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row if cell.value}
    assert kinds <= {"s", "n"}
    shown = [c for row in book["Vergelijking"].iter_rows(max_row=2) for c in row if c.value == name]
    assert shown


def test_the_same_report_gives_the_same_bytes(dossier: Dossier, document: Document, workbook: bytes) -> None:
    assert as_xlsx(dossier, document) == workbook
