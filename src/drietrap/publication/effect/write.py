"""Write the report about the effect of a measure: HTML, PDF and XLSX together, or nothing at all."""

from __future__ import annotations

import datetime
from pathlib import Path

from drietrap.learning.result import EffectResult, WeighedLever
from drietrap.learning.words import LEADS, between, title
from drietrap.publication.charts.found import found
from drietrap.publication.disclosure import Published
from drietrap.publication.effect.words import (
    EARLIER,
    LEVER_HEADS,
    LEVER_WORDS,
    METHOD_HEADS,
    VERSION_HEADS,
    lever_row,
    method_rows,
    version_row,
)
from drietrap.publication.report.document import Block, Document, Hero, Note, Paragraph, Points, Section
from drietrap.publication.report.sealed import write_sealed
from drietrap.publication.report.sheets import Number, Row, Sheet, as_wide_as_heads
from drietrap.publication.report.write import joined_name
from drietrap.publication.tables import table

_EFFECT_HEADS = ("manier", "verandering (%)", "95% van", "95% tot", "p-waarde", "andere gemeenten")


def build(result: EffectResult, made_on: datetime.date, software: str) -> Document:
    """Return the whole report before it has a form."""
    measure = result.judged
    verdict = result.verdict.value
    return Document(
        title=f"Maatregel {measure.id}: {measure.title}",
        subtitle=f"{measure.name}: het effect teruggezocht",
        area=measure.area,
        made_on=made_on.isoformat(),
        software=software,
        synthetic=result.synthetic,
        hero=Hero(
            verdict[:1].upper() + verdict[1:],
            f"Van deze maatregel: {title(result.verdict)}",
            found(result) if result.years else None,
        ),
        main_points=Points(
            tuple(Paragraph(text, lead) for lead, text in zip(LEADS, result.sentences, strict=True) if text)
        ),
        sections=(_how(result), _chain(result)),
        basis=f"Dit rapport rust op {result.source}.",
    )


def _how(result: EffectResult) -> Section:
    blocks: list[Block] = []
    if result.methods:
        rows = method_rows(result)
        blocks.append(
            table("tabel-manieren", "Het effect, op elke manier berekend", METHOD_HEADS, rows, "tnnnnn")
        )
        blocks.append(
            Paragraph(
                "Verschil in verschillen: de verandering hier tegenover die in andere gemeenten met "
                "eenzelfde verloop. Synthetische vergelijking: tegenover een mengsel van gemeenten dat "
                "ervoor hetzelfde verliep. Elke andere gemeente is ook eens op de plek van deze gezet: zo "
                "is te zien wat toeval doet.",
                "Hoe",
            )
        )
    blocks += [Note("Aanname", text) for text in result.assumptions]
    return Section("effect-hoe", "Hoe dit is berekend", tuple(blocks))


def _chain(result: EffectResult) -> Section:
    rows = [version_row(one) for one in result.versions]
    blocks: list[Block] = [
        table("tabel-versies", "Wat wanneer is vastgelegd", VERSION_HEADS, rows, "tntttt"),
        Paragraph("Een regel verandert nooit meer. Een nieuw inzicht is een nieuwe versie ernaast."),
    ]
    if result.weighed is not None:
        blocks.append(Paragraph(f"{between(result.judged.expected)}.", "Verwacht (80%)"))
        blocks.append(Paragraph(f"{between(result.methods[0].change)}.", "Gezien (95%)"))
        blocks.append(Paragraph(f"{between(result.weighed)}.", "Samen (80%)"))
    if result.levers:
        levers = [lever_row(one) for one in result.levers]
        blocks.append(table("tabel-knop", "De knop, voor en na deze maatregel", LEVER_HEADS, levers, "ttt"))
        blocks.append(Paragraph(LEVER_WORDS))
    return Section("effect-keten", "Van verwachting naar les", tuple(blocks))


def sheets(result: EffectResult) -> tuple[Sheet, ...]:
    """Return the workbook: years, effects by method, versions and the lever, as numbers."""
    years: list[Row] = [
        (one.period, Number(one.count.value, None, 0), Number(one.count.lower, None, 0),
         Number(one.count.upper, None, 0), one.use)
        for one in result.years
    ]  # fmt: skip
    named = [(one.method, one) for one in result.methods]
    if result.earlier is not None:
        named.append((EARLIER, result.earlier))
    methods: list[Row] = [
        (name, *(Number(part, None, 2) for part in (one.change.value, one.change.lower, one.change.upper)),
         Number(one.p_value, None, 4), Number(one.others, None, 0))
        for name, one in named
    ]  # fmt: skip
    return (
        as_wide_as_heads("Jaren", ("jaar", "aantal", "van", "tot", "gebruikt"), years),
        as_wide_as_heads("Effect", _EFFECT_HEADS, methods),
        as_wide_as_heads("Versies", VERSION_HEADS, [version_row(one) for one in result.versions]),
        as_wide_as_heads(
            "Knop", ("knop", "effect", "was", "van", "tot", "wordt", "van nu", "tot nu"),
            [_lever(one) for one in result.levers],
        ),
    )  # fmt: skip


def _lever(one: WeighedLever) -> Row:
    numbers = (
        Number(part, None, 3)
        for told in (one.before, one.after)
        for part in (told.value, told.lower, told.upper)
    )
    return (one.lever, one.effect, *numbers)


def write_effect(
    result: Published[EffectResult], folder: Path, *, made_on: datetime.date, software: str
) -> EffectResult:
    """Write the report into ``folder``; return the result with where it is (see :func:`write_sealed`)."""
    return write_sealed(
        result,
        folder,
        name=lambda content: joined_name("effect", content.judged.id, content.judged.name),
        document=lambda content: build(content, made_on, software),
        sheets=sheets,
    )
