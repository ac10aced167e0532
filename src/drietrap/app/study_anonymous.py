"""Making the anonymised edition: what an attacker can hold is read from the release, and then tried."""

from __future__ import annotations

import numpy as np
import polars as pl

from drietrap.app.state import State
from drietrap.benchmark.groups import Territory
from drietrap.differences.study.anonymous import LEAST, Edition, PublicTable, attacked, edition
from drietrap.differences.study.chapter import Study
from drietrap.differences.study.questions import Question
from drietrap.differences.study.small_set import withheld_place
from drietrap.vocabulary.errors import IntegrityError, NoDataError


def anonymous_edition(state: State, study: Study, *, least: int = LEAST) -> Edition:
    """Return the anonymised edition of a study, tried by an attacker with the published tables.

    Raises
    ------
    NoDataError
        When the tables of other municipalities are not there to be hidden among.
    IntegrityError
        When the attacker is left with too few candidates.
    """
    if withheld_place([part.area for part in study.parts]):
        raise NoDataError(
            "van deze gebieden is al niet bekend welke gemeenten het zijn, en met welke cijfers van andere "
            "gemeenten zij te vergelijken zijn",
            action="maak een uitgave zonder namen alleen van een onderzoek naar gemeenten",
        )
    land = state.territory(study.period)
    if len(land.areas) < 2 * least:
        raise NoDataError(
            f"er zijn maar {len(land.areas)} gemeenten in deze gegevens",
            expected=f"minstens {2 * least}, om er een tussen te verbergen",
        )
    public = public_table(state.figures, study, land)
    shown = edition(study, public, _names(state, land), least=least)
    left = attacked(shown, public)
    if any(len(areas) < least for areas in left.values()):
        raise IntegrityError("De uitgave zonder namen laat te weinig gemeenten over; zij is niet gemaakt.")
    return shown


def public_table(figures: pl.DataFrame, study: Study, land: Territory) -> PublicTable:
    """Return the figures of all municipalities on what the chapters show, conspicuous indicators first."""
    wanted: dict[tuple[str, str], None] = {}
    chosen = {point.indicator for part in study.parts for point in part.points}
    shown = [
        one
        for part in study.parts
        for chapter in part.chapters
        if chapter.question is not Question.BETROUWBAAR
        for one in chapter.comparisons
    ]
    for one in sorted(shown, key=lambda one: one.indicator not in chosen):
        wanted[one.indicator, one.period] = None
    values = np.full((len(land.areas), len(wanted)), np.nan)
    place = {area: at for at, area in enumerate(land.areas)}
    column = {key: at for at, key in enumerate(wanted)}
    rows = figures.filter(pl.col("value").is_not_null()).select("indicator", "period", "area", "value")
    for indicator, period, area, value in rows.iter_rows():
        if (indicator, period) in column and area in place:
            values[place[area], column[indicator, period]] = value
    return PublicTable(land.areas, tuple(wanted), values)


def _names(state: State, land: Territory) -> list[str]:
    """Return the names of every area that is known: municipalities, regions, provinces, districts."""
    regions = [region[1] for region in land.regions if region is not None]
    return sorted({*(area.name for area in state.areas.by_code.values()), *regions})
