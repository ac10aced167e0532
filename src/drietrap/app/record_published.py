"""The published figures that records can give too: what stands beside what, and why they differ."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import duckdb
import polars as pl

from drietrap.app.record_asked import Asked
from drietrap.app.record_counts import MINORS, table_id
from drietrap.app.record_ties import AGE, REFERRER, TRAJECTORIES, YOUTHS
from drietrap.benchmark.result import Estimate
from drietrap.catalogue.indicator import Indicator
from drietrap.catalogue.indicators import INDICATORS
from drietrap.catalogue.record_formula import RecordFormula
from drietrap.indicators.records import beside_wording as wording
from drietrap.indicators.records.beside import fewer_on_last_day, silent
from drietrap.publication.record_tables import TOTAL
from drietrap.publication.records.dossier import BesideAsked, Where

_USE = "jeugdhulp_gebruik"
_REFERRED = {  # published share of trajectories -> code of the verwijzer
    "verwijzer_gemeente": "01",
    "verwijzer_huisarts": "02",
    "verwijzer_gecertificeerde_instelling": "04",
    "verwijzer_geen": "06",
}


def published_beside(
    connection: duckdb.DuckDBPyConnection, figures: pl.DataFrame, asked: Asked
) -> tuple[BesideAsked, ...]:
    """Return the published figures of the area and period that records can give too.

    Parameters
    ----------
    connection
        With the view ``record``.
    figures
        The published figures (``indicators.figure.FIGURE_SCHEMA``), empty when nothing was read.
    """
    mine = figures.filter((pl.col("area") == asked.area) & (pl.col("period") == asked.period.code))
    rows = {row["indicator"]: row for row in mine.iter_rows(named=True)}
    code, made = asked.period.code, []
    if _USE in rows:
        definition, row = INDICATORS[_USE], rows[_USE]
        minors = Where(table_id(YOUTHS, code, AGE), (MINORS,))
        formula = _formula(definition)
        age = wording.age(fewer_on_last_day(connection, formula, asked.period))
        why = (age, *_silent(connection, formula, asked))
        made.append(_beside(definition, row, minors, _number(row["denominator"]) or 0.0, why))
    table = table_id(TRAJECTORIES, code, REFERRER)
    for indicator, referrer in _REFERRED.items():
        if indicator in rows:
            definition = INDICATORS[indicator]
            why = _silent(connection, _formula(definition), asked)
            through = Where(table, (referrer,))
            made.append(_beside(definition, rows[indicator], through, Where(table, (TOTAL,)), why))
    return tuple(made)


def _beside(
    definition: Indicator,
    row: Mapping[str, Any],
    numerator: Where,
    denominator: Where | float,
    sentences: tuple[str, ...],
) -> BesideAsked:
    published = (_number(row[name]) for name in ("value", "rounding_lower", "rounding_upper"))
    return BesideAsked(
        label=definition.label,
        unit=definition.unit,
        decimals=definition.decimals,
        published=Estimate(*published),
        numerator=numerator,
        denominator=denominator,
        scale=100.0,
        sentences=sentences,
    )


def _silent(connection: duckdb.DuckDBPyConnection, formula: RecordFormula, asked: Asked) -> tuple[str, ...]:
    found = silent(connection, formula, asked.period)
    return () if found is None else (wording.silent(*found, formula.kinds),)


def _formula(definition: Indicator) -> RecordFormula:
    if definition.records is None:
        raise ValueError(f"{definition.id} cannot be counted from records")
    return definition.records


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, float | int) else None
