"""Commands that end in a report: ``rapport`` and ``demo``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from drietrap.cli.output import FICTIVE, Json, busy, console, data_folder, emit_json

if TYPE_CHECKING:
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
    from drietrap.app.folder import DataFolder

    with busy("Voorbeeld maken: gegevens, vergelijking, rapport..."):
        result = run_demo(DataFolder.resolve(data_folder(context)), uit)
    return _told("demo", result, as_json)


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
