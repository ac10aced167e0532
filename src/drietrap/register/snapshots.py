"""Raw: published files byte for byte as received, each with a manifest, never changed afterwards.

A snapshot is a folder named after the SHA-256 of the bytes, with the bytes and ``manifest.json``. It appears
in one step, or not at all. The same bytes are kept once; a newer release of a table stands beside the older.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO
from uuid import uuid4

from drietrap.register.claims import Claims
from drietrap.register.durable import (
    publish_folder,
    remove_folder,
    room_on_disk,
    sync_file,
    write_file,
)
from drietrap.vocabulary.errors import IntegrityError, NoDataError

ID_LENGTH = 16
_CHUNK = 1 << 20
_CONTENT = "content"
_MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Details:
    """What is known about a file beside its bytes.

    Parameters
    ----------
    tables
        Ids of the tables in it.
    publisher
        Who published or sent it.
    periods
        Codes of the periods in it.
    layout
        Standard or layout with its version, such as ``statline-csv``.
    released
        Release date as the publisher gives it (ISO), if known.
    url
        Where it was fetched, if it was.
    """

    tables: tuple[str, ...] = ()
    publisher: str = ""
    periods: tuple[str, ...] = ()
    layout: str = ""
    released: str | None = None
    url: str | None = None


@dataclass(frozen=True)
class Snapshot:
    """A kept file: its hash, size in bytes, original name, time of receipt (ISO, UTC) and details."""

    sha256: str
    size: int
    name: str
    received: str
    details: Details

    @property
    def id(self) -> str:
        """The first 16 characters of the hash; names the file in observations and cells."""
        return self.sha256[:ID_LENGTH]


@dataclass(frozen=True)
class Staged:
    """A received file that is on disk but not kept yet: read it at ``path`` and judge it."""

    folder: Path
    path: Path
    sha256: str
    size: int
    name: str

    @property
    def id(self) -> str:
        """The id it will have when kept."""
        return self.sha256[:ID_LENGTH]


@dataclass(frozen=True)
class Kept:
    """A snapshot after delivery; ``new`` is False when the same bytes were there already."""

    snapshot: Snapshot
    new: bool


@dataclass(frozen=True)
class Damage:
    """A snapshot whose bytes are no longer what was received, with the Dutch reason."""

    snapshot: str
    reason: str


class SnapshotStore:
    """The folder with all snapshots."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._incoming = root / "incoming"
        self._claims = Claims(root / "incoming")

    @contextmanager
    def staging(self, source: Path | bytes, name: str | None = None) -> Iterator[Staged]:
        """Receive a file (copied in pieces, so memory stays flat); gone afterwards unless it was kept.

        Parameters
        ----------
        source
            A file, or bytes that were fetched.
        name
            Original name; the name of the file when left out.
        """
        with room_on_disk(self._root):
            with self._claims.judging():
                used = self._claims.in_use()
                for folder in self._incoming.iterdir():
                    if folder.is_dir() and folder.name not in used:
                        remove_folder(folder)
                stage = uuid4().hex
                claim = self._claims.take(stage)
            try:
                yield self._receive(self._incoming / stage, source, name)
            finally:
                remove_folder(self._incoming / stage)
                claim.release()

    def keep(self, staged: Staged, details: Details) -> Kept:
        """Keep a staged file for good; the same bytes again change nothing."""
        final = self._root / staged.sha256
        if final.exists():
            return Kept(self._snapshot(final), new=False)
        snapshot = Snapshot(staged.sha256, staged.size, staged.name, _now(), details)
        manifest = json.dumps(asdict(snapshot), ensure_ascii=False, indent=2, sort_keys=True)
        write_file(staged.folder / _MANIFEST, manifest.encode())
        staged.path.chmod(0o444)
        try:
            publish_folder(staged.folder, final)
        except OSError:
            if not final.exists():
                raise
            return Kept(self._snapshot(final), new=False)  # another process kept the same file just now
        return Kept(snapshot, new=True)

    def list(self) -> tuple[Snapshot, ...]:
        """Return all snapshots in order of receipt, then hash."""
        if not self._root.is_dir():
            return ()
        found = [self._snapshot(path.parent) for path in self._root.glob(f"*/{_MANIFEST}")]
        return tuple(sorted(found, key=lambda snapshot: (snapshot.received, snapshot.sha256)))

    def get(self, key: str) -> Snapshot:
        """Return the snapshot with this hash, or the first characters of it."""
        names = self._root.glob(f"{key}*") if key.isalnum() else ()
        found = [path for path in names if (path / _MANIFEST).is_file()]
        if len(found) != 1:
            raise NoDataError(
                f"er is geen ontvangen bestand met kenmerk '{key[:64]}'",
                expected="de eerste 16 tekens van de SHA-256 van een bestand dat eerder is ingelezen",
                action="lees het bestand (opnieuw) in met 'drietrap lees'",
            )
        return self._snapshot(found[0])

    def path(self, snapshot: Snapshot) -> Path:
        """Return where the bytes are."""
        return self._root / snapshot.sha256 / _CONTENT

    def releases(self, table: str) -> tuple[Snapshot, ...]:
        """Return the snapshots that hold ``table``, oldest release first (by release, then receipt)."""
        found = [snapshot for snapshot in self.list() if table in snapshot.details.tables]
        return tuple(sorted(found, key=lambda s: (s.details.released or s.received[:10], s.received)))

    def verify(self, snapshot: Snapshot | None = None) -> tuple[Damage, ...]:
        """Compare the bytes of one or all snapshots with their hash and size; nothing when all is well."""
        wanted = self.list() if snapshot is None else (snapshot,)
        return tuple(damage for kept in wanted if (damage := self._damage(kept)) is not None)

    def _receive(self, folder: Path, source: Path | bytes, name: str | None) -> Staged:
        folder.mkdir()
        target = folder / _CONTENT
        digest = hashlib.sha256()
        size = 0
        with _opened(source) as incoming, target.open("wb") as kept:
            while piece := incoming.read(_CHUNK):
                digest.update(piece)
                kept.write(piece)
                size += len(piece)
        sync_file(target)
        given = name or (source.name if isinstance(source, Path) else "")
        return Staged(folder, target, digest.hexdigest(), size, given)

    def _snapshot(self, folder: Path) -> Snapshot:
        try:
            read = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
            details = Details(**read.pop("details"))
            details = replace(details, tables=tuple(details.tables), periods=tuple(details.periods))
            snapshot = Snapshot(**read, details=details)
        except (ValueError, TypeError, KeyError) as error:
            raise IntegrityError(f"het manifest van {folder.name} is beschadigd") from error
        if snapshot.sha256 != folder.name:
            raise IntegrityError(f"het manifest van {folder.name} hoort bij een ander bestand")
        return snapshot

    def _damage(self, snapshot: Snapshot) -> Damage | None:
        path = self.path(snapshot)
        if not path.is_file():
            return Damage(snapshot.id, "het bestand ontbreekt")
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        if found != snapshot.sha256:
            return Damage(snapshot.id, "de inhoud is veranderd na ontvangst (de SHA-256 klopt niet)")
        return None


def _opened(source: Path | bytes) -> IO[bytes]:
    return source.open("rb") if isinstance(source, Path) else io.BytesIO(source)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
