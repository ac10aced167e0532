"""The search over all output can fail: a planted leak of each kind, in a run of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from tests.privacy.registry import FOLDER, exempt
from tests.privacy.sweep import Values, sweep

ROOT = Path(__file__).resolve().parents[2]
BSN, BIRTH, NAME = "111222333", "20111119", "Wobbe Zeldenrustema"
START = f"""
import logging
from pathlib import Path
import polars as pl
from tests.privacy.registry import exempt, note
note("bsn", ["{BSN}"]); note("birth", ["{BIRTH}"]); note("name", ["{NAME}"])
"""
CLEAN = """
def test_clean(tmp_path):
    exempt(tmp_path / "levering.csv").write_text("{BSN};{BIRTH};{NAME}")
    (tmp_path / "uit.txt").write_text("a{BSN} 20240101 1{BIRTH}")
"""
LEAKS = {
    "bsn: file": '(tmp_path / "uit.log").write_text("rij {BSN}")',
    "name: file": '(tmp_path / "uit.html").write_text("<b>{NAME}</b>")',
    "birth: file": '(tmp_path / "uit.json").write_text("2011-11-19")',
    "birth: as people write it": '(tmp_path / "uit.html").write_text("geboren 19-11-2011")',
    "bsn: parquet": 'pl.DataFrame({{"x": ["{BSN}"]}}).write_parquet(tmp_path / "uit.parquet")',
    "bsn: parquet number": 'pl.DataFrame({{"x": [{BSN}]}}).write_parquet(tmp_path / "uit.parquet")',
    "bsn: xlsx": 'pl.DataFrame({{"x": ["{BSN}"]}}).write_excel(tmp_path / "uit.xlsx")',
    "bsn: print": 'print("{BSN}")',
    "bsn: log": 'logging.getLogger("x").warning("{BSN}")',
    "bsn: failure": 'capsys.readouterr(); print("{BSN}"); capsys.readouterr()',
}


def run(tmp_path: Path, body: str, *more: str) -> subprocess.CompletedProcess[str]:
    """Run a suite of one file with only the plugin; what it plants is no leak of the suite around it."""
    exempt(tmp_path)
    (tmp_path / "test_it.py").write_text(START + body.format(BSN=BSN, BIRTH=BIRTH, NAME=NAME))
    (tmp_path / "conftest.py").write_text('pytest_plugins = ["tests.privacy.plugin"]\n')
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    env = {key: text for key, text in os.environ.items() if not key.startswith(("PYTEST", FOLDER))}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "--basetemp", str(tmp_path / "base"), *more, str(tmp_path)],
        cwd=tmp_path,
        env={**env, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_planted_leaks_fail_a_run_with_workers(tmp_path: Path) -> None:
    tests = "".join(
        f"def test_{place}(tmp_path, capsys):\n    {leak}\n" for place, leak in enumerate(LEAKS.values())
    )
    done = run(tmp_path, tests, "-n", "2")
    assert done.returncode == 1, done.stdout
    assert f"{len(LEAKS)} passed" in done.stdout
    told = done.stdout.splitlines()
    for place in range(7):  # the files each have a folder of their own
        assert any(line.startswith("LEAK") and f"test_{place}0" in line for line in told), place
    assert any(line.startswith("LEAK") and "captured" in line for line in told)
    assert BSN not in done.stdout + done.stderr


@pytest.mark.parametrize("place", [8, 9])
def test_what_is_said_is_searched(tmp_path: Path, place: int) -> None:
    leak = list(LEAKS.values())[place]
    done = run(tmp_path, f"def test_one(tmp_path, capsys):\n    {leak}\n")
    assert done.returncode == 1, done.stdout
    assert "1 passed" in done.stdout and "captured" in done.stdout


def test_input_deliveries_are_exempt(tmp_path: Path) -> None:
    done = run(tmp_path, CLEAN)
    assert done.returncode == 0, done.stdout
    assert "0 leaks" in done.stdout


def test_dates_of_birth_may_stand_in_the_register_itself(tmp_path: Path) -> None:
    store = tmp_path / "core.parquet"
    pl.DataFrame({"geboren": [BIRTH]}).write_parquet(store)
    assert sweep([store], Values.of([BSN], [BIRTH], [NAME]), set()) == []


def test_a_large_file_with_holes_is_searched_where_something_was_written(tmp_path: Path) -> None:
    path = tmp_path / "groot.csv"
    with path.open("wb") as file:
        file.write(b"begin\n")
        file.seek(1 << 30)
        file.write(f"{BSN};\n".encode())
    assert [leak.kind for leak in sweep([path], Values.of([BSN], [], []), set())] == ["bsn"]
    assert sweep([path], Values.of(["999999990"], [], []), set()) == []


def test_what_stands_in_two_files_is_told_of_both(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("een.log", "twee.log", "drie.log")]
    for path in paths[:2]:
        path.write_text(f"rij {BSN}")
    paths[2].write_text("niets")
    leaks = sweep(paths, Values.of([BSN], [], []), {str(tmp_path / "niets")})
    assert [leak.path for leak in leaks] == [str(paths[0]), str(paths[1])]
