"""A published figure beside the same from records, and what the difference is made of.

The parts hold exact counts and stay inside. The sentences round them to fives and name none below ten.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import duckdb
import polars as pl

from drietrap.catalogue.record_formula import AgeDay, RecordCount, RecordFormula
from drietrap.indicators.records import beside_wording as wording
from drietrap.indicators.records.calendar import deliveries
from drietrap.indicators.records.engine import FromRecords, record_figures
from drietrap.indicators.records.figure import UNKNOWN, Level
from drietrap.vocabulary.area import NEDERLAND, AreaKind, kind_of
from drietrap.vocabulary.period import Period

_LEVELS = {
    AreaKind.LAND: Level.LAND,
    AreaKind.JEUGDREGIO: Level.JEUGDREGIO,
    AreaKind.GEMEENTE: Level.GEMEENTE,
    AreaKind.WIJK: Level.WIJK,
}


@dataclass(frozen=True)
class Part:
    """One thing that makes the figures differ.

    ``count`` is what it adds to the count from records (below zero: takes away), None when only the sentence
    can say something; ``certain`` tells that it was counted and not estimated.
    """

    name: str
    count: int | None
    certain: bool
    sentence: str


@dataclass(frozen=True)
class Beside:
    """Both figures, and the parts of the difference between their numerators.

    ``published`` is a row of ``FIGURE_SCHEMA`` and ``counted`` one of ``RECORD_FIGURE_SCHEMA``; either is
    None when it is not there. ``difference`` is the count from records less the published one;
    ``within_rounding`` tells that the rounding alone can explain it.
    """

    indicator: str
    area: str
    period: str
    published: Mapping[str, Any] | None
    counted: Mapping[str, Any] | None
    difference: float | None
    within_rounding: bool | None
    parts: tuple[Part, ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """The comparison in Dutch, without exact counts."""
        return (wording.headline(self), *(part.sentence for part in self.parts))


@dataclass(frozen=True)
class Known:
    """What is known beside the records; all of it may be left out.

    Parameters
    ----------
    quarantined
        Rows of this area's deliveries in quarantine.
    deviation
        How far the records of a fictional country are from the table that they were fitted to.
    """

    quarantined: int | None = None
    deviation: int | None = None


def beside(
    connection: duckdb.DuckDBPyConnection,
    indicator: FromRecords,
    published: Mapping[str, Any] | None,
    area: str,
    period: Period,
    *,
    places: pl.DataFrame | None = None,
    people: pl.DataFrame | None = None,
    known: Known | None = None,
) -> Beside:
    """Put the published figure and the one from records side by side, and take their difference apart.

    Parameters
    ----------
    connection, places, people
        As for :func:`drietrap.indicators.records.engine.record_figures`.
    indicator
        A definition with ``records``.
    published
        Its row of ``FIGURE_SCHEMA`` for the area and period; None when there is none.
    area
        Code of the country, a jeugdregio, a municipality or a district.
    known
        What is known beside the records.

    Raises
    ------
    ValueError
        When the indicator cannot be counted from records, or the area is of another level.
    """
    level = _LEVELS.get(kind_of(area))
    if level is None or indicator.records is None:
        raise ValueError(f"{indicator.id} of {area} cannot be counted from records")
    formula = indicator.records
    variants = {"": formula, "laatste dag": _on_last_day(formula)}
    wanted = [_Variant(name, one) for name, one in variants.items() if one is not None]
    levels: dict[Level, tuple[str, ...]] = {level: (), Level.GEMEENTE: ()}
    found = record_figures(connection, wanted, [period], places=places, people=people, levels=levels)
    here = {
        row["indicator"]: row
        for row in found.filter((pl.col("level") == level) & (pl.col("area") == area)).iter_rows(named=True)
    }
    counted = here.get("")
    nowhere = found.filter((pl.col("indicator") == "") & (pl.col("area") == UNKNOWN))["numerator"]
    parts = [
        *_age(here),
        *_nowhere(int(nowhere.sum()), area),
        *_silent(connection, formula, period),
        *_denominator(published, counted),
        *_told(known or Known()),
    ]
    difference, within = _difference(published, counted)
    return Beside(indicator.id, area, period.code, published, counted, difference, within, tuple(parts))


@dataclass(frozen=True)
class _Variant:
    id: str
    records: RecordFormula | None


def _on_last_day(formula: RecordFormula) -> RecordFormula | None:
    """Return the formula with age on the last day; None when age plays no part."""
    if formula.numerator.ages is None:
        return None
    below = formula.denominator
    if isinstance(below, RecordCount) and below.ages is not None:
        below = replace(below, age_on=AgeDay.LAST)
    return replace(formula, numerator=replace(formula.numerator, age_on=AgeDay.LAST), denominator=below)


def _difference(
    published: Mapping[str, Any] | None, counted: Mapping[str, Any] | None
) -> tuple[float | None, bool | None]:
    if published is None or counted is None:
        return None, None
    lower, upper = published["numerator_lower"], published["numerator_upper"]
    number = counted["numerator"]
    within = None if lower is None or upper is None else bool(lower <= number <= upper)
    told = published["numerator"]
    return (None if told is None else number - told), within


def _age(here: Mapping[str, Mapping[str, Any]]) -> list[Part]:
    if "" not in here or "laatste dag" not in here:
        return []
    change = int(here["laatste dag"]["numerator"] - here[""]["numerator"])
    return [Part("leeftijd op een andere dag", change, True, wording.age(change))]


def _nowhere(number: int, area: str) -> list[Part]:
    """Return those whose municipality is not known: part of the country, and of no municipality."""
    if not number or area == NEDERLAND:
        return []
    return [Part("gemeente onbekend", number, False, wording.nowhere(number))]


def _silent(connection: duckdb.DuckDBPyConnection, formula: RecordFormula, period: Period) -> list[Part]:
    """Return the providers that delivered the year before, and not all of this period."""
    before = replace(period, year=period.year - 1)
    now = {(part.kind, part.delivered) for part in deliveries(period) if part.kind in formula.kinds}
    then = {(part.kind, part.delivered) for part in deliveries(before) if part.kind in formula.kinds}
    codes = ", ".join(f"'{code}'" for _, code in sorted({*now, *then}))
    delivered = {
        (kind, provider, code)
        for kind, provider, code in connection.execute(
            f"SELECT DISTINCT kind, provider, period FROM record WHERE period IN ({codes})"
        ).fetchall()
    }
    known = {(kind, provider) for kind, provider, code in delivered if (kind, code) in then}
    missing = {
        provider
        for kind, provider in known
        if any(k == kind and (kind, provider, code) not in delivered for k, code in now)
    }
    if not missing:
        return []
    return [Part("aanbieders die niet leverden", None, False, wording.silent(len(missing), len(known)))]


def _denominator(published: Mapping[str, Any] | None, counted: Mapping[str, Any] | None) -> list[Part]:
    if published is None or counted is None or not published["denominator"] or not counted["denominator"]:
        return []
    ratio = counted["denominator"] / published["denominator"]
    if abs(ratio - 1) < 0.0005:
        return []
    return [Part("andere noemer", None, True, wording.denominator(ratio))]


def _told(known: Known) -> Sequence[Part]:
    parts = []
    if known.quarantined:
        number = known.quarantined
        parts.append(Part("regels in quarantaine", -number, False, wording.quarantined(number)))
    if known.deviation is not None:
        sentence = wording.deviation(known.deviation)
        parts.append(Part("afwijking van het fictieve register", known.deviation, True, sentence))
    return parts
