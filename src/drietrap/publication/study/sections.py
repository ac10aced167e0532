"""The section of one question about a municipality: evidence, what is missing, and room to write."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from drietrap.benchmark.finding import Finding
from drietrap.differences.selection.result import Held
from drietrap.differences.study.chapter import Chapter, Gap, Part
from drietrap.differences.study.earlier import NOT_MENTIONED, mention
from drietrap.differences.study.questions import Question
from drietrap.differences.study.signing import SignOff
from drietrap.differences.study.texts import TextBlock, TextKind
from drietrap.publication.report.document import (
    Block,
    Heading,
    Note,
    Paragraph,
    Points,
    Room,
    Section,
)
from drietrap.publication.study.account import elsewhere_blocks, expected_blocks, split_blocks, view_blocks
from drietrap.publication.study.deliveries import delivery_blocks
from drietrap.publication.study.figures import figures
from drietrap.publication.study.words import point_sentence
from drietrap.publication.tables import Cell, DataTable, table
from drietrap.publication.wording import NOTHING, day, period_label
from drietrap.vocabulary.notation import number

_WIDEST_FINDINGS = 25
_PROMPT = "Nog geen duiding. Schrijf hier wat de betrokkenen over deze vraag zeggen."
_ASKED = {
    Question.BETROUWBAAR: "Wat is te vermijden door beter te registreren, en wat niet?",
    Question.BEVOLKING: "Herkent u de kenmerken die hier meetellen? Wat ontbreekt?",
    Question.INKOOP: "Wat is bewust zo ingekocht, en wat is meegekomen uit het jaar ervoor?",
    Question.TOEGANG: "Loopt de weg naar hulp zoals de cijfers zeggen?",
    Question.BESCHERMING: "Passen de maatregelen bij wat team, GI en raad zien?",
}


def question_section(part: Part, chapter: Chapter) -> Section:
    """Return a chapter as a section; ``part`` is the municipality it is about."""
    question = chapter.question
    prefix = f"{part.letter.lower()}{question.value}"
    blocks: list[Block] = [Paragraph(question.text, f"Vraag {question.value}.")]
    blocks.extend(_points(part, question))
    blocks.extend(expected_blocks(part.name, chapter.expected, prefix))
    blocks.extend(split_blocks(chapter.splits.whole, prefix))
    blocks.extend(_gaps(chapter.gaps, prefix))
    blocks.extend(delivery_blocks(chapter.delivered, prefix))
    blocks.extend(figures(part.name, chapter, prefix))
    blocks.extend(_findings(chapter.findings, prefix))
    blocks.extend(elsewhere_blocks(chapter.splits.terms, prefix))
    blocks.extend(view_blocks(chapter.splits.views, prefix))
    blocks.extend(_organisation(chapter.organisation, prefix))
    if chapter.missing:
        blocks.append(Heading("Wat hier nog ontbreekt"))
        blocks.append(Points(tuple(Paragraph(one.how, one.what) for one in chapter.missing)))
    blocks.append(room(part, chapter))
    blocks.append(_signing(chapter.sign_offs, chapter.version, prefix))
    return Section(f"vraag-{question.value}", f"{question.value}. {question.title}", tuple(blocks))


def _points(part: Part, question: Question) -> list[Block]:
    """Return what made the municipality conspicuous under this question, and what is left of it."""
    found = [point for point in part.points if point.question is question]
    if not found:
        return []
    return [Points(tuple(Paragraph(point_sentence(point), "Gekozen om dit punt") for point in found))]


def _gaps(gaps: Sequence[Gap], prefix: str) -> list[Block]:
    made: list[Block] = []
    for at, gap in enumerate(gaps):
        rows = [
            (source.label, _count(source.value.value), amount_range(source.value)) for source in gap.sources
        ]
        id = f"tabel-{prefix}-bronnen-{at}"
        made.append(
            table(id, f"{gap.label}, in verschillende bronnen", ("Bron", "Aantal", "Kan zijn"), rows, "tnn")
        )
        if gap.pieces:
            pieces = [
                (
                    Cell(one.label, one.sentence),
                    one.kind.value,
                    _count(one.amount.value),
                    amount_range(one.amount),
                )
                for one in gap.pieces
            ]
            heads = ("Deel van het verschil", "Te vermijden", "Aantal", "Kan zijn")
            made.append(table(f"{id}-delen", "Waar het verschil uit bestaat", heads, pieces, "ttnn"))
        after = amount_range(gap.after)
        if after:
            made.append(
                Paragraph(
                    f"Na herstel van alles wat te vermijden is, ligt dit {after}.",
                    f"{gap.label}, na correctie.",
                )
            )
    return made


def _count(value: float | None) -> str:
    return NOTHING if value is None else number(value)


def amount_range(held: object) -> str:
    """Return between which numbers an amount lies; empty when that is not known."""
    lower, upper = getattr(held, "lower", None), getattr(held, "upper", None)
    if lower is None or upper is None:
        return ""
    return f"tussen {number(lower)} en {number(upper)}" if lower != upper else f"op {number(lower)}"


def _findings(findings: Sequence[Finding], prefix: str) -> list[Block]:
    if not findings:
        return []
    counted = Counter(one.severity.value for one in findings)
    told = ", ".join(f"{times} keer {word}" for word, times in sorted(counted.items()))
    more = len(findings) - _WIDEST_FINDINGS
    made: list[Block] = [
        Heading("Wat de controles vonden"),
        Paragraph(f"De controles op de gepubliceerde tabellen vonden bij deze gemeente: {told}."),
        *findings_table(findings[:_WIDEST_FINDINGS], prefix, "Bevindingen over deze gemeente", advice=True),
    ]
    if more > 0:
        made.append(Paragraph(f"Er zijn nog {more} bevindingen; zie 'drietrap controleer-tabellen --alles'."))
    return made


def findings_table(
    findings: Sequence[Finding], prefix: str, caption: str, *, advice: bool = False
) -> list[Block]:
    """Return what the checks found; beside findings in an earlier study, whether it said so itself."""
    mentions = [mention(one) for one in findings]
    again = any(mentions)
    heads = ["Wat de controle vond", "Hoe berekend"]
    heads += ["In het onderzoek zelf"] if again else []
    heads += ["Wat u kunt doen"] if advice else []
    rows: list[tuple[str | Cell, ...]] = [
        (
            Cell(one.message, f"{one.severity.value}, controle {one.rule}"),
            "; ".join(one.arithmetic[-2:]),
            *([said or NOTHING] if again else []),
            *([one.action] if advice else []),
        )
        for one, said in zip(findings, mentions, strict=True)
    ]
    made: list[Block] = []
    if again:
        new = mentions.count(NOT_MENTIONED)
        made.append(
            Paragraph(
                f"Van deze {len(findings)} bevindingen noemt het onderzoek zelf er {new} niet.", "Nieuw."
            )
        )
    made.append(table(f"tabel-{prefix}-controles", caption, heads, rows, "t" * len(heads)))
    return made


def _organisation(held: Sequence[Held], prefix: str) -> list[Block]:
    if not held:
        return []
    rows = [
        (Cell(one.label, one.theme), one.text or (one.code or NOTHING), _when(one), one.source)
        for one in held
    ]
    heads = ("Kenmerk", "Hoe het is", "Sinds", "Bron")
    return [table(f"tabel-{prefix}-inrichting", "Hoe de gemeente dit heeft ingericht", heads, rows, "tttt")]


def _when(one: Held) -> str:
    return f"{day(one.since)} tot {day(one.until)}" if one.until else day(one.since)


def room(part: Part, chapter: Chapter) -> Room:
    """Return the room for the words of those involved."""
    roles = (
        ", ".join(one.role for one in chapter.sign_offs) or "niemand: vul in onderzoek.toml de betrokkenen in"
    )
    title = f"Duiding bij vraag {chapter.question.value}"
    prompt = f"{_PROMPT} {_ASKED[chapter.question]} Aan het woord: {roles}."
    return Room(
        f"duiding-{part.letter.lower()}{chapter.question.value}", title, prompt, written(chapter.text)
    )


def written(text: Sequence[TextBlock]) -> tuple[Heading | Paragraph | Points, ...]:
    """Return what people wrote as blocks of a report."""
    found: list[Heading | Paragraph | Points] = []
    for block in text:
        if block.kind is TextKind.HEADING:
            found.append(Heading(block.text))
        elif block.kind is TextKind.PARAGRAPH:
            found.append(Paragraph(block.text))
        elif found and isinstance(found[-1], Points):
            found[-1] = Points((*found[-1].items, Paragraph(block.text)))
        else:
            found.append(Points((Paragraph(block.text),)))
    return tuple(found)


def _signing(sign_offs: Sequence[SignOff], version: str, prefix: str) -> DataTable | Note:
    if not sign_offs:
        return Note("Akkoord", f"Bij deze vraag is nog niemand genoemd. Versie van dit hoofdstuk: {version}.")
    rows = [(one.role, one.standing.value, day(one.day) if one.day else "") for one in sign_offs]
    caption = f"Akkoord met dit hoofdstuk (versie {version})"
    return table(f"tabel-{prefix}-akkoord", caption, ("Rol", "Stand", "Datum"), rows, "ttt")


def basis_section(period: str, software: str, release: int, begun_with: int | None) -> Section:
    """Return what the report rests on."""
    told = [
        Paragraph(
            f"De cijfers gaan over {period_label(period)}, uitgave {release} van de gegevens, {software}."
        ),
        Paragraph(
            "Een gepubliceerd getal is afgerond en kan door toeval anders zijn. Wij noemen alleen een "
            "verschil als de onzekerheid dat draagt. Waarom er verschil is, zegt de duiding.",
        ),
    ]
    if begun_with is not None and begun_with != release:
        told.append(
            Paragraph(
                f"Het onderzoek begon met uitgave {begun_with}. Cijfers kunnen daarna zijn vernieuwd.",
                "Let op.",
            )
        )
    return Section("verantwoording", "Waar dit op rust", tuple(told))
