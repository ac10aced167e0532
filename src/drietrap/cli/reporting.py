"""Commands that end in a report: ``rapport`` and ``demo``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from drietrap.cli.output import FICTIVE, Json, busy, console, data_folder, emit_json, show_files

if TYPE_CHECKING:
    from drietrap.app.register_results import RegisterDemoResult
    from drietrap.app.results import ReportResult

Period = Annotated[
    str | None,
    typer.Option("--periode", metavar="JAAR", help="Periode; standaard de nieuwste.", show_default=False),
]


def rapport(
    context: typer.Context,
    gemeente: Annotated[
        str, typer.Argument(metavar="GEMEENTE", help="Naam of code, zoals Dordrecht of GM0505.")
    ],
    uit: Annotated[Path, typer.Option("--uit", metavar="MAP", help="Map voor het rapport.")] = Path(
        "rapport"
    ),
    periode: Period = None,
    as_json: Json = False,
) -> int:
    """Maak een rapport over een gemeente: webpagina (HTML), PDF en Excel."""
    from drietrap.app.folder import DataFolder
    from drietrap.app.reporting import report

    with busy("Rapport maken..."):
        result = report(DataFolder.resolve(data_folder(context)), gemeente, uit, period=periode)
    if as_json:
        emit_json("rapport", result)
    else:
        _tell(result.content)
    return 0


def demo(
    context: typer.Context,
    uit: Annotated[
        Path | None, typer.Option("--uit", metavar="MAP", help="Map voor het rapport.", show_default=False)
    ] = None,
    as_json: Json = False,
) -> int:
    """Laat in één keer zien wat drietrap doet: gegevens, vergelijking en een eerste rapport.

    Zijn er nog geen tabellen gelezen, dan wordt een fictief land gemaakt.
    """
    from drietrap.app.demo import demo as run_demo
    from drietrap.app.demo_register import register_demo, whole_demo
    from drietrap.app.folder import DataFolder
    from drietrap.app.scenario_examples import ready_examples

    folder = DataFolder.resolve(data_folder(context))
    with busy("Voorbeeld maken: gegevens, vergelijking, rapport..."):
        result = run_demo(folder, uit)
    scenarios = ready_examples(DataFolder.resolve(Path(result.content.data)), result.content.name)
    if not as_json:
        _tell(result.content)
        console().print(
            f"\nZelf verder kijken: drietrap --data '{result.content.data}' vergelijk {result.content.area}",
            soft_wrap=True,
        )
    with busy("Voorbeeld maken: leveringen van aanbieders, controles, geheimhouding..."):
        made = register_demo(folder, uit)
    if as_json:
        emit_json("demo", whole_demo(result, made, scenarios))
    else:
        _tell_register(made.content)
        _tell_scenarios(result.content.data, scenarios)
    return 0


def _tell(made: ReportResult) -> None:
    out = console()
    if made.synthetic:
        out.print(FICTIVE, style="bold")
    out.print(f"Rapport over {made.name}, {made.period}:")
    show_files(out, webpagina=made.html, PDF=made.pdf, Excel=made.xlsx)


def _tell_register(made: RegisterDemoResult) -> None:
    out = console()
    feedback, records = made.feedback, made.record_report
    out.print("\nHet register, altijd met fictieve jeugdigen:", style="bold")
    out.print(
        f"Terugkoppeling aan {feedback.label or feedback.provider}, {feedback.period}. Daar zit met opzet "
        "een fout in: bijna alle hulp is op 1 januari opnieuw geregistreerd.",
        soft_wrap=True,
    )
    show_files(out, webpagina=feedback.html, Excel=feedback.xlsx)
    out.print(f"Cijfers uit de leveringen naast die van het CBS, {records.name}, {records.period}:")
    show_files(out, webpagina=records.html, PDF=records.pdf, Excel=records.xlsx)
    out.print(
        "In dit rapport staat ook hoe de kosten over jongeren zijn verdeeld: de concentratiecurve.",
        soft_wrap=True,
    )
    out.print(f"De leveringen zelf staan in {made.data}/leveringen", soft_wrap=True)
    out.print(f"\nWie waarover leverde: drietrap --data '{made.data}' leveringen", soft_wrap=True)


def _tell_scenarios(data: str, files: tuple[Path, ...]) -> None:
    out = console()
    out.print("\nVooruitkijken: twee scenario's die klaar zijn om door te rekenen.", style="bold")
    for file in files:
        out.print(f"  drietrap --data '{data}' simuleer '{file}' --trekkingen 20", soft_wrap=True)
