"""From a number back to the file: stable ids, references to cells, and the text as it was delivered."""

from __future__ import annotations

import base64
import csv
import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from drietrap.register.snapshots import ID_LENGTH, Snapshot, SnapshotStore
from drietrap.vocabulary.errors import InputError, IntegrityError

_ID = re.compile(r"^H[A-Z2-7]{10}$")
_CELL = re.compile(rf"^(?P<snapshot>[0-9a-f]{{{ID_LENGTH}}}):(?P<row>\d+):(?P<column>.*)$", re.DOTALL)
_SEPARATOR = "\x1f"
_HEADER_BYTES = 65_536


class CellRef(NamedTuple):
    """One delivered cell: id of the snapshot, row as a spreadsheet counts it, header of the column."""

    snapshot: str
    row: int
    column: str

    @property
    def text(self) -> str:
        """The reference as it is stored: ``snapshot:row:column``."""
        return f"{self.snapshot}:{self.row}:{self.column}"


@dataclass(frozen=True)
class Origin:
    """Where one cell came from.

    ``text`` is the cell as delivered (None when it was empty); ``intact`` says whether the kept bytes
    still have the hash they had on receipt.
    """

    cell: CellRef
    file: str
    sha256: str
    received: str
    text: str | None
    intact: bool


# Finds the delivered texts of cells in the kept bytes: (path, snapshot, cells) -> cell -> text.
CellReader = Callable[[Path, Snapshot, Sequence[CellRef]], Mapping[CellRef, str | None]]


def lineage_id(indicator: str, area: str, period: str, cells: Iterable[str]) -> str:
    """Return the id of a figure: ``H`` and ten characters, the same on every machine.

    It depends on what the figure is and on which delivered cells it rests, not on their order.
    """
    parts = [indicator, area, period, *sorted(set(cells))]
    digest = hashlib.sha256(_SEPARATOR.join(parts).encode()).digest()
    return "H" + base64.b32encode(digest[:10]).decode("ascii")[:10]


def is_lineage_id(text: str) -> bool:
    """Whether ``text`` has the shape of a lineage id."""
    return _ID.match(text) is not None


def parse_cell(text: str) -> CellRef:
    """Read ``snapshot:row:column``; a colon in the column is part of its name."""
    match = _CELL.match(text)
    if match is None:
        raise InputError(
            f"'{text[:60]}' is geen verwijzing naar een cel",
            expected="kenmerk van het bestand, regel en kolom, gescheiden door een dubbele punt",
        )
    return CellRef(match["snapshot"], int(match["row"]), match["column"])


def trace(cells: Iterable[str], store: SnapshotStore, reader: CellReader | None = None) -> list[Origin]:
    """Return where each cell came from, in the given order.

    Parameters
    ----------
    cells
        References as stored with a figure.
    store
        Snapshots.
    reader
        Finds cells in kept bytes; without it :func:`csv_cells`.

    Raises
    ------
    NoDataError
        When a snapshot is not there.
    IntegrityError
        When an intact file does not have the row or the column.
    """
    wanted = [parse_cell(text) for text in cells]
    found: dict[CellRef, Origin] = {}
    for key in dict.fromkeys(cell.snapshot for cell in wanted):
        snapshot = store.get(key)
        here = [cell for cell in dict.fromkeys(wanted) if cell.snapshot == key]
        intact = not store.verify(snapshot)
        texts = (reader or csv_cells)(store.path(snapshot), snapshot, here) if intact else {}
        for cell in here:
            found[cell] = Origin(
                cell, snapshot.name, snapshot.sha256, snapshot.received, texts.get(cell), intact
            )
    return [found[cell] for cell in wanted]


def csv_cells(path: Path, snapshot: Snapshot, cells: Sequence[CellRef]) -> dict[CellRef, str | None]:
    """Read cells of a CSV file; memory stays flat. The header is the first row that is no comment."""
    rows: dict[int, list[CellRef]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    found: dict[CellRef, str | None] = {}
    header: list[str] | None = None
    with path.open(encoding=_encoding(path), newline="") as file:
        for number, record in enumerate(csv.reader(file, delimiter=_delimiter(path)), start=1):
            if header is None and record and not record[0].startswith("#"):
                header = [name.strip() for name in record]
            for cell in rows.pop(number, ()):
                found[cell] = _field(header or [], record, cell, snapshot)
            if not rows:
                return found
    raise IntegrityError(f"regel {min(rows)} staat niet in {snapshot.name} ({snapshot.id})")


def _field(header: list[str], record: list[str], cell: CellRef, snapshot: Snapshot) -> str | None:
    if cell.column.strip() not in header:
        raise IntegrityError(f"kolom {cell.column} staat niet in {snapshot.name} ({snapshot.id})")
    place = header.index(cell.column.strip())
    return (record[place] or None) if place < len(record) else None


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(_HEADER_BYTES)
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return "cp1252" if error.start < len(head) - 4 else "utf-8-sig"
    return "utf-8-sig"


def _delimiter(path: Path) -> str:
    with path.open("rb") as file:
        lines = file.read(_HEADER_BYTES).splitlines()
    head = next((line for line in lines if line.strip() and not line.startswith(b"#")), b"")
    return max((";", ",", "\t"), key=lambda mark: head.count(mark.encode()))
