"""The command for studies: ``onderzoek``, a difference analysis as a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from drietrap.cli.output import FICTIVE, Json, busy, console, data_folder, emit_json, table
from drietrap.cli.reporting import Period
from drietrap.vocabulary.errors import InputError

if TYPE_CHECKING:
    from drietrap.app.folder import DataFolder
    from drietrap.app.study_results import Progress, StudyResult


def onderzoek(
    context: typer.Context,
    map: Annotated[Path, typer.Argument(metavar="MAP", help="Map van het onderzoek.")],
    nieuw: Annotated[
        list[str] | None,
        typer.Option(
            "--nieuw",
            metavar="GEMEENTE",
            help="Begin een onderzoek; herhaal per gemeente.",
            show_default=False,
        ),
    ] = None,
    selectie: Annotated[
        Path | None,
        typer.Option(
            "--selectie",
            metavar="BESTAND",
            help="Begin een onderzoek met wie 'drietrap kies' met dit bestand kiest.",
            show_default=False,
        ),
    ] = None,
    voorbeeld_2015: Annotated[
        bool, typer.Option("--voorbeeld-2015", help="Begin met het Nader onderzoek 2015 als voorbeeld.")
    ] = False,
    periode: Period = None,
    titel: Annotated[
        str | None,
        typer.Option("--titel", metavar="TEKST", help="Titel van een nieuw onderzoek.", show_default=False),
    ] = None,
    akkoord: Annotated[
        str | None,
        typer.Option(
            "--akkoord",
            metavar="ROL",
            help="Leg vast dat deze rol akkoord is; noem ook --gemeente en --vraag.",
            show_default=False,
        ),
    ] = None,
    gemeente: Annotated[
        str | None,
        typer.Option("--gemeente", metavar="GEMEENTE", help="Gemeente van het akkoord.", show_default=False),
    ] = None,
    vraag: Annotated[
        int | None,
        typer.Option("--vraag", metavar="1-5", help="Vraag van het akkoord.", show_default=False),
    ] = None,
    controleer: Annotated[
        bool, typer.Option("--controleer", help="Controleer alleen; schrijf niets.")
    ] = False,
    uitgeven: Annotated[
        bool, typer.Option("--uitgeven", help="Bewaar wat nu is gemaakt als versie die niet meer verandert.")
    ] = False,
    anoniem: Annotated[
        bool, typer.Option("--anoniem", help="Maak ook een uitgave waarin geen gemeente te herkennen is.")
    ] = False,
    as_json: Json = False,
) -> int:
    """Maak of vernieuw een onderzoek: vijf vragen per gemeente, met ruimte voor duiding en akkoord.

    Een onderzoek is een map. Wat mensen in 'teksten' en 'akkoord.toml' schrijven, blijft altijd staan.
    """
    from drietrap.app.folder import DataFolder
    from drietrap.app.studying import Wish, study

    folder = DataFolder.resolve(data_folder(context))
    _begin(folder, map, nieuw, selectie, voorbeeld_2015, periode, titel)
    if akkoord is not None:
        _sign(folder, map, akkoord, gemeente, vraag)
    with busy("Onderzoek nakijken..." if controleer else "Onderzoek maken..."):
        result = study(folder, map, Wish(check=controleer, issue=uitgeven, anonymous=anoniem))
    if as_json:
        emit_json("onderzoek", result)
    else:
        _tell(result.content)
    return 0


def _begin(
    folder: DataFolder,
    place: Path,
    municipalities: list[str] | None,
    selection: Path | None,
    example: bool,
    period: str | None,
    title: str | None,
) -> None:
    """Make the study first when that is asked; only one way of making one."""
    from drietrap.app.studying import begin, begin_chosen, begin_example

    asked = [bool(municipalities), selection is not None, example]
    if sum(asked) > 1:
        raise InputError("kies één manier om te beginnen", expected="--nieuw, --selectie of --voorbeeld-2015")
    if not any(asked) and (period or title):
        raise InputError(
            "--periode en --titel horen bij een nieuw onderzoek",
            action="pas bij een bestaand onderzoek onderzoek.toml aan",
        )
    with busy("Onderzoek beginnen..."):
        if municipalities:
            begin(folder, place, municipalities, period=period, title=title)
        elif selection is not None:
            begin_chosen(folder, place, selection, title=title)
        elif example:
            begin_example(folder, place)


def _sign(folder: DataFolder, place: Path, role: str, municipality: str | None, question: int | None) -> None:
    from drietrap.app.studying import sign

    if municipality is None or question is None:
        raise InputError("een akkoord gaat over één hoofdstuk", expected="--gemeente en --vraag erbij")
    signed = sign(folder, place, municipality, question, role)
    typer.echo(
        f"Akkoord vastgelegd: {role}, {signed.area}, vraag {question}, versie {signed.version}.", err=True
    )


def _tell(made: StudyResult) -> None:
    out = console()
    if made.synthetic:
        out.print(FICTIVE, style="bold")
    shown = table(
        f"{made.title}, {made.period}",
        "gemeente",
        "opvallend",
        "oordeel",
        "controles",
        "ontbreekt",
        "duiding",
        "akkoord",
        numbers=("controles", "ontbreekt"),
    )
    for one in made.municipalities:
        lines = [(point.label, _verdict(point.verdict.value, point.after.value)) for point in one.points]
        first = lines[0] if lines else ("", "")
        shown.add_row(
            one.name, *first, str(one.findings), str(one.missing), f"{one.written} van 5", _signed(one)
        )
        for label, said in lines[1:]:
            shown.add_row("", label, said, "", "", "", "")
    out.print(shown)
    if made.files:
        out.print(f"{len(made.files)} bestanden gemaakt in {made.folder}", soft_wrap=True)
    if made.version is not None:
        out.print(f"Laatst uitgegeven: versie {made.version}.")


def _verdict(now: str, after: str) -> str:
    return now if now == after else f"{now}; na correctie {after}"


def _signed(one: Progress) -> str:
    lapsed = f", {one.lapsed} vervallen" if one.lapsed else ""
    return f"{one.signed} van {one.roles}{lapsed}"
