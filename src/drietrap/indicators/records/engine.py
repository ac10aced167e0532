"""All figures from records at once, from the view ``record`` of a DuckDB connection.

One year at a time, in steps that each have a module. The database only reads; the rest is whole numbers in
arrays (decision 13), because nearly all time of the same in SQL went into comparing text and ordering rows.

1. :mod:`.rows` reads the rows once and makes a number of every person, provider, place and sort of care.
2. :mod:`.speaking` puts them in order: which row speaks for a trajectory, and for a youth.
3. :mod:`.courses` takes each period out of that order: its youths, and what their trajectories did.
4. :mod:`.patterns` asks the definitions which counts each is in; :mod:`.counting` counts per place and
   category.
5. :mod:`.fractions` makes numerators and denominators, :mod:`.frame` the figures, and :mod:`.remarks` what is
   said beside them. What things are called is in :mod:`.naming`; numbers become names only in the frame.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Protocol

import duckdb
import polars as pl

from drietrap.catalogue.record_formula import DIMENSIONS, RecordFormula
from drietrap.indicators.records.calendar import deliveries
from drietrap.indicators.records.counting import Wanted, tables
from drietrap.indicators.records.courses import facts
from drietrap.indicators.records.figure import FIGURE_KEY, RECORD_FIGURE_SCHEMA, Level
from drietrap.indicators.records.fractions import Inhabitants, fractions
from drietrap.indicators.records.frame import frame_of
from drietrap.indicators.records.naming import names_of
from drietrap.indicators.records.patterns import limits_of
from drietrap.indicators.records.remarks import Remarks
from drietrap.indicators.records.rows import read_rows, table
from drietrap.vocabulary.period import Period

EVERYWHERE: Mapping[Level, tuple[str, ...]] = {
    Level.LAND: DIMENSIONS,
    Level.JEUGDREGIO: DIMENSIONS,
    Level.GEMEENTE: DIMENSIONS,
    Level.WIJK: (),
    Level.AANBIEDER: (),
}
"""Levels with their breakdowns; districts and providers are many: ask for theirs apart."""


class FromRecords(Protocol):
    """An indicator that can be counted from records (catalogue ``Indicator`` or ``RecordIndicator``)."""

    @property
    def id(self) -> str:
        """Id of the indicator."""
        ...

    @property
    def records(self) -> RecordFormula | None:
        """How it is counted."""
        ...


def record_figures(
    connection: duckdb.DuckDBPyConnection,
    indicators: Iterable[FromRecords],
    periods: Sequence[Period],
    *,
    places: pl.DataFrame | None = None,
    people: pl.DataFrame | None = None,
    levels: Mapping[Level, tuple[str, ...]] = EVERYWHERE,
) -> pl.DataFrame:
    """Return the figures of ``indicators`` in every place with a record, for ``periods``.

    The counts are exact: they may leave the house only through disclosure control.

    Parameters
    ----------
    connection
        DuckDB connection with a view or table ``record`` (columns of ``register.Record``).
    indicators
        Definitions with ``records``; each id at most once.
    periods
        Years, half-years or quarters, each once.
    places
        ``year, code, municipality, region``: which municipality of today (or of any other year) a delivered
        code belongs to, and its jeugdregio (see :mod:`.places`). None takes the codes as delivered.
    people
        Inhabitants (``fractions.PEOPLE``); without them figures per inhabitant are absent.
    levels
        Levels to give, each with the dimensions that it is broken down by.

    Returns
    -------
    Frame with ``RECORD_FIGURE_SCHEMA``, sorted by ``FIGURE_KEY``, which is unique. The order of the records
    and the number of threads change nothing.

    Raises
    ------
    ValueError
        When an indicator is given twice or has no definition on records, or when a code lies in two places,
        or an area has two numbers of inhabitants of the same ages, in one year.
    InputError
        When a period is a month.
    """
    parts = list(
        figures_per_year(connection, indicators, periods, places=places, people=people, levels=levels)
    )
    if len(parts) == 1:
        return parts[0]
    return pl.concat([RECORD_FIGURE_SCHEMA.to_frame(), *parts]).sort(FIGURE_KEY, nulls_last=False)


def figures_per_year(
    connection: duckdb.DuckDBPyConnection,
    indicators: Iterable[FromRecords],
    periods: Sequence[Period],
    *,
    places: pl.DataFrame | None = None,
    people: pl.DataFrame | None = None,
    levels: Mapping[Level, tuple[str, ...]] = EVERYWHERE,
) -> Iterator[pl.DataFrame]:
    """Yield the figures of :func:`record_figures` a year at a time, each sorted: memory stays small."""
    formulas = _formulas(indicators)
    if not formulas:
        return
    for _, year in groupby(sorted(set(periods)), key=lambda period: period.year):
        yield _of_year(connection, formulas, list(year), places, people, levels)


def _of_year(
    connection: duckdb.DuckDBPyConnection,
    formulas: Mapping[str, RecordFormula],
    periods: Sequence[Period],
    places: pl.DataFrame | None,
    people: pl.DataFrame | None,
    levels: Mapping[Level, tuple[str, ...]],
) -> pl.DataFrame:
    """Return the figures of periods of one year, sorted."""
    rows = read_rows(connection, periods, places)
    if not len(rows["who"]):
        return RECORD_FIGURE_SCHEMA.to_frame()
    counts = tuple(dict.fromkeys(one for formula in formulas.values() for one in formula.counts))
    names, counted = names_of(rows), facts(rows, periods, limits_of(counts))
    tallied = tables(counted, rows.sorts, names, Wanted(counts, levels))
    inhabitants = Inhabitants(people, periods[0].year, names)
    found = fractions(tallied, list(formulas.values()), counts, inhabitants)
    return frame_of(found, formulas, periods, names, Remarks(rows, periods))


def deliveries_behind(
    connection: duckdb.DuckDBPyConnection, formula: RecordFormula, period: Period, provider: str | None = None
) -> pl.DataFrame:
    """Return ``kind, provider, period, delivery``: every delivery that a figure rests on, sorted.

    With ``provider`` only those of that provider.
    """
    parts = [(part.kind, part.delivered) for part in deliveries(period) if part.kind in formula.kinds]
    table(connection, "asked", pl.DataFrame(parts, schema=["kind", "period"], orient="row"))
    try:
        found = connection.execute(
            """SELECT DISTINCT kind, provider, period, delivery
            FROM record SEMI JOIN asked USING (kind, period)
            WHERE $provider IS NULL OR provider = $provider ORDER BY ALL""",
            {"provider": provider},
        ).fetchall()
    finally:
        connection.execute("DROP TABLE IF EXISTS temp.asked")
    columns = ("kind", "provider", "period", "delivery")
    return pl.DataFrame(found, schema=dict.fromkeys(columns, pl.String), orient="row")


def _formulas(indicators: Iterable[FromRecords]) -> dict[str, RecordFormula]:
    formulas: dict[str, RecordFormula] = {}
    for item in indicators:
        if item.records is None or item.id in formulas:
            raise ValueError(f"{item.id} is asked for twice, or cannot be counted from records")
        formulas[item.id] = item.records
    return formulas
