"""The warehouse: versions of immutable Parquet, and a pointer that moves in one step.

A writer fills a folder beside the versions, puts it on the disk, gives it its number, and swaps ``CURRENT``.
Until that swap nothing has changed; after it everything has. Readers claim the version they opened, so it
stays until they close it.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import polars as pl
from filelock import FileLock, Timeout

from drietrap.register.claims import Claims
from drietrap.register.durable import (
    publish_folder,
    remove_folder,
    replace_file,
    room_on_disk,
    sync_file,
    write_file,
)
from drietrap.register.version import MANIFEST, Reader, TableFile, manifest
from drietrap.vocabulary.errors import InputError, IntegrityError, NoDataError

KEEP_VERSIONS = 3
_NAME = re.compile(r"^[a-z][a-z0-9_]*$")


class Warehouse:
    """Versions of tables under ``root``.

    Parameters
    ----------
    root
        Folder of the warehouse.
    keep
        How many versions stay, the current one included; a version in use by a reader always stays.
    patience
        Seconds a writer waits for another writer.
    doing
        What a writer does, in Dutch, for one who waited too long.
    """

    def __init__(
        self,
        root: Path,
        *,
        keep: int = KEEP_VERSIONS,
        patience: float = 3.0,
        doing: str = "het inlezen van gegevens",
    ) -> None:
        self._root = root
        self._versions = root / "versions"
        self._claims = Claims(root / "readers")
        self._keep = max(1, keep)
        self._patience = patience
        self._doing = doing

    @property
    def current(self) -> int | None:
        """Number of the current version, or None when nothing was ever written."""
        try:
            return int((self._root / "CURRENT").read_text(encoding="ascii"))
        except FileNotFoundError:
            return None
        except ValueError as error:
            raise IntegrityError(f"de verwijzing {self._root / 'CURRENT'} is beschadigd") from error

    def numbers(self) -> tuple[int, ...]:
        """Numbers of the versions that can be read, oldest first."""
        current = self.current or 0
        found = (int(path.name) for path in self._versions.glob("[0-9]*"))
        return tuple(sorted(number for number in found if number <= current))

    def open(self, number: int | None = None) -> Reader:
        """Open a version (the current one without ``number``) for reading; close it or use ``with``."""
        with self._claims.judging_if_writable() as claimed:
            wanted = self.current if number is None else number
            if wanted is None or wanted not in self.numbers():
                raise NoDataError(
                    "er zijn nog geen gegevens ingelezen"
                    if wanted is None
                    else f"versie {wanted} is er niet",
                    action="lees eerst een bestand in met 'drietrap lees', of gebruik 'drietrap demo'",
                )
            claim = self._claims.take(str(wanted)) if claimed else None
            return Reader(wanted, self._folder(wanted), claim)

    @contextmanager
    def writing(self) -> Iterator[Release]:
        """Make a new version; it becomes current when the block ends without an error.

        Tables that are not put stay as they were. Nothing happens when all tables are byte for byte the
        same as before. A second writer gets an ``InputError`` after a short wait.
        """
        self._versions.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self._root / ".writer", timeout=self._patience, thread_local=False)
        try:
            lock.acquire()
        except Timeout as error:
            raise InputError(
                f"een ander programma is bezig met {self._doing}",
                action="wacht tot dat klaar is en probeer het opnieuw; er is niets veranderd",
            ) from error
        try:
            with room_on_disk(self._root):
                self._tidy()
                yield from self._release()
        finally:
            lock.release()

    def _release(self) -> Iterator[Release]:
        current = self.current
        folder = self._versions / f"new-{uuid4().hex}"
        folder.mkdir()
        try:
            release = Release(folder, None if current is None else self._folder(current))
            yield release
            if release.finish():
                release.number = (current or 0) + 1
                publish_folder(folder, self._folder(release.number))
                replace_file(self._root / "CURRENT", f"{release.number}\n".encode())
                self._tidy()
            else:
                release.number = current
        finally:
            remove_folder(folder)

    def _tidy(self) -> None:
        """Remove what a killed writer left and versions that are too old and that nobody reads."""
        with self._claims.judging():
            current = self.current or 0
            used = {int(name) for name in self._claims.in_use()}
            kept = set(self.numbers()[-self._keep :]) | used
            gone = [path for path in self._versions.iterdir() if not _is_among(path.name, kept, current)]
            for path in gone:
                if not path.name.startswith("old-"):
                    path.rename(path.with_name(f"old-{uuid4().hex}"))
        for path in self._versions.glob("old-*"):
            remove_folder(path)

    def _folder(self, number: int) -> Path:
        return self._versions / f"{number:08d}"


class Release:
    """A version being written."""

    def __init__(self, folder: Path, before: Path | None) -> None:
        self.number: int | None = None
        self._folder = folder
        self._before = before
        self._old = {} if before is None else manifest(before)
        self._put: dict[str, TableFile] = {}
        self._dropped: set[str] = set()

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the tables this version will hold, in order."""
        return tuple(sorted((set(self._old) - self._dropped) | set(self._put)))

    def put(self, name: str, frame: pl.DataFrame, *, key: Sequence[str] | None = None) -> None:
        """Write a table, sorted by its unique ``key`` (all columns without one) so that bytes are stable.

        Raises
        ------
        IntegrityError
            When the key is not unique or has nulls.
        """
        if not _NAME.match(name):
            raise ValueError(f"not a table name: {name!r}")
        columns = tuple(key) if key is not None else tuple(frame.columns)
        if key is not None and _is_no_key(frame.select(columns)):
            raise IntegrityError(f"de sleutel {', '.join(columns)} van tabel {name} is niet uniek")
        content = io.BytesIO()
        ordered = frame.sort(columns, nulls_last=True, maintain_order=True)
        ordered.write_parquet(content, compression="zstd", statistics=True)
        path = self._folder / f"{name}.parquet"
        path.unlink(missing_ok=True)
        write_file(path, content.getvalue())
        path.chmod(0o444)
        digest = hashlib.sha256(content.getvalue()).hexdigest()
        self._put[name] = TableFile(digest, frame.height, columns)
        self._dropped.discard(name)

    def drop(self, name: str) -> None:
        """Leave a table out of this version."""
        self._put.pop(name, None)
        self._dropped.add(name)

    def frame(self, name: str) -> pl.DataFrame:
        """Return a table as it will be in this version."""
        if name not in self.names:
            raise NoDataError(f"de tabel '{name}' is er nog niet")
        folder = self._folder if name in self._put or self._before is None else self._before
        return pl.read_parquet(folder / f"{name}.parquet", memory_map=False)

    def finish(self) -> bool:
        """Complete the folder with the tables that did not change; False when nothing changed at all."""
        tables = {name: self._put.get(name) or self._old[name] for name in self.names}
        if self._before is not None and tables == self._old:
            return False
        if not tables:
            return False
        for name in set(tables) - set(self._put):
            if self._before is not None:
                _link(self._before / f"{name}.parquet", self._folder / f"{name}.parquet")
        for path in self._folder.glob("*.parquet"):
            if path.stem not in tables:
                path.unlink()
        listing = {name: {"sha256": t.sha256, "rows": t.rows, "key": t.key} for name, t in tables.items()}
        write_file(self._folder / MANIFEST, json.dumps({"tables": listing}, indent=2).encode())
        return True


def _is_no_key(columns: pl.DataFrame) -> bool:
    return bool(columns.is_duplicated().any()) or any(columns[name].null_count() for name in columns.columns)


def _link(source: Path, target: Path) -> None:
    """Share an immutable file between versions; copy it where the disk cannot share."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
        sync_file(target)


def _is_among(name: str, kept: set[int], current: int) -> bool:
    return name.isdigit() and int(name) in kept and int(name) <= current
