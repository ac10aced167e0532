"""From a figure back to the delivered text of its cells, whatever the kind of file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from drietrap.app.results import TraceCell
from drietrap.app.study import TABLE as STUDY
from drietrap.register.lineage import CellRef, csv_cells, trace
from drietrap.register.snapshots import Snapshot, SnapshotStore
from drietrap.sources.odata import is_snapshot, read_snapshot

_HEAD = 4096


def traced(cells: Sequence[str], store: SnapshotStore) -> tuple[TraceCell, ...]:
    """Return where each cell stands: file, hash, row, column, and the text as delivered."""
    return tuple(
        TraceCell(
            file=origin.file,
            sha256=origin.sha256,
            received=origin.received,
            table=", ".join(store.get(origin.cell.snapshot).details.tables),
            row=origin.cell.row,
            column=origin.cell.column,
            text=(origin.text or "(leeg)") if origin.intact else "(het bestand is na ontvangst veranderd)",
        )
        for origin in trace(cells, store, _texts)
    )


def _texts(path: Path, snapshot: Snapshot, cells: Sequence[CellRef]) -> Mapping[CellRef, str | None]:
    if snapshot.details.tables == (STUDY,):
        values = {cell: cell._replace(column="value") for cell in cells}
        found = csv_cells(path, snapshot, list(values.values()))
        return {cell: found[value] for cell, value in values.items()}
    with path.open("rb") as file:
        fetched = is_snapshot(file.read(_HEAD))
    return _fetched(path, cells) if fetched else csv_cells(path, snapshot, cells)


def _fetched(path: Path, cells: Sequence[CellRef]) -> dict[CellRef, str | None]:
    frame = read_snapshot(path.read_bytes()).raw.frame
    wanted = pl.DataFrame([(c.row, c.column) for c in cells], schema=["row", "column"], orient="row")
    rows = frame.join(wanted.cast({"row": pl.UInt32}), on=["row", "column"], how="semi")
    texts = {(row, column): text for row, column, text in rows.select("row", "column", "text").iter_rows()}
    return {cell: texts.get((cell.row, cell.column)) for cell in cells}
