"""All figures of a catalogue at once, from the view ``observation`` of a DuckDB connection."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb
import numpy as np
import polars as pl

from drietrap.catalogue.indicator import Indicator, IntervalMethod, cells_of
from drietrap.indicators.compile import literal, to_sql
from drietrap.indicators.figure import FIGURE_SCHEMA
from drietrap.statistics.inputs import FloatArray
from drietrap.statistics.proportions import wilson_rounded

CONFIDENCE = 0.95


def figures(connection: duckdb.DuckDBPyConnection, indicators: Iterable[Indicator]) -> pl.DataFrame:
    """Return the figures of ``indicators`` for every area and period that has one.

    Parameters
    ----------
    connection
        DuckDB connection with a view or table ``observation`` (columns of ``register.Observation``).
    indicators
        Definitions; each id at most once.

    Returns
    -------
    Frame with ``FIGURE_SCHEMA``, sorted by indicator, area and period, which are unique together. The order
    of the observations and the number of threads change nothing.

    Raises
    ------
    ValueError
        When an indicator is given twice.
    """
    wanted = list(indicators)
    if len({item.id for item in wanted}) != len(wanted):
        raise ValueError("an indicator is asked for twice")
    if not wanted:
        return pl.DataFrame(schema=FIGURE_SCHEMA)
    _load_cells(connection, wanted)
    try:
        return _with_chance(connection.sql(to_sql(wanted)).pl())
    finally:
        connection.execute("DROP TABLE IF EXISTS temp.cell")


def _load_cells(connection: duckdb.DuckDBPyConnection, indicators: list[Indicator]) -> None:
    """Read the cells of the measures that ``indicators`` use into a temporary table, once."""
    used = {(cell.table, cell.measure) for item in indicators for cell in cells_of(item.formula)}
    pairs = ", ".join(f"({literal(table)}, {literal(measure)})" for table, measure in sorted(used))
    connection.execute(f"""
        CREATE OR REPLACE TEMP TABLE cell AS
        SELECT "table", variant, measure, area, period, value, coalesce(lower, value) AS lower,
          coalesce(upper, value) AS upper, hidden, provisional,
          snapshot || ':' || "row" || ':' || "column" AS id
        FROM observation
        WHERE ("table", measure) IN ({pairs})""")


def _with_chance(rows: pl.DataFrame) -> pl.DataFrame:
    """Return ``rows`` in ``FIGURE_SCHEMA``, with the 95 % interval where there are counts."""
    names = ("chance_k_lower", "chance_k_upper", "chance_n_lower", "chance_n_upper")
    k_low, k_high, n_low, n_high = (_numbers(rows, name) for name in names)
    low, high = wilson_rounded(k_low, k_high, n_low, n_high, CONFIDENCE)
    scale, inverse = _numbers(rows, "scale"), rows["inverse"].to_numpy()
    with np.errstate(divide="ignore"):
        lower = np.where(inverse, 1 / high, scale * low)
        upper = np.where(inverse, 1 / low, scale * high)
    known = np.isfinite(lower) & np.isfinite(upper)
    chance = pl.DataFrame(
        {"lower": lower, "upper": upper, "confidence": np.full(len(known), CONFIDENCE), "known": known}
    )
    return (
        pl.concat([rows, chance], how="horizontal")
        .with_columns(
            lower=pl.when("known").then("lower").otherwise("rounding_lower"),
            upper=pl.when("known").then("upper").otherwise("rounding_upper"),
            confidence=pl.when("known").then("confidence"),
            method=pl.when("known")
            .then(pl.lit(IntervalMethod.WILSON.value))
            .when(pl.col("rounding_lower").is_not_null())
            .then(pl.lit(IntervalMethod.ROUNDING.value)),
        )
        .select(FIGURE_SCHEMA.names())
        .cast(FIGURE_SCHEMA)
    )


def _numbers(rows: pl.DataFrame, name: str) -> FloatArray:
    """Return a column as floats; NaN where it is null."""
    return rows[name].cast(pl.Float64).fill_null(np.nan).to_numpy()
