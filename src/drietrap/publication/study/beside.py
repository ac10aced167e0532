"""What the chapters of several municipalities say, side by side: expected use, splits, figures in doubt."""

from __future__ import annotations

from collections.abc import Sequence

from drietrap.benchmark.result import Estimate
from drietrap.catalogue.indicators import INDICATORS
from drietrap.differences.split.result import Split
from drietrap.differences.study.chapter import Chapter, Part
from drietrap.publication.report.document import Block, Heading, Paragraph
from drietrap.publication.study.account import between
from drietrap.publication.study.figures import short_label
from drietrap.publication.tables import Cell, DataTable, table
from drietrap.publication.wording import NOTHING, bounds, period_label, verdict_words
from drietrap.vocabulary.notation import number

_UNITS = {"%": ", in procentpunten", "€": ", in euro's"}
Chapters = Sequence[tuple[Part, Chapter]]
_OWN_GROUP = (
    "Elke gemeente is vergeleken met haar eigen groep: de gemeenten die het meest op haar lijken. Welke dat "
    "zijn, en waarom een deel geen oordeel krijgt, staat in het rapport over die gemeente."
)


def expected_beside(chapters: Chapters, id: str) -> list[Block]:
    """Return per model what fits the population of each municipality, and what was seen."""
    labels = dict.fromkeys((one.label, one.period) for _, chapter in chapters for one in chapter.expected)
    made: list[Block] = []
    for at, (label, period) in enumerate(labels):
        rows = [
            (
                part.name,
                _one(one.own.observed),
                _one(one.own.expected),
                between(one.own.expected, 1) or NOTHING,
                one.own.hidden or one.own.verdict.value,
            )
            for part, chapter in chapters
            for one in chapter.expected
            if (one.label, one.period) == (label, period)
        ]
        heads = ("Gemeente", "Werkelijk (%)", "Past bij de bevolking (%)", "Kan zijn (95%)", "Oordeel")
        caption = f"Werkelijk en verwacht gebruik: {label}, {period_label(period)}"
        made.append(table(f"tabel-{id}-verwacht-{at}", caption, heads, rows, "tnnnt"))
    return made


def splits_beside(chapters: Chapters, id: str) -> list[Block]:
    """Return every split difference with a column per municipality."""
    held = [(part, {one.chain: one for one in chapter.splits.whole}) for part, chapter in chapters]
    chains = dict.fromkeys(chain for _, splits in held for chain in splits)
    if not chains:
        return []
    made: list[Block] = [Heading("De verschillen in delen"), Paragraph(_OWN_GROUP)]
    for at, chain in enumerate(chains):
        made.append(
            _terms([(part.name, splits.get(chain)) for part, splits in held], f"tabel-{id}-delen-{at}")
        )
    return made


def _terms(found: Sequence[tuple[str, Split | None]], id: str) -> DataTable:
    """Return the terms of one figure; a term that does not count somewhere is left open there."""
    splits = [one for _, one in found]
    first = next(one for one in splits if one)
    labels = dict.fromkeys((term.id, term.label) for one in splits if one for term in one.terms)
    rows: list[tuple[str | Cell, ...]] = []
    for key, label in labels:
        terms = [
            next((term for term in one.terms if term.id == key), None) if one else None for one in splits
        ]
        cells = [_amount(term.difference, term.certainty, first) if term else Cell(NOTHING) for term in terms]
        rows.append((label, *cells))
    whole = [_amount(one.difference, one.certainty, first) if one else Cell(NOTHING) for one in splits]
    rows.append(("Samen: het hele verschil", *whole))
    heads = ("Deel", *(name for name, _ in found))
    caption = f"{first.label}: het verschil in delen{_UNITS.get(first.unit, '')}"
    return table(id, caption, heads, rows, "t" + "n" * len(found))


def _amount(held: Estimate, certainty: str, split: Split) -> Cell:
    """Return an amount with how sure it is; a secret one as the range that it lies in."""
    if held.value is not None:
        return Cell(number(held.value, split.decimals), certainty)
    return Cell(between(held, split.decimals) or NOTHING, "geheim")


def corrected_beside(chapters: Chapters, id: str) -> list[Block]:
    """Return the figures in doubt as ranges after correction."""
    rows = [
        (
            part.name,
            Cell(short_label(one.indicator), period_label(one.period)),
            bounds(one.value, INDICATORS[one.indicator].unit, max(INDICATORS[one.indicator].decimals, 1))
            or NOTHING,
            verdict_words(one.verdict),
            one.why,
        )
        for part, chapter in chapters
        for one in chapter.corrected
    ]
    if not rows:
        return []
    heads = ("Gemeente", "Cijfer in twijfel", "Na correctie", "Vergeleken met Nederland", "Hoe bepaald")
    return [
        table(
            f"tabel-{id}-correctie", "Wat cijfers in twijfel na correctie kunnen zijn", heads, rows, "ttntt"
        )
    ]


def _one(held: Estimate) -> str:
    return NOTHING if held.value is None else number(held.value, 1)
