"""A series over mergers: parts are summed where that is allowed, and the series is marked broken elsewhere.

Figures are never joined by name. An addend is a published figure of a municipality that went over as a
whole; one that was divided, is missing or was not delivered breaks the series in that period.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import polars as pl

from drietrap.catalogue.tables import CellKind
from drietrap.register.areas import AreaRegister
from drietrap.register.observation import HIDDEN_SECRET

ADDITIVE = (CellKind.COUNT, CellKind.AMOUNT)
_COLUMNS: dict[str, pl.DataType | type[pl.DataType]] = {
    "period": pl.String,
    "value": pl.Float64,
    "lower": pl.Float64,
    "upper": pl.Float64,
    "hidden": pl.String,
    "provisional": pl.Boolean,
    "areas": pl.List(pl.String),  # the municipalities summed
    "cells": pl.List(pl.String),  # 'snapshot:row:column' of every addend
}
CARRIED_SCHEMA = pl.Schema(_COLUMNS)


@dataclass(frozen=True)
class SeriesBreak:
    """A period that is not comparable with the rest of the series, and the Dutch reason."""

    period: str
    reason: str


@dataclass(frozen=True)
class CarriedSeries:
    """A series for one territory; ``frame`` follows ``CARRIED_SCHEMA`` and leaves out broken periods."""

    code: str
    year: int
    frame: pl.DataFrame
    breaks: tuple[SeriesBreak, ...]


def carry(
    observations: pl.DataFrame, register: AreaRegister, code: str, year: int | None = None
) -> CarriedSeries:
    """Return the series of one measure for the territory ``code`` has on 1 January of ``year``.

    Parameters
    ----------
    observations
        Rows of ``Observation`` of one table, variant and measure; several areas and periods.
    register
        Areas and mergers.
    code
        Municipality.
    year
        Year of the territory; the latest year in ``observations`` when left out.

    Raises
    ------
    ValueError
        When there is more than one measure.
    """
    if observations.select("table", "variant", "measure", "kind").n_unique() > 1:
        raise ValueError("a series is about one measure of one table and variant")
    periods = sorted(observations["period"].unique().to_list())
    year = year if year is not None else max((int(period[:4]) for period in periods), default=0)
    rows = {(row["area"], row["period"]): row for row in observations.iter_rows(named=True)}
    values: list[dict[str, object]] = []
    breaks: list[SeriesBreak] = []
    for period in periods:
        summed = _summed(rows, register, (code, year), period)
        if isinstance(summed, str):
            breaks.append(SeriesBreak(period, summed))
        else:
            values.append(summed)
    return CarriedSeries(code, year, pl.DataFrame(values, schema=CARRIED_SCHEMA), tuple(breaks))


def _summed(
    rows: dict[tuple[str, str], dict[str, object]],
    register: AreaRegister,
    target: tuple[str, int],
    period: str,
) -> dict[str, object] | str:
    """Return the row of one period, or the Dutch reason why there is none."""
    code, year = target
    own = rows.get((code, period))
    born = register.get(code).valid_from
    if own is not None and own["value"] is not None and born is not None and born.year > int(period[:4]):
        return _row(period, [own])  # the publisher itself counted back on the new territory
    territory = register.parts(code, of=year, on=int(period[:4]))
    if not territory.whole:
        return "; ".join(territory.doubts)
    parts = [(part, rows.get((part, period))) for part in territory.codes]
    absent = [part for part, row in parts if row is None or (row["value"] is None and row["upper"] is None)]
    if absent:
        return "er is geen cijfer van " + ", ".join(register.get(part).name for part in absent)
    addends = [row for _, row in parts if row is not None]
    if len(addends) > 1 and addends[0]["kind"] not in ADDITIVE:
        names = ", ".join(register.get(part).name for part in territory.codes)
        return f"het gebied bestond uit {names}, en dit soort cijfer is niet op te tellen"
    return _row(period, addends)


def _row(period: str, addends: list[dict[str, object]]) -> dict[str, object]:
    hidden = any(row["value"] is None for row in addends)
    return {
        "period": period,
        "value": None if hidden else _total(addends, "value"),
        "lower": _total(addends, "lower"),
        "upper": _total(addends, "upper"),
        "hidden": HIDDEN_SECRET if hidden else None,
        "provisional": any(bool(row["provisional"]) for row in addends),
        "areas": [str(row["area"]) for row in addends],
        "cells": [f"{row['snapshot']}:{row['row']}:{row['column']}" for row in addends],
    }


def _total(addends: list[dict[str, object]], end: str) -> float:
    return math.fsum(float(str(row[end])) for row in addends)
