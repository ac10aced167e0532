"""The PDF: tagged, titled, in Dutch, PDF/UA-1, with its own fonts, and the same every time."""

from __future__ import annotations

import dataclasses
import io

import pytest
from dossier_example import NAME, example
from pypdf import PdfReader

from drietrap.publication.report.content import build
from drietrap.publication.report.document import SYNTHETIC, Document
from drietrap.publication.report.pdf import _settable, as_pdf


@pytest.fixture(scope="module")
def reader(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def structure(reader: PdfReader) -> list[tuple[str, str | None]]:
    """Return (type, alternative text) of every structure element."""
    found: list[tuple[str, str | None]] = []
    todo = [reader.trailer["/Root"]["/StructTreeRoot"]]
    while todo:
        node = todo.pop().get_object()
        if isinstance(node, list):
            todo.extend(node)
        elif hasattr(node, "get"):
            if "/S" in node:
                found.append((node["/S"], node.get("/Alt")))
            if "/K" in node:
                todo.append(node["/K"])
    return found


def test_title_language_and_marker(reader: PdfReader) -> None:
    root = reader.trailer["/Root"]
    assert reader.metadata is not None
    assert reader.metadata.title == f"Jeugdhulp in {NAME}: Vergelijking over 2022"
    assert root["/Lang"].lower().startswith("nl")
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    meta = root["/Metadata"].get_object().get_data().decode()
    assert "pdfuaid:part>1<" in meta.replace(" ", "")


def test_tables_are_tables_and_pictures_have_words(reader: PdfReader) -> None:
    elements = structure(reader)
    kinds = [kind for kind, _ in elements]
    assert kinds.count("/Table") > 10
    assert kinds.count("/TH") > 50
    figures = [alt for kind, alt in elements if kind == "/Figure"]
    assert len(figures) >= 9
    assert all(alt and len(alt) > 40 for alt in figures)
    assert any("H" in kind for kind in kinds)


def test_bookmarks_follow_the_sections(reader: PdfReader, document: Document) -> None:
    tops = [item.title for item in reader.outline if not isinstance(item, list)]
    assert tops[-len(document.sections) :] == [section.title for section in document.sections]


def test_all_fonts_are_inside_and_come_with_our_packages(reader: PdfReader) -> None:
    names = set()
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            description = inner["/FontDescriptor"].get_object()
            assert {"/FontFile2", "/FontFile3"} & set(description)
            names.add(str(inner["/BaseFont"]).split("+")[-1].split("-")[0])
    assert names <= {"SourceSansPro", "LibertinusSerif", "DejaVuSansMono"}


def test_every_page_of_a_synthetic_report_says_so(reader: PdfReader) -> None:
    for page in reader.pages:
        assert SYNTHETIC.split(".")[0] in page.extract_text()


def test_a_real_report_does_not_say_so() -> None:
    real = PdfReader(io.BytesIO(as_pdf(build(example(synthetic=False, name="#panic() $x$ *y*")))))
    text = "".join(page.extract_text() for page in real.pages)
    assert "Fictieve" not in text
    assert "#panic()" in text


def test_the_same_document_gives_the_same_bytes(document: Document, pdf: bytes) -> None:
    assert as_pdf(document) == pdf


def test_every_character_we_let_through_has_a_shape_and_others_get_plain_letters() -> None:
    """Typst refuses PDF/UA with a character that no font can show, so setting it at all is the proof."""
    spans = [(0x20, 0x7E), (0xA0, 0x24F), (0x1E00, 0x1EFF), (0x2010, 0x2027), (0x2030, 0x203A)]
    every = " ".join(chr(code) for low, high in spans for code in range(low, high + 1)) + "€←↑→↓−≈≠≤≥"
    base = example()
    finding = dataclasses.replace(base.findings[0], message=every, action="\x00 漢 🙂")
    assert as_pdf(build(dataclasses.replace(base, findings=(finding,))))
    assert _settable(every) == every
    assert _settable("\x00 ﬁ 漢 🙂 ① ــ") == "? fi ? ? 1 ??"
    assert _settable("−\u2060€\u00a068 en zacht\u200baf") == "−\u2060€\u00a068 en zachtaf"
