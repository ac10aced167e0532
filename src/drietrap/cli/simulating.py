"""The commands of steering: ``knoppen`` lists the levers, ``simuleer`` runs a scenario."""

from __future__ import annotations

import textwrap
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from drietrap.cli.output import (
    Json,
    ReportFolder,
    console,
    data_folder,
    emit_json,
    show_report,
    show_title,
    table,
)
from drietrap.vocabulary.errors import ExitCode

if TYPE_CHECKING:
    from rich.console import Console

    from drietrap.steering.scenario.result import LeverLine, LeverList, ScenarioResult, VariantResult


def knoppen(
    knop: Annotated[
        str | None,
        typer.Argument(metavar="KNOP", help="Alles over deze ene knop.", show_default=False),
    ] = None,
    voorbeeld: Annotated[
        Path | None,
        typer.Option(
            "--voorbeeld", metavar="BESTAND", help="Schrijf een voorbeeldscenario.", show_default=False
        ),
    ] = None,
    soort: Annotated[
        str,
        typer.Option("--soort", metavar="SOORT", help="Welk voorbeeld: vier-knoppen of snelle-besparing."),
    ] = "vier-knoppen",
    gemeente: Annotated[
        str | None,
        typer.Option(
            "--gemeente", metavar="GEMEENTE", help="Gemeente van het voorbeeld.", show_default=False
        ),
    ] = None,
    as_json: Json = False,
) -> int:
    """Laat zien aan welke knoppen een gemeente kan draaien, wat zij doen en hoe zeker dat is.

    Per hoofdknop: vraag, toegang, aanbod, en rechtmatigheid en handhaving.
    """
    from drietrap.app.levers import levers

    if voorbeeld is not None:
        from drietrap.app.scenario_examples import write_example

        write_example(voorbeeld, soort, gemeente)
        console().print(f"Voorbeeldscenario geschreven: {voorbeeld}", soft_wrap=True)
        return 0
    result = levers(knop)
    if as_json:
        emit_json("knoppen", result)
    elif knop is None:
        show_levers(console(), result.content)
    else:
        show_lever(console(), result.content.levers[0])
    return 0


def simuleer(
    context: typer.Context,
    scenario: Annotated[Path, typer.Argument(metavar="SCENARIO", help="Bestand met een scenario (TOML).")],
    uit: ReportFolder = None,
    trekkingen: Annotated[
        int | None,
        typer.Option(
            "--trekkingen",
            metavar="AANTAL",
            min=1,
            max=2000,
            help="Ander aantal doorrekeningen dan in het bestand.",
            show_default=False,
        ),
    ] = None,
    as_json: Json = False,
) -> int:
    """Reken door wat maatregelen doen met aantallen, wachten en geld, naast niets doen.

    Eerst staat er of hulp beschikbaar blijft voor wie die echt nodig heeft. Afbreken mag: wat is gedaan,
    blijft bewaard, en dezelfde opdracht gaat verder.
    """
    from drietrap.app.folder import DataFolder
    from drietrap.app.simulating import run_scenario

    with _progress() as tell:
        result = run_scenario(
            DataFolder.resolve(data_folder(context)), scenario, draws=trekkingen, out=uit, tell=tell
        )
    if as_json:
        emit_json("simuleer", result)
    else:
        show_scenario(console(), result.content)
    hurt = any(variant.beware for variant in result.content.variants)
    return int(ExitCode.FINDINGS if hurt else ExitCode.DONE)


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """Show how many draws are done and how long it still takes, in a terminal only."""
    from rich.console import Console

    errors = Console(stderr=True)
    if not errors.is_terminal:
        yield lambda _done, _of: None
        return
    first: list[tuple[int, float]] = []
    with errors.status("Doorrekenen...") as shown:

        def tell(done: int, of: int) -> None:
            now = time.monotonic()
            first.append((done, now))
            shown.update(f"Doorrekenen... {done} van {of}{_left(first[0], (done, now), of)}")

        yield tell


def _left(first: tuple[int, float], now: tuple[int, float], of: int) -> str:
    """Return how long it still takes, from what was done since ``first`` (how many, and when)."""
    made = now[0] - first[0]
    if not made:
        return ""
    minutes, seconds = divmod(round((now[1] - first[1]) / made * (of - now[0])), 60)
    return f", nog ongeveer {minutes}:{seconds:02d}"


def show_levers(out: Console, found: LeverList) -> None:
    """Show all levers by knob."""
    from drietrap.publication.scenario.words import dose

    for knob in dict.fromkeys(one.knob for one in found.levers):
        lines = table(f"Knop: {knob}", "naam", "wat", "hoe ver", "hoe bekend")
        for one in found.levers:
            if one.knob == knob:
                lines.add_row(one.id, one.label, dose(one), _known(one))
        out.print(lines)
        out.print()
    out.print(
        "Alles over een knop: drietrap knoppen NAAM. Een voorbeeld: drietrap knoppen --voorbeeld BESTAND."
    )


def _known(one: LeverLine) -> str:
    kinds = dict.fromkeys(effect.evidence for effect in one.effects)
    return ", ".join(kinds) or "volgt uit de maatregel zelf"


def show_lever(out: Console, one: LeverLine) -> None:
    """Show everything about one lever."""
    from drietrap.publication.scenario.words import dose, money, size
    from drietrap.vocabulary.notation import number

    out.print(f"{one.id}: {one.label}", style="bold")
    _say(out, f"Knop: {one.knob}. Instrument: {one.instrument}.")
    _say(out, one.question)
    _say(out, f"Hoe het werkt: {one.mechanism}")
    _say(out, f"Hoe het mis kan gaan: {one.risk}")
    _say(out, f"Dosis: {dose(one)}, gebruikelijk {number(one.usual, 0)}.")
    _say(out, f"Maanden tot het eerste effect: {one.delay}; daarna tot het volle effect: {one.ramp}.")
    if one.fixed_cost or one.cost_per_youth:
        each = f"€ {number(one.cost_per_youth, 2)} per jongere tot 18 jaar"
        _say(out, f"Eigen kosten per jaar (aanname): {money(one.fixed_cost)} en {each}.")
    for act in one.acts:
        _say(out, f"De dosis zelf: {act}.")
    if one.effects:
        lines = table("Effecten bij de volle dosis", "effect", "waarop", "factor (80%)", "hoe bekend", "bron")
        for effect in one.effects:
            lines.add_row(effect.id, effect.handle, size(effect), effect.evidence, effect.source)
        out.print(lines)
        _say(out, "Uit onderzoek komt meestal alleen de richting; de grootte is dan door ons geschat.")
    if one.assumed:
        out.print("LET OP: alle effecten van deze knop zijn een aanname.", style="bold")


def show_scenario(out: Console, result: ScenarioResult) -> None:
    """Show every variant: the guard first, money, and what it rests on."""
    title = f"{result.title}: {result.name}, {result.begins} tot en met {result.until}"
    show_title(out, title, synthetic=result.synthetic)
    _say(out, result.question)
    for one in result.variants:
        out.print()
        _variant(out, one)
    out.print("\nWaar dit op rust:")
    for text in result.assumptions:
        _say(out, f"- {text}")
    show_report(out, result.html, result.pdf, result.xlsx)


def _variant(out: Console, one: VariantResult) -> None:
    from drietrap.publication.scenario import words

    out.print(f"{one.label} ({', '.join(one.measures)})", style="bold")
    for text in one.beware:
        out.print(textwrap.fill(text, out.width), style="bold")
    _say(out, one.sentence)
    for text in one.warnings:
        out.print(textwrap.fill(f"LET OP: {text}", out.width), style="bold")
    guards = table(
        "Blijft er hulp voor wie die echt nodig heeft?", "wat", "zonder", "met", "verschil", "tussen", ""
    )
    for guard in one.guards:
        guards.add_row(*words.guard_row(guard))
    out.print(guards)
    if one.terms:
        terms = table("Waar het verschil in geld vandaan komt", "deel", "euro", "tussen", numbers=("euro",))
        for term in one.terms:
            label = words.term_label(term.label, term.kind)
            euros = words.money(term.euros.value, signed=True)
            terms.add_row(label, euros, words.between(term.euros, euros=True))
        whole = words.money(one.euros.value, signed=True)
        terms.add_row("Alles samen", whole, words.between(one.euros, euros=True))
        out.print(terms)
    years = table(
        "Per jaar", "jaar", "zonder", "met", "verschil", "tussen", numbers=("zonder", "met", "verschil")
    )
    for year in one.years:
        years.add_row(
            str(year.year),
            words.money(year.baseline.value),
            words.money(year.turned.value),
            words.money(year.difference.value, signed=True),
            words.between(year.difference, euros=True),
        )
    out.print(years)


def _say(out: Console, text: str) -> None:
    out.print(textwrap.fill(text, out.width, break_long_words=False, break_on_hyphens=False))
