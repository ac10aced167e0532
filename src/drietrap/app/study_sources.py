"""Published, own registration and production side by side, where a register of persons is kept."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
import polars as pl

from drietrap.app.folder import DataFolder
from drietrap.app.person_house import PersonHouse
from drietrap.app.state import State
from drietrap.catalogue.beleidsinformatie import JEUGDHULP
from drietrap.catalogue.beleidsinformatie.registrations import MUNICIPAL, PRODUCTION
from drietrap.catalogue.indicators import INDICATORS
from drietrap.catalogue.rules.themes import YOUTHS
from drietrap.differences.study.chapter import Delivered, Gap
from drietrap.differences.study.sources import (
    published_beside,
    trajectories_beside,
    youths_beside,
)
from drietrap.indicators.records.engine import record_figures
from drietrap.indicators.records.figure import Level
from drietrap.publication.wording import period_label
from drietrap.register import registrations
from drietrap.register.persons import records
from drietrap.register.scope import covers
from drietrap.register.version import Reader
from drietrap.vocabulary.period import Period

_USE = "jeugdhulp_gebruik"


def gaps(
    folder: DataFolder, state: State, area: str, period: str, checked: Sequence[Delivered]
) -> tuple[Gap, ...]:
    """Return the sources side by side for every delivered part of the period; none without a register.

    ``checked`` is what the checks say about the deliveries.
    """
    house = PersonHouse(folder)
    if house.is_empty or house.synthetic != state.synthetic:
        return ()
    with house.open() as reader:
        rows = (
            records(reader)
            .filter((pl.col("municipality") == area) & (pl.col("kind") == JEUGDHULP))
            .select("period", "person", "provider", "referrer")
            .collect()
        )
        own, production = _rows(reader, MUNICIPAL, area), _rows(reader, PRODUCTION, area)
        stake = sum(part.stakes.get(YOUTHS, 0.0) for part in checked)
        whole = _whole(reader, state, area, Period.parse(period), stake)
    wanted = Period.parse(period)
    found: list[Gap] = [*whole]
    for code in sorted(set(rows["period"].to_list())):
        if not covers(wanted, Period.parse(code)):
            continue
        delivered = rows.filter(pl.col("period") == code)
        registered, paid = _over(own, code), _over(production, code)
        if not registered.is_empty():
            published = _published(state, area, code)
            found.append(youths_beside(period_label(code), published, delivered, registered))
        if not paid.is_empty():
            found.append(trajectories_beside(period_label(code), delivered, paid))
    return tuple(found)


def _whole(reader: Reader, state: State, area: str, period: Period, stake: float) -> list[Gap]:
    """Return the published count of the period itself beside the same counted from all its deliveries."""
    published = _published(state, area, period.code)
    if published is None or published["lower"] is None:
        return []
    with duckdb.connect() as connection:
        connection.register("record", records(reader).collect().to_arrow())
        found = record_figures(connection, [INDICATORS[_USE]], [period], levels={Level.GEMEENTE: ()})
    mine = found.filter(pl.col("area") == area)
    if mine.is_empty():
        return []
    label = f"Jongeren tot 18 jaar met jeugdhulp, {period_label(period.code)}"
    return [published_beside(label, published, int(mine["numerator"][0]), stake=stake)]


def _rows(reader: Reader, kind: str, area: str) -> pl.DataFrame:
    rows = registrations.rows_of(reader, kind)
    return rows if rows.is_empty() else rows.filter(pl.col("registered_by") == area)


def _over(rows: pl.DataFrame, code: str) -> pl.DataFrame:
    return rows if rows.is_empty() else rows.filter(pl.col("registered_over") == code)


def _published(state: State, area: str, code: str) -> dict[str, float | None] | None:
    """Return the published number of youths of this period itself; a year does not stand for its half."""
    rows = state.figures.filter(
        (pl.col("indicator") == _USE) & (pl.col("area") == area) & (pl.col("period") == code)
    )
    if rows.is_empty():
        return None
    row = rows.row(0, named=True)
    names = {"value": "numerator", "lower": "numerator_lower", "upper": "numerator_upper"}
    return {ours: row[name] for ours, name in names.items()}
