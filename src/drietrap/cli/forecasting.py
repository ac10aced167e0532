"""The command that looks ahead: ``vooruitblik``."""

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

    from drietrap.steering.forecast.result import Forecast, ForecastResult


def vooruitblik(
    context: typer.Context,
    gemeente: Municipality,
    aantal: Annotated[
        list[str] | None,
        typer.Option(
            "--aantal",
            metavar="AANTAL",
            help="Alleen dit aantal: jeugdzorg_tot_23, jeugdhulp of trajecten; mag vaker. Standaard alle.",
            show_default=False,
        ),
    ] = None,
    uit: ReportFolder = None,
    as_json: Json = False,
) -> int:
    """Kijk vooruit: hoeveel jongeren met jeugdhulp een gemeente kan verwachten, met de bandbreedte.

    Met erbij hoe goed zo'n vooruitblik vroeger was, naast eenvoudige methoden.
    """
    from drietrap.app.folder import DataFolder
    from drietrap.app.forecasting import forecast

    with busy("Vooruitkijken, en testen op eerdere jaren..."):
        folder = DataFolder.resolve(data_folder(context))
        result = forecast(folder, gemeente, wanted=tuple(aantal or ()), out=uit)
    if as_json:
        emit_json("vooruitblik", result)
    else:
        show_forecast(console(), result.content)
    return 0


def show_forecast(out: Console, result: ForecastResult) -> None:
    """Show every forecast: sentences, the years ahead, the areas around, and how methods did before."""
    show_title(out, f"{result.name} ({result.area}): vooruitblik", synthetic=result.synthetic)
    for one in result.forecasts:
        out.print()
        _show(out, one)
    for why in result.left_out:
        out.print(f"Niet vooruit te zien: {why}")
    show_report(out, result.html, result.pdf, result.xlsx)


def _show(out: Console, one: Forecast) -> None:
    from drietrap.publication.forecast.words import (
        AHEAD_HEADS,
        LEVEL_HEADS,
        TRIED_HEADS,
        TRIED_WORDS,
        ahead_row,
        level_row,
        tried_row,
    )
    from drietrap.steering.forecast.words import LEADS, widths

    out.print(f"{one.label[:1].upper()}{one.label[1:]}", style="bold")
    for lead, sentence in zip(LEADS, one.sentences, strict=True):
        out.print(f"{lead}: {sentence}" if lead != LEADS[0] else sentence)
    years = table("Jaar voor jaar", *AHEAD_HEADS, numbers=AHEAD_HEADS[1:])
    for told in one.own.ahead:
        years.add_row(*ahead_row(told))
    out.print(years)
    out.print(widths(one.own.ahead))
    areas = table("Gebieden", *LEVEL_HEADS, numbers=LEVEL_HEADS[3:])
    for area in (one.own, one.region, one.country, *one.districts):
        if area is not None:
            areas.add_row(*level_row(area))
    out.print(areas)
    for where in dict.fromkeys(trial.situation for trial in one.trials):
        tests = table(f"Hoe goed methoden vroeger waren: {where}", *TRIED_HEADS, numbers=TRIED_HEADS[1:])
        for trial in one.trials:
            if trial.situation == where:
                tests.add_row(*tried_row(trial))
        out.print(tests)
    if one.trials:
        out.print(TRIED_WORDS)
    for warning in one.warnings:
        out.print(f"Let op: {warning}")
    out.print(f"Bron: {one.source}.")
