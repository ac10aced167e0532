"""Counts from the register, put together so that disclosure control sees everything that is published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import duckdb
import polars as pl

from drietrap.app.record_ties import (
    AGE,
    BEGUN,
    ENDED,
    FORM,
    HELP,
    REFERRER,
    RUNNING,
    SEX,
    TRAJECTORIES,
    YOUTHS,
    measure,
    ties,
)
from drietrap.catalogue.indicator import Indicator, RecordIndicator
from drietrap.catalogue.indicators import INDICATORS, RECORD_INDICATORS
from drietrap.indicators.records.engine import record_figures
from drietrap.indicators.records.figure import Level
from drietrap.publication.record_tables import TOTAL, disclosure_tables
from drietrap.publication.suppression.tables import Dimension, Identity, Rollup, Table
from drietrap.vocabulary.area import NEDERLAND
from drietrap.vocabulary.period import Period

MINORS = "tot_18"
_MINOR_BANDS = ("0_3", "4_11", "12_17")
DEFINITIONS: dict[str, Indicator | RecordIndicator] = {**INDICATORS, **RECORD_INDICATORS}
_LEVELS = dict.fromkeys((Level.LAND, Level.JEUGDREGIO, Level.GEMEENTE), (AGE, SEX, FORM, REFERRER))


@dataclass(frozen=True)
class Counted:
    """One count in one period with its breakdowns; its tables are named by :func:`table_id`."""

    indicator: str
    period: Period
    dimensions: tuple[str, ...]


@dataclass(frozen=True)
class Together:
    """Exact counts that are published together, with all that ties them; they stay inside."""

    tables: tuple[Table, ...]
    dimensions: tuple[Dimension, ...]
    identities: tuple[Identity, ...]


def table_id(indicator: str, period: str, dimension: str) -> str:
    """Return the name of a protected table."""
    return f"{DEFINITIONS[indicator].label}, {period}, naar {dimension}"


def wanted(period: Period, halves: Sequence[Period]) -> tuple[Counted, ...]:
    """Return the counts of a report: youths and trajectories of the period, the course of each half-year."""
    of_period = (
        Counted(YOUTHS, period, (AGE, SEX)),
        Counted(TRAJECTORIES, period, (FORM, REFERRER, SEX)),
    )
    course = tuple(Counted(name, half, (AGE, SEX)) for half in halves for name in (BEGUN, ENDED, RUNNING))
    return of_period + course


def together(
    connection: duckdb.DuckDBPyConnection,
    period: Period,
    halves: Sequence[Period],
    places: pl.DataFrame,
    codes: Mapping[str, Sequence[str]],
) -> Together:
    """Count everything that a report over ``period`` shows, for all areas.

    Parameters
    ----------
    connection
        With the view ``record``.
    period
        A year or half-year.
    halves
        The half-years of which the course is shown, in order of time.
    places
        ``year, code, municipality, region``, every municipality in a region.
    codes
        Every code of every dimension: one that nobody has is a row like the others, or its absence would
        tell that it is zero.
    """
    counted = wanted(period, halves)
    periods = sorted({one.period for one in counted})
    asked = {one.indicator: DEFINITIONS[one.indicator] for one in counted}
    figures = record_figures(connection, asked.values(), periods, places=places, levels=_LEVELS)
    regions = places.select("municipality", "region").unique().sort("municipality", "region")
    tables: list[Table] = []
    hierarchies: list[Dimension] = []
    for one in counted:
        if not _is_counted(figures, one):
            tables.extend(_zeros(one))
            continue
        made, dimensions = disclosure_tables(
            figures,
            one.indicator,
            one.period.code,
            regions,
            of_youths=one.indicator == YOUTHS,
            dimensions=one.dimensions,
        )
        tables.extend(
            replace(
                table,
                id=table_id(one.indicator, one.period.code, name),
                measure=measure(one.indicator, one.period),
            )
            for table, name in zip(made, one.dimensions, strict=True)
        )
        hierarchies.extend(dimensions)
    filled, shared = _together(tables, hierarchies, codes, regions)
    return Together(tuple(filled), tuple(shared), ties(filled, period, halves))


def _is_counted(figures: pl.DataFrame, one: Counted) -> bool:
    return not figures.filter(indicator=one.indicator, period=one.period.code).is_empty()


def _zeros(one: Counted) -> list[Table]:
    """Return the tables of what nobody did in a period."""
    return [
        Table(
            table_id(one.indicator, one.period.code, name),
            measure(one.indicator, one.period),
            ("gebied", name),
            {(NEDERLAND, TOTAL): 0},
        )
        for name in one.dimensions
    ]


def _together(
    tables: Iterable[Table],
    hierarchies: Sequence[Dimension],
    codes: Mapping[str, Sequence[str]],
    regions: pl.DataFrame,
) -> tuple[list[Table], list[Dimension]]:
    """Give every table the same areas and codes, so that all of them share their hierarchies.

    A municipality where nobody was counted is a row like the others, or its absence would tell that.
    """
    tables = list(tables)
    places = {place for row in regions.iter_rows() for place in row}
    areas = sorted(places | {codes[0] for table in tables for codes in table.counts})
    made = [Dimension("gebied", None, _rollups(hierarchies, areas, regions))]
    codes_of: dict[str, list[str]] = {}
    for name in dict.fromkeys(table.dimensions[1] for table in tables):
        found = {codes[1] for table in tables if table.dimensions[1] == name for codes in table.counts}
        codes_of[name] = sorted(found | set(codes[name]))
        parts = tuple(code for code in codes_of[name] if code != TOTAL)
        made.append(Dimension(name, TOTAL, _subtotals(name, parts)))
    return [_filled(table, areas, codes_of[table.dimensions[1]]) for table in tables], made


def _rollups(
    hierarchies: Sequence[Dimension], areas: Sequence[str], regions: pl.DataFrame
) -> tuple[Rollup, ...]:
    """Return the widest form of every sum of areas: a municipality without a count is part of it too."""
    parts: dict[str, set[str]] = {}
    for one in hierarchies:
        if one.name == "gebied":
            for rollup in one.rollups:
                parts.setdefault(rollup.total, set()).update(rollup.parts)
    placed = {part for found in parts.values() for part in found}
    for municipality, region in regions.iter_rows():
        parts.setdefault(NEDERLAND, set()).add(region)
        if municipality not in placed:
            parts.setdefault(region, set()).add(municipality)
    return tuple(
        Rollup(total, tuple(part for part in areas if part in found)) for total, found in parts.items()
    )


def _subtotals(dimension: str, parts: tuple[str, ...]) -> tuple[Rollup, ...]:
    """Return what adds up to what: minors among all ages, forms of help among forms and measures."""
    name = {AGE: MINORS, FORM: HELP}.get(dimension, "")
    under = tuple(part for part in parts if _under(part) == name)
    if not name or not under:
        return (Rollup(TOTAL, parts),)
    others = tuple(part for part in parts if part not in under)
    return (Rollup(TOTAL, (name, *others)), Rollup(name, under))


def _under(code: str) -> str | None:
    """Return the subtotal that an age or form is part of; None when there is none."""
    if code in _MINOR_BANDS:
        return MINORS
    return HELP if code.startswith(f"{HELP} ") else None


def with_subtotals(counts: Mapping[tuple[str, ...], int]) -> dict[tuple[str, ...], int]:
    """Return ``counts`` by area and code with their subtotals, where a code has one."""
    made = dict(counts)
    for (area, code), count in counts.items():
        subtotal = _under(code)
        if subtotal is not None:
            made[area, subtotal] = made.get((area, subtotal), 0) + count
    return made


def _filled(table: Table, areas: Sequence[str], codes: Sequence[str]) -> Table:
    counts: dict[tuple[str, ...], int] = {
        (area, code): table.counts.get((area, code), 0) for area in areas for code in codes
    }
    return replace(table, counts=with_subtotals(counts))
