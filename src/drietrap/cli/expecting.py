"""The command of the model of expected use: ``verwacht``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from drietrap.cli.output import (
    Json,
    ReportFolder,
    busy,
    console,
    data_folder,
    emit_json,
    show_report,
    show_title,
    table,
)
from drietrap.cli.questions import Municipality
from drietrap.cli.reporting import Period

if TYPE_CHECKING:
    from rich.console import Console

    from drietrap.differences.expected.result import ExpectedUse, ExpectedUseResult


def verwacht(
    context: typer.Context,
    gemeente: Municipality,
    periode: Period = None,
    wijken: Annotated[
        bool, typer.Option("--wijken", help="Ook de modellen per wijk, met een tabel van de wijken.")
    ] = False,
    factor: Annotated[
        list[str] | None,
        typer.Option(
            "--factor",
            metavar="FACTOR",
            help="Alleen dit kenmerk van de bevolking; mag vaker. Standaard alle van het model.",
            show_default=False,
        ),
    ] = None,
    uit: ReportFolder = None,
    as_json: Json = False,
) -> int:
    """Laat zien welk gebruik past bij de bevolking van een gemeente, naast het werkelijke gebruik.

    Met de kenmerken die hier tellen, en hoe goed het model is voor gemeenten die het nooit zag.
    """
    from drietrap.app.expecting import expected_use
    from drietrap.app.folder import DataFolder

    with busy("Verwacht gebruik berekenen..."):
        result = expected_use(
            DataFolder.resolve(data_folder(context)),
            gemeente,
            period=periode,
            districts=wijken,
            factors=tuple(factor or ()),
            out=uit,
        )
    if as_json:
        emit_json("verwacht", result)
    else:
        show_expected(console(), result.content)
    return 0


def show_expected(out: Console, result: ExpectedUseResult) -> None:
    """Show every answer: sentences, factors, districts, and how good the model is."""
    show_title(out, f"{result.name} ({result.area}): verwacht gebruik", synthetic=result.synthetic)
    for one in result.answers:
        out.print()
        _show(out, one)
    for why in result.left_out:
        out.print(f"Niet berekend: {why}")
    show_report(out, result.html, result.pdf, result.xlsx)


def _show(out: Console, one: ExpectedUse) -> None:
    from drietrap.publication.expected.words import district_row, factor_row, quality_row

    out.print(f"{one.label}, {one.period} ({one.unit})", style="bold")
    for sentence in one.sentences:
        out.print(sentence)
    lines = table("Wat hier telt", "kenmerken", "effect", "tussen", numbers=("effect",))
    for factor in one.factors:
        lines.add_row(*factor_row(factor))
    out.print(lines)
    if one.districts:
        columns = ("wijk", "jongeren", "verwacht", "tussen", "werkelijk", "oordeel")
        parts = table("Wijken", *columns, numbers=("jongeren", "verwacht", "werkelijk"))
        for district in one.districts:
            parts.add_row(*district_row(district))
        out.print(parts)
    heads = (
        "voor een",
        "gebieden",
        "verklaard",
        "tussen",
        "naar jongeren",
        "hoogstens",
        "binnen 80%",
        "binnen 95%",
    )
    good = table("Hoe goed het model is", *heads, numbers=heads[1:])
    for quality in one.quality:
        good.add_row(*quality_row(quality))
    out.print(good)
    out.print("Een * betekent: apart gehouden tot het model klaar was; anders om de beurt weggelaten.")
    for warning in one.warnings:
        out.print(f"Let op: {warning}")
    out.print(f"Bron: {one.source}.")
