"""Beginning a study: of municipalities that are named, of whom a selection chooses, or the one of 2015."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from pathlib import Path

from drietrap.app import study_example
from drietrap.app.folder import DataFolder
from drietrap.app.selecting import read_selection, with_codes, world_of
from drietrap.app.state import State, comparable_indicators, opened
from drietrap.benchmark.compare import compare
from drietrap.benchmark.result import GroupKind, Spread, Verdict
from drietrap.catalogue.study_questions import question_of
from drietrap.differences.selection.chain import run
from drietrap.differences.study.folder import StudyFolder
from drietrap.differences.study.plan import MOST
from drietrap.publication.report.write import joined_name
from drietrap.vocabulary.errors import InputError

_CONSPICUOUS = 4
_MOST_NAMES = 3  # in a title
SELECTION = "selectie.toml"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def begin(
    folder: DataFolder, place: Path, municipalities: Sequence[str], *, period: str | None, title: str | None
) -> None:
    """Make a study of these municipalities; what makes them conspicuous is proposed from the benchmark.

    Raises
    ------
    InputError
        When there is a study already, or a municipality is not known.
    """
    if not 1 <= len(municipalities) <= MOST:
        raise InputError(
            "een onderzoek heeft gemeenten nodig",
            expected=f"1 tot en met {MOST} gemeenten, zoals --nieuw Dordrecht --nieuw Breda",
        )
    with opened(folder) as state:
        areas = [state.municipality(text, period) for text in municipalities]
        chosen = state.period(areas[0], period)
        text = _plan_text(state, areas, chosen, title or _usual_title([state.name(area) for area in areas]))
    StudyFolder(place).begin(text)


def begin_chosen(folder: DataFolder, place: Path, selection: Path, *, title: str | None) -> None:
    """Make a study of whom a selection chooses; the selection is kept in the study and can be repeated.

    Raises
    ------
    InputError
        When the file is no selection, or nobody is left.
    """
    wanted = read_selection(selection)
    with opened(folder) as state:
        found = run(world_of(state, asked := with_codes(state, wanted)), asked)
        chosen = {one.area: [seen.indicator for seen in one.conspicuous] for one in found.chosen}
        if len(chosen) > MOST:
            raise InputError(
                f"de selectie houdt {len(chosen)} gemeenten over",
                expected=f"hoogstens {MOST}",
                action="laat de selectie met een stap 'verschillend' een aantal gemeenten kiezen",
            )
        text = _plan_text(state, list(chosen), found.period, title or found.title, chosen)
    StudyFolder(place).begin(text, {SELECTION: found.definition.encode()})


def begin_example(folder: DataFolder, place: Path) -> None:
    """Make the study of 2015 as a worked example, also when no table was read yet."""
    study_example.with_tables(folder)
    with opened(folder) as state:
        StudyFolder(place).begin(study_example.plan_text(state.number))


def _usual_title(names: Sequence[str]) -> str:
    """Return a title without the period, which every place that shows it adds."""
    if len(names) > _MOST_NAMES:
        return f"Jeugdhulp in {len(names)} gemeenten"
    first = ", ".join(names[:-1])
    return f"Jeugdhulp in {first} en {names[-1]}" if first else f"Jeugdhulp in {names[-1]}"


def _plan_text(
    state: State,
    areas: Sequence[str],
    period: str,
    title: str,
    chosen: Mapping[str, Sequence[str]] | None = None,
) -> str:
    quoted = title.replace("\\", "").replace('"', "'").replace("\n", " ")
    kept = f'selectie = "{SELECTION}"\n' if chosen is not None else ""
    parts = [f'titel = "{quoted}"\nperiode = "{period}"\nuitgave = {state.number}\n{kept}']
    letters = list(_LETTERS[: len(areas)])
    random.SystemRandom().shuffle(letters)  # the order of the letters must not tell which is which
    for area, letter in zip(areas, letters, strict=True):
        listed = "".join(
            f'    "{one}",\n' for one in (chosen or {}).get(area) or _conspicuous(state, area, period)
        )
        name = state.name(area).replace('"', "'")
        parts.append(
            f'[[gemeente]]\ngebied = "{area}"\nnaam = "{name}"\nletter = "{letter}"\n'
            f'map = "{joined_name(name)}"\n'
            f"opvallend = [\n{listed}]\n"
        )
    parts.append(
        "# Wie duiding geeft en akkoord geeft, naar rol en nooit naar naam. Zonder 'gemeente' geldt het\n"
        "# voor alle gemeenten, zonder 'vragen' voor alle vijf de vragen.\n"
        '[[betrokkene]]\nrol = "beleidsadviseur jeugd"\n'
    )
    return "\n".join(parts)


def _conspicuous(state: State, area: str, period: str) -> list[str]:
    """Return the indicators on which a municipality lies furthest outside ordinary variation."""
    land = state.territory(period)
    if area not in land.areas:
        return []
    compared = compare(state.figures, comparable_indicators(), land, area, period, doubts=state.doubts)
    definitions = comparable_indicators()
    odd = [
        one
        for one in compared
        if one.group.kind is GroupKind.NEDERLAND
        and one.spread in (Spread.NOTABLE, Spread.EXCEPTIONAL)
        and one.verdict not in (Verdict.UNKNOWN, Verdict.NO_DIFFERENCE_SHOWN, Verdict.SMALL_DIFFERENCE)
        and one.funnel is not None
        and question_of(definitions[one.indicator]) is not None
    ]
    odd.sort(key=lambda one: (-abs(one.funnel.z_adjusted) if one.funnel else 0.0, one.indicator))
    return [one.indicator for one in odd[:_CONSPICUOUS]]
