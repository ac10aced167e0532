"""``drietrap ijk``: fits a municipality of the fictional country, tells how well, and keeps what it found."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from drietrap.app.calibrating import FOLDER, calibrated
from drietrap.app.folder import DataFolder
from drietrap.app.reading import read
from drietrap.steering.calibration import calibrating
from tests.cli.terminal import Ran

Run = Callable[..., Ran]


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run fewer youths: the answer is less sure, and the same in every other way."""
    monkeypatch.setattr(calibrating, "PERSONS", 12_000)


@pytest.fixture(scope="session")
def small_code(country_files: Path) -> str:
    """A municipality beside the demo one."""
    code: str = json.loads((country_files / "fictief.json").read_text())["voorbeeldgemeente"]["code"]
    return f"GM{int(code[2:]) + 1:04d}"


def test_fits_and_says_what_is_only_assumed(
    data: Path, small_code: str, drietrap: Run, tmp_path: Path
) -> None:
    ran = drietrap("--data", data, "ijk", small_code, "--uit", tmp_path / "uit", "--json")
    assert ran.code == 0, ran.err
    made = ran.result
    assert made["fictief"]
    used = [one for one in made["cijfers"] if one["gebruikt"]]
    kept = [one for one in made["cijfers"] if not one["gebruikt"]]
    assert len(used) >= 12
    assert sum(one["oordeel"] == "past" for one in used) >= len(used) - 3
    assert kept
    assert any(value["aanname"] for value in made["waarden"])
    assert all(one["gepubliceerd"] is None or one["factor"] > 0 for one in made["kosten"])
    page = Path(made["html"]).read_text()
    assert "Alleen een aanname" in page
    assert "Fictieve gegevens" in page
    (file,) = (data / FOLDER).glob(f"{small_code}-*.npz")
    before = file.read_bytes()
    again = calibrated(DataFolder(data), small_code)
    assert file.read_bytes() == before
    assert again.place.code == small_code
    file.write_bytes(before[:-3])
    assert calibrated(DataFolder(data), small_code).posterior.moves == pytest.approx(again.posterior.moves)
    assert file.read_bytes() != before[:-3]


def test_on_the_screen(data: Path, small_code: str, drietrap: Run) -> None:
    ran = drietrap("--data", data, "ijk", small_code)
    assert ran.code == 0, ran.err
    for words in ("ijking van het model", "Gebruikt om af te stellen", "Niet gebruikt", "Alleen een aanname"):
        assert words in ran.out


def test_too_little_is_told(country_files: Path, tmp_path: Path, drietrap: Run, small_code: str) -> None:
    files, folder = tmp_path / "land", tmp_path / "weinig"
    folder.mkdir()
    shutil.copytree(country_files, files, ignore=shutil.ignore_patterns("*85075NED*"))
    read(DataFolder(folder), [files])
    ran = drietrap("--data", folder, "ijk", small_code)
    assert ran.code != 0
    assert "85075NED" in ran.err
    assert "lees eerst" in ran.err
