"""The report of a study about one municipality: the five questions, before it has a form."""

from __future__ import annotations

from drietrap.differences.study.chapter import Part, Study
from drietrap.publication.report.document import Document, Hero, Paragraph, Points
from drietrap.publication.study.sections import basis_section, question_section
from drietrap.publication.study.words import point_sentence, standing_sentence, with_period

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
        hero=_hero(part),
        main_points=_main_points(part),
        sections=tuple(sections),
        basis=BASIS,
    )


def _hero(part: Part) -> Hero:
    if not part.points:
        return Hero("5 vragen", f"over de jeugdhulp in {part.name}", None)
    sure = sum(point.sure for point in part.points)
    caption = "opvallende cijfers blijven anders dan Nederland, ook na wat de controles vonden"
    return Hero(f"{sure} van {len(part.points)}", caption, None)


def _main_points(part: Part) -> Points:
    told = [
        Paragraph(point_sentence(part.name, point), f"Vraag {point.question.value}") for point in part.points
    ]
    doubted = {one.indicator for chapter in part.chapters for one in chapter.corrected}
    findings = part.chapters[0].findings
    if findings:
        text = f"De controles vonden {len(findings)} keer iets bij deze gemeente"
        text += f"; bij {len(doubted)} cijfers staat wat zij na correctie kunnen zijn." if doubted else "."
        told.append(Paragraph(text, "Betrouwbaarheid"))
    lacking = sum(len(chapter.missing) for chapter in part.chapters)
    if lacking:
        text = f"Op {lacking} punten ontbreken gegevens. Bij elke vraag staat hoe u daaraan komt."
        told.append(Paragraph(text, "Wat ontbreekt"))
    told.append(Paragraph(standing_sentence(part), "Duiding en akkoord"))
    return Points(tuple(told))
