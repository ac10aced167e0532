"""One version of the warehouse: its tables on disk, and an open reader of them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl

from drietrap.register.claims import Claim
from drietrap.vocabulary.errors import IntegrityError, NoDataError

MANIFEST = "manifest.json"


@dataclass(frozen=True)
class TableFile:
    """One table of a version: SHA-256 of its Parquet file, number of rows, and the key it is sorted by."""

    sha256: str
    rows: int
    key: tuple[str, ...]


class Reader:
    """An open version; its files stay until it is closed."""

    def __init__(self, number: int, folder: Path, claim: Claim | None) -> None:
        self.number = number
        self._folder = folder
        self._claim = claim
        self._tables = manifest(folder)

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def tables(self) -> dict[str, TableFile]:
        """The tables of this version, by name."""
        return dict(self._tables)

    def frame(self, name: str) -> pl.DataFrame:
        """Return a whole table."""
        return pl.read_parquet(self._path(name), memory_map=False)

    def connect(self) -> duckdb.DuckDBPyConnection:
        """Return a DuckDB connection in memory with a view for every table; no network, no extensions."""
        connection = duckdb.connect(
            config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
        )
        for name in self._tables:
            path = str(self._path(name)).replace("'", "''")
            connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{path}')")
        return connection

    def verify(self) -> tuple[str, ...]:
        """Return the names of tables whose file is missing or not the one that was written."""
        damaged = []
        for name, table in self._tables.items():
            path = self._folder / f"{name}.parquet"
            if not path.is_file() or digest(path) != table.sha256:
                damaged.append(name)
        return tuple(damaged)

    def close(self) -> None:
        """Let the version go; twice is once."""
        if self._claim is not None:
            self._claim.release()

    def _path(self, name: str) -> Path:
        if name not in self._tables:
            raise NoDataError(
                f"de tabel '{name}' is nog niet ingelezen",
                action="lees eerst het bestand in met 'drietrap lees'",
            )
        return self._folder / f"{name}.parquet"


def manifest(folder: Path) -> dict[str, TableFile]:
    """Return the tables a version holds, by name."""
    try:
        read = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["tables"]
        return {name: TableFile(t["sha256"], t["rows"], tuple(t["key"])) for name, t in sorted(read.items())}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IntegrityError(f"versie {folder.name} is beschadigd: het manifest is niet te lezen") from error


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
