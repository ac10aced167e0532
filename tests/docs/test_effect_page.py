"""The commands of the how-to about finding an effect back work, and print what it shows."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from tools.pages import ROOT

from tests.cli.conftest import _country_data, country_files, data  # noqa: F401
from tests.cli.terminal import run_command
from tests.docs.session import Shell, steps

PAGE = (ROOT / "docs" / "howto" / "effect-terugvinden.md").read_text(encoding="utf-8")
SHOWN, TOWN = "Lamserveen", "GM7036"
REFUSED = 2


def test_commands_do_what_the_page_shows(
    data: Path,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("DRIETRAP_DATA", str(data))
    monkeypatch.chdir(tmp_path)
    (block,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "maatregel.toml").write_text(block.replace(SHOWN, TOWN), encoding="utf-8")
    listed = steps(PAGE)
    assert len(listed) == 3
    with Shell(tmp_path) as shell:
        for step in listed:
            program, *words = shlex.split(step.command)
            assert program == "drietrap"
            ran = run_command(capsys, *words)
            wanted = step.output.replace(f"in {SHOWN}: Jeugd in de wijk", "...")
            assert shell.shows(wanted, ran.out + ran.err), f"$ {step.command}\n{ran.out}{ran.err}"
            assert ran.code == (REFUSED if step is listed[0] else 0)
    assert (tmp_path / "rapport").is_dir()
