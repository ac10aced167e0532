"""Kill, full disk, two writers and readers at the same time: the old version stays, nothing is half."""

from __future__ import annotations

import errno
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from drietrap.register import durable
from drietrap.register.snapshots import Details, SnapshotStore
from drietrap.register.warehouse import Warehouse
from drietrap.vocabulary.errors import InputError

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs fork and SIGKILL")
CHILD = Path(__file__).with_name("child.py")
KILLED = -signal.SIGKILL
REFUSED = 7
LONG = os.environ.get("DRIETRAP_LONG") == "1"


class Children:
    """Talks to ``child.py``."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(CHILD)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "POLARS_MAX_THREADS": "1"},
        )

    def start(self, work: str, root: Path, times: int = 1, **more: int) -> int:
        assert self._process.stdin is not None
        command = {"work": work, "root": str(root), "times": times, **more}
        self._process.stdin.write(json.dumps(command) + "\n")
        self._process.stdin.flush()
        return self._answer()

    def ended(self) -> int:
        return self._answer()

    def run(self, work: str, root: Path, times: int = 1, **more: int) -> int:
        self.start(work, root, times, **more)
        return self.ended()

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(timeout=30)

    def _answer(self) -> int:
        assert self._process.stdout is not None
        return int(self._process.stdout.readline())


@pytest.fixture(scope="module")
def children() -> Iterator[Children]:
    started = Children()
    yield started
    started.close()


def whole_version(root: Path) -> int:
    """Check the current version in every way we can, and return its number (0 when there is none)."""
    warehouse = Warehouse(root / "warehouse")
    if warehouse.current is None:
        return 0
    with warehouse.open() as reader:
        assert reader.verify() == ()
        assert reader.frame("first")["release"].to_list() == [reader.number] * 200
        assert reader.frame("second")["release"].to_list() == [reader.number] * (reader.number + 1)
        return reader.number


def whole_snapshots(root: Path) -> int:
    """Check that every snapshot is exactly one delivery, and return how many there are."""
    store = SnapshotStore(root / "raw")
    kept = store.list()
    assert store.verify() == ()
    for snapshot in kept:
        number = int(snapshot.details.publisher)
        assert store.path(snapshot).read_bytes() == (f"delivery {number};" * 5000).encode()
        assert snapshot.name == f"{number}.csv"
    return len(kept)


CHECKS = {"release": whole_version, "store": whole_snapshots}


def no_leftovers(root: Path) -> None:
    versions = root / "warehouse" / "versions"
    if versions.exists():
        assert all(path.name.isdigit() for path in versions.iterdir())
        assert len(list(versions.iterdir())) <= 3
    incoming = root / "raw" / "incoming"
    if incoming.exists():
        assert [path.name for path in incoming.iterdir() if path.name != ".lock"] == []


@pytest.mark.parametrize("work", ["release", "store"])
def test_killed_at_every_step_in_turn(children: Children, tmp_path: Path, work: str) -> None:
    assert children.run(work, tmp_path, 2) == 0
    before, step, outcome = CHECKS[work](tmp_path), 0, KILLED
    while outcome == KILLED:
        step += 1
        outcome = children.run(work, tmp_path, die_at=step)
        after = CHECKS[work](tmp_path)
        assert after in (before, before + 1)
        before = after
    assert outcome == 0
    assert step > 10  # the steps were really met
    assert children.run(work, tmp_path) == 0
    no_leftovers(tmp_path)


@pytest.mark.parametrize("work", ["release", "store"])
@pytest.mark.parametrize(
    "kills",
    [25, pytest.param(100, marks=[pytest.mark.long, pytest.mark.skipif(not LONG, reason="DRIETRAP_LONG=1")])],
)
def test_killed_at_any_moment(children: Children, tmp_path: Path, work: str, kills: int) -> None:
    """25 of each kind is 50 kills in the normal suite, 200 in the long one."""
    chance = random.Random(20150101)
    before = 0
    for _ in range(kills):
        pid = children.start(work, tmp_path, times=10_000)
        time.sleep(chance.uniform(0.0, 0.08))
        os.kill(pid, signal.SIGKILL)
        assert children.ended() == KILLED
        after = CHECKS[work](tmp_path)
        assert after >= before
        before = after
    assert before > 0
    assert children.run(work, tmp_path) == 0
    assert CHECKS[work](tmp_path) == before + 1
    no_leftovers(tmp_path)


@pytest.mark.parametrize("work", ["release", "store"])
def test_a_full_disk_changes_nothing(children: Children, tmp_path: Path, work: str) -> None:
    """The operating system refuses to let a file grow beyond a limit, as a full disk does."""
    assert children.run(work, tmp_path, 3) == 0
    before = CHECKS[work](tmp_path)
    chance = random.Random(7)
    for limit in [0, 1, *(chance.randrange(2, 300) for _ in range(8))]:
        assert children.run(work, tmp_path, limit=limit) == REFUSED
        assert CHECKS[work](tmp_path) == before
    assert children.run(work, tmp_path) == 0
    assert CHECKS[work](tmp_path) == before + 1
    no_leftovers(tmp_path)


@pytest.mark.parametrize("fails_at", range(1, 8))
def test_a_full_disk_at_any_file_of_a_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails_at: int
) -> None:
    warehouse = Warehouse(tmp_path)
    with warehouse.writing() as release:
        release.put("numbers", pl.DataFrame({"i": [1]}))
    calls = 0
    sync = os.fsync

    def full(handle: int) -> None:
        nonlocal calls
        calls += 1
        if calls == fails_at:
            raise OSError(errno.ENOSPC, "No space left on device")
        sync(handle)

    monkeypatch.setattr(durable.os, "fsync", full)
    with pytest.raises(InputError, match="geen ruimte meer"), warehouse.writing() as release:
        release.put("numbers", pl.DataFrame({"i": [2]}))
        release.put("more", pl.DataFrame({"i": [3]}))
    monkeypatch.undo()
    with warehouse.open() as reader:
        # the seventh sync comes after the swap of the pointer: from there on the new version stands
        assert reader.frame("numbers")["i"].to_list() == ([1] if fails_at < 7 else [2])
        assert set(reader.tables) == ({"numbers"} if fails_at < 7 else {"numbers", "more"})
        assert reader.verify() == ()


def test_a_second_writer_is_told_to_wait(children: Children, tmp_path: Path) -> None:
    assert children.run("release", tmp_path) == 0
    with Warehouse(tmp_path / "warehouse").writing():
        assert children.run("release", tmp_path) == REFUSED
        with (
            pytest.raises(InputError, match="ander programma"),
            Warehouse(tmp_path / "warehouse", patience=0.05).writing(),
        ):
            pass
    assert whole_version(tmp_path) == 1
    assert children.run("release", tmp_path) == 0


def test_writers_that_wait_lose_no_update(tmp_path: Path) -> None:
    def add_one() -> None:
        warehouse = Warehouse(tmp_path, patience=60)
        with warehouse.writing() as release:
            count = release.frame("count")["n"][0] if "count" in release.names else 0
            release.put("count", pl.DataFrame({"n": [count + 1]}))

    threads = [threading.Thread(target=add_one) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Warehouse(tmp_path).open() as reader:
        assert reader.frame("count")["n"].to_list() == [8]
        assert reader.number == 8


def test_readers_are_not_disturbed_while_releases_come_and_go(children: Children, tmp_path: Path) -> None:
    assert children.run("release", tmp_path) == 0
    seen: list[int] = []
    first = Warehouse(tmp_path / "warehouse").open(1)
    pid = children.start("release", tmp_path, times=25)
    deadline = time.monotonic() + 20
    while Warehouse(tmp_path / "warehouse").current != 26 and time.monotonic() < deadline:
        seen.append(whole_version(tmp_path))
        assert first.frame("second")["release"].to_list() == [1, 1]
    assert pid > 0
    assert children.ended() == 0
    assert seen == sorted(seen)
    assert len(set(seen)) > 1
    with first.connect() as connection:
        assert connection.execute("SELECT min(release), max(release) FROM second").fetchone() == (1, 1)
    assert first.verify() == ()
    first.close()


def test_the_same_file_twice_at_the_same_moment_is_kept_once(tmp_path: Path) -> None:
    store = SnapshotStore(tmp_path)
    outcomes: list[bool] = []

    def deliver() -> None:
        with store.staging(b"one and the same" * 1000, "a.csv") as staged:
            outcomes.append(store.keep(staged, Details()).new)

    threads = [threading.Thread(target=deliver) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [False] * 7 + [True]
    assert len(store.list()) == 1
    assert store.verify() == ()
