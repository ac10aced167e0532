"""Write the report about a difference: HTML, PDF and XLSX together, or nothing at all."""

from __future__ import annotations

import datetime
from pathlib import Path

from drietrap.benchmark.result import Estimate
from drietrap.catalogue.indicator import Unit
from drietrap.differences.split.result import Split, SplitResult
from drietrap.publication.disclosure import Published
from drietrap.publication.report.document import Document
from drietrap.publication.report.sealed import write_sealed
from drietrap.publication.report.sheets import Number, Row, Sheet
from drietrap.publication.report.write import joined_name
from drietrap.publication.split import sections

_BOUNDS = ("Ondergrens", "Bovengrens")


def build(result: SplitResult, made_on: datetime.date, software: str) -> Document:
    """Return the whole report before it has a form."""
    parts = (
        sections.terms_section(result),
        sections.other_section(result),
        sections.know_section(result),
        sections.source_section(result),
    )
    return Document(
        title=f"{result.name}: het verschil in delen",
        subtitle=f"Naast {result.against.label}",
        area=result.area,
        made_on=made_on.isoformat(),
        software=software,
        synthetic=result.synthetic,
        hero=sections.hero(result),
        main_points=sections.main_points(result),
        sections=tuple(part for part in parts if part is not None),
    )


def sheets(result: SplitResult) -> tuple[Sheet, ...]:
    """Return the workbook: every term and every part of a term, as numbers."""
    heads = ("Cijfer", "Deel", "Soort", "Verschil", *_BOUNDS, "Afronding van", "Afronding tot")
    terms: list[Row] = []
    parts: list[Row] = []
    for split in result.splits:
        for term in split.terms:
            held, ends = term.difference, (term.rounding.lower, term.rounding.upper)
            row = _numbers(split, held.value, held.lower, held.upper, *ends)
            terms.append((split.label, term.label, term.kind.value, *row, term.certainty, term.sentence))
            parts += [
                (
                    split.label,
                    term.label,
                    view.label,
                    part.label,
                    *_three(split, part.difference),
                    part.hidden or "",
                )
                for view in term.views
                for part in view.parts
            ]
        whole = (*_three(split, split.difference), *_numbers(split, None, None))
        terms.append((split.label, "Samen", "", *whole, split.certainty, split.sentence))
    sources: list[Row] = [(split.label, year) for split in result.splits for year in split.years]
    notes: list[Row] = [(s.label, note) for s in result.splits for note in (*s.notes, *s.stopped)]
    return (
        Sheet(
            "Delen",
            (*heads, "Zekerheid", "Wat het betekent"),
            (40, 40, 20, 14, 14, 14, 14, 14, 24, 90),
            tuple(terms),
        ),
        Sheet(
            "Onderdelen",
            ("Cijfer", "Deel", "Verdeling", "Onderdeel", "Verschil", *_BOUNDS, "Status"),
            (40, 40, 28, 40, 14, 14, 14, 12),
            tuple(parts),
        ),
        Sheet("Bronnen", ("Cijfer", "Tabel en jaar"), (50, 90), tuple(sources)),
        Sheet("Toelichting", ("Cijfer", "Tekst"), (50, 110), tuple(notes)),
    )


def _three(split: Split, held: Estimate) -> tuple[Number, ...]:
    return _numbers(split, held.value, held.lower, held.upper)


def _numbers(split: Split, *values: float | None) -> tuple[Number, ...]:
    unit, decimals = _unit(split)
    return tuple(Number(value, unit, decimals) for value in values)


def _unit(split: Split) -> tuple[Unit | None, int]:
    if split.unit == Unit.EURO.value:
        return None, 2
    return (Unit.PERCENTAGE if split.unit == Unit.PERCENTAGE.value else None), 3


def write_split(
    result: Published[SplitResult], folder: Path, *, made_on: datetime.date, software: str
) -> SplitResult:
    """Write the report into ``folder``; return the result with where it is (see :func:`write_sealed`)."""
    return write_sealed(
        result,
        folder,
        name=_name,
        document=lambda content: build(content, made_on, software),
        sheets=sheets,
    )


def _name(content: SplitResult) -> str:
    mark = "synthetisch" if content.synthetic else ""
    return joined_name("verschil", content.name, content.against.id, mark)
