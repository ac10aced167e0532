"""What places and categories are called; each name has a number, in the order of the names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from drietrap.indicators.records.figure import AGE_BANDS, NO_REFERRER, UNKNOWN, UNKNOWN_DISTRICT, Level
from drietrap.indicators.records.packing import IntArray
from drietrap.indicators.records.rows import Rows, Sort, Spot
from drietrap.register.record import RecordKind
from drietrap.vocabulary.area import NEDERLAND

OF_THE_YOUTH = ("leeftijd", "geslacht")
OF_THE_CARE = ("vorm", "verwijzer")


@dataclass(frozen=True)
class Named:
    """Names in order, and per thing the place of its name among them."""

    names: Sequence[str]
    number: IntArray

    def of(self, things: IntArray) -> pl.Series:
        """Return the names of things."""
        return pl.Series(self.names, dtype=pl.String).gather(pl.Series(self.number[things]))


@dataclass(frozen=True)
class Names:
    """``places`` per level: of each spot, or of each provider; ``categories`` per dimension.

    Ages name a band, sexes a sex, and the dimensions of care a sort of care.
    """

    places: Mapping[Level, Named]
    categories: Mapping[str, Named]


def names_of(rows: Rows) -> Names:
    """Return the names of everything that rows can be counted by."""
    spots, sorts = rows.spots, rows.sorts
    return Names(
        {
            Level.LAND: _named([NEDERLAND for _ in spots]),
            Level.JEUGDREGIO: _named([spot.region or UNKNOWN for spot in spots]),
            Level.GEMEENTE: _named([spot.municipality or UNKNOWN for spot in spots]),
            Level.WIJK: _named([_district(spot) for spot in spots]),
            Level.AANBIEDER: _named([provider or "" for provider in rows.providers]),
        },
        {
            "": _named([""]),
            "leeftijd": _named([*AGE_BANDS, UNKNOWN]),
            "geslacht": _named([sex or UNKNOWN for sex in rows.sexes]),
            "vorm": _named([f"{sort.kind} {sort.form}" for sort in sorts]),
            "verwijzer": _named([_referrer(sort) for sort in sorts]),
        },
    )


def _named(things: Sequence[str]) -> Named:
    names = sorted(set(things))
    number = {name: i for i, name in enumerate(names)}
    return Named(names, np.array([number[thing] for thing in things], dtype=np.int64))


def _district(spot: Spot) -> str:
    if spot.municipality is None:
        return UNKNOWN
    return spot.district or spot.municipality + UNKNOWN_DISTRICT


def _referrer(sort: Sort) -> str:
    if sort.kind != RecordKind.JEUGDHULP:
        return NO_REFERRER
    return sort.referrer or UNKNOWN
