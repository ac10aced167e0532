"""Search files for the values of persons that were noted; spreadsheets and Parquet are opened first.

A BSN or name may stand nowhere but in input deliveries. A date of birth may stand in the register's own
Parquet (ages follow from it), but not in text: logs, messages, reports, spreadsheets, JSON. Not opened are
PDF (drawn from the same pages as HTML) and files that tests removed themselves.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from tests.privacy.registry import BIRTH, BSN, NAME

_NINE = re.compile(rb"(?<![0-9A-Za-z])[0-9]{9}(?![0-9A-Za-z])")
_EIGHT = re.compile(rb"(?<![0-9A-Za-z])(?:19|20)[0-9]{2}-?[0-9]{2}-?[0-9]{2}(?![0-9A-Za-z])")
_TURNED = re.compile(rb"(?<![0-9A-Za-z])([0-9]{2})-([0-9]{2})-((?:19|20)[0-9]{2})(?![0-9A-Za-z])")
_LARGE = 1 << 24
_SKIPPED = {".pdf", ".woff2"}


@dataclass(frozen=True)
class Leak:
    """A file that holds a value of a person, and of which kind; the value itself is not repeated."""

    path: str
    kind: str


@dataclass(frozen=True)
class Values:
    """What is searched for, as bytes."""

    bsns: frozenset[bytes]
    births: frozenset[bytes]
    names: tuple[bytes, ...]

    @classmethod
    def of(cls, bsns: Iterable[str], births: Iterable[str], names: Iterable[str]) -> Values:
        """Return the values as bytes; the first days of a half-year are no sign of a person."""
        days = (day for day in births if day[4:] not in {"0101", "0701"})
        encoded = tuple(sorted(name.encode() for name in names))
        return cls(frozenset(b.encode() for b in bsns), frozenset(d.encode() for d in days), encoded)

    def kinds_in(self, content: bytes, *, text: bool) -> Iterator[str]:
        """Yield the kinds of values that ``content`` holds."""
        if self.bsns and not self.bsns.isdisjoint(_NINE.findall(content)):
            yield BSN
        if any(name in content for name in self.names):
            yield NAME
        if text and self.births:
            days = {day.replace(b"-", b"") for day in _EIGHT.findall(content)}
            days |= {y + m + d for d, m, y in _TURNED.findall(content)}
            if not self.births.isdisjoint(days):
                yield BIRTH


def files_under(folders: Iterable[Path]) -> Iterator[Path]:
    """Yield every file, in no order; links are not followed."""
    for folder in folders:
        for place, _, names in os.walk(folder):
            yield from (Path(place, name) for name in names)


def sweep(paths: Iterable[Path], values: Values, exempt: frozenset[str] | set[str]) -> list[Leak]:
    """Return the leaks in ``paths``, in order; a content that stands in many files is searched once."""
    found = set()
    known: dict[bytes, set[str]] = {}
    for path in paths:
        if path.suffix in _SKIPPED or path.is_symlink() or _is_input(path.absolute(), exempt):
            continue
        if path.name == "content" and path.parent.parent.name == "raw":
            continue  # a published table byte for byte: any nine figures in it are amounts
        try:
            content = _written(path)
        except OSError:
            continue
        mark = hashlib.sha256(content).digest()
        if mark not in known:
            known[mark] = _leaking(content, values)
        found |= {Leak(str(path), kind) for kind in known[mark]}
    return sorted(found, key=lambda leak: (leak.path, leak.kind))


def _written(path: Path) -> bytes:
    """Return what was really written to a file: the holes of a test's 2 GB file hold nothing."""
    with path.open("rb") as file:
        status = os.fstat(file.fileno())
        if status.st_size <= _LARGE or status.st_blocks * 512 >= status.st_size:
            return file.read()
        parts, end = [], 0
        while end < status.st_size:
            try:
                start = os.lseek(file.fileno(), end, os.SEEK_DATA)
            except OSError:  # nothing but a hole is left
                break
            end = os.lseek(file.fileno(), start, os.SEEK_HOLE)
            parts.append(os.pread(file.fileno(), end - start, start))
        return b"\n".join(parts)


def _is_input(path: Path, exempt: frozenset[str] | set[str]) -> bool:
    return any(str(one) in exempt for one in (path, *path.parents))


def _leaking(content: bytes, values: Values) -> set[str]:
    if content.startswith(b"PAR1"):
        return set(values.kinds_in(_texts(content), text=False))
    kinds = set(values.kinds_in(content, text=True))
    if content.startswith(b"PK\x03\x04"):
        for inside in _parts(content):
            kinds |= set(values.kinds_in(inside, text=True))
    return kinds


def _texts(content: bytes) -> bytes:
    """Return every text of a Parquet file once, and numbers that could be a BSN."""
    try:
        frame = pl.read_parquet(io.BytesIO(content))
    except Exception:
        return content
    pieces: list[str] = []
    for column in frame.iter_columns():
        if column.dtype in (pl.String, pl.Categorical, pl.Enum):
            pieces += column.cast(pl.String).drop_nulls().unique().to_list()
        elif column.dtype.is_integer() and (column.max() or 0) >= 10_000_000:
            pieces += column.drop_nulls().unique().cast(pl.String).str.zfill(9).to_list()
    return "\n".join(pieces).encode()


def _parts(content: bytes) -> Iterator[bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as container:
            for name in container.namelist():
                yield container.read(name)
    except Exception:
        return
