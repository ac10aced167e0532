"""A figure never travels alone: value, interval, method, parts, status, warnings and lineage."""

from __future__ import annotations

import polars as pl

# The denominator is, or after rounding can be, zero.
HIDDEN_UNDEFINED = "niet te berekenen"

# One row per indicator x area x period. Percentages are 0-100, amounts in EUR.
_COLUMNS: dict[str, pl.DataType | type[pl.DataType]] = {
    "indicator": pl.String,
    "area": pl.String,
    "period": pl.String,
    "value": pl.Float64,  # null when withheld or absent
    "lower": pl.Float64,  # 95 % interval: rounding and chance together
    "upper": pl.Float64,
    "rounding_lower": pl.Float64,  # every value the rounded inputs allow
    "rounding_upper": pl.Float64,
    "numerator": pl.Float64,  # implied count for a published percentage with a base
    "numerator_lower": pl.Float64,
    "numerator_upper": pl.Float64,
    "denominator": pl.Float64,
    "denominator_lower": pl.Float64,
    "denominator_upper": pl.Float64,
    "confidence": pl.Float64,  # 0.95, or null when the interval is rounding only
    "method": pl.String,  # IntervalMethod value actually used; null when there is no interval
    "hidden": pl.String,  # why there is no value: 'geheim', 'ontbreekt', HIDDEN_UNDEFINED, else null
    "provisional": pl.Boolean,
    "warnings": pl.List(pl.String),  # Dutch, complete sentences; assumptions are among them
    "lineage": pl.String,  # id that leads back to the cells: see lineage table
    "cells": pl.List(pl.String),  # 'snapshot:row:column' of every input
}
FIGURE_SCHEMA = pl.Schema(_COLUMNS)
