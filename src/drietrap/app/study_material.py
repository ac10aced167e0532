"""Gathering what the chapters of a study are filled with, from an opened release."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl

from drietrap.app.expecting import expectations
from drietrap.app.folder import DataFolder
from drietrap.app.questions import trends
from drietrap.app.selecting import organisation_of
from drietrap.app.splitting import splits
from drietrap.app.state import State, comparable_indicators
from drietrap.app.study_places import require_places
from drietrap.app.study_register import deliveries_about
from drietrap.app.study_sources import gaps
from drietrap.catalogue.study_questions import question_of_split
from drietrap.differences.expected.result import ExpectedUse
from drietrap.differences.split.result import Split
from drietrap.differences.study.chapter import Missing
from drietrap.differences.study.chapters import Extra
from drietrap.differences.study.material import Material
from drietrap.differences.study.plan import FILE, Plan, Subject
from drietrap.differences.study.questions import Question
from drietrap.differences.study.small_set import apart, with_chance, with_sizes, withheld_place
from drietrap.vocabulary.area import NEDERLAND
from drietrap.vocabulary.errors import InputError, NoDataError
from drietrap.vocabulary.period import Period

_STUDY_TABLE = "NADER-ONDERZOEK-2015"


def material(state: State, plan: Plan) -> Material:
    """Return what the release knows for this study.

    Raises
    ------
    InputError
        When areas without a place stand beside municipalities, or what the file names is not there.
    """
    areas = tuple(one.area for one in plan.subjects)
    if withheld_place(areas):
        return _withheld(state, plan, areas)
    land = state.territory(plan.period)
    require_places(state, plan, land)
    return Material(
        areas,
        plan.period,
        land,
        comparable_indicators(),
        state.figures,
        state.core.observation,
        state.findings,
    )


def _withheld(state: State, plan: Plan, areas: tuple[str, ...]) -> Material:
    if not all(withheld_place((area,)) for area in areas):
        raise InputError(
            "in onderzoek.toml staan gemeenten en gebieden zonder plaats (ST) door elkaar",
            expected="alleen gemeenten, of alleen gebieden van een eerder onderzoek",
        )
    definitions = with_chance(
        {key: item for key, item in comparable_indicators().items() if item.disclosure_group == _STUDY_TABLE}
    )
    # Also of a part of them: a comparison needs the others to be there.
    everyone = sorted(code for code in state.areas.by_code if withheld_place((code,)))
    unknown = [area for area in areas if area not in everyone]
    if unknown:
        raise InputError(
            f"het gebied {unknown[0]} kennen wij niet", file=FILE, expected=f"een van {', '.join(everyone)}"
        )
    figures = state.figures.filter(
        pl.col("indicator").is_in(list(definitions)) & pl.col("area").is_in([*everyone, NEDERLAND])
    )
    if figures.filter(pl.col("period") == plan.period).is_empty():
        raise NoDataError(
            f"over deze gebieden zijn er geen cijfers van {Period.parse(plan.period).label}",
            expected="2015K1, de periode van het Nader onderzoek 2015",
        )
    bare = Material(
        tuple(everyone),
        plan.period,
        apart(Period.parse(plan.period).year, everyone, [state.name(code) for code in everyone]),
        definitions,
        figures,
        state.core.observation.filter(
            (pl.col("table") == _STUDY_TABLE) & pl.col("area").is_in([*everyone, NEDERLAND])
        ),
        tuple(one for one in state.findings if one.table == _STUDY_TABLE),
    )
    return replace(bare, figures=with_sizes(figures, definitions, bare.observation, bare.conflicts))


def extra(folder: DataFolder, state: State, gathered: Material, subject: Subject) -> Extra:
    """Return what else the release knows of a municipality."""
    day = date(Period.parse(gathered.period).year, 12, 31)
    held = organisation_of(state, day).get(subject.area, ())
    if withheld_place((subject.area,)):
        return Extra(organisation=held)
    found = deliveries_about(folder, state, subject.area, gathered.period)
    split, missing = _splits(state, subject, gathered.period)
    expected = _expected(state, subject, gathered.period)
    return Extra(
        trends=trends(state, subject.area, dict(gathered.definitions)),
        organisation=held,
        expected=expected,
        splits=split,
        gaps=gaps(folder, state, subject.area, gathered.period, found),
        delivered=found,
        missing=missing,
    )


def _expected(state: State, subject: Subject, period: str) -> tuple[ExpectedUse, ...]:
    """Return what use fits the population, of the period itself or else of the newest year there is."""
    for wanted in (period, None):
        try:
            return expectations(state, subject.area, period=wanted).answers
        except NoDataError:
            continue
    return ()


def _splits(
    state: State, subject: Subject, period: str
) -> tuple[tuple[Split, ...], dict[Question, tuple[Missing, ...]]]:
    """Return the differences with the municipalities most alike, taken apart; else with the country.

    Also what could not be taken apart, by the question under which it would stand.
    """
    for against in ("buren", "nederland"):
        try:
            made = splits(state, subject.area, against=against, period=period)
        except NoDataError:
            continue
        lacks: dict[Question, tuple[Missing, ...]] = {}
        for one in made.refused:
            where = Question(question_of_split(one.chain))
            lack = Missing(f"de splitsing van: {one.label}", one.reason.rstrip("."))
            lacks[where] = (*lacks.get(where, ()), lack)
        return made.splits, lacks
    return (), {}
