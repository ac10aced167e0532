"""What a selection looks at: the municipalities of a period with all that is known of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from drietrap.benchmark.compare import View, closest_period, view
from drietrap.benchmark.doubt import NO_DOUBTS, Doubts
from drietrap.benchmark.groups import Territory
from drietrap.benchmark.sample import Array
from drietrap.catalogue.comparison import NEIGHBOUR_CHARACTERISTICS
from drietrap.catalogue.indicator import Indicator
from drietrap.differences.selection.result import Held
from drietrap.vocabulary.area import NEDERLAND
from drietrap.vocabulary.errors import NoDataError

EARTH_RADIUS_KM = 6371.0
Indices = NDArray[np.int64]


@dataclass(frozen=True)
class World:
    """One release, as a selection sees it.

    ``places`` holds latitude and longitude (degrees) of the middle of each municipality of ``land``, NaN
    where unknown; ``organisation`` what is known per area on the day of the period.
    """

    release: int
    period: str
    synthetic: bool
    land: Territory
    figures: pl.DataFrame
    definitions: Mapping[str, Indicator]
    places: Array
    organisation: Mapping[str, tuple[Held, ...]]
    doubts: Doubts = NO_DOUBTS
    _views: dict[str, View] = field(default_factory=dict, repr=False, compare=False)

    def ordered(self) -> World:
        """Return the same world with its municipalities in the order of their codes."""
        order = np.argsort(np.array(self.land.areas), kind="stable")
        if np.array_equal(order, np.arange(len(order))):
            return self
        land = self.land
        sorted_land = Territory(
            land.year,
            tuple(land.areas[i] for i in order),
            tuple(land.names[i] for i in order),
            tuple(land.regions[i] for i in order),
            land.inhabitants[order],
            land.features[order],
        )
        return replace(self, land=sorted_land, places=self.places[order], _views={})

    def view(self, indicator: str) -> View:
        """Return one indicator over all municipalities, in this period or the nearest within reach.

        Raises
        ------
        NoDataError
            When no municipality has a figure near this period.
        """
        if indicator not in self._views:
            mine = self.figures.filter(pl.col("indicator") == indicator)
            here = mine.filter(pl.col("area").is_in([*self.land.areas, NEDERLAND]))
            known = here.filter(
                pl.col("area").is_in(list(self.land.areas)) & pl.col("rounding_lower").is_not_null()
            )
            when = closest_period(known["period"].unique().sort().to_list(), self.period)
            if when is None:
                raise NoDataError(
                    f"van '{indicator}' zijn er geen cijfers van gemeenten rond {self.period}",
                    expected="een indicator en een periode waarvan tabellen gelezen zijn",
                    action="lees die tabel met 'drietrap lees', of laat deze indicator weg",
                )
            self._views[indicator] = view(here, self.definitions[indicator], when, self.land, self.doubts)
        return self._views[indicator]

    def lineage(self, indicator: str, area: str) -> str:
        """Return the number that leads from this figure back to its cells; empty when there is no figure."""
        row = self.figures.filter(
            (pl.col("indicator") == indicator)
            & (pl.col("area") == area)
            & (pl.col("period") == self.view(indicator).period)
        )
        return "" if row.is_empty() else str(row["lineage"][0])

    def held(self, characteristic: str) -> dict[str, Held]:
        """Return what every area has of one characteristic, by area."""
        return {
            area: one
            for area, values in self.organisation.items()
            for one in values
            if one.characteristic == characteristic
        }

    def national_features(self) -> Array:
        """Return the national value per population factor: of all municipalities, weighed by inhabitants."""
        weights = np.where(np.isfinite(self.land.inhabitants), self.land.inhabitants, 0.0)[:, None]
        known = np.isfinite(self.land.features) & (weights > 0)
        total = np.where(known, weights, 0.0).sum(axis=0)
        summed = np.where(known, np.nan_to_num(self.land.features) * weights, 0.0).sum(axis=0)
        with np.errstate(invalid="ignore", divide="ignore"):
            mean: Array = summed / total
        return mean

    def kilometres(self) -> Array:
        """Return the distance over the ground between every two middles; NaN where one is unknown."""
        latitude, longitude = np.radians(self.places).T
        half = (
            np.sin((latitude[:, None] - latitude) / 2) ** 2
            + np.cos(latitude[:, None]) * np.cos(latitude) * np.sin((longitude[:, None] - longitude) / 2) ** 2
        )
        distance: Array = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.clip(half, 0.0, 1.0)))
        return (distance + distance.T) / 2


FACTORS = {one.measure: (column, one) for column, one in enumerate(NEIGHBOUR_CHARACTERISTICS)}


def factor_values(world: World, factor: str) -> Array:
    """Return a population factor in its own unit; NaN where unknown."""
    column, characteristic = FACTORS[factor]
    values: Array = world.land.features[:, column]
    if not characteristic.logarithm:
        return values
    whole: Array = np.exp(values).round(6)
    return whole
