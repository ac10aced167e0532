"""Write the report about a scenario: HTML, PDF and XLSX together, or nothing at all."""

from __future__ import annotations

import datetime
from pathlib import Path

from drietrap.publication.disclosure import Published
from drietrap.publication.report.document import Document, Hero, Paragraph, Points
from drietrap.publication.report.sealed import write_sealed
from drietrap.publication.report.write import joined_name
from drietrap.publication.scenario import sections, words
from drietrap.publication.scenario.budget import budget_section
from drietrap.publication.scenario.sheets import sheets
from drietrap.steering.scenario.result import ScenarioResult, VariantResult


def build(result: ScenarioResult, made_on: datetime.date, software: str) -> Document:
    """Return the whole report before it has a form."""
    first = result.variants[0]
    points = [Paragraph(text, "Eerst dit") for text in first.beware]
    points.append(Paragraph(first.sentence, "Geld"))
    points += [Paragraph(text, "Let op") for text in first.warnings]
    points.append(Paragraph(result.question, "De vraag"))
    return Document(
        title=f"{result.name}: {result.title}",
        subtitle=f"Naast niets doen, {result.begins} tot en met {result.until}",
        area=result.area,
        made_on=made_on.isoformat(),
        software=software,
        synthetic=result.synthetic,
        hero=_hero(first),
        main_points=Points(tuple(points)),
        sections=(
            sections.choices_section(result),
            *(sections.variant_section(one) for one in result.variants),
            budget_section(result),
            sections.measures_section(result),
            sections.sure_section(result),
            sections.technical_section(result),
        ),
        basis="Dit rapport rust op een model dat is afgesteld op cijfers van de gemeente, en op aannames.",
    )


def _hero(first: VariantResult) -> Hero:
    """Return what stands largest: the guard where help gets worse, else money."""
    picture = sections.waterfall_of(first, "-eerst")
    if first.beware:
        return Hero("Let op", first.beware[0], picture)
    amount = "onbekend" if first.euros.value is None else words.large(first.euros.value)
    caption = f"{first.label}, alle jaren samen (95% zeker: {words.between(first.euros, euros=True)})"
    return Hero(amount, caption, picture)


def write_scenario(
    result: Published[ScenarioResult], folder: Path, *, made_on: datetime.date, software: str
) -> ScenarioResult:
    """Write the report into ``folder``; return the result with where it is (see :func:`write_sealed`)."""
    return write_sealed(
        result, folder, name=_name, document=lambda content: build(content, made_on, software), sheets=sheets
    )


def _name(content: ScenarioResult) -> str:
    return joined_name(
        "scenario", content.name, content.title[:40], "synthetisch" if content.synthetic else ""
    )
