from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from drietrap.app import questions
from tests.cli.terminal import Ran

Run = Callable[..., Ran]
COMMANDS = (
    "demo",
    "lees",
    "haal",
    "vergelijk",
    "verdeelmodel",
    "controleer-tabellen",
    "rapport",
    "herkomst",
    "indicatoren",
    "controleer",
)
ENGLISH = ("Usage:", "Options", "Commands", "Arguments", "Show this message", "[default:", "[required]")


@pytest.mark.parametrize("words", [(), *((command,) for command in COMMANDS)])
def test_help_is_dutch(words: tuple[str, ...], drietrap: Run) -> None:
    ran = drietrap(*words, "--help")
    assert ran.code == 0
    assert "Gebruik:" in ran.out
    assert "Toon deze uitleg" in ran.out
    for english in ENGLISH:
        assert english not in ran.out


def test_every_command_that_prints_results_can_print_json(drietrap: Run) -> None:
    for command in COMMANDS:
        assert "--json" in drietrap(command, "--help").out


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("vergelijk", "Dordrecht", "--peroide", "2022"), "--peroide"),
        (("vergelijk",), "GEMEENTE"),
        (("vergelek", "Dordrecht"), "vergelek"),
        (("haal", "85098NED", "--odata", "drie"), "odata"),
        (("herkomst", "H1", "H2"), "te veel"),
    ],
)
def test_a_mistyped_command_is_explained_in_dutch(
    words: tuple[str, ...], expected: str, drietrap: Run
) -> None:
    ran = drietrap(*words)
    assert ran.code == 2
    assert expected in ran.err
    assert "--help" in ran.err
    assert "Traceback" not in ran.err


def test_our_own_fault_is_told_without_values_or_traceback(
    monkeypatch: pytest.MonkeyPatch, drietrap: Run
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("BSN 999990019 van Jan")

    monkeypatch.setattr(questions, "indicators", broken)
    ran = drietrap("indicatoren")
    assert ran.code == 3
    assert "drietrap zelf" in ran.err
    assert "RuntimeError" in ran.err
    assert "999990019" not in ran.err
    assert "Traceback" not in ran.err


def test_a_data_folder_that_is_a_file(tmp_path: Path, drietrap: Run) -> None:
    file = tmp_path / "bestand"
    file.write_text("x")
    ran = drietrap("--data", file, "vergelijk", "Dordrecht")
    assert ran.code == 2
    assert "geen map" in ran.err


def test_the_version(drietrap: Run) -> None:
    ran = drietrap("--versie")
    assert ran.code == 0
    assert ran.out.startswith("drietrap ")


def test_help_answers_quickly(capsys: pytest.CaptureFixture[str]) -> None:
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "drietrap.cli", "--help"], capture_output=True, text=True, check=False
    )
    with capsys.disabled():
        print(f"\ndrietrap --help: {time.perf_counter() - started:.2f} s (aim 0.4 s)")
    assert done.returncode == 0
    assert "vergelijk" in done.stdout


def test_help_loads_no_heavy_library() -> None:
    heavy = ["polars", "duckdb", "numpy", "scipy", "vl_convert", "typst"]
    code = f"import sys; import drietrap.cli.main; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
