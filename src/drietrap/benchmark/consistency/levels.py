"""Levels of area inside a sheet: which areas are at a level, what they are part of, how many there are."""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.gemeenten import number_in
from drietrap.catalogue.relations import PROVINCES_OF_LANDSDEEL
from drietrap.vocabulary.area import NEDERLAND, AreaKind
from drietrap.vocabulary.period import Period

_PREFIX = {
    AreaKind.LAND: "NL",
    AreaKind.LANDSDEEL: "LD",
    AreaKind.PROVINCIE: "PV",
    AreaKind.GEMEENTE: "GM",
    AreaKind.WIJK: "WK",
    AreaKind.BUURT: "BU",
}
_LANDSDEEL = {province: part for part, provinces in PROVINCES_OF_LANDSDEEL.items() for province in provinces}


def at_level(kind: AreaKind) -> pl.Expr:
    """Return whether an area is at a level."""
    return pl.col("area").str.starts_with(_PREFIX[kind])


def parent(kind: AreaKind) -> pl.Expr:
    """Return the code of the area at a higher level that an area is part of."""
    match kind:
        case AreaKind.LAND:
            return pl.lit(NEDERLAND)
        case AreaKind.LANDSDEEL:
            return pl.col("area").replace_strict(_LANDSDEEL, default=None)
        case AreaKind.GEMEENTE:
            return pl.lit("GM") + pl.col("area").str.slice(2, 4)
        case AreaKind.WIJK:
            return pl.lit("WK") + pl.col("area").str.slice(2, 6)
        case _:
            raise ValueError(f"no parts are known of a {kind}")


def expected(whole: str, part: AreaKind, period: str) -> int | None:
    """Return how many areas at level ``part`` an area has in a period, None when that is not known."""
    if part is AreaKind.LANDSDEEL:
        return len(PROVINCES_OF_LANDSDEEL)
    if part is AreaKind.PROVINCIE:
        return len(PROVINCES_OF_LANDSDEEL.get(whole, _LANDSDEEL))
    if part is AreaKind.GEMEENTE:
        return number_in(Period.parse(period).year)
    return None
