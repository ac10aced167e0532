"""The command for known errors in deliveries: ``correcties``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from drietrap.cli.output import FICTIVE, Json, busy, console, data_folder, emit_json
from drietrap.vocabulary.errors import ExitCode
from drietrap.vocabulary.notation import Count, number

if TYPE_CHECKING:
    from rich.console import Console

    from drietrap.app.register_results import CorrectionLine, CorrectionsResult


def correcties(
    context: typer.Context,
    bestand: Annotated[
        Path | None,
        typer.Argument(
            metavar="[BESTAND]",
            help="Bestand met correcties (YAML), in de plaats van die er nu zijn.",
            show_default=False,
        ),
    ] = None,
    as_json: Json = False,
) -> int:
    """Toon de correcties op leveringen, of neem een nieuw bestand met correcties over.

    Een correctie verandert het register, nooit de levering. Past een correctie op meer of minder regels dan
    verwacht, dan wordt zij niet toegepast en ziet u dat hier.
    """
    from drietrap.app.correcting import corrections
    from drietrap.app.folder import DataFolder

    with busy("Correcties nagaan..."):
        result = corrections(DataFolder.resolve(data_folder(context)), bestand)
    if as_json:
        emit_json("correcties", result)
    else:
        _show(console(), result.content)
    unfit = any(not one.applied for one in result.content.corrections)
    return int(ExitCode.FINDINGS if unfit else ExitCode.DONE)


def _show(out: Console, found: CorrectionsResult) -> None:
    if found.synthetic:
        out.print(FICTIVE, style="bold")
    for one in found.corrections:
        _show_one(out, one)
    out.print(_summary(found))


def _summary(found: CorrectionsResult) -> str:
    applied = Count(sum(one.applied for one in found.corrections))
    touched = Count(sum(one.corrected for one in found.corrections))
    rows = f"{touched} {touched:regel|regels}"
    if len(found.corrections) == 1:
        return f"De correctie is toegepast, op {rows}." if applied else "De correctie is niet toegepast."
    if not found.corrections:
        return "Er zijn geen correcties."
    told = f"Van {number(len(found.corrections))} correcties {applied:is|zijn} er {applied} toegepast"
    return f"{told}, op {rows}." if applied else f"{told}."


def _show_one(out: Console, one: CorrectionLine) -> None:
    out.print(
        f"{one.correction}: {one.kind} van {one.provider} over {one.period}", style="bold", soft_wrap=True
    )
    out.print(f"  {one.reason} ({one.certainty}; eigenaar: {one.owner})", soft_wrap=True)
    if one.applied:
        rows = Count(one.corrected)
        out.print(f"  toegepast op {rows} {rows:regel|regels}")
    else:
        out.print(f"  {one.sentence}", soft_wrap=True)
