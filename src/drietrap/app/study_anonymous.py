"""Making the anonymised edition: what an attacker can hold is read from the release, and then tried."""

from __future__ import annotations

import numpy as np
import polars as pl

from drietrap.app.state import State, comparable_indicators
from drietrap.benchmark.groups import Territory
from drietrap.catalogue.comparison import HEADLINE_COST, HEADLINE_TRENDS, HEADLINE_USE
from drietrap.catalogue.study_questions import question_of
from drietrap.differences.study.anonymous import LEAST, Edition, PublicTable, attacked, edition
from drietrap.differences.study.chapter import Study
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
    public = public_table(state.figures, study.period, land)
    shown = edition(study, public, _names(state, land), least=least)
    left = attacked(shown, public)
    if any(len(areas) < least for areas in left.values()):
        raise IntegrityError("De uitgave zonder namen laat te weinig gemeenten over; zij is niet gemaakt.")
    return shown


def public_table(figures: pl.DataFrame, period: str, land: Territory) -> PublicTable:
    """Return the figures of all municipalities over a period, on every indicator that a chapter can show.

    Which and in which order depends on the period and never on a study: the choice would tell who is in it.
    """
    first = (HEADLINE_USE, HEADLINE_COST, *HEADLINE_TRENDS)
    there = set(figures.filter(pl.col("period") == period)["indicator"].unique().to_list())
    asked = {key: item for key, item in comparable_indicators().items() if question_of(item) and key in there}
    ordered = [key for key in first if key in asked] + [key for key in asked if key not in first]
    wanted = dict.fromkeys((key, period) for key in ordered)
    values = np.full((len(land.areas), len(wanted)), np.nan)
    place = {area: at for at, area in enumerate(land.areas)}
    column = {key: at for at, key in enumerate(wanted)}
    rows = figures.filter(pl.col("value").is_not_null()).select("indicator", "period", "area", "value")
    for indicator, when, area, value in rows.iter_rows():
        if (indicator, when) in column and area in place:
            values[place[area], column[indicator, when]] = value
    return PublicTable(land.areas, tuple(wanted), values)


def _names(state: State, land: Territory) -> list[str]:
    """Return the names of every area that is known: municipalities, regions, provinces, districts."""
    regions = [region[1] for region in land.regions if region is not None]
    return sorted({*(area.name for area in state.areas.by_code.values()), *regions})
