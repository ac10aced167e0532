"""What was issued: snapshots that never change, each with the fingerprint of the one before it."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from drietrap.register.durable import publish_folder, remove_folder, write_file
from drietrap.vocabulary.errors import IntegrityError

FOLDER = "versies"
MANIFEST = "inhoud.json"
_NUMBER = re.compile(r"^\d{4}$")
_BEGIN = "0" * 64


@dataclass(frozen=True)
class Issued:
    """A version: its number, day (ISO), release of the data, and fingerprint of its list of contents."""

    number: int
    day: str
    release: int
    sha256: str
    files: int


def issued(study: Path) -> tuple[Issued, ...]:
    """Return every version, oldest first, after checking each file and the whole chain.

    Raises
    ------
    IntegrityError
        When a version, a file in it or its place in the chain is not as it was issued.
    """
    found: list[Issued] = []
    before = _BEGIN
    for folder in _folders(study):
        one = _checked(folder, before, len(found) + 1)
        found.append(one)
        before = one.sha256
    return tuple(found)


def issue(study: Path, content: Mapping[str, bytes], day: str, release: int) -> Issued:
    """Keep ``content`` (path -> bytes) as the next version; all of it or nothing.

    Raises
    ------
    IntegrityError
        When an earlier version is not as it was issued.
    """
    earlier = issued(study)
    number = len(earlier) + 1
    home = study / FOLDER
    home.mkdir(exist_ok=True)
    staged = home / f".nieuw-{number:04d}"
    remove_folder(staged)
    staged.mkdir()
    for path, body in content.items():
        target = staged / path
        target.parent.mkdir(parents=True, exist_ok=True)
        write_file(target, body)
        target.chmod(0o444)
    listed = {
        "nummer": number,
        "dag": day,
        "uitgave": release,
        "vorige": earlier[-1].sha256 if earlier else _BEGIN,
        "bestanden": {path: hashlib.sha256(body).hexdigest() for path, body in sorted(content.items())},
    }
    body = json.dumps(listed, ensure_ascii=False, indent=1, sort_keys=True).encode()
    write_file(staged / MANIFEST, body)
    (staged / MANIFEST).chmod(0o444)
    publish_folder(staged, home / f"{number:04d}")
    return Issued(number, day, release, hashlib.sha256(body).hexdigest(), len(content))


def _folders(study: Path) -> list[Path]:
    home = study / FOLDER
    return sorted(path for path in home.glob("*") if _NUMBER.match(path.name)) if home.is_dir() else []


def _checked(folder: Path, before: str, number: int) -> Issued:
    where = f"{FOLDER}/{folder.name}"
    try:
        body = (folder / MANIFEST).read_bytes()
        listed = json.loads(body)
        files = dict(listed["bestanden"])
        one = Issued(
            int(listed["nummer"]),
            str(listed["dag"]),
            int(listed["uitgave"]),
            hashlib.sha256(body).hexdigest(),
            len(files),
        )
        previous = listed["vorige"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IntegrityError(f"{where}/{MANIFEST} ontbreekt of is beschadigd.") from error
    if one.number != number or folder.name != f"{number:04d}" or previous != before:
        raise IntegrityError(
            f"{where} sluit niet aan op de versie ervoor: er is een versie veranderd of weg."
        )
    for path, sha256 in sorted(files.items()):
        if _sha256(folder / path) != sha256:
            raise IntegrityError(f"{where}/{path} is veranderd of weg nadat het was uitgegeven.")
    there = {
        str(Path(root, name).relative_to(folder)) for root, _, names in os.walk(folder) for name in names
    }
    extra = there - {*files, MANIFEST}
    if extra:
        raise IntegrityError(f"{where}/{min(extra)} is er later bij gezet.")
    return one


def _sha256(path: Path) -> str | None:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None
