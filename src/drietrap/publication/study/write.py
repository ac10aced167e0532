"""Write a study: reports in HTML, PDF and DOCX and tidy tables, all of them or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from drietrap.differences.study.chapter import Study
from drietrap.publication.disclosure import Published
from drietrap.publication.report.document import SYNTHETIC, Document
from drietrap.publication.report.docx import as_docx
from drietrap.publication.report.html import as_html
from drietrap.publication.report.pdf import as_pdf
from drietrap.publication.report.write import joined_name, put_together
from drietrap.publication.study.municipal import municipal_document
from drietrap.publication.study.tidy import (
    as_csv,
    as_parquet,
    dictionary_csv,
    dictionary_page,
)
from drietrap.publication.study.tidy_tables import tidy
from drietrap.publication.study.whole import whole_document
from drietrap.vocabulary.errors import IntegrityError

REPORTS, TABLES = "rapporten", "gegevens"
WHOLE = "verschillenanalyse"


@dataclass(frozen=True)
class StudyFiles:
    """What was made of a study: path within its folder -> content."""

    reports: Mapping[str, bytes]
    tables: Mapping[str, bytes]

    @property
    def everything(self) -> dict[str, bytes]:
        """All files, by path within the study."""
        made = {f"{REPORTS}/{name}": body for name, body in self.reports.items()}
        return made | {f"{TABLES}/{name}": body for name, body in self.tables.items()}


def made_of(study: Published[Study]) -> StudyFiles:
    """Return every report and table of a study.

    Raises
    ------
    IntegrityError
        For a study that did not pass :func:`drietrap.publication.disclosure.publish`.
    """
    if not isinstance(study, Published):
        raise IntegrityError("Een onderzoek wordt alleen geschreven als het naar buiten mag.")
    content = study.content
    mark = "synthetisch" if content.synthetic else ""
    documents = {joined_name(WHOLE, content.period, mark): whole_document(content)}
    for part in content.parts:
        documents[joined_name(WHOLE, part.name, content.period, mark)] = municipal_document(content, part)
    reports: dict[str, bytes] = {}
    for name, document in documents.items():
        reports |= forms(name, document)
    return StudyFiles(reports, tables_of(content))


def forms(name: str, document: Document) -> dict[str, bytes]:
    """Return a document in its three forms, by file name."""
    with ThreadPoolExecutor(max_workers=1) as aside:  # typst works outside Python while we go on
        printed = aside.submit(as_pdf, document)
        html, docx = as_html(document).encode(), as_docx(document)
        return {f"{name}.html": html, f"{name}.pdf": printed.result(), f"{name}.docx": docx}


def tables_of(study: Study) -> dict[str, bytes]:
    """Return the tidy tables with their dictionary, by file name."""
    tables = tidy(study)
    made = {"datawoordenboek.csv": dictionary_csv(tables)}
    made["datawoordenboek.md"] = dictionary_page(tables, SYNTHETIC if study.synthetic else "")
    mark = "-synthetisch" if study.synthetic else ""
    for one in tables:
        made[f"{one.name}{mark}.csv"] = as_csv(one)
        made[f"{one.name}{mark}.parquet"] = as_parquet(one)
    return made


def write(made: StudyFiles, folder: Path) -> None:
    """Put reports and tables in the folder of the study; each kind whole or not at all.

    Raises
    ------
    InputError
        When the folder cannot be written.
    """
    put_together(dict(made.reports), folder / REPORTS)
    put_together(dict(made.tables), folder / TABLES)
