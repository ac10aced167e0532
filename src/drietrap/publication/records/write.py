"""Write the report from records: HTML, PDF and XLSX together, or nothing at all."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from drietrap.catalogue.indicator import Unit
from drietrap.publication.disclosure import Published
from drietrap.publication.records import places, sections
from drietrap.publication.records.dossier import RecordsDossier
from drietrap.publication.report.document import Document
from drietrap.publication.report.sheets import Number, Row, Sheet, Value
from drietrap.publication.report.write import joined_name, write_document
from drietrap.publication.report.xlsx import workbook
from drietrap.publication.wording import period_label
from drietrap.vocabulary.errors import IntegrityError

_OF_AREAS = 2  # dimensions of a table of areas


@dataclass(frozen=True)
class RecordFiles:
    """Where the parts of a report from records were written."""

    html: Path
    pdf: Path
    xlsx: Path


def build(dossier: RecordsDossier) -> Document:
    """Return the whole report before it has a form."""
    parts = (
        sections.remarks(dossier),
        sections.side_by_side(dossier),
        sections.breakdowns(dossier),
        sections.course(dossier),
        sections.divided(dossier),
        sections.lasting(dossier),
        places.districts(dossier),
        places.providers(dossier),
        sections.sources(dossier),
        sections.terms(),
    )
    return Document(
        title=f"Jeugdhulp in {dossier.name} volgens de registratie",
        subtitle=f"Uit leveringen van aanbieders, {period_label(dossier.period)}",
        area=dossier.name,
        made_on=dossier.made_on,
        software=dossier.software,
        synthetic=dossier.synthetic,
        hero=sections.hero(dossier),
        main_points=sections.main_points(dossier),
        sections=tuple(part for part in parts if part is not None),
        basis="Dit rapport rust op leveringen Beleidsinformatie Jeugd, na controle en geheimhouding.",
    )


def sheets(dossier: RecordsDossier, document: Document) -> tuple[Sheet, ...]:
    """Return the workbook: the main points, and every protected table in full."""
    points: list[Row] = [(item.lead, item.text) for item in document.main_points.items]
    made = [Sheet("Hoofdpunten", ("Wat", "Hoe het is"), (30, 110), tuple(points))]
    tables = dossier.tables.tables if dossier.tables else ()
    rows: list[Row] = [
        (table.id, *row.codes, _count(row.value), dossier.lineage(table.id))
        for table in tables
        for row in (table.rows if len(table.dimensions) == _OF_AREAS else ())
        # which other areas there are would tell that they are not zero
        if row.codes[0] == dossier.area and not table.id.endswith(f", {dossier.area}")
    ]
    heads = ("Tabel", "Gebied", "Deel", "Aantal", "Kenmerk herkomst")
    made.append(Sheet("Aantallen", heads, (44, 14, 24, 12, 18), tuple(rows)))
    for place, one in enumerate(dossier.divided, start=1):
        steps: list[Row] = [
            tuple(_share(value) for value in (step.members, step.share, step.lower, step.upper))
            for step in one.steps
        ]
        columns = ("Jongeren", "Deel van het totaal", "Ondergrens", "Bovengrens")
        made.append(Sheet(f"Verdeling {place}", columns, (14, 20, 14, 14), tuple(steps)))
    return tuple(made)


def _count(value: int | None) -> Value:
    return sections.WITHHELD if value is None else Number(value, Unit.COUNT, 0)


def _share(value: float) -> Number:
    return Number(round(100 * value), Unit.PERCENTAGE, 0)


def write_records(dossier: Published[RecordsDossier], folder: Path) -> RecordFiles:
    """Write the report into ``folder``, which is made when it does not exist.

    Raises
    ------
    IntegrityError
        For anything that did not pass :func:`drietrap.publication.disclosure.publish_records`.
    InputError
        When the folder cannot be written.
    """
    if not isinstance(dossier, Published):
        raise IntegrityError("Een rapport wordt alleen gemaakt van wat naar buiten mag.")
    content = dossier.content
    document = build(content)
    mark = "synthetisch" if content.synthetic else ""
    name = joined_name("registratie", content.name, content.period, mark)
    return RecordFiles(
        *write_document(document, lambda: workbook(document, sheets(content, document)), name, folder)
    )
