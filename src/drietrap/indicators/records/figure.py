"""What a figure from records carries, and the words for areas, ages and what is not known."""

from __future__ import annotations

from enum import StrEnum

import polars as pl

from drietrap.catalogue.record_formula import Ages

UNKNOWN = "onbekend"
UNKNOWN_DISTRICT = " wijk onbekend"  # after the code of the municipality
NO_REFERRER = "geen jeugdhulp"  # a measure or authorisation has no referrer

AGE_BANDS = {
    "0_3": Ages(0, 4),
    "4_11": Ages(4, 12),
    "12_17": Ages(12, 18),
    "18_22": Ages(18, 23),
    "23_en_ouder": Ages(23, 200),
}
"""Categories of the dimension ``leeftijd``: age on the first day of the period."""


class Level(StrEnum):
    """What a figure is about."""

    LAND = "land"
    JEUGDREGIO = "jeugdregio"
    GEMEENTE = "gemeente"
    WIJK = "wijk"
    AANBIEDER = "aanbieder"


# One row per indicator x level x area x provider x period x dimension x category, which are unique together.
_COLUMNS: dict[str, pl.DataType | type[pl.DataType]] = {
    "indicator": pl.String,
    "level": pl.String,  # see Level
    "area": pl.String,  # NL01 for a provider; 'onbekend' where the municipality is not known
    "provider": pl.String,  # only at the level of providers
    "period": pl.String,
    "dimension": pl.String,  # '' for the total, else one of catalogue.record_formula.DIMENSIONS
    "category": pl.String,  # '' for the total; 'jeugdhulp 11', '4_11', 'M', '02', 'onbekend'
    "value": pl.Float64,  # null when it cannot be computed
    "lower": pl.Float64,  # 95 % interval: chance only, the counts are exact
    "upper": pl.Float64,
    "numerator": pl.Float64,
    "denominator": pl.Float64,
    "confidence": pl.Float64,
    "method": pl.String,  # catalogue.record_formula.Method
    "hidden": pl.String,  # why there is no value: 'ontbreekt' or 'niet te berekenen'
    "warnings": pl.List(pl.String),  # Dutch, complete sentences, without counts
    "lineage": pl.String,  # leads back to the deliveries: see engine.deliveries_behind
}
RECORD_FIGURE_SCHEMA = pl.Schema(_COLUMNS)
FIGURE_KEY = ("indicator", "level", "area", "provider", "period", "dimension", "category")
