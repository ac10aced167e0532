"""From a count of a report back to what it was counted from: deliveries, corrections and rules, no person.

Each count of a report has an id. What it stands for is kept beside the releases when the report is made, so
that the id still leads somewhere when providers have delivered again.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import duckdb
import polars as pl

from drietrap.app.folder import DataFolder
from drietrap.app.person_house import PersonHouse
from drietrap.app.record_counts import Counted
from drietrap.app.results import DeliveryOrigin, RecordOrigin, TraceResult
from drietrap.catalogue.indicator import Indicator, RecordIndicator
from drietrap.catalogue.indicators import INDICATORS, RECORD_INDICATORS
from drietrap.indicators.records.engine import deliveries_behind
from drietrap.publication.disclosure import Published, publish_feedback
from drietrap.publication.records.dossier import Source
from drietrap.publication.suppression.rules import rules_on
from drietrap.register import ledger
from drietrap.register.correcting import in_force, touched
from drietrap.register.lineage import lineage_id
from drietrap.register.snapshots import ID_LENGTH
from drietrap.register.version import Reader
from drietrap.register.warehouse import Release, Warehouse

ORIGINS = "published_origins"
_KEY = ("lineage",)
_COLUMNS: dict[str, pl.DataType | type[pl.DataType]] = {
    "lineage": pl.String,
    "indicator": pl.String,
    "area": pl.String,
    "period": pl.String,
    "made": pl.String,  # UTC
    "register_version": pl.Int64,
    "corrections": pl.String,  # SHA-256 of the corrections file that was in force, or empty
    "deliveries": pl.List(pl.String),  # marks
    "corrected": pl.List(pl.UInt32),  # of each delivery the records that a correction touched
}
_ORIGIN = pl.Schema(_COLUMNS)
_DEFINITIONS: dict[str, Indicator | RecordIndicator] = {**INDICATORS, **RECORD_INDICATORS}


def origins(
    reader: Reader, connection: duckdb.DuckDBPyConnection, area: str, counted: Sequence[Counted]
) -> pl.DataFrame:
    """Return what each count of an area rests on (:data:`ORIGINS`), in the order of ``counted``.

    The id of a count depends on what it is, the deliveries behind it and the corrections in force. Those
    are the deliveries of all areas: which of them have youths here is nobody's to know.

    Parameters
    ----------
    connection
        With the view ``record``.
    """
    rows_of = dict(touched(reader).group_by("delivery").agg(pl.col("row").n_unique()).iter_rows())
    corrections = in_force(reader).sha256
    made = datetime.now(UTC).isoformat(timespec="seconds")
    lines = []
    for one in counted:
        formula = _DEFINITIONS[one.indicator].records
        if formula is None:
            raise ValueError(f"{one.indicator} cannot be counted from records")
        marks = deliveries_behind(connection, formula, one.period)["delivery"].unique().sort().to_list()
        about = (one.indicator, area, one.period.code)
        lineage = lineage_id(*about, [*marks, f"correcties:{corrections}"])
        corrected = [rows_of.get(mark, 0) for mark in marks]
        lines.append((lineage, *about, made, reader.number, corrections, marks, corrected))
    return pl.DataFrame(lines, schema=_ORIGIN, orient="row")


def sources(found: pl.DataFrame) -> tuple[Source, ...]:
    """Return the ids as a report shows them."""
    return tuple(
        Source(_DEFINITIONS[indicator].label, period, lineage)
        for indicator, period, lineage in found.select("indicator", "period", "lineage").iter_rows()
    )


def keep(version: Release, found: pl.DataFrame) -> None:
    """Keep what the counts rest on beside the releases; an id that was kept before stays as it was."""
    before = version.frame(ORIGINS) if ORIGINS in version.names else pl.DataFrame(schema=_ORIGIN)
    fresh = found.join(before, on=_KEY, how="anti", maintain_order="left")
    version.put(ORIGINS, pl.concat([before, fresh]), key=_KEY)


def trace_count(folder: DataFolder, lineage: str) -> Published[TraceResult] | None:
    """Return what a count of a report from records rests on; None when no report had this id."""
    releases, house = Warehouse(folder.releases), PersonHouse(folder)
    if releases.current is None:
        return None
    with releases.open() as kept:
        if ORIGINS not in kept.tables:
            return None
        rows = kept.frame(ORIGINS).filter(lineage=lineage)
    if rows.is_empty():
        return None
    row = rows.row(0, named=True)
    with house.open() as reader:
        lines = reader.frame(ledger.DELIVERIES)
    definition = _DEFINITIONS[row["indicator"]]
    result = TraceResult(
        lineage=row["lineage"],
        indicator=definition.id,
        label=definition.label,
        area=row["area"],
        name=house.areas().get(row["area"]).name,
        period=row["period"],
        value=None,
        lower=None,
        upper=None,
        definition=None,
        formula=definition.numerator,
        cells=(),
        records=_origin(definition, row, lines),
    )
    return publish_feedback(result)


def _origin(
    definition: Indicator | RecordIndicator, row: dict[str, Any], lines: pl.DataFrame
) -> RecordOrigin:
    """Return the deliveries behind a count, without their sizes.

    In a register of one municipality those are counts of a report, and they may be secret there.
    """
    corrected = dict(zip(row["deliveries"], row["corrected"], strict=True))
    mark = pl.col("sha256").str.slice(0, ID_LENGTH)
    behind = lines.filter(mark.is_in(row["deliveries"])).sort("period", "kind", "provider", "sha256")
    return RecordOrigin(
        definition=definition.definition,
        not_for=definition.not_for,
        secrecy=rules_on(date.fromisoformat(row["made"][:10])).source,
        register_version=row["register_version"],
        sha256=row["corrections"],
        deliveries=tuple(
            DeliveryOrigin(
                provider=line["provider"],
                kind=line["kind"],
                period=line["period"],
                version=line["version"],
                sha256=line["sha256"],
                received=line["received"],
                corrected=corrected[line["sha256"][:ID_LENGTH]] > 0,
                replaced_by=(line["replaced_by"] or "")[:ID_LENGTH],
            )
            for line in behind.iter_rows(named=True)
        ),
    )
