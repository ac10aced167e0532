"""Why a published figure and the same from records differ: what holds for the whole register.

Nothing here is about one municipality: a part of a difference there is a count of its youths, and those leave
only through disclosure control.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import duckdb
import polars as pl

from drietrap.catalogue.record_formula import AgeDay, RecordCount, RecordFormula
from drietrap.indicators.records.calendar import deliveries
from drietrap.indicators.records.engine import record_figures
from drietrap.indicators.records.figure import Level
from drietrap.vocabulary.period import Period

ENOUGH = 1_000
"""Fewer in the whole register give no share: a per cent would stand for less than ten."""


@dataclass(frozen=True)
class _Variant:
    id: str
    records: RecordFormula


def silent(
    connection: duckdb.DuckDBPyConnection, formula: RecordFormula, period: Period
) -> tuple[int, int] | None:
    """Return how many providers delivered a year before and not all of ``period``, and how many did then.

    Parameters
    ----------
    connection
        With a view or table ``record`` (columns of ``register.Record``).
    formula
        Its kinds of records are looked at.
    period
        A year, half-year or quarter.

    Returns
    -------
    None when nobody stopped.
    """
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
    return (len(missing), len({provider for _, provider in known})) if missing else None


def fewer_on_last_day(
    connection: duckdb.DuckDBPyConnection, formula: RecordFormula, period: Period
) -> int | None:
    """Return how many per cent (whole) fewer there are with age on the last day, in the whole register.

    Parameters
    ----------
    connection
        With a view or table ``record``.
    formula
        A count of youths of some age.
    period
        A year, half-year or quarter.

    Returns
    -------
    None when age plays no part, or there are fewer than ``ENOUGH``.
    """
    if formula.numerator.ages is None:
        return None
    variants = [_Variant("first", formula), _Variant("last", _on_last_day(formula))]
    found = record_figures(connection, variants, [period], levels={Level.LAND: ()})
    counts: dict[str, float] = dict(
        found.filter(pl.col("dimension") == "").select("indicator", "numerator").iter_rows()
    )
    first, last = counts.get("first", 0.0), counts.get("last", 0.0)
    return round(100 * (first - last) / first) if first >= ENOUGH else None


def _on_last_day(formula: RecordFormula) -> RecordFormula:
    below = formula.denominator
    if isinstance(below, RecordCount) and below.ages is not None:
        below = replace(below, age_on=AgeDay.LAST)
    return replace(formula, numerator=replace(formula.numerator, age_on=AgeDay.LAST), denominator=below)
