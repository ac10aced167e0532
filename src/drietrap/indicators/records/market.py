"""How help is divided over providers, per municipality and region: shares, and how concentrated they are."""

from __future__ import annotations

import duckdb
import polars as pl

from drietrap.indicators.records import counting
from drietrap.indicators.records.figure import UNKNOWN, Level
from drietrap.register.record import RecordKind
from drietrap.statistics.concentration import herfindahl
from drietrap.statistics.proportions import wilson
from drietrap.vocabulary.area import NEDERLAND
from drietrap.vocabulary.period import Period

_AREAS = {
    Level.LAND: f"'{NEDERLAND}'",
    Level.JEUGDREGIO: f"coalesce(region, '{UNKNOWN}')",
    Level.GEMEENTE: f"coalesce(municipality, '{UNKNOWN}')",
}


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
    counting.load(connection, [period], places, ())
    try:
        rows: pl.DataFrame = connection.sql(f"""
            SELECT {_AREAS[level]} AS area, provider, count(*) AS trajectories, count(DISTINCT home) AS youths
            FROM provider_course c
            JOIN home h USING (home) JOIN spot USING (spot) JOIN supplier USING (supplier)
            JOIN sort t ON t.sort = c.course // 16
            WHERE t.kind = '{kind.value}' GROUP BY ALL""").pl()
    finally:
        counting.clear(connection)
    counted = rows.with_columns(whole=pl.col("trajectories").sum().over("area"))
    lower, upper = wilson(counted["trajectories"].to_numpy(), counted["whole"].to_numpy())
    return counted.select(
        pl.exclude("whole"),
        share=pl.col("trajectories") / pl.col("whole"),
        lower=pl.Series(lower),
        upper=pl.Series(upper),
    ).sort("area", "trajectories", "provider", descending=[False, True, False])


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
