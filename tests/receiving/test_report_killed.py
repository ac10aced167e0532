"""A report killed between keeping what it shows and writing it, two at once, and one after a redelivery."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from drietrap.app.folder import DataFolder
from drietrap.app.person_house import PersonHouse
from drietrap.app.record_releases import adding
from drietrap.publication.suppression.kept import Kept
from drietrap.register.persons import records
from drietrap.register.warehouse import Warehouse
from tests.privacy.registry import exempt
from tests.receiving.world import World

pytestmark = pytest.mark.skipif(os.name == "nt", reason="left out: needs SIGKILL")
_ENVIRONMENT = {**os.environ, "POLARS_MAX_THREADS": "1"}
# Report after report of small tables, each kept before its file is written.
_REPORTING = """
import json, sys
from itertools import count
from pathlib import Path
from drietrap.app.folder import DataFolder
from drietrap.app.record_counts import Together
from drietrap.app.record_releases import adding
from drietrap.publication.suppression.tables import Dimension, Rollup, Table

folder, out = DataFolder(Path(sys.argv[1])), Path(sys.argv[2])
for turn in count(int(sys.argv[3])):
    counts = {"A": 20 + 5 * turn, "B": 3, "C": 41}
    cells = {("AB",): sum(counts.values()), **{(name,): n for name, n in counts.items()}}
    area = Dimension("gebied", None, (Rollup("AB", tuple(counts)),))
    with adding(folder) as shelf:
        outcome = shelf.based(Together((Table("t", "n", ("gebied",), cells),), (area,), ()), "proef").outcome
        shelf.keep(outcome, turn)
    values = zip(outcome.release.cells, outcome.shown, strict=True)
    told = {cell.key[1][0][1]: value for cell, value in values if cell.key[0] == "n"}
    (out / f"{turn}.json").write_text(json.dumps(told))
"""


def kept_in(data: Path) -> list[Kept]:
    """Return the releases that are kept, after a look at whether each is there whole and once."""
    with Warehouse(DataFolder(data).releases).open() as reader:
        assert reader.verify() == ()
    with adding(DataFolder(data)) as shelf:
        found = shelf.releases()
    assert not [one for at, one in enumerate(found) if any(one.shows_the_same(two) for two in found[:at])]
    return found


def of_all_areas(releases: list[Kept]) -> list[Kept]:
    """Leave out the blocks that rest on another release: districts and providers."""
    return [one for one in releases if not one.rests_on]


def told(one: Kept) -> dict[str, int | None]:
    (table,) = one.tables
    return {cell.codes[0]: cell.value for cell in table.cells}


@pytest.mark.parametrize("kills", [1, pytest.param(60, marks=pytest.mark.long)])
def test_what_a_killed_report_wrote_was_kept_before(kills: int, tmp_path: Path) -> None:
    chance, data, out = random.Random(kills), tmp_path / "gegevens", tmp_path / "uit"
    out.mkdir()
    before = 0
    for turn in range(kills):
        command = [sys.executable, "-c", _REPORTING, str(data), str(out), str(100 * turn)]
        process = subprocess.Popen(command, env=_ENVIRONMENT)
        first = out / f"{100 * turn}.json"
        while not first.exists():
            assert process.poll() is None
            time.sleep(0.01)
        time.sleep(chance.uniform(0, 0.5))
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=30)
        kept = [told(one) for one in kept_in(data)]
        assert len(kept) > before
        before = len(kept)
        for path in out.iterdir():
            text = path.read_text()
            assert not text or json.loads(text) in kept
    assert all(path.name.isdigit() for path in (DataFolder(data).releases / "versions").iterdir())


def asked(data: Path, out: Path, area: str, period: str) -> list[str]:
    drietrap = [sys.executable, "-m", "drietrap.cli", "--data", str(data)]
    return [*drietrap, "registratierapport", area, "--periode", period, "--uit", str(out), "--json"]


def shown(out: Path) -> dict[tuple[Any, ...], Any]:
    (path,) = out.glob("*.xlsx")
    rows = openpyxl.load_workbook(path, read_only=True)["Aantallen"].iter_rows(min_row=2, values_only=True)
    return {tuple(row[:3]): row[3] for row in rows}


@pytest.mark.long
def test_reports_from_two_shells_at_once_are_protected_together(
    world: World, data: Path, tmp_path: Path
) -> None:
    asking = [
        subprocess.Popen(
            asked(data, tmp_path / period, world.municipality, period), stdout=subprocess.DEVNULL
        )
        for period in ("2022", "2022H1")
    ]
    assert [process.wait(timeout=1200) for process in asking] == [0, 0]
    year, half = (shown(tmp_path / period) for period in ("2022", "2022H1"))
    both = set(year) & set(half)
    assert len(both) > 10
    assert {key: year[key] for key in both} == {key: half[key] for key in both}
    assert {one.label[:-4] for one in of_all_areas(kept_in(data))} == {
        "registratie 2022",
        "registratie 2022H1",
    }


@pytest.mark.long
def test_a_report_killed_anywhere_shows_the_same_when_it_is_made_again(
    world: World, data: Path, tmp_path: Path
) -> None:
    begun = time.monotonic()
    command = asked(data, tmp_path / "eerst", world.municipality, "2022H1")
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    lasts, chance = time.monotonic() - begun, random.Random(5)
    first = kept_in(data)
    assert len(of_all_areas(first)) == 1
    for turn in range(8):
        out = tmp_path / str(turn)
        process = subprocess.Popen(asked(data, out, world.municipality, "2022H1"), stdout=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.2, 1.1) * lasts)
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=30)
        assert kept_in(data) == first
        if list(out.glob("*.xlsx")):  # all of it or nothing
            assert shown(out) == shown(tmp_path / "eerst")


def helped_most(data: Path, provider: str) -> str:
    """Return the municipality with the most trajectories of a provider."""
    with PersonHouse(DataFolder(data)).open() as reader:
        rows = records(reader).filter(provider=provider).collect()
    return str(rows["municipality"].value_counts().sort("count", "municipality")["municipality"][-1])


@pytest.mark.long
def test_after_a_redelivery_the_old_report_stays_known_and_the_new_one_says_what_is_new(
    world: World, data: Path, tmp_path: Path
) -> None:
    """Half of the rows of the only provider of a municipality go: old and new together stay safe."""
    area = helped_most(data, world.spoiled)

    def report(name: str) -> dict[tuple[Any, ...], Any]:
        out = tmp_path / name
        ran = subprocess.run(asked(data, out, area, "2022H1"), capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stderr
        return shown(out)

    first = report("eerst")
    lines = world.file(world.spoiled).read_text(encoding="utf-8-sig").splitlines()
    fewer = exempt(tmp_path / world.file(world.spoiled).name)
    fewer.write_text("\r\n".join([*lines[:2], *lines[2::2]]) + "\r\n", encoding="utf-8-sig")
    drietrap = [sys.executable, "-m", "drietrap.cli", "--data", str(data)]
    mark = next(one["kenmerk"] for one in world.said["bestanden"] if one["bestand"] == fewer.name)
    taken = subprocess.run([*drietrap, "ontvang", str(fewer), "--vervangt", mark], check=False)
    assert taken.returncode in (0, 1)
    second = report("daarna")
    assert first != second
    kept = kept_in(data)
    old, new = of_all_areas(kept)
    assert old.label == "registratie 2022H1 (1)"
    assert new.label.startswith("registratie 2022H1 (")
    assert report("nog eens") == second
    assert kept_in(data) == kept
