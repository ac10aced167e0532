"""Write a feedback report: HTML and XLSX together, or nothing at all."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from drietrap.publication.disclosure import Published
from drietrap.publication.feedback import sections
from drietrap.publication.feedback.main_points import hero, main_points
from drietrap.publication.feedback.sheets import sheets
from drietrap.publication.feedback.words import SYNTHETIC
from drietrap.publication.mirror import Mirror
from drietrap.publication.report.document import Document
from drietrap.publication.report.write import joined_name, write_document
from drietrap.publication.report.xlsx import workbook
from drietrap.publication.wording import period_label
from drietrap.vocabulary.errors import IntegrityError


@dataclass(frozen=True)
class FeedbackFiles:
    """Where the parts of a feedback report were written."""

    html: Path
    xlsx: Path


def build(mirror: Mirror) -> Document:
    """Return the whole report before it has a form."""
    return Document(
        title=f"Terugkoppeling aan {mirror.name or mirror.provider}",
        subtitle=f"Leveringen over {period_label(mirror.period)}",
        area=mirror.provider,
        made_on=mirror.made_on,
        software=mirror.software,
        synthetic=mirror.synthetic,
        hero=hero(mirror),
        main_points=main_points(mirror),
        sections=(
            sections.findings(mirror),
            sections.completeness(mirror),
            sections.own_figures(mirror),
            sections.municipalities(mirror),
            sections.since(mirror),
            sections.terms(),
        ),
        warning=SYNTHETIC,
        basis="Dit rapport rust op leveringen Beleidsinformatie Jeugd en is alleen voor de aanbieder zelf.",
    )


def write_feedback(mirror: Published[Mirror], folder: Path) -> FeedbackFiles:
    """Write the report of a provider into ``folder``, which is made when it does not exist.

    Raises
    ------
    IntegrityError
        For anything that did not pass :func:`drietrap.publication.disclosure.publish_mirror`.
    InputError
        When the folder cannot be written.
    """
    if not isinstance(mirror, Published):
        raise IntegrityError("Een terugkoppeling wordt alleen gemaakt van wat naar buiten mag.")
    content = mirror.content
    document = build(content)
    mark = "synthetisch" if content.synthetic else ""
    name = joined_name("terugkoppeling", content.provider, content.period, mark)
    return FeedbackFiles(
        *write_document(
            document, lambda: workbook(document, sheets(content, document)), name, folder, pdf=False
        )
    )
