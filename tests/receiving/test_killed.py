"""``drietrap ontvang`` killed at any moment: nothing half, nothing double, and again it goes on."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from drietrap.app.folder import DataFolder
from drietrap.app.person_house import PersonHouse
from drietrap.register import ledger, registrations
from drietrap.register.persons import records
from drietrap.register.version import Reader
from tests.receiving.world import World

pytestmark = pytest.mark.skipif(os.name == "nt", reason="left out: needs SIGKILL")
LONG = os.environ.get("DRIETRAP_LONG") == "1"


def started(data: Path, files: list[Path]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "drietrap.cli", "--data", str(data), "ontvang", *map(str, files)]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(
        command, stdout=quiet, stderr=quiet, env={**os.environ, "POLARS_MAX_THREADS": "1"}
    )


def whole(reader: Reader) -> set[str]:
    """Return the deliveries in a register, after a look at whether each is there whole and once."""
    assert reader.verify() == ()
    there: set[str] = set()
    if ledger.DELIVERIES in reader.tables:
        lines = reader.frame(ledger.DELIVERIES)
        counted = dict(records(reader).collect().group_by("delivery").len().iter_rows())
        for line in lines.iter_rows(named=True):
            assert counted[line["sha256"][:16]] == line["accepted"] - line["merged"]
            there.add(line["sha256"])
    if registrations.REGISTRATIONS in reader.tables:
        for line in reader.frame(registrations.REGISTRATIONS).iter_rows(named=True):
            kept = registrations.rows_of(reader, line["kind"]).filter(delivery=line["sha256"][:16])
            assert kept.height == line["rows"]
            there.add(line["sha256"])
    return there


@pytest.mark.parametrize("kills", [3, pytest.param(60, marks=pytest.mark.long)])
def test_killed_while_taking_in(kills: int, world: World, tmp_path: Path) -> None:
    chance, data = random.Random(kills), tmp_path / "gegevens"
    some = sorted(world.deliveries.glob("F*_jeugdhulp_2022H1_*"))[:4]
    files = [*some, next(world.deliveries.glob("wijkteam*"))]
    begun = time.monotonic()
    assert started(tmp_path / "proef", files).wait(timeout=120) in (0, 1)
    lasts = time.monotonic() - begun
    before: set[str] = set()
    for _ in range(kills):
        process = started(data, files)
        time.sleep(chance.uniform(0.3, 1.0) * lasts)
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=30)
        house = PersonHouse(DataFolder(data))
        if house.is_empty:
            continue
        with house.open() as reader:
            after = whole(reader)
        assert after >= before
        before = after
        if len(before) == len(files):
            shutil.rmtree(data)
            before = set()
    assert started(data, files).wait(timeout=120) in (0, 1)
    house = PersonHouse(DataFolder(data))
    with house.open() as reader:
        assert len(whole(reader)) == len(files)
    assert all(path.name.isdigit() for path in (house.tables / "versions").iterdir())
    assert all(len(path.name) == 64 for path in (house.folder.persons / "raw").iterdir())
