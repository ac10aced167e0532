"""How help is divided over providers, per municipality and region: shares, and how concentrated they are."""

from __future__ import annotations

import duckdb
import numpy as np
import polars as pl

from drietrap.indicators.records.courses import DID, facts
from drietrap.indicators.records.figure import Level
from drietrap.indicators.records.naming import names_of
from drietrap.indicators.records.rows import read_rows
from drietrap.register.record import RecordKind
from drietrap.statistics.concentration import herfindahl
from drietrap.statistics.proportions import wilson
from drietrap.vocabulary.period import Period


def market_shares(
    connection: duckdb.DuckDBPyConnection,
    period: Period,
    *,
    places: pl.DataFrame | None = None,
    level: Level = Level.GEMEENTE,
    kind: RecordKind = RecordKind.JEUGDHULP,
) -> pl.DataFrame:
    """Return what each provider did for the youths of each area.

    Parameters
    ----------
    connection, places
        As for :func:`drietrap.indicators.records.engine.record_figures`.
    level
        Country, jeugdregio or municipality.
    kind
        Kind of records.

    Returns
    -------
    ``area, provider, trajectories, youths, share`` of the trajectories that ran, with ``lower`` and ``upper``
    (Wilson, 95 %), sorted by area, most trajectories first. Exact counts: internal.
    """
    rows = _each(connection, period, places, level, kind)
    counted = (
        rows.group_by("area", "provider")
        .agg(trajectories=pl.len(), youths=pl.col("youth").n_unique())
        .with_columns(whole=pl.col("trajectories").sum().over("area"))
    )
    lower, upper = wilson(counted["trajectories"].to_numpy(), counted["whole"].to_numpy())
    return counted.select(
        pl.exclude("whole"),
        share=pl.col("trajectories") / pl.col("whole"),
        lower=pl.Series(lower),
        upper=pl.Series(upper),
    ).sort("area", "trajectories", "provider", descending=[False, True, False])


def _each(
    connection: duckdb.DuckDBPyConnection,
    period: Period,
    places: pl.DataFrame | None,
    level: Level,
    kind: RecordKind,
) -> pl.DataFrame:
    """Return ``area, provider, youth`` of every trajectory at a provider that ran in the period."""
    rows = read_rows(connection, [period], places)
    names, found = names_of(rows), facts(rows, [period], ())
    held = found.at_provider
    chosen = np.array([sort.kind == kind for sort in rows.sorts], dtype=np.bool_)[held.course // DID]
    youth = held.youth[chosen]
    area = names.places[level].of(found.youths.spot[youth])
    return pl.DataFrame(
        {
            "area": area,
            "provider": names.places[Level.AANBIEDER].of(held.provider[chosen]),
            "youth": youth,
        }
    )


def concentration(shares: pl.DataFrame) -> pl.DataFrame:
    """Return per area ``providers``, ``largest`` (share of the largest) and the Herfindahl-Hirschman index.

    ``hhi`` runs from 0 to 10,000: many small providers to one. It describes; whether there is enough choice
    it does not say.
    """
    rows = [
        (area, group.height, group["share"].max(), 10_000 * herfindahl(group["trajectories"].to_numpy()))
        for (area,), group in shares.partition_by("area", as_dict=True, maintain_order=True).items()
    ]
    columns = {"area": pl.String, "providers": pl.Int64, "largest": pl.Float64, "hhi": pl.Float64}
    return pl.DataFrame(rows, schema=columns, orient="row")
