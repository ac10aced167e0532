"""Who delivered over what, and who should have by the lists of contracted providers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import polars as pl

from drietrap.app.folder import DataFolder
from drietrap.app.person_house import PersonHouse
from drietrap.app.register_results import DeliveriesResult, DeliveryLine, MissingDelivery
from drietrap.catalogue.beleidsinformatie import version_of_year
from drietrap.catalogue.beleidsinformatie.registrations import CONTRACTED
from drietrap.publication.disclosure import Published, publish_feedback
from drietrap.register import ledger
from drietrap.register.correcting import touched
from drietrap.register.record import RecordKind
from drietrap.register.registrations import rows_of
from drietrap.register.scope import days, parts_of
from drietrap.register.snapshots import ID_LENGTH
from drietrap.register.version import Reader
from drietrap.vocabulary.period import Period


def deliveries(
    folder: DataFolder, *, period: str | None = None, provider: str | None = None
) -> Published[DeliveriesResult]:
    """Return all deliveries, of one period or provider when asked, and those that are missing."""
    house = PersonHouse(folder)
    wanted = Period.parse(period).code if period else None
    with house.open() as reader:
        lines = pl.DataFrame(schema=ledger.LEDGER)
        if ledger.DELIVERIES in reader.tables:
            lines = reader.frame(ledger.DELIVERIES)
        corrected = _corrected(reader)
        found = tuple(_missing(reader, lines, wanted))
    shown = [line for line in _lines(lines, corrected) if wanted in {None, line.period}]
    if provider is not None:
        shown = [line for line in shown if line.provider.casefold() == provider.casefold()]
        found = tuple(one for one in found if one.provider.casefold() == provider.casefold())
    return publish_feedback(DeliveriesResult(house.synthetic, tuple(shown), found))


def _corrected(reader: Reader) -> dict[str, int]:
    """Return how many records of each delivery a correction touched."""
    rows = touched(reader).group_by("delivery").agg(pl.col("row").n_unique())
    return dict(rows.iter_rows())


def _lines(lines: pl.DataFrame, corrected: dict[str, int]) -> Iterator[DeliveryLine]:
    for line in lines.sort("period", "provider", "kind", "received", "sha256").iter_rows(named=True):
        yield DeliveryLine(
            provider=line["provider"],
            kind=line["kind"],
            period=line["period"],
            version=line["version"],
            delivery=line["sha256"][:ID_LENGTH],
            received=line["received"],
            rows=line["rows"],
            accepted=line["accepted"],
            quarantined=line["quarantined"],
            corrected=corrected.get(line["sha256"][:ID_LENGTH], 0),
            replaced_by=(line["replaced_by"] or "")[:ID_LENGTH],
        )


def _missing(reader: Reader, lines: pl.DataFrame, wanted: str | None) -> Iterator[MissingDelivery]:
    """Find who has a contract in a period, must deliver itself, and has no delivery that counts.

    The periods are those over which anybody delivered, or the one that is asked for.
    """
    contracts = rows_of(reader, CONTRACTED)
    if contracts.is_empty():
        return
    active = lines.filter(pl.col("replaced_by").is_null())
    there = {(row["provider"].casefold(), row["kind"], row["period"]) for row in active.to_dicts()}
    for code in sorted({wanted} if wanted else set(active["period"])):
        period = Period.parse(code)
        for (provider, label, kind), areas in sorted(_due(contracts, period).items()):
            if (provider.casefold(), kind, code) not in there:
                yield MissingDelivery(provider, label, kind, code, tuple(sorted(areas)))


def _due(contracts: pl.DataFrame, period: Period) -> dict[tuple[str, str, str], set[str]]:
    """Return provider, name and kind of what is due over a period, with the municipalities that say so.

    Of every municipality the newest list counts.
    """
    first, last = days(period)
    newest = pl.col("registered_over") == pl.col("registered_over").max().over("registered_by")
    running = (pl.col("since").is_null() | (pl.col("since") <= last)) & (
        pl.col("until").is_null() | (pl.col("until") >= first)
    )
    due: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for row in contracts.filter(newest & running & pl.col("delivers")).iter_rows(named=True):
        kind = row["delivery_kind"]
        if kind in set(RecordKind) and _delivers_over(RecordKind(kind), period):
            due[row["provider"], row["name"] or "", kind].add(row["registered_by"])
    return due


def _delivers_over(kind: RecordKind, period: Period) -> bool:
    version = version_of_year(period.year)
    return version is not None and kind.value in version.kinds and parts_of(kind, period)
