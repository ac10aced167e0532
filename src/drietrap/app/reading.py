"""Reading delivered files: all of them pass, or nothing is stored; the same file twice changes nothing."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from drietrap.app.checks import KEY, as_table, found_in
from drietrap.app.core import Core
from drietrap.app.delivery import Judged, judge
from drietrap.app.fictive import MANIFEST, fictive_areas
from drietrap.app.folder import DataFolder
from drietrap.app.results import CellChange, FileRead, ReadResult
from drietrap.app.study import study_of_2015
from drietrap.publication.disclosure import Published, publish
from drietrap.register.changes import Changes, compare
from drietrap.register.snapshots import SnapshotStore, Staged
from drietrap.register.warehouse import Warehouse
from drietrap.sources.files import read_file
from drietrap.vocabulary.errors import InputError

SHOWN_CHANGES = 100
_CHANGE = ("area", "measure", "period", "before", "after")
_SUFFIXES = (".csv", ".txt", ".geojson", ".json")


@dataclass(frozen=True)
class Received:
    """A file that was received and judged, not yet kept; ``known`` when it is in the release already."""

    staged: Staged
    judged: Judged
    known: bool
    name: str


def read(folder: DataFolder, paths: Sequence[Path], *, year: int | None = None) -> Published[ReadResult]:
    """Read published tables from files or folders.

    Parameters
    ----------
    folder
        Where the data live.
    paths
        Files, or folders of which every table is read.
    year
        Year of files that do not say it themselves.

    Raises
    ------
    InputError
        When any file cannot be used; nothing of any file is then stored.
    """
    before = current_core(folder)
    files = _files(paths)
    fictive = fictive_areas([path.parent for path in files])
    if fictive is not None and not before.synthetic and not before.delivery.is_empty():
        raise InputError(
            "dit zijn fictieve gegevens, en in deze gegevensmap staan echte",
            action="kies voor fictieve gegevens een eigen map met --data",
        )
    before = before if fictive is None else before.joined(fictive)
    areas = before.areas()
    store = SnapshotStore(folder.raw)
    with ExitStack() as stack:
        received = []
        for path in files:
            staged = stack.enter_context(store.staging(path))
            judged = judge(_raw(staged, path, year), staged.id, path.name, areas)
            received.append(Received(staged, judged, is_known(before, judged), path.name))
        return stored(folder, store, before, received, action="lees")


def current_core(folder: DataFolder) -> Core:
    """Return the core tables as they are now; empty when nothing was read yet."""
    warehouse = Warehouse(folder.warehouse)
    if warehouse.current is None:
        return Core()
    with warehouse.open() as reader:
        return Core.load(reader)


def stored(
    folder: DataFolder, store: SnapshotStore, before: Core, received: list[Received], *, action: str
) -> Published[ReadResult]:
    """Keep the files, compute all figures and make it the new release, in one step for readers."""
    after, told = before, []
    for one in received:
        store.keep(one.staged, one.judged.details)
        changes = None
        if not one.known:
            changes = _changed(after.observation, one.judged.core.observation)
            after = after.joined(one.judged.core)
        told.append(_told(one, changes))
    if all(one.known for one in received) and not after.observation.is_empty():
        return _unchanged(folder, told)
    after = study_of_2015(after, store)
    figure = after.figures()
    previous = None if before.observation.is_empty() else before.observation
    findings = as_table(found_in(after, previous=previous))
    with Warehouse(folder.warehouse).writing() as release:
        after.store(release, figure)
        release.put("finding", findings, key=KEY)
    number = release.number or 0
    folder.log(action, bestanden=[f"{one.staged.id} {one.name}" for one in received], uitgave=number)
    return publish(ReadResult(tuple(told), number, figure.height), public_sources=True)


def _unchanged(folder: DataFolder, told: list[FileRead]) -> Published[ReadResult]:
    """Say that every file was read before; the release stays as it is."""
    with Warehouse(folder.warehouse).open() as reader:
        number, figures = reader.number, reader.frame("figure").height
    return publish(ReadResult(tuple(told), number, figures), public_sources=True)


def _raw(staged: Staged, path: Path, year: int | None) -> tuple:  # type: ignore[type-arg]
    """Read the bytes that were received, under the name the sender gave them."""
    named = staged.folder / path.name
    os.link(staged.path, named)
    try:
        return read_file(named, year=year)
    finally:
        named.unlink()


def is_known(core: Core, judged: Judged) -> bool:
    """Return whether the same file about the same periods is part of the release already."""
    key = ["snapshot", "table", "periods"]
    return judged.core.delivery.join(core.delivery, on=key, how="anti").is_empty()


def _files(paths: Sequence[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.suffix.lower() in _SUFFIXES and p.is_file())
            found.extend(p for p in inside if p.name != MANIFEST and p.suffix.lower() != ".txt")
        elif path.is_file():
            found.append(path)
        else:
            raise InputError(
                "dit bestand bestaat niet", action="controleer de naam en de map", file=str(path)
            )
    if not found:
        raise InputError(
            "er zijn geen bestanden om te lezen", expected="CSV-bestanden of gemeentegrenzen (GeoJSON)"
        )
    return list(dict.fromkeys(found))


def _changed(old: pl.DataFrame, new: pl.DataFrame) -> Changes:
    """Compare with what was there of the same tables, variants and periods."""
    part = ["table", "variant", "period"]
    return compare(old.join(new.select(part).unique(), on=part, how="semi"), new)


def _told(one: Received, changes: Changes | None) -> FileRead:
    largest = [] if changes is None else changes.largest(SHOWN_CHANGES).iter_rows(named=True)
    shown = [CellChange(*(row[name] for name in _CHANGE)) for row in largest]
    details = one.judged.details
    return FileRead(
        file=one.name,
        tables=details.tables,
        periods=details.periods,
        cells=one.judged.cells,
        sha256=one.staged.sha256,
        already_known=one.known,
        changes=tuple(shown),
        changed=0 if changes is None else changes.changed.height,
        remarks=one.judged.remarks,
    )
