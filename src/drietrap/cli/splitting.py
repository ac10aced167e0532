"""The command that splits a difference: ``verschil``."""

from __future__ import annotations

import textwrap
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
from drietrap.cli.reporting import Period

if TYPE_CHECKING:
    from rich.console import Console

    from drietrap.differences.split.result import Split, SplitResult

_SIGNS = {
    "duidelijk": "!!",
    "waarschijnlijk": "!",
    "klein": "~",
    "niet te onderscheiden van nul": "=",
}


def verschil(
    context: typer.Context,
    gemeente: Annotated[
        str,
        typer.Argument(
            metavar="GEMEENTE", help="Naam of code; 'Nederland' kan ook, met een jaar achter --met."
        ),
    ],
    met: Annotated[
        str,
        typer.Option(
            "--met",
            metavar="GEMEENTE|GROEP|JAAR",
            help="Een andere gemeente; buren, jeugdregio, grootteklasse of nederland; of een eerder jaar.",
        ),
    ] = "buren",
    periode: Period = None,
    uit: ReportFolder = None,
    as_json: Json = False,
) -> int:
    """Splits een verschil in delen: bevolking, bereik, trajecten per jongere, prijs en registratie.

    De delen tellen op tot het hele verschil. Bij elk deel staat hoe zeker het is.
    """
    from drietrap.app.folder import DataFolder
    from drietrap.app.splitting import split_municipality

    with busy("Verschil splitsen..."):
        result = split_municipality(
            DataFolder.resolve(data_folder(context)), gemeente, against=met, period=periode, out=uit
        )
    if as_json:
        emit_json("verschil", result)
    else:
        show_splits(console(), result.content)
    return 0


def show_splits(out: Console, result: SplitResult) -> None:
    """Show every split as a table, what it means in a sentence, and what a reader must know."""
    from drietrap.differences.split.words import NO_VERDICT

    title = f"{result.name} ({result.area}) naast {result.against.label}"
    show_title(out, title, synthetic=result.synthetic)
    for split in result.splits:
        out.print()
        _show_split(out, split)
    out.print("\nTussen: grenzen door afronding, geheime aantallen en toeval (95%); bedragen zonder toeval.")
    out.print("!! duidelijk, ! waarschijnlijk, ~ klein, = niet te onderscheiden van nul, ? geen oordeel.")
    for note in dict.fromkeys(note for split in result.splits for note in (*split.notes, *split.stopped)):
        if note.startswith(NO_VERDICT):
            continue
        out.print(f"Let op: {note}")
    for one in result.refused:
        out.print(f"Niet gesplitst: {one.label}: {one.reason}.")
    show_report(out, result.html, result.pdf, result.xlsx)


def _show_split(out: Console, split: Split) -> None:
    from drietrap.differences.split.words import NO_VERDICT
    from drietrap.publication.split.words import amount, between
    from drietrap.vocabulary.notation import WORD_JOINER

    def plain(words: str) -> str:
        """Return words as a terminal shows them: it has no use for a sign that joins words."""
        return words.replace(WORD_JOINER, "")

    def say(words: str, indent: str = "") -> None:
        """Print a sentence that is never broken within an amount (rich also breaks at a no-break space)."""
        out.print(
            textwrap.fill(
                plain(words),
                out.width,
                initial_indent=indent,
                break_long_words=False,
                break_on_hyphens=False,
            )
        )

    lines = table(split.label, "deel", "verschil", "tussen", "", numbers=("verschil",))
    for term in split.terms:
        value = plain(amount(term.difference.value, split, signed=True))
        lines.add_row(
            term.label, value, plain(between(term.difference, split)), _SIGNS.get(term.certainty, "?")
        )
    whole = split.difference
    sign = _SIGNS.get(split.certainty, "?")
    value = plain(amount(whole.value, split, signed=True))
    lines.add_row("Samen", value, plain(between(whole, split)), sign)
    out.print(lines)
    say(split.sentence)
    for term in split.terms:
        if term.certainty in ("duidelijk", "waarschijnlijk"):
            say(f"{term.label}: {term.sentence}", "  ")
    for note in split.notes:
        if note.startswith(NO_VERDICT):
            say(f"{note}")
    out.print(f"Bronnen: {'; '.join(split.years)}.")
