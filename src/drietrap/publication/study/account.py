"""Expected use and the split of a difference, as blocks of a chapter."""

from __future__ import annotations

from collections.abc import Sequence

from drietrap.benchmark.result import Estimate
from drietrap.differences.expected.result import ExpectedUse
from drietrap.differences.split.result import Split
from drietrap.differences.study.placing import TermElsewhere, ViewHere
from drietrap.publication.report.document import Block, Heading, Paragraph, Points
from drietrap.publication.tables import Cell, table
from drietrap.vocabulary.notation import number

_FACTORS = 8


def expected_blocks(name: str, found: Sequence[ExpectedUse], prefix: str) -> list[Block]:
    """Return what the population makes likely, and which factors do that."""
    made: list[Block] = []
    for at, one in enumerate(found):
        id = f"tabel-{prefix}-verwacht-{at}"
        rows = [
            (f"{name}: waargenomen", *_three(one.own.observed, 1)),
            ("Verwacht op grond van de bevolking", *_three(one.own.expected, 1)),
            ("Waargenomen min verwacht", *_three(one.own.difference, 1)),
        ]
        made.append(Heading(one.label))
        made.extend(Paragraph(sentence) for sentence in one.sentences)
        made.append(table(id, f"{one.label}, in {one.unit}", ("Wat", "Cijfer", "Kan zijn"), rows, "tnn"))
        factors = [
            (
                Cell(f.label, "; ".join(factor.label for factor in f.factors)),
                *_three(f.effect, 2),
                f"{number(100 * f.share)}%",
            )
            for f in one.factors[:_FACTORS]
        ]
        if factors:
            heads = ("Kenmerken", "Effect hier (procentpunt)", "Kan zijn", "Deel van de verklaring")
            made.append(table(f"{id}-kenmerken", "Welke kenmerken hier meetellen", heads, factors, "tnnn"))
        made.extend(Paragraph(text, "Let op.") for text in one.warnings)
    return made


def split_blocks(found: Sequence[Split], prefix: str) -> list[Block]:
    """Return the splits of differences in terms that add up to them; what they share is said once."""
    made: list[Block] = []
    for at, one in enumerate(found):
        rows = [
            (Cell(term.label, term.sentence), *_three(term.difference, one.decimals), term.certainty)
            for term in one.terms
        ]
        rows.append((Cell("Samen: het hele verschil"), *_three(one.difference, one.decimals), one.certainty))
        heads = ("Term", f"Verschil ({one.unit})", "Kan zijn", "Hoe zeker")
        made.append(Heading(one.label))
        made.append(Paragraph(one.sentence))
        made.append(
            table(f"tabel-{prefix}-splitsing-{at}", "Waar het verschil uit bestaat", heads, rows, "tnnt")
        )
    said = dict.fromkeys(text for one in found for text in (*one.notes, *one.stopped))
    if said:
        made.append(Heading("Aannames, en waar de splitsing stopt"))
        made.append(Points(tuple(map(Paragraph, said))))
    return made


def elsewhere_blocks(found: Sequence[TermElsewhere], prefix: str) -> list[Block]:
    """Return the terms that answer this question, of differences that stand whole under another."""
    if not found:
        return []
    rows = [
        (
            Cell(one.term.label, one.term.sentence),
            Cell(one.label, f"in {one.unit}; het hele verschil staat bij vraag {one.where.value}"),
            *_three(one.term.difference, one.decimals),
            one.term.certainty,
        )
        for one in found
    ]
    heads = ("Deel", "Van het verschil in", "Verschil", "Kan zijn", "Hoe zeker")
    caption = "Wat deze vraag aan andere verschillen bijdraagt"
    return [table(f"tabel-{prefix}-delen", caption, heads, rows, "ttnnt")]


def view_blocks(found: Sequence[ViewHere], prefix: str) -> list[Block]:
    """Return terms seen in parts, such as reach by referrer."""
    made: list[Block] = []
    for one in found:
        rows = [(part.label, *_three(part.difference, one.decimals)) for part in one.view.parts]
        if one.view.rest is not None:
            rows.append(
                ("Wat geheime getallen en afronding overlaten", number(one.view.rest, one.decimals), "")
            )
        heads = ("Deel", f"Verschil ({one.unit})", "Kan zijn")
        caption = f"{one.label}: {one.view.label.lower()}"
        made.append(table(f"tabel-{prefix}-{one.view.id}", caption, heads, rows, "tnn"))
        if one.view.note:
            made.append(Paragraph(one.view.note))
    return made


def _three(held: Estimate, decimals: int) -> tuple[str, str]:
    value = "niet te zeggen" if held.value is None else number(held.value, decimals)
    return value, between(held, decimals)


def between(held: Estimate, decimals: int) -> str:
    """Return the ends of a number; empty when they are not known."""
    if held.lower is None or held.upper is None:
        return ""
    return f"{number(held.lower, decimals)} – {number(held.upper, decimals)}"
