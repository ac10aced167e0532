"""Kill, full disk and two writers while deliveries are taken in: nothing lost, nothing double."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from drietrap.register.warehouse import Warehouse
from drietrap.vocabulary.errors import InputError
from tests.privacy.registry import FOLDER
from tests.register.child import REFUSED
from tests.register_persons.child import check, take_next, taken

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs fork and SIGKILL")
CHILD = Path(__file__).with_name("child.py")
KILLED = -signal.SIGKILL
LONG = os.environ.get("DRIETRAP_LONG") == "1"


class Children:
    """Talks to ``child.py``."""

    def __init__(self) -> None:
        root = str(Path(__file__).resolve().parents[2])
        # A child whose disk is full cannot note whom it made; we make the same persons to check them.
        environment = {name: text for name, text in os.environ.items() if name != FOLDER}
        self._process = subprocess.Popen(
            [sys.executable, str(CHILD)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**environment, "POLARS_MAX_THREADS": "1", "PYTHONPATH": root},
        )

    def start(self, root: Path, times: int = 1, **more: int) -> int:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"root": str(root), "times": times, **more}) + "\n")
        self._process.stdin.flush()
        return self.answer()

    def run(self, root: Path, times: int = 1, **more: int) -> int:
        self.start(root, times, **more)
        return self.answer()

    def answer(self) -> int:
        assert self._process.stdout is not None
        return int(self._process.stdout.readline())

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(timeout=30)


@pytest.fixture(scope="module")
def children() -> Iterator[Children]:
    started = Children()
    yield started
    started.close()


def no_leftovers(root: Path) -> None:
    assert all(path.name.isdigit() for path in (root / "warehouse" / "versions").iterdir())
    assert all(len(path.name) == 64 for path in (root / "raw").iterdir())


def test_killed_at_every_step_of_an_intake(children: Children, tmp_path: Path) -> None:
    assert children.run(tmp_path, 2) == 0
    before, step, outcome = taken(tmp_path), 0, KILLED
    while outcome == KILLED:
        step += 1
        outcome = children.run(tmp_path, die_at=step)
        after = taken(tmp_path)
        assert after in (before, before + 1)
        check(tmp_path, after)
        before = after
    assert outcome == 0
    assert step > 20  # the steps were really met
    assert children.run(tmp_path) == 0
    check(tmp_path, before + 1)
    no_leftovers(tmp_path)


@pytest.mark.parametrize(
    "kills",
    [12, pytest.param(200, marks=[pytest.mark.long, pytest.mark.skipif(not LONG, reason="DRIETRAP_LONG=1")])],
)
def test_killed_at_any_moment(children: Children, tmp_path: Path, kills: int) -> None:
    chance = random.Random(20150101)
    before = 0
    for _ in range(kills):
        pid = children.start(tmp_path, times=10_000)
        time.sleep(chance.uniform(0.05, 0.6))
        os.kill(pid, signal.SIGKILL)
        assert children.answer() == KILLED
        after = taken(tmp_path)
        assert after >= before
        if after:
            check(tmp_path, after)
        before = after
    assert children.run(tmp_path) == 0
    check(tmp_path, before + 1)


def test_a_full_disk_changes_nothing(children: Children, tmp_path: Path) -> None:
    assert children.run(tmp_path, 3) == 0
    sizes = sorted(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file())
    for limit in [0, 1, 200, 700, sizes[len(sizes) // 2], sizes[-1] // 2]:
        assert children.run(tmp_path, limit=limit) == REFUSED, limit
        assert taken(tmp_path) == 3
        check(tmp_path, 3)
    assert children.run(tmp_path) == 0
    check(tmp_path, 4)
    no_leftovers(tmp_path)


def test_a_second_writer_is_told_to_wait(tmp_path: Path) -> None:
    take_next(tmp_path)
    with Warehouse(tmp_path / "warehouse").writing(), pytest.raises(InputError, match="ander programma"):
        take_next(tmp_path)
    check(tmp_path, 1)
    take_next(tmp_path)
    check(tmp_path, 2)
