"""The commands that write measures down and find their effects back: ``maatregel`` and ``effect``."""

from __future__ import annotations

from pathlib import Path
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
from drietrap.vocabulary.errors import InputError

if TYPE_CHECKING:
    from rich.console import Console

    from drietrap.learning.result import EffectResult, MeasuresResult


def maatregel(
    context: typer.Context,
    bestand: Annotated[
        Path | None,
        typer.Argument(
            metavar="[BESTAND]",
            help="De maatregel die u vastlegt (TOML); zonder bestand ziet u wat er al is vastgelegd.",
            show_default=False,
        ),
    ] = None,
    herzie: Annotated[
        str,
        typer.Option(
            "--herzie",
            metavar="M1",
            help="Leg het vast als nieuwe versie van deze maatregel.",
            show_default=False,
        ),
    ] = "",
    beschrijving: Annotated[
        bool,
        typer.Option("--beschrijving", help="Ook als de cijfers er al zijn; dan is het geen voorspelling."),
    ] = False,
    as_json: Json = False,
) -> int:
    """Leg een maatregel vast met wat u ervan verwacht, voordat de cijfers er zijn.

    Wat vastligt verandert niet meer. Kijk later met 'drietrap effect' of het is uitgekomen.
    """
    from drietrap.app.folder import DataFolder
    from drietrap.app.measures import measures, write_down

    folder = DataFolder.resolve(data_folder(context))
    if bestand is None:
        if herzie or beschrijving:
            raise InputError("er is geen bestand genoemd", action="noem het bestand met de maatregel")
        result = measures(folder)
    else:
        result = write_down(folder, bestand, revises=herzie, description=beschrijving)
    if as_json:
        emit_json("maatregel", result)
    else:
        show_measures(console(), result.content)
    return 0


def effect(
    context: typer.Context,
    maatregel: Annotated[str, typer.Argument(metavar="MAATREGEL", help="De maatregel, bijvoorbeeld M1.")],
    uit: ReportFolder = None,
    as_json: Json = False,
) -> int:
    """Zoek het effect van een vastgelegde maatregel terug in de cijfers.

    Naast wat was verwacht, en met hoe vaak toeval hetzelfde geeft.
    """
    from drietrap.app.folder import DataFolder
    from drietrap.app.measures import effect as found

    with busy("Vergelijken met gemeenten zonder deze maatregel..."):
        result = found(DataFolder.resolve(data_folder(context)), maatregel, out=uit)
    if as_json:
        emit_json("effect", result)
    else:
        show_effect(console(), result.content)
    return 0


def show_measures(out: Console, result: MeasuresResult) -> None:
    """Show the measures that were written down, and the one of just now."""
    from drietrap.publication.effect.words import VERSION_HEADS, kind, version_row

    show_title(out, "Maatregelen", synthetic=result.synthetic)
    if result.added is not None:
        one = result.added
        out.print(f"Vastgelegd als {one.id}, versie {one.version}: {kind(one)}.")
    if not result.measures:
        out.print("Er is nog geen maatregel vastgelegd.")
        return
    lines = table("", *VERSION_HEADS, "Titel", "Gemeente", numbers=("Versie",))
    for one in result.measures:
        lines.add_row(*version_row(one), one.title, one.name)
    out.print(lines)


def show_effect(out: Console, result: EffectResult) -> None:
    """Show what the figures say of a measure."""
    from drietrap.learning.words import LEADS
    from drietrap.publication.effect.words import (
        LEVER_HEADS,
        LEVER_WORDS,
        METHOD_HEADS,
        VERSION_HEADS,
        lever_row,
        method_rows,
        version_row,
    )

    measure = result.judged
    show_title(out, f"{measure.id} in {measure.name}: {measure.title}", synthetic=result.synthetic)
    for lead, sentence in zip(LEADS, result.sentences, strict=True):
        if sentence:
            out.print(f"{lead}: {sentence}")
    if result.methods:
        lines = table("Het effect", *METHOD_HEADS, numbers=METHOD_HEADS[1:])
        for row in method_rows(result):
            lines.add_row(*row)
        out.print(lines)
    versions = table("Vastgelegd", *VERSION_HEADS, numbers=("Versie",))
    for one in result.versions:
        versions.add_row(*version_row(one))
    out.print(versions)
    if result.levers:
        levers = table("De knop, voor en na deze maatregel", *LEVER_HEADS)
        for lever in result.levers:
            levers.add_row(*lever_row(lever))
        out.print(levers)
        out.print(LEVER_WORDS)
    for text in result.assumptions:
        out.print(f"Aanname: {text}")
    out.print(f"Bron: {result.source}.")
    show_report(out, result.html, result.pdf, result.xlsx)
