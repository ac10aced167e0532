"""Whether the municipalities and the period of a study are there in the release, with the line where not."""

from __future__ import annotations

from drietrap.app.state import State
from drietrap.benchmark.groups import Territory
from drietrap.differences.study.plan import FILE, Plan, Subject
from drietrap.vocabulary.area import folded_name
from drietrap.vocabulary.errors import InputError, NoDataError


def require_places(state: State, plan: Plan, land: Territory) -> None:
    """Refuse a study of what the release does not know.

    Raises
    ------
    InputError
        When a code is no municipality of the year, has the name of another, or has no figure of the period.
    """
    for one in plan.subjects:
        code_row, name_row = one.rows
        if one.area not in state.areas.by_code:
            raise InputError(
                f"de gemeente {one.area} kennen wij niet",
                file=FILE,
                row=code_row,
                expected="de CBS-code van een gemeente, zoals GM0505",
            )
        if one.area not in land.areas:
            raise InputError(
                f"{one.name} ({one.area}) was op 1 januari {land.year} geen gemeente",
                file=FILE,
                row=code_row,
                action="kies in onderzoek.toml een andere periode of gemeente",
            )
        other = _meant(state, one, land.year)
        if other not in (None, one.area):
            raise InputError(
                f"{one.area} is {state.name(one.area)}, en hier heet zij {one.name} ({other})",
                file=FILE,
                row=name_row,
                action="laat 'gebied' en 'naam' over dezelfde gemeente gaan",
            )
        try:
            state.period(one.area, plan.period)
        except NoDataError as error:
            raise InputError(
                error.problem, file=FILE, row=plan.period_row, expected=error.expected
            ) from error


def _meant(state: State, one: Subject, year: int) -> str | None:
    """Return which municipality has this name; None when none has, or more than one."""
    if folded_name(one.name) == folded_name(state.name(one.area)):
        return one.area
    try:
        return state.municipality(one.name, str(year))
    except InputError:
        return None
