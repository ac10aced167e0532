"""Reading delivered files: all of them pass, or nothing is stored; the same file twice changes nothing."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from drietrap.app import outlines
from drietrap.app.checks import KEY, as_table, found_in
from drietrap.app.core import Core
from drietrap.app.delivery import Judged, judge
from drietrap.app.fictive import MANIFEST, fictive_areas
from drietrap.app.folder import DataFolder
from drietrap.app.results import CellChange, FileRead, ReadResult
from drietrap.app.study import study_of_2015
from drietrap.app.walking import files_in
from drietrap.publication.disclosure import Published, publish
from drietrap.register.changes import Changes, compare
from drietrap.register.snapshots import SnapshotStore, Staged
from drietrap.register.warehouse import Release, Warehouse
from drietrap.sources.files import read_file
from drietrap.vocabulary.errors import InputError
from drietrap.vocabulary.notation import counted

SHOWN_CHANGES = 100
LOST_SHARE = 0.1
_CHANGE = ("area", "measure", "period", "before", "after")
_SUFFIXES = (".csv", ".geojson", ".json")  # in a folder; a file that is named may be anything


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
    nothing = InputError(
        "er zijn geen bestanden om te lezen", expected="CSV-bestanden of gemeentegrenzen (GeoJSON)"
    )
    files = files_in(paths, _is_meant, nothing)
    with Warehouse(folder.warehouse).writing() as release:  # nobody else writes from here on
        before = current_core(folder)
        before = _with_fictive(before, fictive_areas([path.parent for path in files]))
        areas, store = before.areas(), SnapshotStore(folder.raw)
        with ExitStack() as stack:
            received = []
            for path in files:
                staged = stack.enter_context(store.staging(path))
                judged = judge(_raw(staged, path, year), staged.id, path.name, areas)
                received.append(Received(staged, judged, is_known(before, judged), path.name))
            told, figures = take_in(store, before, received, release)
    return finished(folder, release, told, figures, action="lees")


def _with_fictive(before: Core, fictive: Core | None) -> Core:
    """Add the areas of the synthetic country; refuse them beside real data."""
    if fictive is None:
        return before
    if not before.synthetic and not before.delivery.is_empty():
        raise InputError(
            "dit zijn fictieve gegevens, en in deze gegevensmap staan echte",
            action="kies voor fictieve gegevens een eigen map met --data",
        )
    return before.joined(fictive)


def current_core(folder: DataFolder) -> Core:
    """Return the core tables as they are now; empty when nothing was read yet."""
    warehouse = Warehouse(folder.warehouse)
    if warehouse.current is None:
        return Core()
    with warehouse.open() as reader:
        return Core.load(reader)


def take_in(
    store: SnapshotStore, before: Core, received: list[Received], release: Release
) -> tuple[list[FileRead], int]:
    """Keep the files and fill the new release; return what became of each file and the number of figures."""
    after, told = before, []
    for one in received:
        if one.known:
            told.append(_told(one, None, ()))
            continue
        new = after.without_stale(one.judged.core)
        _refuse_loss(after, new, one.name)
        told.append(_told(one, compare(after.replaced_by(new), new.observation), _stale(one, new)))
        after = after.joined(new)
    for one in received:
        store.keep(one.staged, one.judged.details)
    if all(one.known for one in received):
        return told, release.frame("figure").height
    after = study_of_2015(after, store)
    figure = after.figures()
    previous = None if before.observation.is_empty() else before.observation
    after.store(release, figure)
    release.put(outlines.TABLE, outlines.outlines(after.boundary), key=outlines.KEY)
    release.put("finding", as_table(found_in(after, previous=previous)), key=KEY)
    return told, figure.height


def finished(
    folder: DataFolder, release: Release, told: list[FileRead], figures: int, *, action: str
) -> Published[ReadResult]:
    """Log and publish what became of a delivery, once its release is there."""
    number = release.number or 0
    folder.log(action, bestanden=[f"{one.sha256[:16]} {one.file}" for one in told], uitgave=number)
    return publish(ReadResult(tuple(told), number, figures), public_sources=True)


def _refuse_loss(before: Core, new: Core, name: str) -> None:
    """Refuse a file that leaves out much of what an earlier delivery of the same table had."""
    lost, there = before.lost(new), before.replaced_by(new)
    if lost.height > LOST_SHARE * there.height:
        areas = lost["area"].n_unique()
        raise InputError(
            f"dit bestand mist {counted(lost.height, 'cel', 'cellen')} over "
            f"{counted(areas, 'gebied', 'gebieden')} die eerder wel in de tabel stonden",
            expected="een hele tabel: een nieuw bestand vervangt het oude in zijn geheel",
            action="kijk of het bestand is afgekapt en haal de tabel opnieuw op; er is niets veranderd",
            file=name,
        )


def _stale(one: Received, new: Core) -> tuple[str, ...]:
    if new.observation.height == one.judged.core.observation.height:
        return ()
    return ("voorlopige cijfers zijn niet gebruikt: van dezelfde periode zijn er al definitieve",)


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


def _is_meant(path: Path) -> bool:
    return path.suffix.lower() in _SUFFIXES and path.name != MANIFEST


def _told(one: Received, changes: Changes | None, more: tuple[str, ...]) -> FileRead:
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
        remarks=() if one.known else (*one.judged.remarks, *more),
    )
