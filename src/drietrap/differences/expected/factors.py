"""The population factors of areas: read from the published tables, and put on the scale of a model."""

from __future__ import annotations

import numpy as np
import polars as pl

from drietrap.benchmark.groups import Territory
from drietrap.catalogue.expected_use import Factor, Level, ModelOfUse
from drietrap.catalogue.published import TABLES
from drietrap.statistics.inputs import FloatArray


def measured(
    observations: pl.DataFrame, table: str, measure: str, areas: list[str], period: str | None = None
) -> FloatArray:
    """Return a measure of ``areas``; of the earliest period when none is named. NaN where unknown."""
    rows = observations.filter(
        (pl.col("table") == table) & (pl.col("measure") == measure) & pl.col("value").is_not_null()
    ).sort("period", "variant", "area")
    if period is not None:
        rows = rows.filter(pl.col("period") == period)
    known: dict[str, float] = {}
    for area, value in rows.select("area", "value").iter_rows():
        known.setdefault(area, value)
    return np.array([known.get(area, np.nan) for area in areas], dtype=np.float64)


def raw_factors(
    model: ModelOfUse,
    areas: list[str],
    parents: list[str],
    observations: pl.DataFrame,
    territory: Territory,
    period: str,
) -> FloatArray:
    """Return the factors of ``areas`` as published, shape (n, p); NaN where unknown."""
    if model.level is Level.GEMEENTE:
        index = {code: at for at, code in enumerate(territory.areas)}
        features = territory.features[[index[code] for code in parents]].copy()
        for at, factor in enumerate(model.factors):
            if factor.logarithm is not None:  # the territory took the logarithm already
                features[:, at] = np.exp(features[:, at])
        return features
    wanted = {factor.table for factor in model.factors}
    rows = observations.filter(pl.col("table").is_in(sorted(wanted)) & pl.col("area").str.starts_with("WK"))
    return np.column_stack([_factor(rows, factor, areas, period) for factor in model.factors])


def _factor(rows: pl.DataFrame, factor: Factor, areas: list[str], period: str) -> FloatArray:
    moment = factor.period or period
    value = measured(rows, factor.table, factor.measure, areas, moment)
    if not factor.per:
        return value
    whole = np.sum([measured(rows, factor.table, part, areas, moment) for part in factor.per], axis=0)
    share: FloatArray = np.divide(100 * value, whole, out=np.full_like(value, np.nan), where=whole > 0)
    return share


def logarithms(model: ModelOfUse, raw: FloatArray) -> FloatArray:
    """Return factors with a long tail as their logarithm, the others as they are."""
    table = raw.copy()
    for at, factor in enumerate(model.factors):
        if factor.logarithm is not None:
            shifted = table[:, at] + factor.logarithm
            table[:, at] = np.log(shifted, out=np.full_like(shifted, np.nan), where=shifted > 0)
    return table


def described(factor: Factor) -> tuple[str, str]:
    """Return the label and the unit of a factor, for readers."""
    columns = TABLES[factor.table].columns
    column = next((one for one in columns if one.measure == factor.measure), None)
    if factor.per:
        return factor.label, "%"
    if column is None:  # a characteristic that follows from other measures
        return factor.label, ""
    return factor.label or column.label, column.unit
