"""The report of a study about the whole set: municipalities beside each other, question by question."""

from __future__ import annotations

from collections.abc import Sequence

from drietrap.benchmark.result import Comparison, Estimate, GroupKind
from drietrap.catalogue.indicators import INDICATORS
from drietrap.differences.study.chapter import Chapter, Part, Study
from drietrap.differences.study.questions import Question
from drietrap.publication.charts.beside_each_other import beside_each_other
from drietrap.publication.charts.chart import Chart
from drietrap.publication.report.document import (
    Block,
    Document,
    Heading,
    Note,
    Paragraph,
    Points,
    Section,
)
from drietrap.publication.study.beside import corrected_beside, expected_beside, splits_beside
from drietrap.publication.study.deliveries_beside import deliveries_beside, sources_beside
from drietrap.publication.study.figures import short_label
from drietrap.publication.study.headline import headline
from drietrap.publication.study.municipal import BASIS
from drietrap.publication.study.sections import basis_section, findings_table, room
from drietrap.publication.study.words import point_sentence, standing_sentence
from drietrap.publication.tables import Cell, DataTable, table
from drietrap.publication.wording import NOTHING, SIGNS, amount, period_label

_DRAWN = 6
_NO_POINTS = "Voor deze gemeente zijn geen opvallende cijfers genoemd."


def whole_document(study: Study) -> Document:
    """Return the report about all municipalities of a study together."""
    sections = [_chosen(study), *(_question(study, question) for question in Question)]
    sections.append(basis_section(study.period, study.software, study.release, study.begun_with))
    return Document(
        title=study.title,
        subtitle=f"Verschillenanalyse over {period_label(study.period)}",
        area=", ".join(part.name for part in study.parts),
        made_on=study.made_on,
        software=f"{study.software}, uitgave {study.release}",
        synthetic=study.synthetic,
        hero=headline(study.parts),
        main_points=_main_points(study),
        sections=tuple(sections),
        basis=BASIS,
    )


def _main_points(study: Study) -> Points:
    """Return per municipality why it is in the study, and how far everyone is."""
    told = [
        Paragraph(" ".join(map(point_sentence, part.points)) or _NO_POINTS, part.name) for part in study.parts
    ]
    return Points((*told, Paragraph(standing_sentence(study.parts), "Duiding en akkoord")))


def _chosen(study: Study) -> Section:
    blocks: list[Block] = []
    if study.steps:
        rows = [(step.label, str(step.remaining)) for step in study.steps]
        blocks.append(
            table("tabel-keuze", "Hoe de gemeenten zijn gekozen", ("Stap", "Blijven over"), rows, "tn")
        )
    if study.remark:
        blocks.append(Note("Let op", study.remark))
    blocks.append(Paragraph(f"{', '.join(study.roles) or 'nog niemand genoemd'}.", "Betrokken zijn:"))
    return Section("keuze", "De keuze van de gemeenten", tuple(blocks))


def _question(study: Study, question: Question) -> Section:
    chapters = [(part, part.chapters[question - 1]) for part in study.parts]
    id = f"samen-{question.value}"
    blocks: list[Block] = [Paragraph(question.text, f"Vraag {question.value}.")]
    blocks.extend(expected_beside(chapters, id))
    blocks.extend(splits_beside(chapters, id))
    blocks.extend(sources_beside(chapters, id))
    blocks.extend(deliveries_beside(chapters, id))
    blocks.extend(_charts(study, question, chapters))
    if any(chapter.comparisons for _, chapter in chapters):
        blocks.append(_side_by_side(chapters, id))
    if question is Question.BETROUWBAAR:
        blocks.extend(corrected_beside(chapters, id))
        blocks.extend(_findings(chapters, id))
    if any(chapter.organisation for _, chapter in chapters):
        blocks.append(_organisation(chapters, id))
    blocks.extend(_missing(chapters))
    blocks.extend(_titled(part, chapter) for part, chapter in chapters)
    return Section(f"vraag-{question.value}", f"{question.value}. {question.title}", tuple(blocks))


def _missing(chapters: Sequence[tuple[Part, Chapter]]) -> list[Block]:
    """Return what is not known, and of whom where it is not the same for all."""
    whose: dict[tuple[str, str], list[str]] = {}
    for part, chapter in chapters:
        for one in chapter.missing:
            whose.setdefault((one.what, one.how), []).append(part.name)
    told = [
        Paragraph(how if len(names) == len(chapters) else f"Bij {', '.join(names)}: {how}", what)
        for (what, how), names in whose.items()
    ]
    return [Heading("Wat hier nog ontbreekt"), Points(tuple(told))] if told else []


def _titled(part: Part, chapter: Chapter) -> Block:
    made = room(part, chapter)
    return type(made)(
        made.id, f"{part.name}: duiding bij vraag {chapter.question.value}", made.prompt, made.written
    )


def _country(chapter: Chapter) -> dict[str, Comparison]:
    return {one.indicator: one for one in chapter.comparisons if one.group.kind is GroupKind.NEDERLAND}


def _charts(study: Study, question: Question, chapters: Sequence[tuple[Part, Chapter]]) -> list[Chart]:
    """Return a picture of each indicator for which somebody was chosen under this question."""
    wanted = dict.fromkeys(
        point.indicator for part in study.parts for point in part.points if point.question is question
    )
    found = []
    for indicator in list(wanted)[:_DRAWN]:
        rows: list[tuple[str, Estimate]] = []
        country: Estimate | None = None
        for part, chapter in chapters:
            one = _country(chapter).get(indicator)
            if one:
                rows.append((part.name, one.own))
                country = one.reference
        chart = beside_each_other(INDICATORS[indicator], short_label(indicator), rows, country)
        if chart:
            found.append(chart)
    return found


def _side_by_side(chapters: Sequence[tuple[Part, Chapter]], id: str) -> DataTable:
    by_part = [_country(chapter) for _, chapter in chapters]
    order = dict.fromkeys(key for held in by_part for key in held)
    rows: list[tuple[str | Cell, ...]] = []
    for indicator in order:
        item = INDICATORS[indicator]
        reference = next(held[indicator].reference for held in by_part if indicator in held)
        cells = [_own(held.get(indicator)) for held in by_part]
        rows.append((short_label(indicator), *cells, amount(reference.value, item.unit, item.decimals)))
    heads = ("Cijfer", *(part.name for part, _ in chapters), "Nederland")
    caption = "De gemeenten naast elkaar; onder elk cijfer hoe het bij Nederland ligt"
    return table(f"tabel-{id}", caption, heads, rows, "t" + "n" * (len(heads) - 1))


def _own(one: Comparison | None) -> Cell:
    if one is None:
        return Cell(NOTHING)
    item = INDICATORS[one.indicator]
    text = one.hidden or amount(one.own.value, item.unit, item.decimals)
    return Cell(text, one.verdict.value, SIGNS[one.verdict])


def _findings(chapters: Sequence[tuple[Part, Chapter]], id: str) -> list[Block]:
    found = [one for _, chapter in chapters for one in chapter.findings]
    if not found:
        return [Paragraph("De controles op de gepubliceerde tabellen vonden niets bij deze gemeenten.")]
    return findings_table(found, id, "Wat de controles vonden")


def _organisation(chapters: Sequence[tuple[Part, Chapter]], id: str) -> DataTable:
    held = [
        {one.label: one.text or one.code or "" for one in chapter.organisation} for _, chapter in chapters
    ]
    labels = dict.fromkeys(label for one in held for label in one)
    rows = [(label, *(one.get(label, "niet bekend") for one in held)) for label in labels]
    heads = ("Kenmerk", *(part.name for part, _ in chapters))
    return table(f"tabel-{id}-inrichting", "Hoe de gemeenten dit hebben ingericht", heads, rows)
