"""Raw snapshots: byte for byte, once, and never changed."""

from __future__ import annotations

import hashlib
import resource
import tracemalloc
from pathlib import Path

import pytest

from drietrap.register.snapshots import Details, SnapshotStore
from drietrap.vocabulary.errors import IntegrityError, NoDataError

DETAILS = Details(
    tables=("85098NED",), publisher="CBS", periods=("2022",), layout="statline-csv", released="2023-06-30"
)


def deliver(store: SnapshotStore, content: bytes, name: str = "a.csv", details: Details = DETAILS) -> bool:
    with store.staging(content, name) as staged:
        return store.keep(staged, details).new


def test_bytes_and_manifest_come_back(tmp_path: Path) -> None:
    store = SnapshotStore(tmp_path)
    source = tmp_path / "Tabel é.csv"
    source.write_bytes(b"\xef\xbb\xbfa;b\r\n1;2\r\n")
    with store.staging(source) as staged:
        assert staged.path.read_bytes() == source.read_bytes()
        kept = store.keep(staged, DETAILS)
    snapshot = SnapshotStore(tmp_path).get(kept.snapshot.id)
    assert snapshot == kept.snapshot
    assert snapshot.sha256 == hashlib.sha256(source.read_bytes()).hexdigest()
    assert (snapshot.name, snapshot.size, snapshot.details) == ("Tabel é.csv", 13, DETAILS)
    assert snapshot.received.endswith("+00:00")
    assert store.path(snapshot).read_bytes() == source.read_bytes()


def test_the_same_file_twice_changes_nothing_and_says_so(tmp_path: Path) -> None:
    store = SnapshotStore(tmp_path)
    assert deliver(store, b"x", "first.csv")
    assert not deliver(store, b"x", "second.csv", Details(publisher="another"))
    (only,) = store.list()
    assert only.name == "first.csv"
    assert only.details == DETAILS


def test_a_newer_release_stands_beside_the_older(tmp_path: Path) -> None:
    store = SnapshotStore(tmp_path)
    deliver(store, b"new", details=Details(tables=("T",), released="2024-06-30"))
    deliver(store, b"old", details=Details(tables=("T",), released="2023-06-30"))
    deliver(store, b"other", details=Details(tables=("U",)))
    assert [store.path(s).read_bytes() for s in store.releases("T")] == [b"old", b"new"]
    assert len(store.list()) == 3


def test_what_is_not_kept_is_gone(tmp_path: Path) -> None:
    store = SnapshotStore(tmp_path)
    with pytest.raises(ZeroDivisionError), store.staging(b"wrong", "x.csv"):
        raise ZeroDivisionError
    assert store.list() == ()
    assert [path.name for path in (tmp_path / "incoming").iterdir() if path.name != ".lock"] == []


def test_verify_finds_a_changed_and_a_missing_file(tmp_path: Path) -> None:
    store = SnapshotStore(tmp_path)
    for content in (b"one", b"two", b"three"):
        deliver(store, content)
    one, two, _ = store.list()
    assert store.verify() == ()
    store.path(one).chmod(0o644)
    store.path(one).write_bytes(b"One")
    store.path(two).chmod(0o644)
    store.path(two).unlink()
    damage = {found.snapshot: found.reason for found in store.verify()}
    assert "SHA-256" in damage[one.id]
    assert "ontbreekt" in damage[two.id]
    assert len(damage) == 2
    assert len(store.verify(one)) == 1


@pytest.mark.parametrize("key", ["", "ffff", "*", "../x", "/etc"])
def test_unknown_ids_are_refused(tmp_path: Path, key: str) -> None:
    store = SnapshotStore(tmp_path)
    deliver(store, b"one")
    deliver(store, b"two")
    with pytest.raises(NoDataError, match="geen ontvangen bestand"):
        store.get(key)


@pytest.mark.parametrize("manifest", ["", "{}", "[]", '{"details": {}}'])
def test_a_damaged_manifest_is_an_integrity_error(tmp_path: Path, manifest: str) -> None:
    store = SnapshotStore(tmp_path)
    deliver(store, b"one")
    (path,) = tmp_path.glob("*/manifest.json")
    path.write_text(manifest)
    with pytest.raises(IntegrityError, match="beschadigd"):
        store.list()


def test_a_big_file_needs_no_memory(tmp_path: Path) -> None:
    """A sparse file of 64 MB passes with less than 5 MB of Python memory more."""
    big = tmp_path / "big.csv"
    with big.open("wb") as file:
        file.truncate(64_000_000)
    store = SnapshotStore(tmp_path / "raw")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    tracemalloc.start()
    with store.staging(big) as staged:
        assert staged.size == 64_000_000
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5_000_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 30_000
