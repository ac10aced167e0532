"""Commands that bring data in: ``lees`` and ``haal``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from drietrap.cli.output import Json, busy, console, data_folder, emit_json, table
from drietrap.vocabulary.errors import ExitCode
from drietrap.vocabulary.notation import counted, number

if TYPE_CHECKING:
    from drietrap.publication.disclosure import Published


_SHOWN = 3


def lees(
    context: typer.Context,
    bestanden: Annotated[list[Path], typer.Argument(metavar="BESTAND...", help="Bestanden of mappen.")],
    jaar: Annotated[
        int | None, typer.Option("--jaar", metavar="JAAR", help="Jaar, als het bestand dat niet zelf zegt.")
    ] = None,
    as_json: Json = False,
) -> int:
    """Lees gepubliceerde tabellen, bewaar ze en reken de cijfers opnieuw uit.

    Een bestand dat niet klopt, wordt in zijn geheel geweigerd; er wordt dan niets opgeslagen.
    """
    from drietrap.app.folder import DataFolder
    from drietrap.app.reading import read

    with busy("Bestanden lezen en cijfers uitrekenen..."):
        result = read(DataFolder.resolve(data_folder(context)), bestanden, year=jaar)
    return _told("lees", result, as_json)


def haal(
    context: typer.Context,
    tabel: Annotated[str, typer.Argument(metavar="TABEL", help="Nummer van de CBS-tabel, zoals 85098NED.")],
    versie: Annotated[
        int, typer.Option("--odata", metavar="3|4", help="OData-versie van de dienst: 3 of 4.")
    ] = 3,
    adres: Annotated[
        str | None,
        typer.Option(
            "--adres",
            metavar="URL",
            envvar="DRIETRAP_CBS",
            help="Ander adres van de dienst.",
            show_default=False,
        ),
    ] = None,
    as_json: Json = False,
) -> int:
    """Haal een tabel op bij de open data van het CBS.

    Bekend zijn 85098NED, 85075NED (jeugdzorg), 85039NED en 85318NED (kerncijfers van 2021 en 2022), en
    latere uitgaven van 85098NED en 85075NED met dezelfde kolommen.

    Zonder verbinding blijft de laatst opgehaalde tabel in gebruik; dat wordt gemeld, met de datum.
    """
    from drietrap.app.fetching import fetch
    from drietrap.app.folder import DataFolder

    with busy(f"Tabel {tabel} ophalen..."):
        result = fetch(DataFolder.resolve(data_folder(context)), tabel, version=versie, base_url=adres)
    return _told("haal", result, as_json)


def _told(command: str, result: Published, as_json: bool) -> int:  # type: ignore[type-arg]
    read_result = result.content
    noteworthy = bool(read_result.fallback) or any(f.changed for f in read_result.files)
    code = ExitCode.FINDINGS if noteworthy else ExitCode.DONE
    if as_json:
        emit_json(command, result)
        return int(code)
    out = console()
    lines = table("Gelezen", "bestand", "tabel", "perioden", "cellen", "wat er gebeurde", numbers=("cellen",))
    for file in read_result.files:
        what = "geen wijziging: dit bestand was al gelezen" if file.already_known else "opgeslagen"
        if file.changed:
            what = f"nieuwere uitgave: {counted(file.changed, 'cel', 'cellen')} veranderd"
        lines.add_row(file.file, ", ".join(file.tables), _periods(file.periods), number(file.cells), what)
    out.print(lines)
    for file in read_result.files:
        for change in file.changes[:10]:
            before, after = _value(change.before), _value(change.after)
            out.print(f"  {change.area} {change.measure} {change.period}: {before} wordt {after}")
        for remark in file.remarks[:_SHOWN]:
            out.print(f"  {file.file}: {remark}")
        if len(file.remarks) > _SHOWN:
            out.print(f"  {file.file}: en nog {number(len(file.remarks) - _SHOWN)} zulke opmerkingen")
    if read_result.fallback:
        out.print(f"Let op: {read_result.fallback}", style="bold")
    out.print(
        f"Uitgave {read_result.release}: {counted(read_result.figures, 'cijfer', 'cijfers')} klaar "
        "om te vergelijken."
    )
    return int(code)


def _value(value: float | None) -> str:
    return "leeg" if value is None else number(value, 0 if value == int(value) else 1)


def _periods(periods: tuple[str, ...]) -> str:
    return periods[0] if len(periods) == 1 else f"{periods[0]} t/m {periods[-1]}" if periods else "-"
