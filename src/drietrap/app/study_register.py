"""What the register knows of the deliveries behind a municipality's figures: checks, and who is missing."""

from __future__ import annotations

from collections import defaultdict

import polars as pl

from drietrap.app.delivered import deliveries
from drietrap.app.folder import DataFolder
from drietrap.app.person_house import PersonHouse
from drietrap.app.state import State
from drietrap.catalogue.beleidsinformatie import JEUGDHULP
from drietrap.catalogue.beleidsinformatie.registrations import CONTRACTED
from drietrap.differences.study.chapter import Delivered
from drietrap.differences.study.delivered import delivered
from drietrap.publication.wording import period_label
from drietrap.register import registrations, remarks
from drietrap.register.history import HistoryJudgement, judge_history
from drietrap.register.judging import FindingGroup
from drietrap.register.looking_back import read_back
from drietrap.register.persons import records
from drietrap.register.scope import covers
from drietrap.register.version import Reader
from drietrap.vocabulary.period import Period


def deliveries_about(folder: DataFolder, state: State, area: str, period: str) -> tuple[Delivered, ...]:
    """Return what is known of the deliveries about a municipality, per part of the period; may be nothing."""
    house = PersonHouse(folder)
    if house.is_empty or house.synthetic != state.synthetic:
        return ()
    wanted = Period.parse(period)
    with house.open() as reader:
        own = (
            records(reader)
            .filter((pl.col("municipality") == area) & (pl.col("kind") == JEUGDHULP))
            .group_by("period", "provider", "delivery")
            .agg(pl.len().cast(pl.Int64).alias("trajectories"))
            .collect()
        )
        codes = sorted(code for code in set(own["period"].to_list()) if covers(wanted, Period.parse(code)))
        return tuple(_over(folder, reader, area, code, own.filter(period=code)) for code in codes)


def _over(folder: DataFolder, reader: Reader, area: str, code: str, own: pl.DataFrame) -> Delivered:
    here = dict(own.group_by("provider").agg(pl.col("trajectories").sum()).sort("provider").iter_rows())
    history = judge_history(read_back(reader, Period.parse(code), registrations.beside(reader)))
    return delivered(
        period_label(code),
        here,
        _found(reader, own, history),
        history.of_municipality(area),
        _absent(folder, reader, area, code),
    )


def _found(
    reader: Reader, own: pl.DataFrame, history: HistoryJudgement
) -> dict[str, tuple[FindingGroup, ...]]:
    """Return per provider what was found in its deliveries, and in those over time."""
    found: dict[str, tuple[FindingGroup, ...]] = defaultdict(tuple)
    for provider, delivery in own.select("provider", "delivery").sort("provider", "delivery").iter_rows():
        found[provider] += remarks.findings_of(reader, delivery)
    for provider in sorted(found):
        found[provider] += history.of_provider(provider)
    return dict(found)


def _absent(folder: DataFolder, reader: Reader, area: str, code: str) -> tuple[str, ...] | None:
    """Return who is on this municipality's list of contracts and did not deliver; None without a list."""
    listed = registrations.rows_of(reader, CONTRACTED)
    if listed.is_empty() or listed.filter(registered_by=area).is_empty():
        return None
    missing = deliveries(folder, period=code).content.missing
    return tuple(
        one.label or one.provider for one in missing if area in one.municipalities and one.kind == JEUGDHULP
    )
