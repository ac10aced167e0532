"""The command that chooses municipalities for a study: ``kies``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from drietrap.cli.choosing_options import (
    Alike,
    Bounds,
    Conspicuous,
    Converse,
    Everyone,
    HowMany,
    Inhabitants,
    Keep,
    Kept,
    Margin,
    Ordinary,
    Way,
)
from drietrap.cli.output import Json, busy, console, data_folder, emit_json, show_title, table
from drietrap.cli.reporting import Period
from drietrap.vocabulary.notation import counted, number, percentage

if TYPE_CHECKING:
    from rich.console import Console

    from drietrap.differences.selection.result import Combination, SelectionResult

_SHOWN_FLIPS = 5
_SHOWN_FALLEN = 3


def kies(
    context: typer.Context,
    inwoners: Inhabitants = None,
    grens: Bounds = None,
    doorsnee: Ordinary = False,
    opvallend: Conspicuous = None,
    kant: Way = "beide",
    aantal: HowMany = None,
    andersom: Converse = False,
    zelfde: Alike = None,
    marge: Margin = 0.25,
    keuze: Kept = None,
    bewaar: Keep = None,
    alles: Everyone = False,
    periode: Period = None,
    as_json: Json = False,
) -> int:
    """Kies gemeenten voor een onderzoek, stap voor stap, met bij elke stap hoeveel er overblijven.

    Zonder opties: 35.000 tot 50.000 inwoners, doorsnee, opvallend, en dan de vier die het meest verschillen.
    """
    from drietrap.app.folder import DataFolder
    from drietrap.app.selecting import keep_selection, read_selection, select
    from drietrap.app.selection_options import Options, selection_of
    from drietrap.vocabulary.errors import InputError

    options = Options(
        inwoners,
        tuple(grens or ()),
        doorsnee,
        tuple(opvallend or ()),
        kant,
        converse=andersom,
        alike=tuple(zelfde or ()),
        margin=marge,
        number=aantal,
        period=periode,
    )
    if keuze is not None and options.given:
        raise InputError("met --keuze staat alles al in het bestand", action="laat de andere opties weg")
    selection = selection_of(options) if keuze is None else read_selection(keuze)
    with busy("Kiezen..."):
        result = select(DataFolder.resolve(data_folder(context)), selection)
    if bewaar is not None:
        keep_selection(result.content, bewaar)
    if as_json:
        emit_json("kies", result)
    else:
        show_selection(console(), result.content, everyone=alles)
    return 0


def show_selection(out: Console, result: SelectionResult, *, everyone: bool = False) -> None:
    """Show the chain, the chosen municipalities with why, the next best sets, and what would change it.

    With ``everyone`` also all that fell out, step by step, with the reason.
    """
    title = f"{result.title or 'Keuze'} ({result.period}, uitgave {result.release})"
    show_title(out, title, synthetic=result.synthetic)
    _show_steps(out, result)
    if everyone:
        _show_fallen(out, result)
    _show_chosen(out, result)
    if result.combination is not None:
        _show_sets(out, result.combination, result)
        _show_changes(out, result)
    for remark in dict.fromkeys((*(r for step in result.steps for r in step.remarks), *result.remarks)):
        out.print(f"Let op: {remark}")


def _show_steps(out: Console, result: SelectionResult) -> None:
    numbers = ("vooraf", "blijft", "niet zeker")
    lines = table("De stappen", "stap", "voorwaarde", *numbers, "net niet", numbers=numbers)
    for step in result.steps:
        near = sorted(
            (one for one in step.fallen if one.shortfall is not None),
            key=lambda one: (one.shortfall, one.area),
        )
        lines.add_row(
            step.kind,
            step.condition,
            number(step.before),
            number(len(step.remaining)),
            number(sum(one.doubtful for one in step.fallen)),
            ", ".join(one.name for one in near[:_SHOWN_FALLEN]),
        )
    out.print(lines)
    out.print()


def _show_fallen(out: Console, result: SelectionResult) -> None:
    for step in result.steps:
        lines = table(f"Afgevallen bij {step.kind}", "gemeente", "waarom")
        for one in step.fallen:
            lines.add_row(one.name, one.reason)
        if step.fallen:
            out.print(lines)
            out.print()


def _show_chosen(out: Console, result: SelectionResult) -> None:
    lines = table(
        counted(len(result.chosen), "gekozen gemeente", "gekozen gemeenten").capitalize(),
        "gemeente",
        "jeugdregio",
        "inwoners",
        "waarom",
        numbers=("inwoners",),
    )
    for one in result.chosen:
        size = "-" if one.inhabitants is None else number(one.inhabitants)
        lines.add_row(one.name, one.region or "-", size, "\n".join(one.why) or "-")
    out.print(lines)
    out.print()


def _show_sets(out: Console, chosen: Combination, result: SelectionResult) -> None:
    numbers = ("kleinste verschil", "samen")
    lines = table("Deze groep en de volgende", "gemeenten", *numbers, numbers=numbers)
    for one in (chosen, *result.runners_up):
        lines.add_row(", ".join(one.names), _between(one.smallest, 2), _between(one.total, 1))
    out.print(lines)
    out.print("Een verschil loopt van 0 (op alles gelijk) tot 1 (op alles anders).\n")


def _between(found: object, digits: int) -> str:
    from drietrap.benchmark.result import Estimate

    if not isinstance(found, Estimate) or found.lower is None or found.upper is None:
        return "-"
    low, high = number(found.lower, digits), number(found.upper, digits)
    return low if low == high else f"{low} tot {high}"


def _show_changes(out: Console, result: SelectionResult) -> None:
    if not result.weights_checked:
        return  # why is among the remarks
    names = {one.area: one.name for one in result.chosen}
    names |= {one.area: one.name for step in result.steps for one in step.fallen}
    lines = table("Wat de keuze verandert", "onderdeel", "weegt nu", "anders onder", "anders boven")
    moving = [part for part in result.weights if part.lower is not None or part.upper is not None]
    for part in moving:
        lines.add_row(
            part.label,
            percentage(100 * part.weight, 0),
            _other(part.lower, part.weight, part.instead_below, names, result),
            _other(part.upper, part.weight, part.instead_above, names, result),
        )
    if moving:
        out.print(lines)
    if len(moving) < len(result.weights):
        which = (
            f"de andere {len(result.weights) - len(moving)} onderdelen" if moving else "geen enkel onderdeel"
        )
        out.print(f"Het gewicht van {which} verandert de keuze{' niet' if moving else ''}.")
    for flip in result.flips[:_SHOWN_FLIPS]:
        instead = ", ".join(names[area] for area in flip.instead)
        now = flip.now or "onbekend"
        out.print(f"Was {flip.label} in {flip.name} niet '{now}' maar '{flip.then}', dan: {instead}.")
    if len(result.flips) > _SHOWN_FLIPS:
        out.print(f"Nog {len(result.flips) - _SHOWN_FLIPS} andere waarden veranderen de keuze (zie --json).")


def _other(
    at: float | None, weight: float, instead: tuple[str, ...], names: dict[str, str], result: SelectionResult
) -> str:
    """Return at how many times its weight a part changes the choice, and who then comes in."""
    if at is None:
        return "nooit"
    now = {one.area for one in result.chosen}
    comes = ", ".join(names[area] for area in instead if area not in now)
    return f"{number(at / weight, 2)} keer zo zwaar: {comes}"
