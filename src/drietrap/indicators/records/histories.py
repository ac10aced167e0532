"""The whole course of every trajectory, put together from all deliveries in which it stands."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files

import duckdb
import polars as pl

from drietrap.indicators.records.calendar import bounds
from drietrap.indicators.records.rows import table
from drietrap.register.record import RecordKind
from drietrap.vocabulary.period import Period

_SQL = files("drietrap.indicators.records").joinpath("histories.sql").read_text(encoding="utf-8")

HISTORIES = pl.Schema(
    {
        "kind": pl.String(),
        "provider": pl.String(),
        "form": pl.String(),
        "who": pl.String(),  # pseudonym, or a name of its own when there is none
        "known": pl.Boolean(),  # whether it is a pseudonym
        "referrer": pl.String(),
        "sex": pl.String(),
        "born": pl.Date(),
        "municipality": pl.String(),
        "district": pl.String(),
        "started": pl.Date(),
        "ended": pl.Date(),  # null when it had not ended on seen_until
        "reason": pl.String(),  # why it ended, by the code list of its kind
        "crisis": pl.Boolean(),  # began as a crisis; before version 4: by its perspective
        "seen_from": pl.Date(),  # first day of the first delivery with it
        "seen_until": pl.Date(),  # last day of the last delivery with it
    }
)
"""A trajectory at a provider; a measure begins and ends there with the handover."""


def histories(
    connection: duckdb.DuckDBPyConnection,
    kinds: Sequence[str] = (RecordKind.JEUGDHULP.value,),
    municipality: str | None = None,
) -> pl.DataFrame:
    """Return every trajectory once, over all deliveries; columns ``HISTORIES``, in a fixed order.

    Parameters
    ----------
    connection
        With a view or table ``record`` (columns of ``register.Record``).
    kinds
        Kinds of records.
    municipality
        Only trajectories that were last delivered for this municipality.
    """
    listed = ", ".join(f"'{RecordKind(kind).value}'" for kind in kinds)
    found = connection.execute(
        f"SELECT DISTINCT kind, period FROM record WHERE kind IN ({listed})"
    ).fetchall()
    # The delivery over the first quarter of 2015 was repeated in its half-year.
    quarterly = RecordKind.JEUGDRECLASSERING.value
    edges = [
        (kind, code, *bounds(Period.parse(code)))
        for kind, code in found
        if (Period.parse(code).part == "K") == (kind == quarterly)
    ]
    schema = {"kind": pl.String, "code": pl.String, "starts": pl.Date, "ends": pl.Date}
    table(connection, "edge", pl.DataFrame(edges, schema=schema, orient="row"))
    try:
        made: pl.DataFrame = connection.sql(_SQL).pl().cast(HISTORIES)
    finally:
        connection.execute("DROP TABLE IF EXISTS temp.edge")
    return made if municipality is None else made.filter(pl.col("municipality") == municipality)
