"""What a model of expected use learns from: areas with their figure, their factors and where they lie."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from drietrap.benchmark.groups import Territory
from drietrap.catalogue.disguise import refuse_disguised
from drietrap.catalogue.expected_use import Factor, Level, ModelOfUse
from drietrap.catalogue.published import TABLES
from drietrap.statistics.inputs import FloatArray
from drietrap.vocabulary.errors import InputError, NoDataError

_FEWEST = 60  # areas with a figure: below that no model is learned


@dataclass(frozen=True)
class Material:
    """All areas of one model in one period, by code.

    ``value`` is NaN where the figure is withheld or missing; ``low`` and ``high`` are what rounding and
    secrecy leave (NaN when nothing is known). ``youths`` is NaN when unknown. ``raw`` holds the factors as
    published (n, p), ``factors`` the same after taking logarithms. ``places`` is (east, north) in km.
    """

    model: ModelOfUse
    period: str
    areas: tuple[str, ...]
    names: tuple[str, ...]
    municipalities: tuple[str, ...]
    regions: tuple[str | None, ...]
    places: FloatArray
    youths: FloatArray
    value: FloatArray
    low: FloatArray
    high: FloatArray
    shown: tuple[tuple[float | None, float | None], ...]
    hidden: tuple[str | None, ...]
    raw: FloatArray
    factors: FloatArray
    described: tuple[tuple[str, str], ...]

    def chosen(self, measures: tuple[str, ...]) -> Material:
        """Return this with only these factors.

        Raises
        ------
        InputError
            For a factor that is the outcome in disguise, or that this model does not know.
        """
        for measure in measures:
            refuse_disguised(measure)
        known = [factor.measure for factor in self.model.factors]
        strange = [measure for measure in measures if measure not in known]
        if strange:
            raise InputError(
                f"het model '{self.model.label}' kent de factor '{strange[0]}' niet",
                expected=", ".join(known),
            )
        kept = [at for at, measure in enumerate(known) if measure in measures]
        return replace(
            self,
            model=replace(self.model, factors=tuple(self.model.factors[at] for at in kept)),
            raw=self.raw[:, kept],
            factors=self.factors[:, kept],
            described=tuple(self.described[at] for at in kept),
        )


def gather(
    model: ModelOfUse,
    period: str,
    figures: pl.DataFrame,
    observations: pl.DataFrame,
    territory: Territory,
    places: Mapping[str, tuple[float, float]],
) -> Material:
    """Put together what ``model`` learns from in ``period``.

    Parameters
    ----------
    figures
        Figures of the release (``FIGURE_SCHEMA``).
    observations
        Core observations, for the factors of districts.
    territory
        Municipalities of the year, with their regions and characteristics.
    places
        Middle of a municipality in km, where a boundary is known.

    Raises
    ------
    NoDataError
        When too few areas have a figure.
    InputError
        When a factor of the model is the outcome in disguise.
    """
    for factor in model.factors:
        refuse_disguised(factor.measure, factor.table)
    prefix = "GM" if model.level is Level.GEMEENTE else "WK"
    rows = figures.filter(
        (pl.col("indicator") == model.indicator)
        & (pl.col("period") == period)
        & pl.col("area").str.starts_with(prefix)
    ).sort("area")
    parents = ["GM" + area[2:6] for area in rows["area"]]
    rows = rows.with_columns(parent=pl.Series(parents, dtype=pl.String)).filter(
        pl.col("parent").is_in(list(territory.areas))
    )
    if rows["rounding_lower"].is_not_null().sum() < _FEWEST:
        raise NoDataError(
            f"voor het model '{model.label}' zijn er te weinig cijfers in {period}",
            expected=f"minstens {_FEWEST} gebieden met een cijfer",
            action="lees eerst de tabellen van die periode, of kies een andere periode",
        )
    areas, parents = rows["area"].to_list(), rows["parent"].to_list()
    index = {code: at for at, code in enumerate(territory.areas)}
    raw = _raw(model, areas, parents, observations, territory, period)
    names = [territory.names[index[code]] for code in parents]
    return Material(
        model=model,
        period=period,
        areas=tuple(areas),
        names=tuple(names if model.level is Level.GEMEENTE else areas),
        municipalities=tuple(parents),
        regions=tuple(_region(territory, index[code]) for code in parents),
        places=np.array([places.get(code, (np.nan, np.nan)) for code in parents], dtype=np.float64),
        youths=_youths(model, rows, observations),
        value=_floats(rows["value"]),
        low=_floats(rows["rounding_lower"]),
        high=_floats(rows["rounding_upper"]),
        shown=tuple(rows.select("lower", "upper").iter_rows()),
        hidden=tuple(rows["hidden"].to_list()),
        raw=raw,
        factors=_logarithms(model, raw),
        described=tuple(_described(factor) for factor in model.factors),
    )


def _region(territory: Territory, at: int) -> str | None:
    region = territory.regions[at]
    return None if region is None else region[0]


def _floats(column: pl.Series) -> FloatArray:
    values: FloatArray = column.cast(pl.Float64).fill_null(float("nan")).to_numpy().astype(np.float64)
    return values


def _youths(model: ModelOfUse, rows: pl.DataFrame, observations: pl.DataFrame) -> FloatArray:
    if model.youths is None:
        found = _floats(rows["denominator"])
    else:
        table, measure, times = model.youths
        found = times * _measured(observations, table, measure, rows["area"].to_list())
    return np.asarray(np.where(found > 0, found, np.nan), dtype=np.float64)


def _measured(
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


def _raw(
    model: ModelOfUse,
    areas: list[str],
    parents: list[str],
    observations: pl.DataFrame,
    territory: Territory,
    period: str,
) -> FloatArray:
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
    value = _measured(rows, factor.table, factor.measure, areas, moment)
    if not factor.per:
        return value
    whole = np.sum([_measured(rows, factor.table, part, areas, moment) for part in factor.per], axis=0)
    share: FloatArray = np.divide(100 * value, whole, out=np.full_like(value, np.nan), where=whole > 0)
    return share


def _logarithms(model: ModelOfUse, raw: FloatArray) -> FloatArray:
    table = raw.copy()
    for at, factor in enumerate(model.factors):
        if factor.logarithm is not None:
            shifted = table[:, at] + factor.logarithm
            table[:, at] = np.log(shifted, out=np.full_like(shifted, np.nan), where=shifted > 0)
    return table


def _described(factor: Factor) -> tuple[str, str]:
    """Return the label and the unit of a factor, for readers."""
    columns = TABLES[factor.table].columns
    column = next((one for one in columns if one.measure == factor.measure), None)
    if factor.per:
        return factor.label, "%"
    if column is None:  # a characteristic that follows from other measures
        return factor.label, ""
    return factor.label or column.label, column.unit
