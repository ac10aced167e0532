"""Raw deliveries about persons: the same rows in the same order, without a BSN, never the file itself.

A delivery is a folder named after the SHA-256 of the file as received, so that it can be shown which file it
was. In it are the rows (Parquet) with pseudonyms and a manifest that names the key ring; a new key replaces
the rows in one step.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from uuid import uuid4

import polars as pl

from drietrap.register.durable import publish_folder, remove_folder, replace_file, sync_folder, write_file
from drietrap.register.identity import PERSON, RECORD_KEY
from drietrap.register.pseudonym import KeyRing
from drietrap.register.version import digest
from drietrap.vocabulary.errors import IntegrityError, NoDataError

_MANIFEST = "manifest.json"
_SHA256 = re.compile(r"^[0-9a-f]{64}$")


@dataclass(frozen=True)
class PersonManifest:
    """What is known of a delivery: the hash of the file as received, who, what, when, and under which key.

    ``rows`` is how many, ``content`` the name of the file they are in and ``content_sha256`` its hash; all
    three are filled in when the rows are kept.
    """

    sha256: str
    kind: str
    version: str
    provider: str
    period: str
    received: str
    key_id: str
    rows: int = 0
    content: str = ""
    content_sha256: str = ""


class PersonRaw:
    """The folder with all raw deliveries about persons; the writer of the warehouse is its only writer."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def keep(self, manifest: PersonManifest, rows: pl.DataFrame) -> bool:
        """Keep the rows of a delivery; False, and nothing changes, when they were there already."""
        if not _SHA256.match(manifest.sha256):
            raise ValueError("not a SHA-256")
        if "bsn" in rows.columns:
            raise IntegrityError("er staat nog een BSN in de levering; er is niets bewaard")
        self._root.mkdir(parents=True, exist_ok=True)
        self._tidy()
        final = self._root / manifest.sha256
        if final.exists():
            return False
        stage = self._root / f"new-{uuid4().hex}"
        stage.mkdir()
        try:
            written = _write_rows(stage, manifest, rows)
            write_file(stage / _MANIFEST, _json(written))
            publish_folder(stage, final)
        finally:
            remove_folder(stage)
        return True

    def list(self) -> tuple[PersonManifest, ...]:
        """Return all manifests in order of receipt, then hash."""
        found = [self._manifest(path.parent) for path in self._root.glob(f"[0-9a-f]*/{_MANIFEST}")]
        return tuple(sorted(found, key=lambda manifest: (manifest.received, manifest.sha256)))

    def rows(self, sha256: str) -> pl.DataFrame:
        """Return the rows of a delivery as they were kept.

        Raises
        ------
        NoDataError
            When they are not there (any more).
        IntegrityError
            When they are not the rows that were written.
        """
        folder = self._root / sha256
        if not _SHA256.match(sha256) or not (folder / _MANIFEST).is_file():
            raise NoDataError("deze levering is niet (meer) bewaard")
        manifest = self._manifest(folder)
        path = folder / manifest.content
        if not path.is_file() or digest(path) != manifest.content_sha256:
            raise IntegrityError(f"de bewaarde levering {sha256[:16]} is beschadigd")
        return pl.read_parquet(path, memory_map=False)

    def carry_over(self, keys: KeyRing) -> int:
        """Bring every delivery under the whole key ring; return how many changed. Again changes nothing."""
        changed = 0
        self._tidy()
        for manifest in self.list():
            self._tidy_rows(manifest)
            if manifest.key_id == keys.id:
                continue
            rows = self.rows(manifest.sha256)
            fresh = [keys.carried_over(rows[name], manifest.key_id) for name in (PERSON, RECORD_KEY)]
            folder = self._root / manifest.sha256
            moved = _write_rows(folder, replace(manifest, key_id=keys.id), rows.with_columns(fresh))
            replace_file(folder / _MANIFEST, _json(moved))
            (folder / manifest.content).unlink(missing_ok=True)
            changed += 1
        return changed

    def remove(self, sha256: str) -> bool:
        """Remove a delivery for good; False when it was not there."""
        folder = self._root / sha256
        if not _SHA256.match(sha256) or not folder.exists():
            return False
        gone = self._root / f"old-{uuid4().hex}"
        folder.rename(gone)
        sync_folder(self._root)
        remove_folder(gone)
        return True

    def holds(self, sha256: str) -> bool:
        """Whether a delivery is kept."""
        return (self._root / sha256 / _MANIFEST).is_file()

    def _tidy(self) -> None:
        """Remove the unfinished folders that a killed writer left."""
        for folder in (*self._root.glob("new-*"), *self._root.glob("old-*")):
            remove_folder(folder)

    def _tidy_rows(self, manifest: PersonManifest) -> None:
        """Remove rows that the manifest does not name: a move to another key was interrupted."""
        for path in (self._root / manifest.sha256).iterdir():
            if path.name not in (_MANIFEST, manifest.content):
                path.unlink()

    def _manifest(self, folder: Path) -> PersonManifest:
        try:
            manifest = PersonManifest(**json.loads((folder / _MANIFEST).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError) as error:
            raise IntegrityError(f"het manifest van levering {folder.name[:16]} is beschadigd") from error
        if manifest.sha256 != folder.name:
            raise IntegrityError(f"het manifest van levering {folder.name[:16]} hoort bij een ander bestand")
        return manifest


def _write_rows(folder: Path, manifest: PersonManifest, rows: pl.DataFrame) -> PersonManifest:
    content = io.BytesIO()
    rows.write_parquet(content, compression="zstd")
    name = f"rows-{manifest.key_id}.parquet"
    write_file(folder / name, content.getvalue())
    sha256 = hashlib.sha256(content.getvalue()).hexdigest()
    return replace(manifest, rows=rows.height, content=name, content_sha256=sha256)


def _json(manifest: PersonManifest) -> bytes:
    return json.dumps(asdict(manifest), ensure_ascii=False, indent=2, sort_keys=True).encode()
