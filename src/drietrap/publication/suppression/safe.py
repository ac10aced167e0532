"""Tables as readers get them: rounded or withheld, without exact counts, reasons or proofs."""

from __future__ import annotations

from dataclasses import dataclass

from drietrap.publication.suppression.outcome import Outcome
from drietrap.publication.suppression.tables import Table, cell_key
from drietrap.vocabulary.errors import IntegrityError


@dataclass(frozen=True)
class SafeRow:
    """One cell: a code per dimension, and the rounded count or None (withheld; for all reasons alike)."""

    codes: tuple[str, ...]
    value: int | None


@dataclass(frozen=True)
class SafeTable:
    """One table that may be published, in order of codes."""

    id: str
    measure: str
    dimensions: tuple[str, ...]
    rows: tuple[SafeRow, ...]


@dataclass(frozen=True)
class SafeRelease:
    """All tables of a release; ``rules`` tells readers how they were protected."""

    label: str
    rules: str
    tables: tuple[SafeTable, ...]


def safe_release(outcome: Outcome) -> SafeRelease:
    """Return the tables of ``outcome`` for readers, after checking all its proofs.

    Raises
    ------
    IntegrityError
        When a withheld count can be computed closer than its protection interval, or that is not proven.
    """
    from drietrap.publication.suppression.audit import check_proofs  # slow to import

    if outcome.unprotected or check_proofs(outcome):
        raise IntegrityError(
            "Uit deze tabellen zijn geheime aantallen te nauwkeurig te berekenen; ze blijven binnen."
        )
    release, totals = outcome.release, outcome.release.totals()
    shown = {cell.key: value for cell, value in zip(release.cells, outcome.shown, strict=True)}

    def safe(table: Table) -> SafeTable:
        rows = (SafeRow(codes, shown[cell_key(table, codes, totals)]) for codes in sorted(table.counts))
        return SafeTable(table.id, table.measure, table.dimensions, tuple(rows))

    tables = sorted((table for table in release.tables if table.released), key=lambda table: table.id)
    return SafeRelease(release.label, outcome.rules.source, tuple(safe(table) for table in tables))
