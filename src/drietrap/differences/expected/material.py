"""What a model of expected use learns from: areas with their figure, their factors and where they lie."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from drietrap.benchmark.groups import Territory
from drietrap.catalogue.disguise import refuse_disguised
from drietrap.catalogue.expected_use import Level, ModelOfUse
from drietrap.differences.expected.factors import described, logarithms, measured, raw_factors
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


@dataclass(frozen=True)
class Surroundings:
    """What a release knows beside its figures.

    Parameters
    ----------
    observations
        Core observations, for the factors of districts.
    territory
        Municipalities of the year, with their regions and characteristics.
    places
        Middle of a municipality in km, where a boundary is known.
    called
        What districts are called; one without a name is called by its code.
    """

    observations: pl.DataFrame
    territory: Territory
    places: Mapping[str, tuple[float, float]]
    called: Mapping[str, str]


def gather(model: ModelOfUse, period: str, figures: pl.DataFrame, beside: Surroundings) -> Material:
    """Put together what ``model`` learns from in ``period``; ``figures`` of the release (``FIGURE_SCHEMA``).

    Raises
    ------
    NoDataError
        When too few areas have a figure.
    InputError
        When a factor of the model is the outcome in disguise.
    """
    for factor in model.factors:
        refuse_disguised(factor.measure, factor.table)
    rows = _rows(model, period, figures, beside.territory)
    areas, parents = rows["area"].to_list(), rows["parent"].to_list()
    raw = raw_factors(model, areas, parents, beside.observations, beside.territory, period)
    regions = dict(zip(beside.territory.areas, beside.territory.regions, strict=True))
    return Material(
        model=model,
        period=period,
        areas=tuple(areas),
        names=_names(model, areas, beside),
        municipalities=tuple(parents),
        regions=tuple(None if (region := regions[code]) is None else region[0] for code in parents),
        places=np.array([beside.places.get(code, (np.nan, np.nan)) for code in parents], dtype=np.float64),
        youths=_youths(model, rows, beside.observations),
        value=_floats(rows["value"]),
        low=_floats(rows["rounding_lower"]),
        high=_floats(rows["rounding_upper"]),
        shown=tuple(rows.select("lower", "upper").iter_rows()),
        hidden=tuple(rows["hidden"].to_list()),
        raw=raw,
        factors=logarithms(model, raw),
        described=tuple(described(factor) for factor in model.factors),
    )


def _rows(model: ModelOfUse, period: str, figures: pl.DataFrame, land: Territory) -> pl.DataFrame:
    """Return the figures of the areas of a model, by code, each with its municipality (``parent``)."""
    prefix = "GM" if model.level is Level.GEMEENTE else "WK"
    rows = figures.filter(
        (pl.col("indicator") == model.indicator)
        & (pl.col("period") == period)
        & pl.col("area").str.starts_with(prefix)
    ).sort("area")
    parents = ["GM" + area[2:6] for area in rows["area"]]
    rows = rows.with_columns(parent=pl.Series(parents, dtype=pl.String)).filter(
        pl.col("parent").is_in(list(land.areas))
    )
    if rows["rounding_lower"].is_not_null().sum() < _FEWEST:
        raise NoDataError(
            f"voor het model '{model.label}' zijn er te weinig cijfers in {period}",
            expected=f"minstens {_FEWEST} gebieden met een cijfer",
            action="lees eerst de tabellen van die periode, of kies een andere periode",
        )
    return rows


def _names(model: ModelOfUse, areas: list[str], beside: Surroundings) -> tuple[str, ...]:
    land = beside.territory
    known = beside.called if model.level is Level.WIJK else dict(zip(land.areas, land.names, strict=True))
    return tuple(known.get(code, code) for code in areas)


def _floats(column: pl.Series) -> FloatArray:
    values: FloatArray = column.cast(pl.Float64).fill_null(float("nan")).to_numpy().astype(np.float64)
    return values


def _youths(model: ModelOfUse, rows: pl.DataFrame, observations: pl.DataFrame) -> FloatArray:
    if model.youths is None:
        found = _floats(rows["denominator"])
    else:
        table, measure, times = model.youths
        found = times * measured(observations, table, measure, rows["area"].to_list())
    return np.asarray(np.where(found > 0, found, np.nan), dtype=np.float64)
