"""Commands that answer a question: compare, allocation, checks, lineage and the catalogue."""

from __future__ import annotations

from typing import Annotated

import typer

from drietrap.cli.output import FICTIVE, Json, busy, console, data_folder, emit_json
from drietrap.cli.reporting import Period
from drietrap.vocabulary.errors import ExitCode

Municipality = Annotated[
    str, typer.Argument(metavar="GEMEENTE", help="Naam of code, zoals Dordrecht, GM0505 of Den Haag.")
]


def vergelijk(
    context: typer.Context,
    gemeente: Municipality,
    periode: Period = None,
    groep: Annotated[
        str | None,
        typer.Option(
            "--groep",
            metavar="GROEP",
            help="Alleen: nederland, jeugdregio, grootteklasse of buren.",
            show_default=False,
        ),
    ] = None,
    as_json: Json = False,
) -> int:
    """Vergelijk een gemeente met Nederland, haar jeugdregio, gemeenten van haar grootte en haar buren.

    Bij elk cijfer staat hoe zeker het is: afronding en toeval samen, met een oordeel in woorden.
    """
    from drietrap.app.folder import DataFolder
    from drietrap.app.questions import compare_municipality
    from drietrap.cli.show import show_comparison

    with busy("Vergelijken..."):
        result = compare_municipality(
            DataFolder.resolve(data_folder(context)), gemeente, period=periode, group=groep
        )
    if as_json:
        emit_json("vergelijk", result)
    else:
        show_comparison(console(), result.content, FICTIVE)
    return 0


def verdeelmodel(
    context: typer.Context,
    gemeente: Municipality,
    circulaire: Annotated[
        str | None,
        typer.Option(
            "--circulaire", metavar="CODE", help="Alleen deze circulaire, zoals M2023.", show_default=False
        ),
    ] = None,
    as_json: Json = False,
) -> int:
    """Reken de uitkering voor jeugd uit het gemeentefonds na, per maatstaf en per circulaire."""
    from drietrap.app.folder import DataFolder
    from drietrap.app.questions import allocation_of
    from drietrap.cli.show import show_allocation

    with busy("Narekenen..."):
        result = allocation_of(DataFolder.resolve(data_folder(context)), gemeente, circular=circulaire)
    if as_json:
        emit_json("verdeelmodel", result)
    else:
        show_allocation(console(), result.content, FICTIVE)
    return 0


def controleer_tabellen(
    context: typer.Context,
    tabellen: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[TABEL...]", help="Alleen deze tabellen; standaard alle.", show_default=False
        ),
    ] = None,
    alles: Annotated[
        bool, typer.Option("--alles", help="Toon alle bevindingen, ook de lange lijsten.")
    ] = False,
    as_json: Json = False,
) -> int:
    """Controleer of gepubliceerde tabellen met zichzelf en met elkaar kloppen, met de berekening erbij.

    De tabellen van het Nader onderzoek 2015 zijn altijd bij de hand (NADER-ONDERZOEK-2015).
    """
    from drietrap.app.folder import DataFolder
    from drietrap.app.questions import check_published_tables
    from drietrap.cli.show import show_findings

    with busy("Controleren..."):
        result = check_published_tables(DataFolder.resolve(data_folder(context)), tuple(tabellen or ()))
    if as_json:
        emit_json("controleer-tabellen", result)
    else:
        show_findings(console(), result.content, everything=alles)
    return int(ExitCode.FINDINGS if result.content.findings else ExitCode.DONE)


def herkomst(
    context: typer.Context,
    nummer: Annotated[str, typer.Argument(metavar="ID", help="Het herkomstnummer bij een cijfer (H...).")],
    as_json: Json = False,
) -> int:
    """Volg een cijfer terug naar bestand, regel en kolom, met de vingerafdruk van het bestand."""
    from drietrap.app.folder import DataFolder
    from drietrap.app.questions import trace
    from drietrap.cli.show import show_trace

    result = trace(DataFolder.resolve(data_folder(context)), nummer)
    if as_json:
        emit_json("herkomst", result)
    else:
        show_trace(console(), result.content)
    return 0


def indicatoren(
    indicator: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="Eén indicator, met alles erbij.", show_default=False)
    ] = None,
    thema: Annotated[
        str | None, typer.Option("--thema", metavar="THEMA", help="Alleen dit thema.", show_default=False)
    ] = None,
    as_json: Json = False,
) -> int:
    """Toon de catalogus: wat elk cijfer betekent, en waarvoor het niet bedoeld is."""
    from drietrap.app.questions import indicators
    from drietrap.cli.show import show_indicators

    result = indicators(indicator, theme=thema)
    if as_json:
        emit_json("indicatoren", result)
    else:
        show_indicators(console(), result.content, whole=indicator is not None)
    return 0
