"""Fetching a table from CBS: kept as a snapshot, and without a connection the last one stays in use."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, cast

from drietrap.app.delivery import judge
from drietrap.app.folder import DataFolder
from drietrap.app.reading import Received, current_core, finished, is_known, take_in
from drietrap.app.results import ReadResult
from drietrap.publication.disclosure import Published, publish
from drietrap.register.snapshots import SnapshotStore
from drietrap.register.warehouse import Warehouse
from drietrap.sources.odata import fetch_table
from drietrap.sources.odata_http import NoConnectionError
from drietrap.sources.odata_match import known_id, table_of
from drietrap.vocabulary.errors import InputError


def fetch(
    folder: DataFolder, table: str, *, version: int = 3, base_url: str | None = None
) -> Published[ReadResult]:
    """Fetch a table and take it into a new release.

    Raises
    ------
    NoConnectionError
        When there is no connection and the table was never read before.
    InputError
        When the table or the answer cannot be used; nothing is then stored.
    """
    if version not in (3, 4):
        raise InputError(f"OData-versie {version} bestaat niet bij het CBS", expected="3 of 4")
    try:
        got = fetch_table(table, base_url=base_url, version=cast(Literal[3, 4], version))
    except NoConnectionError as error:
        return _last_snapshot(folder, table, error)
    name = f"{got.identifier}.odata{got.version}.jsonl"
    with Warehouse(folder.warehouse).writing() as release:
        before, store = current_core(folder), SnapshotStore(folder.raw)
        with store.staging(got.body, name) as staged:
            url = base_url or f"CBS OData {got.version}"
            judged = judge((got.raw,), staged.id, name, before.areas(), url=url)
            lacking = (f"'{label}' staat niet in tabel {got.identifier}" for label in got.missing)
            judged = replace(judged, remarks=(*judged.remarks, *lacking))
            received = Received(staged, judged, is_known(before, judged), name)
            told, figures = take_in(store, before, [received], release)
    return finished(folder, release, told, figures, action="haal")


def _last_snapshot(folder: DataFolder, table: str, error: NoConnectionError) -> Published[ReadResult]:
    identifier = known_id(table)
    known = table_of(identifier)
    kept = SnapshotStore(folder.raw).releases(known.id if known else identifier.upper())
    found = [s for s in kept if s.details.url and s.name.casefold().startswith(f"{identifier}.".casefold())]
    if not found:
        raise error
    last = found[-1]
    when = last.details.released or last.received[:10]
    with Warehouse(folder.warehouse).open() as reader:
        figures = reader.frame("figure").height
        number = reader.number
    folder.log("haal", tabel=table, uitkomst="geen verbinding", gebruikt=last.id)
    said = (
        f"er is geen verbinding met het CBS. De tabel {table} van {when} blijft in gebruik "
        f"(ontvangen op {last.received[:10]}, bestand {last.name})."
    )
    return publish(ReadResult((), number, figures, said), public_sources=True)
