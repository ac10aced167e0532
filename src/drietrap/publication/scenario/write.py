"""Write the report about a scenario: HTML, PDF and XLSX together, or nothing at all."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

from drietrap.benchmark.result import Estimate
from drietrap.publication.disclosure import Published
from drietrap.publication.report.document import Document, Hero, Paragraph, Points
from drietrap.publication.report.sheets import Number, Row, Sheet
from drietrap.publication.report.write import joined_name, write_document
from drietrap.publication.report.xlsx import workbook
from drietrap.publication.scenario import sections, words
from drietrap.steering.scenario.result import ScenarioResult, VariantResult
from drietrap.vocabulary.errors import IntegrityError

_ENDS = ("ondergrens", "bovengrens")


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
            sections.measures_section(result),
            sections.sure_section(result),
        ),
        basis="Dit rapport rust op een model dat is afgesteld op gepubliceerde tabellen, en op aannames.",
    )


def _hero(first: VariantResult) -> Hero:
    """Return what stands largest: the guard where help gets worse, else money."""
    picture = sections.waterfall_of(first, "-eerst")
    if first.beware:
        return Hero("Let op", first.beware[0], picture)
    amount = "onbekend" if first.euros.value is None else words.large(first.euros.value)
    caption = f"{first.label}, alle jaren samen (95% zeker: {words.between(first.euros, euros=True)})"
    return Hero(amount, caption, picture)


def sheets(result: ScenarioResult) -> tuple[Sheet, ...]:
    """Return the workbook: every number with its bounds."""
    money: list[Row] = []
    effects: list[Row] = []
    terms: list[Row] = []
    notices: list[Row] = []
    providers: list[Row] = []
    for one in result.variants:
        money += [
            (
                one.id,
                str(year.year),
                *_three(year.baseline),
                *_three(year.turned),
                *_three(year.difference),
                *map(_plain, (year.own_costs, year.budget, year.contribution, year.kept)),
            )
            for year in one.years
        ]
        money += [
            (
                one.id,
                f"taakveld {line.code}",
                *_three(line.baseline),
                *(_plain(None),) * 3,
                *_three(line.difference),
            )
            for line in one.taakvelden
        ]
        effects += [
            (
                one.id,
                line.label,
                line.unit,
                *_three(line.baseline),
                *_three(line.turned),
                *_three(line.difference),
                "",
            )
            for line in one.effects
        ]
        effects += [
            (
                one.id, line.label, line.unit, *_three(line.baseline), *_three(line.turned),
                *_three(line.difference), line.verdict.value,
            )
            for line in one.guards
        ]  # fmt: skip
        terms += [
            (one.id, term.label, term.kind.value, *_three(term.euros), *_three(term.youths))
            for term in one.terms
        ]
        notices += [
            (one.id, line.kind, line.label, *_three(line.youths), *_three(line.unmet)) for line in one.notices
        ]
        providers += [
            (one.id, line.form, line.label, *_three(line.baseline), *_three(line.difference))
            for line in one.providers
        ]
    without, turned, change = (
        tuple(f"{what}{end}" for end in ("", *(f", {one}" for one in _ENDS)))
        for what in ("zonder", "met", "verschil")
    )
    nine = (*without, *turned, *change)
    tail = ("eigen kosten", "begroting", "bijdrage na verevening", "scheelt na verevening")
    evidence: list[Row] = []
    for made in result.measures:
        for effect in made.effects:
            size = Estimate(effect.middle, effect.lower, effect.upper)
            told = (made.id, made.lever, made.reason, made.dose, effect.id)
            evidence.append((*told, *_three(size), effect.evidence, effect.source))
    return (
        _sheet("Geld", ("variant", "jaar of taakveld", *nine, *tail), money),
        _sheet("Effecten", ("variant", "wat", "eenheid", *nine, "oordeel"), effects),
        _sheet("Delen", ("variant", "deel", "soort", "euro", *_ENDS, "jeugdigen met hulp", *_ENDS), terms),
        _sheet(
            "Wie",
            ("variant", "groep", "wie", "jeugdigen met hulp", *_ENDS, "ernstig zonder hulp", *_ENDS),
            notices,
        ),
        _sheet(
            "Aanbieders",
            ("variant", "vorm", "aanbieder", "zonder", *_ENDS, "verschil", *_ENDS),
            providers,
        ),
        _sheet(
            "Maatregelen",
            ("maatregel", "knop", "reden", "dosis", "effect", "factor", *_ENDS, "hoe bekend", "bron"),
            evidence,
        ),
        _sheet("Aannames", ("aanname",), [(text,) for text in result.assumptions]),
    )


def _sheet(name: str, heads: tuple[str, ...], rows: list[Row]) -> Sheet:
    full: list[Row] = [(*row, *("",) * (len(heads) - len(row))) for row in rows]
    return Sheet(name, heads, tuple(max(14, len(head) + 2) for head in heads), tuple(full))


def _three(held: Estimate | None) -> tuple[Number, Number, Number]:
    ends = (None, None, None) if held is None else (held.value, held.lower, held.upper)
    return (_plain(ends[0]), _plain(ends[1]), _plain(ends[2]))


def _plain(value: float | None) -> Number:
    return Number(value, None, 2)


def write_scenario(
    result: Published[ScenarioResult], folder: Path, *, made_on: datetime.date, software: str
) -> ScenarioResult:
    """Write the report into ``folder``; return the result with the paths of its files.

    Raises
    ------
    IntegrityError
        For anything that did not pass :func:`drietrap.publication.disclosure.publish`.
    InputError
        When the folder cannot be written.
    """
    if not isinstance(result, Published):
        raise IntegrityError("Een rapport wordt alleen gemaakt van een publiceerbaar resultaat.")
    content = result.content
    document = build(content, made_on, software)
    mark = "synthetisch" if content.synthetic else ""
    name = joined_name("scenario", content.name, content.title[:40], mark)
    html, pdf, xlsx = write_document(document, lambda: workbook(document, sheets(content)), name, folder)
    return replace(content, folder=str(folder), html=str(html), pdf=str(pdf), xlsx=str(xlsx))
