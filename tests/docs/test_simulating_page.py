"""The commands of the how-to about measures work, on a small country, and print what the page shows."""

from __future__ import annotations

import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from tools.pages import ROOT

from drietrap.app import simulating
from drietrap.steering.calibration import calibrating
from drietrap.steering.scenario.reading import read
from tests.cli.conftest import _country_data, country_files, data  # noqa: F401
from tests.cli.terminal import Ran, run_command
from tests.docs.session import Shell, steps

PAGE = (ROOT / "docs" / "howto" / "maatregelen-doorrekenen.md").read_text(encoding="utf-8")
SHOWN, CODE = "Lamserveen", "GM7076"
TOWN = "GM7036"  # 15,000 inhabitants of the small country
FEWER = ("trekkingen 10", "trekkingen 8"), ("zijn er 10", "zijn er 8"), ("2031-12", "2028-12")
SHORTER = ("jaren = 5", "jaren = 2")


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make calibration and history short: the page is about commands, not about figures."""
    monkeypatch.setattr(calibrating, "PERSONS", 12_000)
    monkeypatch.setattr(simulating, "BURN_IN", 24)


def _blocks(kind: str) -> Iterator[str]:
    for part in PAGE.split(f"```{kind}\n")[1:]:
        yield part.split("```")[0]


def _run(capsys: pytest.CaptureFixture[str], folder: Path, command: str) -> Ran:
    words = shlex.split(command.replace(SHOWN, TOWN))
    if words[0] == "sed":
        _, change, file = words[1:]
        _, old, new, _ = change.split("/")
        assert _change(folder / file, old, new)
        return Ran(0, "", "")
    assert words[0] == "drietrap"
    return run_command(capsys, *words[1:])


def _change(file: Path, old: str, new: str) -> bool:
    """Change a text in a file, when both are there."""
    text = file.read_text() if file.exists() else ""
    if old in text:
        file.write_text(text.replace(old, new))
    return old in text


def test_commands_do_what_the_page_shows(
    data: Path,  # noqa: F811
    small: None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("DRIETRAP_DATA", str(data))
    monkeypatch.chdir(tmp_path)
    page = PAGE
    for shown, done in FEWER:
        page = page.replace(shown, done)
    listed = steps(page)
    assert [step.command.split()[1] for step in listed if step.command.startswith("drietrap")] == [
        "knoppen", "ijk", "knoppen", "simuleer", "simuleer",
    ]  # fmt: skip
    ran = Ran(0, "", "")
    with Shell(tmp_path) as shell:
        for step in listed:
            if step.command == "echo $?":
                assert ran.code == int(step.output)
                continue
            ran = _run(capsys, tmp_path, step.command)
            _change(tmp_path / "snel.toml", *SHORTER)
            name = _name(ran.out)
            wanted = step.output.replace(SHOWN, name or SHOWN).replace(CODE, TOWN)
            assert shell.shows(wanted, ran.out + ran.err), f"$ {step.command}\n{ran.out}{ran.err}"
    assert sorted(path.suffix for path in (tmp_path / "rapport").iterdir()) == [".html", ".pdf", ".xlsx"]


def _name(printed: str) -> str:
    """Return how the municipality is called in a title that was printed."""
    for line in printed.splitlines():
        if "): ijking" in line:
            return line.split(" (GM")[0]
        if ", 2027-01 tot en met" in line:
            return line.split(": ")[1].split(",")[0]
    return ""


def test_the_blocks_of_a_scenario_can_be_used() -> None:
    head = 'titel = "t"\ngemeente = "x"\nvraag = "v"\nbegin = "2027-01"\njaren = 5\n'
    text = head + "\n".join(_blocks("toml"))
    assert set(tomllib.loads(text)) >= {
        "maatregel",
        "eigen_effect",
        "variant",
        "begroting",
        "verevening",
        "regio",
    }
    scenario = read(text.encode(), "s.toml")
    assert scenario.measures[0].own[0].middle == 1.5
    assert scenario.settlement is not None
    assert (scenario.settlement.over, scenario.settlement.members[0].over) == (80, 120)
