"""The command for studies: ``onderzoek``, a difference analysis as a folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from drietrap.cli.output import FICTIVE, Json, busy, console, data_folder, emit_json, table
from drietrap.cli.reporting import Period
from drietrap.vocabulary.errors import InputError

if TYPE_CHECKING:
    from drietrap.app.folder import DataFolder
    from drietrap.app.study_results import Progress, StudyResult


Places = Annotated[
    list[str] | None,
    typer.Option(
        "--nieuw",
        metavar="GEMEENTE",
        help="Begin een onderzoek; herhaal per gemeente.",
        show_default=False,
    ),
]
Choice = Annotated[
    Path | None,
    typer.Option(
        "--selectie",
        metavar="BESTAND",
        help="Begin een onderzoek met wie 'drietrap kies' met dit bestand kiest.",
        show_default=False,
    ),
]
Example = Annotated[
    bool, typer.Option("--voorbeeld-2015", help="Begin met het Nader onderzoek 2015 als voorbeeld.")
]
Title = Annotated[
    str | None,
    typer.Option("--titel", metavar="TEKST", help="Titel van een nieuw onderzoek.", show_default=False),
]
Role = Annotated[
    str | None,
    typer.Option(
        "--akkoord",
        metavar="ROL",
        help="Leg vast dat deze rol akkoord is; noem ook --gemeente en --vraag.",
        show_default=False,
    ),
]
Whose = Annotated[
    str | None,
    typer.Option("--gemeente", metavar="GEMEENTE", help="Gemeente van het akkoord.", show_default=False),
]
About = Annotated[
    int | None,
    typer.Option("--vraag", metavar="1-5", help="Vraag van het akkoord.", show_default=False),
]
Check = Annotated[bool, typer.Option("--controleer", help="Controleer alleen; schrijf niets.")]
Issue = Annotated[
    bool, typer.Option("--uitgeven", help="Bewaar wat nu is gemaakt als versie die niet meer verandert.")
]
Nameless = Annotated[
    bool, typer.Option("--anoniem", help="Maak ook een uitgave waarin geen gemeente te herkennen is.")
]


@dataclass(frozen=True)
class _Beginning:
    """How a new study is asked for; nothing when an existing one is renewed."""

    municipalities: list[str] | None
    selection: Path | None
    example: bool
    period: str | None
    title: str | None

    @property
    def ways(self) -> int:
        """How many ways of beginning were asked for at once."""
        return sum((bool(self.municipalities), self.selection is not None, self.example))

    def refuse_contradictions(self) -> None:
        """Refuse options that do not go together: one of them would be passed over without a word."""
        if self.ways > 1:
            raise InputError(
                "kies één manier om te beginnen", expected="--nieuw, --selectie of --voorbeeld-2015"
            )
        if not self.ways and (self.period or self.title):
            raise InputError(
                "--periode en --titel horen bij een nieuw onderzoek",
                action="pas bij een bestaand onderzoek onderzoek.toml aan",
            )
        if self.selection is not None and self.period:
            raise InputError("de periode staat in de selectie", action="laat --periode weg")
        if self.example and (self.period or self.title):
            raise InputError("het voorbeeld van 2015 heeft al een titel en een periode")


def onderzoek(
    context: typer.Context,
    map: Annotated[Path, typer.Argument(metavar="MAP", help="Map van het onderzoek.")],
    nieuw: Places = None,
    selectie: Choice = None,
    voorbeeld_2015: Example = False,
    periode: Period = None,
    titel: Title = None,
    akkoord: Role = None,
    gemeente: Whose = None,
    vraag: About = None,
    controleer: Check = False,
    uitgeven: Issue = False,
    anoniem: Nameless = False,
    as_json: Json = False,
) -> int:
    """Maak of vernieuw een onderzoek: vijf vragen per gemeente, met ruimte voor duiding en akkoord.

    Een onderzoek is een map. Wat mensen in 'teksten' en 'akkoord.toml' schrijven, blijft altijd staan.
    """
    from drietrap.app.folder import DataFolder
    from drietrap.app.studying import Signature, Wish, study

    beginning = _Beginning(nieuw, selectie, voorbeeld_2015, periode, titel)
    beginning.refuse_contradictions()
    signature = None
    if akkoord is not None and gemeente is not None and vraag is not None:
        signature = Signature(gemeente, vraag, akkoord)
    elif (akkoord, gemeente, vraag) != (None, None, None):
        raise InputError(
            "een akkoord gaat over één hoofdstuk", expected="--akkoord, --gemeente en --vraag alle drie"
        )
    if controleer and (beginning.ways or signature or uitgeven or anoniem):
        raise InputError(
            "--controleer schrijft niets", action="laat --controleer weg, of de opties die iets maken"
        )
    folder = DataFolder.resolve(data_folder(context))
    _begin(folder, map, beginning)
    with busy("Onderzoek nakijken..." if controleer else "Onderzoek maken..."):
        result = study(folder, map, Wish(controleer, uitgeven, anoniem, signature))
    if signature:
        typer.echo(f"Akkoord vastgelegd: {akkoord}, {gemeente}, vraag {vraag}.", err=True)
    if as_json:
        emit_json("onderzoek", result)
    else:
        _tell(result.content)
    return 0


def _begin(folder: DataFolder, place: Path, asked: _Beginning) -> None:
    """Make the study first when that is asked."""
    from drietrap.app.study_beginning import begin, begin_chosen, begin_example

    if not asked.ways:
        return
    with busy("Onderzoek beginnen..."):
        if asked.municipalities:
            begin(folder, place, asked.municipalities, period=asked.period, title=asked.title)
        elif asked.selection is not None:
            begin_chosen(folder, place, asked.selection, title=asked.title)
        else:
            begin_example(folder, place)


def _tell(made: StudyResult) -> None:
    from drietrap.publication.study.words import with_period

    out = console()
    if made.synthetic:
        out.print(FICTIVE, style="bold")
    shown = table(
        with_period(made.title, made.period),
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
    if made.remark:
        out.print(f"Let op: {made.remark}", soft_wrap=True)
    if made.files:
        out.print(f"{len(made.files)} bestanden gemaakt in {made.folder}", soft_wrap=True)
    if made.version is not None:
        out.print(f"Laatst uitgegeven: versie {made.version}.")


def _verdict(now: str, after: str) -> str:
    return now if now == after else f"{now}; na correctie {after}"


def _signed(one: Progress) -> str:
    lapsed = f", {one.lapsed} vervallen" if one.lapsed else ""
    return f"{one.signed} van {one.roles}{lapsed}"
