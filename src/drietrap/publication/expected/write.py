"""Write the report about expected use: HTML, PDF and XLSX together, or nothing at all."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

from drietrap.catalogue.indicator import Unit
from drietrap.differences.expected.result import Expectation, ExpectedUse, ExpectedUseResult, FactorValue
from drietrap.publication.charts.expected import expected_chart
from drietrap.publication.disclosure import Published
from drietrap.publication.expected.words import district_row, factor_row, quality_row, share
from drietrap.publication.report.document import Block, Document, Hero, Note, Paragraph, Points, Section
from drietrap.publication.report.sealed import write_sealed
from drietrap.publication.report.sheets import Number, Row, Sheet, as_wide_as_heads
from drietrap.publication.report.write import joined_name
from drietrap.publication.tables import table
from drietrap.vocabulary.notation import number

_LEADS = ("Verwacht", "Werkelijk", "Wat telt", "Hoe goed", "Let op")
_LARGE = 1000  # from here a decimal says nothing
_ENDS = ("ondergrens", "bovengrens")


def build(result: ExpectedUseResult, made_on: datetime.date, software: str) -> Document:
    """Return the whole report before it has a form."""
    first = result.answers[0]
    chart = expected_chart(result.name, first)
    points = tuple(Paragraph(text, lead) for lead, text in zip(_LEADS, first.sentences, strict=True))
    return Document(
        title=f"Verwacht gebruik in {result.name}",
        subtitle=f"{_capital(first.label)}, {first.period}",
        area=result.area,
        made_on=made_on.isoformat(),
        software=software,
        synthetic=result.synthetic,
        hero=Hero(
            share(first.own.expected.value),
            f"van de jongeren past bij de bevolking van {result.name}; "
            f"werkelijk {first.own.hidden or share(first.own.observed.value)}",
            chart,
        ),
        main_points=Points(points),
        sections=tuple(
            section
            for at, one in enumerate(result.answers)
            for section in _sections(result, one, first=at == 0)
        ),
        basis="Dit rapport rust op gepubliceerde tabellen; bij elk deel staat de bron.",
    )


def _sections(result: ExpectedUseResult, one: ExpectedUse, *, first: bool) -> tuple[Section, ...]:
    name = f"{_capital(one.label)}, {one.period}"
    blocks: list[Block] = []
    if not first:
        blocks += [Paragraph(text, lead) for lead, text in zip(_LEADS, one.sentences, strict=True)]
        chart = expected_chart(result.name, one)
        blocks += [chart] if chart else []
    blocks.append(
        Paragraph(
            "Per groep kenmerken staat hoeveel procentpunt zij hier toevoegt aan het gemiddelde van "
            f"{share(one.average)}. Samen tellen zij op tot het verwachte gebruik. Kenmerken die sterk "
            "samengaan, staan bij elkaar: los van elkaar zegt hun effect weinig."
        )
    )
    rows = [(*factor_row(factor), _values(factor.factors)) for factor in one.factors]
    heads = ("Kenmerken", "Effect (procentpunt)", "Tussen (95%)", "Hier (gemiddeld)")
    blocks.append(table(f"tabel-kenmerken-{one.model}", f"Wat telt: {name}", heads, rows, "tnnt"))
    if one.districts:
        columns = ("Wijk", "Jongeren", "Verwacht", "Tussen (95%)", "Werkelijk", "Oordeel")
        body = [district_row(district) for district in one.districts]
        blocks.append(table(f"tabel-wijken-{one.model}", f"Wijken: {name}", columns, body, "tnnnnt"))
    good = (
        "Voor een", "Gebieden", "Verklaard", "Tussen (95%)", "Naar jongeren", "Hoogstens", "Binnen 80%",
        "Binnen 95%",
    )  # fmt: skip
    blocks.append(
        table(
            f"tabel-model-{one.model}",
            f"Hoe goed het model is: {name}",
            good,
            map(quality_row, one.quality),
            "tnnnnnnn",
        )
    )
    blocks.append(
        Paragraph(
            "Verklaard: welk deel van de verschillen het model voorspelde bij gebieden die het niet kende. "
            "Tussen: wat dat deel is als de gemeenten anders waren getrokken. "
            "Naar jongeren: elke jongere telt even zwaar. Hoogstens: wat toeval in kleine gebieden te "
            "verklaren overlaat. Een * betekent: apart gehouden tot het model klaar was. Binnen 80% en 95%: "
            "hoe vaak het werkelijke cijfer binnen de bandbreedte viel."
        )
    )
    blocks += [Note("Let op", text) for text in one.warnings]
    blocks.append(Paragraph(f"{one.source}.", "Bron"))
    return (Section(f"verwacht-{one.model}-{one.period}", name, tuple(blocks)),)


def _capital(label: str) -> str:
    """Begin with a capital and leave the rest: ``str.capitalize`` would make SCP scp."""
    return label[:1].upper() + label[1:]


def _values(factors: Sequence[FactorValue]) -> str:
    told = [
        f"{one.label} {'onbekend' if one.here is None else _plainly(one.here)} ({_plainly(one.average)})"
        for one in factors
    ]
    return "; ".join(told)


def _plainly(value: float) -> str:
    return number(value, 0 if abs(value) >= _LARGE else 1)


def sheets(result: ExpectedUseResult) -> tuple[Sheet, ...]:
    """Return the workbook: areas, factors and quality, as numbers."""
    areas: list[Row] = []
    factors: list[Row] = []
    good: list[Row] = []
    for one in result.answers:
        areas += [(one.label, one.period, *_area(area)) for area in (one.own, *one.districts)]
        factors += [
            (one.label, one.period, group.label, *map(_plain, _three(group.effect)), _values(group.factors))
            for group in one.factors
        ]
        for q in one.quality:
            parts = (*_three(q.spread), q.weighted, q.ceiling, q.ceiling_weighted, q.cover_80, q.cover_95)
            kept = "apart gehouden" if q.reserved else "om de beurt weggelaten"
            numbers = (Number(q.areas, Unit.COUNT, 0), *map(_plain, parts), _plain(q.error))
            good.append((one.label, one.period, q.situation, kept, *numbers))
    three = ("effect (procentpunt)", *_ENDS)
    model = ("model", "periode")
    area_heads = (
        *model, "gebied", "naam", "jongeren", "werkelijk", *_ENDS, "verwacht", *_ENDS, "verwacht 80% van",
        "tot", "ook uit regio en omgeving", *_ENDS, "verschil", *_ENDS, "oordeel", "verborgen",
    )  # fmt: skip
    good_heads = (
        *model, "situatie", "hoe", "gebieden", "verklaard", *_ENDS, "naar jongeren", "hoogstens",
        "hoogstens naar jongeren", "binnen 80%", "binnen 95%", "gemiddelde fout",
    )  # fmt: skip
    return (
        as_wide_as_heads("Gebieden", area_heads, areas),
        as_wide_as_heads("Kenmerken", (*model, "kenmerken", *three, "hier (gemiddeld)"), factors),
        as_wide_as_heads("Hoe goed", good_heads, good),
    )


def _area(area: Expectation) -> Row:
    spread = (*_three(area.observed), *_three(area.expected), area.likely.lower, area.likely.upper)
    numbers = (*spread, *_three(area.nearby), *_three(area.difference))
    youths = Number(area.youths, Unit.COUNT, 0)
    return (area.area, area.name, youths, *map(_plain, numbers), area.verdict.value, area.hidden or "")


def _three(estimate: object) -> tuple[float | None, ...]:
    return tuple(getattr(estimate, end) for end in ("value", "lower", "upper"))


def _plain(value: float | None) -> Number:
    return Number(value, None, 2)


def write_expected(
    result: Published[ExpectedUseResult], folder: Path, *, made_on: datetime.date, software: str
) -> ExpectedUseResult:
    """Write the report into ``folder``; return the result with where it is (see :func:`write_sealed`)."""
    return write_sealed(
        result,
        folder,
        name=lambda content: joined_name(
            "verwacht", content.name, *dict.fromkeys(one.period for one in content.answers)
        ),
        document=lambda content: build(content, made_on, software),
        sheets=sheets,
    )
