"""The anonymised edition of a study: bands instead of figures, and letters instead of names."""

from __future__ import annotations

from collections.abc import Sequence

from drietrap.catalogue.indicators import INDICATORS
from drietrap.differences.study.anonymous import BandedFigure, Edition
from drietrap.differences.study.questions import Question
from drietrap.publication.disclosure import Published
from drietrap.publication.report.document import (
    Block,
    Document,
    Heading,
    Hero,
    Paragraph,
    Points,
    Section,
)
from drietrap.publication.report.write import joined_name
from drietrap.publication.study.figures import short_label
from drietrap.publication.study.sections import written
from drietrap.publication.study.tidy import TidyColumn, TidyTable, as_csv
from drietrap.publication.study.write import WHOLE, forms
from drietrap.publication.tables import Cell, DataTable, table
from drietrap.publication.wording import amount, period_label
from drietrap.vocabulary.errors import IntegrityError

ANONYMOUS = "geanonimiseerd"
_TENS = 10


def anonymous_files(shown: Published[Edition]) -> dict[str, bytes]:
    """Return the anonymised edition in its forms, by file name; no name tells which municipalities.

    Raises
    ------
    IntegrityError
        For an edition that did not pass :func:`drietrap.publication.disclosure.publish`.
    """
    if not isinstance(shown, Published):
        raise IntegrityError("Een uitgave zonder namen wordt alleen gemaakt als zij naar buiten mag.")
    content = shown.content
    mark = "synthetisch" if content.synthetic else ""
    name = joined_name(WHOLE, ANONYMOUS, content.period, mark)
    return {**forms(name, anonymous_document(content)), f"{name}.csv": as_csv(_bands(content))}


def anonymous_document(shown: Edition) -> Document:
    """Return the anonymised edition as a document."""
    sections = tuple(_question(shown, question) for question in Question)
    return Document(
        title="Verschillenanalyse jeugdhulp",
        subtitle=f"Uitgave zonder namen, {period_label(shown.period)}",
        area=", ".join(f"gemeente {letter}" for letter in shown.letters),
        made_on=shown.made_on,
        software=shown.software,
        synthetic=shown.synthetic,
        hero=Hero(
            str(shown.least), "gemeenten of meer passen bij alles wat hier over één gemeente staat", None
        ),
        main_points=_points(shown),
        sections=sections,
        basis="Deze uitgave noemt geen gemeente en geen cijfer van één gemeente.",
    )


def _points(shown: Edition) -> Points:
    told = [
        Paragraph(
            "Van elk cijfer staat er in welke groep van gemeenten het ligt, van laag naar hoog. De groepen "
            "zijn ongeveer even groot en gemaakt uit de cijfers van alle gemeenten.",
            "Hoe u dit leest",
        ),
        Paragraph(
            "Wie de gepubliceerde tabellen heeft, houdt voor elke letter "
            f"{shown.least} of meer gemeenten over.",
            "Waarom zo grof",
        ),
        Paragraph(
            "Namen, regio, grootte, precieze cijfers, oordelen, wat de controles vonden en hoe een gemeente "
            f"is ingericht. Ook {len(shown.hidden)} cijfers waarvoor geen groep groot genoeg was, en "
            "alinea's waarin een naam of getal kan staan.",
            "Wat is weggelaten",
        ),
    ]
    return Points(tuple(told))


def _question(shown: Edition, question: Question) -> Section:
    blocks: list[Block] = [Paragraph(question.text, f"Vraag {question.value}.")]
    figures = [one for one in shown.figures if one.question is question]
    if figures:
        blocks.append(_table(shown, figures, question))
    elif question is not Question.BETROUWBAAR:
        blocks.append(
            Paragraph("Bij deze vraag is geen cijfer te tonen zonder dat een gemeente te herkennen is.")
        )
    for words in (one for one in shown.words if one.question is question):
        blocks.append(Heading(f"Gemeente {words.letter}: duiding"))
        blocks.extend(written(words.text.blocks))
        if words.text.left_out:
            blocks.append(
                Paragraph(
                    f"Weggelaten alinea's, omdat er een naam of getal in kan staan: {words.text.left_out}."
                )
            )
    return Section(f"vraag-{question.value}", f"{question.value}. {question.title}", tuple(blocks))


def _table(shown: Edition, figures: Sequence[BandedFigure], question: Question) -> DataTable:
    rows = [
        (
            Cell(short_label(one.indicator), period_label(one.period)),
            *(_cell(one, letter) for letter in shown.letters),
        )
        for one in figures
    ]
    heads = ("Cijfer", *(f"Gemeente {letter}" for letter in shown.letters))
    return table(f"tabel-{question.value}", "In welke groep van gemeenten het cijfer ligt", heads, rows)


def _cell(figure: BandedFigure, letter: str) -> Cell:
    band, of = figure.bands[letter], len(figure.edges) + 1
    return Cell(f"groep {band + 1} van {of}", _between(figure, band))


def _between(figure: BandedFigure, band: int) -> str:
    item = INDICATORS[figure.indicator]
    ends = [amount(edge, item.unit, _decimals(edge)) for edge in figure.edges]
    low, high = ends[band - 1] if band else "", ends[band] if band < len(ends) else ""
    if not low:
        return f"minder dan {high}"
    return f"{low} tot {high}" if high else f"{low} of meer"


def _decimals(edge: float) -> int:
    """Return as many decimals as two digits that count ask for."""
    return 0 if edge >= _TENS else 1 if edge >= 1 else 2


def _bands(shown: Edition) -> TidyTable:
    columns = (
        TidyColumn("gemeente", "tekst", "", "letter van de gemeente"),
        TidyColumn("indicator", "tekst", "", "id in de catalogus"),
        TidyColumn("periode", "tekst", "", "periode van het cijfer"),
        TidyColumn("groep", "geheel getal", "", "groep van laag naar hoog, vanaf 1"),
        TidyColumn("groepen", "geheel getal", "", "aantal groepen"),
        TidyColumn("vanaf", "getal", "eenheid van de indicator", "ondergrens van de groep"),
        TidyColumn("tot", "getal", "eenheid van de indicator", "bovengrens van de groep, er niet bij"),
    )
    rows = []
    for one in shown.figures:
        for letter in shown.letters:
            band = one.bands[letter]
            low = one.edges[band - 1] if band else None
            high = one.edges[band] if band < len(one.edges) else None
            rows.append((letter, one.indicator, one.period, band + 1, len(one.edges) + 1, low, high))
    return TidyTable("groepen", "in welke groep elk cijfer ligt", columns, tuple(rows))
