"""The report as DOCX, for people to write in: headings, tables, pictures, and fields for their words.

Made with python-docx; the fields (rich text content controls) and the vector pictures are what it has no
words for, and are written here by Office Open XML (ISO/IEC 29500-1, 17.5.2; [MS-ODRAWXML] svgBlip).
"""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterable
from typing import Any

import docx
import vl_convert
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Length, Pt, RGBColor
from lxml import etree

from drietrap.publication.charts.chart import Chart
from drietrap.publication.report.document import (
    Block,
    Document,
    Heading,
    Note,
    Paragraph,
    Points,
    Room,
)
from drietrap.publication.report.docx_table import table_element
from drietrap.publication.tables import DataTable
from drietrap.publication.wording import day

_FONT = "Calibri"
_WIDE = Cm(12.5)
_PAGE, _MARGIN = Cm(21), Cm(2.2)
_BETWEEN_MARGINS = Length(_PAGE - 2 * _MARGIN)
_SCALE = 2.0
_FIXED = (1980, 1, 1, 0, 0, 0)
_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_SVG_MARK = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
_ACCENT, _MUTED, _WARN = RGBColor(0x0B, 0x5C, 0x8A), RGBColor(0x4F, 0x5D, 0x68), RGBColor(0x4A, 0x36, 0x00)
_LEFT_OUT = ("docProps/thumbnail.jpeg",)


def as_docx(document: Document) -> bytes:
    """Return the report as DOCX; the same document gives the same bytes."""
    made = _Writer(document)
    target = io.BytesIO()
    made.file.save(target)
    return _steady(target.getvalue())


class _Writer:
    """A DOCX while it is written."""

    def __init__(self, document: Document) -> None:
        self.file: Any = docx.Document()
        self._pictures = 0
        self._properties(document)
        self._look()
        self._banner(document)
        self.file.add_heading(document.title, 0)
        self._paragraph(f"{document.subtitle}. Gemaakt op {day(document.made_on)}.", colour=_MUTED)
        self.file.add_heading("Hoofdpunten", 1)
        self._paragraph(f"{document.hero.number} {document.hero.caption}", bold=True, colour=_ACCENT)
        if document.hero.chart:
            self._chart(document.hero.chart)
        self._points(document.main_points)
        for section in document.sections:
            self.file.add_heading(section.title, 1)
            for block in section.blocks:
                self._block(block)
        self._paragraph(f"Gemaakt met {document.software}. {document.basis}".strip(), colour=_MUTED)

    def _properties(self, document: Document) -> None:
        made = datetime.datetime.fromisoformat(document.made_on)
        about = self.file.core_properties
        about.title = f"{document.title}: {document.subtitle}"
        about.author = about.last_modified_by = document.software
        about.created = about.modified = made
        about.comments = about.keywords = about.subject = about.category = ""
        about.language, about.revision = "nl-NL", 1

    def _look(self) -> None:
        section = self.file.sections[0]
        section.page_width, section.page_height = _PAGE, Cm(29.7)
        section.left_margin = section.right_margin = _MARGIN
        normal = self.file.styles["Normal"]
        normal.font.name, normal.font.size = _FONT, Pt(10.5)
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "nl-NL")
        normal.element.get_or_add_rPr().append(language)
        for name in ("Title", "Heading 1", "Heading 2", "Heading 3"):
            self.file.styles[name].font.color.rgb = RGBColor(0x1B, 0x27, 0x30)

    def _banner(self, document: Document) -> None:
        if document.synthetic:
            head = self.file.sections[0].header.paragraphs[0].add_run(document.warning)
            head.bold, head.font.color.rgb = True, _WARN

    def _block(self, block: Block) -> None:
        if isinstance(block, Paragraph):
            self._paragraph(block.text, lead=block.lead)
        elif isinstance(block, Points):
            self._points(block)
        elif isinstance(block, Note):
            self._paragraph(block.text, lead=f"{block.lead}:", colour=_WARN)
        elif isinstance(block, Heading):
            self.file.add_heading(block.text, 2)
        elif isinstance(block, Chart):
            self.file.add_heading(block.title, 2)
            self._chart(block)
        elif isinstance(block, Room):
            self._room(block)
        else:
            self._table(block)

    def _paragraph(
        self, text: str, *, lead: str = "", bold: bool = False, colour: RGBColor | None = None
    ) -> Any:
        made = self.file.add_paragraph()
        if lead:
            made.add_run(f"{lead} ").bold = True
        run = made.add_run(text)
        run.bold = bold
        if colour is not None:
            run.font.color.rgb = colour
        return made

    def _points(self, points: Points) -> None:
        for item in points.items:
            made = self.file.add_paragraph(style="List Bullet")
            if item.lead:
                made.add_run(f"{item.lead}: ").bold = True
            made.add_run(item.text)

    def _chart(self, chart: Chart) -> None:
        self._paragraph(chart.finding)
        self._picture(chart)
        for note in chart.notes:
            self._paragraph(note, colour=_MUTED)
        if not chart.repeated:
            self._table(chart.table)

    def _picture(self, chart: Chart) -> None:
        """Add the picture as PNG, and beside it as SVG for programs that can draw that."""
        png = vl_convert.svg_to_png(chart.svg, scale=_SCALE)
        self._pictures += 1
        shape = self.file.add_paragraph().add_run().add_picture(io.BytesIO(png), width=_WIDE)
        words = f"{chart.title}. {chart.finding} {chart.description}"
        about = shape._inline.docPr
        about.set("descr", words)
        about.set("name", f"Grafiek {self._pictures}")
        self._vector(shape, chart.svg)

    def _vector(self, shape: Any, svg: str) -> None:
        package = self.file.part.package
        name = PackURI(f"/word/media/grafiek{self._pictures}.svg")
        part = Part(name, "image/svg+xml", svg.encode(), package)
        known = self.file.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
        blip = shape._inline.graphic.graphicData.pic.blipFill.blip
        extension = (
            f'<a:extLst {nsdecls("a", "r")}><a:ext uri="{_SVG_MARK}">'
            f'<asvg:svgBlip xmlns:asvg="{_SVG}" r:embed="{known}"/></a:ext></a:extLst>'
        )
        blip.append(parse_xml(extension))

    def _table(self, item: DataTable) -> None:
        caption = self._paragraph(item.caption, bold=True)
        caption.paragraph_format.keep_with_next = True
        body = self.file.element.body
        body.insert(len(body) - 1, table_element(item, _BETWEEN_MARGINS.twips, str(_MUTED)))
        self.file.add_paragraph()

    def _room(self, room: Room) -> None:
        """Add a field that people fill in: what is written, or the prompt as placeholder."""
        self.file.add_heading(room.title, 2)
        control = parse_xml(
            f'<w:sdt {nsdecls("w")}><w:sdtPr><w:alias w:val=""/><w:tag w:val=""/><w:richText/></w:sdtPr>'
            "<w:sdtContent/></w:sdt>"
        )
        control.find(f".//{qn('w:alias')}").set(qn("w:val"), room.title)
        control.find(f".//{qn('w:tag')}").set(qn("w:val"), room.id)
        inside = control.find(qn("w:sdtContent"))
        for paragraph in self._written(room):
            inside.append(paragraph._p)  # moves it from the end of the document into the field
        body = self.file.element.body
        body.insert(len(body) - 1, control)

    def _written(self, room: Room) -> Iterable[Any]:
        if not room.written:
            made = self._paragraph(room.prompt, colour=_MUTED)
            made.runs[0].italic = True
            yield made
        for part in room.written:
            if isinstance(part, Points):
                for item in part.items:
                    yield self.file.add_paragraph(item.text, style="List Bullet")
            else:
                yield self._paragraph(part.text, bold=isinstance(part, Heading))


def _steady(content: bytes) -> bytes:
    """Return the same file without the clock in it, and without the picture of python-docx's own template."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as read, zipfile.ZipFile(target, "w") as made:
        for item in sorted(
            read.infolist(), key=lambda one: (one.filename != "[Content_Types].xml", one.filename)
        ):
            if item.filename in _LEFT_OUT:
                continue
            body = read.read(item)
            if item.filename == "_rels/.rels":
                body = _without_thumbnail(body)
            entry = zipfile.ZipInfo(item.filename, _FIXED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(entry, body)
    return target.getvalue()


def _without_thumbnail(body: bytes) -> bytes:
    root = parse_xml(body)
    for relation in list(root):
        if str(relation.get("Target")).endswith("thumbnail.jpeg"):
            root.remove(relation)
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made
