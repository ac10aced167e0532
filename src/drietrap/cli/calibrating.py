"""The command that fits the model of a municipality to its figures: ``ijk``."""

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

if TYPE_CHECKING:
    from rich.console import Console

    from drietrap.steering.calibration.told import CalibrationResult

_SOME = 8  # so many assumptions are named on the screen


def ijk(
    context: typer.Context,
    gemeente: Municipality,
    bron: Annotated[
        str,
        typer.Option(
            "--bron",
            metavar="BRON",
            help="Waarop: register (leveringen), gepubliceerd (tabellen) of kies (register als dat kan).",
        ),
    ] = "kies",
    opnieuw: Annotated[
        bool, typer.Option("--opnieuw", help="Begin opnieuw, ook als er al een ijking is.")
    ] = False,
    uit: ReportFolder = None,
    as_json: Json = False,
) -> int:
    """Stel het model van een gemeente af op haar cijfers, en laat zien hoe goed het past.

    Op haar register, of op gepubliceerde tabellen. Met de cijfers die zijn gebruikt, cijfers die niet zijn
    gebruikt, en wat alleen een aanname is.
    """
    from drietrap.app.calibrating import calibration
    from drietrap.app.calibrating_records import source_named
    from drietrap.app.folder import DataFolder

    with busy("Het model afstellen..."):
        result = calibration(
            DataFolder.resolve(data_folder(context)),
            gemeente,
            source=source_named(bron),
            fresh=opnieuw,
            out=uit,
        )
    if as_json:
        emit_json("ijk", result)
    else:
        show_calibration(console(), result.content)
    return 0


def show_calibration(out: Console, result: CalibrationResult) -> None:
    """Show sentences, figures used and kept, costs, and what is only assumed."""
    from drietrap.publication.calibration import words

    title = f"{result.name} ({result.area}): ijking van het model, {result.year}"
    show_title(out, title, synthetic=result.synthetic)
    for sentence in result.sentences:
        out.print(sentence)
    used = table(
        "Gebruikt om af te stellen", *words.FIGURE_HEADS, numbers=("eigen cijfer", "telt mee", "model")
    )
    kept = table("Niet gebruikt", *words.KEPT_HEADS, numbers=("eigen cijfer", "model"))
    for one in result.figures:
        if one.fitted:
            used.add_row(*words.figure_row(one))
        else:
            kept.add_row(*words.kept_row(one))
    out.print(used)
    out.print(kept)
    if result.durations:
        lasting = table("Duur van hulp in maanden", *words.DURATION_HEADS, numbers=("land", "hier"))
        for one_form in result.durations:
            lasting.add_row(*words.duration_row(one_form))
        out.print(lasting)
    costs = table("Kosten per jaar", *words.COST_HEADS, numbers=("lasten", "model", "prijs"))
    for cost in result.costs:
        costs.add_row(*words.cost_row(cost))
    out.print(costs)
    for warning in result.warnings:
        out.print(f"Let op: {warning}")
    assumed = [value.label for value in result.values if value.assumption]
    if assumed:
        rest = f"; en {len(assumed) - _SOME} andere (--uit geeft ze alle)" if len(assumed) > _SOME else ""
        out.print(f"Alleen een aanname: {'; '.join(assumed[:_SOME])}{rest}.")
    show_report(out, result.html, result.pdf, result.xlsx)
