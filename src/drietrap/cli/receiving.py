"""Commands that keep the register of persons: ``sleutel`` and ``ontvang``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from drietrap.cli.delivering import Kind, Layout, Period, Provider, Sure, Version
from drietrap.cli.output import FICTIVE, Json, busy, console, data_folder, emit_json
from drietrap.vocabulary.errors import ExitCode
from drietrap.vocabulary.notation import Count, counted, number, percentage

if TYPE_CHECKING:
    from rich.console import Console

    from drietrap.app.register_results import FileTaken, TakenResult

_SHOWN_FINDINGS = 3


def sleutel(
    context: typer.Context,
    bestand: Annotated[
        Path | None,
        typer.Argument(
            metavar="[BESTAND]", help="Sleutelbestand, buiten de gegevensmap.", show_default=False
        ),
    ] = None,
    vernieuw: Annotated[
        bool, typer.Option("--vernieuw", help="Voeg een sleutel toe en zet het register om.")
    ] = False,
    as_json: Json = False,
) -> int:
    """Maak een sleutel waarmee drietrap burgerservicenummers vervangt.

    Zonder sleutel leest drietrap geen gegevens over jeugdigen in. Een bestaand bestand wordt nooit
    overschreven. Bewaar het sleutelbestand goed: zonder dit bestand is het register onbruikbaar.
    """
    from drietrap.app.folder import DataFolder
    from drietrap.app.key_making import make_key, renew_key
    from drietrap.vocabulary.errors import InputError

    folder = DataFolder.resolve(data_folder(context))
    if bestand is None and not vernieuw:
        raise InputError(
            "er is geen plaats voor de sleutel genoemd",
            expected="een bestand buiten de gegevensmap, zoals ~/drietrap-sleutel/sleutel.txt",
            action="noem het bestand: drietrap sleutel BESTAND",
        )
    with busy("Sleutel maken..."):
        result = renew_key(folder, bestand) if vernieuw or bestand is None else make_key(folder, bestand)
    if as_json:
        emit_json("sleutel", result)
        return 0
    made, out = result.content, console()
    out.print(f"Sleutel {made.key_id} staat in {made.file}", soft_wrap=True)
    if vernieuw:
        moved = Count(made.changed)
        what = f"{moved} {moved:levering of registratie is|leveringen en registraties zijn}"
        out.print(f"{what} omgezet naar de nieuwe sleutel.")
    else:
        out.print("Zeg drietrap waar de sleutel staat:")
        out.print(f"  export DRIETRAP_SLEUTEL_BESTAND='{made.file}'", soft_wrap=True)
    return 0


def ontvang(
    context: typer.Context,
    bestanden: Annotated[
        list[Path],
        typer.Argument(metavar="BESTAND...", help="Leveringen en registraties, of mappen daarmee."),
    ],
    soort: Kind = None,
    periode: Period = None,
    versie: Version = None,
    aanbieder: Provider = None,
    gemeente: Annotated[
        str | None,
        typer.Option(
            "--gemeente",
            metavar="GM0505",
            help="Gemeente van een registratie, als het bestand die niet noemt.",
            show_default=False,
        ),
    ] = None,
    indeling: Layout = None,
    vervangt: Annotated[
        str | None,
        typer.Option(
            "--vervangt",
            metavar="KENMERK",
            help="Kenmerk van de levering van vandaag die deze vervangt.",
            show_default=False,
        ),
    ] = None,
    klopt: Sure = False,
    as_json: Json = False,
) -> int:
    """Neem leveringen van aanbieders op in het register.

    Ook registraties van de gemeente worden herkend: gecontracteerde aanbieders, wijkteam, productietotalen en
    de eigen registratie. Burgerservicenummers worden tijdens het lezen vervangen en nergens bewaard. Een
    bestand dat niet klopt, wordt in zijn geheel geweigerd; de andere gaan door.
    """
    from drietrap.app.folder import DataFolder
    from drietrap.app.receiving import receive
    from drietrap.app.recognising import Stated

    stated = Stated(soort, versie, aanbieder, periode, gemeente, indeling, klopt)
    folder = DataFolder.resolve(data_folder(context))
    with busy("Leveringen inlezen...") as progress:
        result = receive(folder, bestanden, stated, replaces=vervangt, progress=progress)
    if as_json:
        emit_json("ontvang", result)
    else:
        _show(console(), result.content)
    return int(_code(result.content))


def _code(taken: TakenResult) -> ExitCode:
    """Unusable when every file was refused; findings when one was, or when a rule found something."""
    if taken.refused == len(taken.files):
        return ExitCode.UNUSABLE_INPUT
    found = taken.refused or any(file.findings or file.quarantined for file in taken.files)
    return ExitCode.FINDINGS if found else ExitCode.DONE


def _show(out: Console, taken: TakenResult) -> None:
    if taken.synthetic:
        out.print(FICTIVE, style="bold")
    for file in taken.files:
        _show_file(out, file)
    for sentence in taken.unfitting:
        out.print(sentence, soft_wrap=True)
    done = counted(len(taken.files) - taken.refused, "bestand", "bestanden")
    out.print(f"{done} in het register, {number(taken.refused)} geweigerd.")


def _show_file(out: Console, file: FileTaken) -> None:
    if file.reason:
        out.print(f"{file.file}: GEWEIGERD. {_sentence(file.reason)}", style="bold", soft_wrap=True)
        if file.action:
            out.print(f"  Wat u kunt doen: {_sentence(file.action)}", soft_wrap=True)
        return
    whose = file.provider or file.municipality
    version = f", protocol {file.version}" if file.version else ""
    out.print(f"{file.file}: {file.outcome} (kenmerk {file.delivery})", style="bold", soft_wrap=True)
    apart = f", {number(file.quarantined)} apart gezet" if file.quarantined else ""
    merged = f", {number(file.merged)} samengevoegd" if file.merged else ""
    out.print(
        f"  {file.kind} van {whose} over {file.period}{version}: {counted(file.rows, 'regel', 'regels')}, "
        f"{number(file.accepted)} goed{merged}{apart}.",
        soft_wrap=True,
    )
    for finding in file.findings[:_SHOWN_FINDINGS]:
        size = counted(finding.count, "regel", "regels")
        out.print(
            f"  {finding.severity} {finding.rule}: {finding.title}, {size} "
            f"({percentage(100 * finding.share)})",
            soft_wrap=True,
        )
    if len(file.findings) > _SHOWN_FINDINGS:
        more = counted(len(file.findings) - _SHOWN_FINDINGS, "soort bevinding", "soorten bevindingen")
        out.print(f"  en nog {more}")


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."
