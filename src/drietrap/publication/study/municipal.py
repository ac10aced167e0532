"""The report of a study about one municipality: the five questions, before it has a form."""

from __future__ import annotations

from drietrap.differences.study.chapter import Part, Study
from drietrap.publication.report.document import Document, Paragraph, Points
from drietrap.publication.study.headline import headline
from drietrap.publication.study.sections import basis_section, question_section
from drietrap.publication.study.words import point_sentence, standing_sentence, with_period
from drietrap.vocabulary.notation import counted

BASIS = "Dit rapport rust op gepubliceerde tabellen en op wat betrokkenen schreven."


def municipal_document(study: Study, part: Part) -> Document:
    """Return the report about one municipality."""
    sections = [question_section(part, chapter) for chapter in part.chapters]
    sections.append(basis_section(study.period, study.software, study.release, study.begun_with))
    return Document(
        title=f"Verschillenanalyse {part.name}",
        subtitle=with_period(study.title, study.period),
        area=part.area,
        made_on=study.made_on,
        software=f"{study.software}, uitgave {study.release}",
        synthetic=study.synthetic,
        hero=headline([part]),
        main_points=_main_points(part),
        sections=tuple(sections),
        basis=BASIS,
    )


def _main_points(part: Part) -> Points:
    told = [Paragraph(point_sentence(point), f"Vraag {point.question.value}") for point in part.points]
    doubted = {one.indicator for chapter in part.chapters for one in chapter.corrected}
    findings = part.chapters[0].findings
    if findings:
        text = f"De controles vonden {len(findings)} keer iets bij deze gemeente"
        text += (
            f"; bij {counted(len(doubted), 'cijfer', 'cijfers')} staat wat het na correctie kan zijn."
            if doubted
            else "."
        )
        told.append(Paragraph(text, "Betrouwbaarheid"))
    lacking = sum(len(chapter.missing) for chapter in part.chapters)
    if lacking:
        text = f"Op {lacking} punten ontbreken gegevens. Bij elke vraag staat hoe u daaraan komt."
        told.append(Paragraph(text, "Wat ontbreekt"))
    told.append(Paragraph(standing_sentence([part]), "Duiding en akkoord"))
    return Points(tuple(told))
