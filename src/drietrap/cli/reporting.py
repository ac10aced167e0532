"""Commands that end in a report: ``rapport`` and ``demo``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from drietrap.cli.output import FICTIVE, Json, busy, console, data_folder, emit_json

if TYPE_CHECKING:
    from drietrap.app.register_results import RegisterDemoResult
    from drietrap.publication.disclosure import Published

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
    return _told("rapport", result, as_json)


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

    folder = DataFolder.resolve(data_folder(context))
    with busy("Voorbeeld maken: gegevens, vergelijking, rapport..."):
        result = run_demo(folder, uit)
    if not as_json:
        _told("demo", result, as_json)
    with busy("Voorbeeld maken: leveringen van aanbieders, controles, geheimhouding..."):
        made = register_demo(folder, uit)
    if as_json:
        emit_json("demo", whole_demo(result, made))
    else:
        _tell_register(made.content)
    return 0


def _told(command: str, result: Published, as_json: bool) -> int:  # type: ignore[type-arg]
    if as_json:
        emit_json(command, result)
        return 0
    made, out = result.content, console()
    if made.synthetic:
        out.print(FICTIVE, style="bold")
    out.print(f"Rapport over {made.name}, {made.period}:")
    for label, path in (("webpagina", made.html), ("PDF", made.pdf), ("Excel", made.xlsx)):
        out.print(f"  {label:<10} {path}", soft_wrap=True)
    if command == "demo":
        out.print(
            f"\nZelf verder kijken: drietrap --data '{made.data}' vergelijk {made.area}", soft_wrap=True
        )
    return 0


def _tell_register(made: RegisterDemoResult) -> None:
    out = console()
    feedback, records = made.feedback, made.record_report
    out.print("\nHet register, altijd met fictieve jeugdigen:", style="bold")
    out.print(
        f"Terugkoppeling aan {feedback.label or feedback.provider}, {feedback.period}. Daar zit met opzet "
        "een fout in: bijna alle hulp is op 1 januari opnieuw geregistreerd.",
        soft_wrap=True,
    )
    for label, path in (("webpagina", feedback.html), ("Excel", feedback.xlsx)):
        out.print(f"  {label:<10} {path}", soft_wrap=True)
    out.print(f"Cijfers uit de leveringen naast die van het CBS, {records.name}, {records.period}:")
    for label, path in (("webpagina", records.html), ("PDF", records.pdf), ("Excel", records.xlsx)):
        out.print(f"  {label:<10} {path}", soft_wrap=True)
    out.print(f"\nWie waarover leverde: drietrap --data '{made.data}' leveringen", soft_wrap=True)
