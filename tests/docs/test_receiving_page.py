"""The commands of the how-to pages about deliveries work, on fictional ones, and print what they show."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from tools.pages import ROOT

from tests.docs.session import Shell, Step, steps
from tests.privacy.registry import exempt
from tests.receiving.conftest import world  # noqa: F401
from tests.receiving.world import BEFORE, World

PAGES = ROOT / "docs" / "howto"


@pytest.fixture
def folder(world: World, tmp_path: Path) -> Path:  # noqa: F811
    """A folder with the deliveries that the page speaks of."""
    place = tmp_path / "leveringen"
    place.mkdir()
    wanted = [world.file(world.spoiled), world.file(world.restarting), world.deliveries / "fictief.json"]
    wanted += [*world.deliveries.glob("gecontracteerde*"), *world.deliveries.glob("productie*")]
    for path in wanted:
        exempt(Path(shutil.copy(path, place)))
    return tmp_path


def test_commands_of_receiving_do_what_the_page_shows(folder: Path) -> None:
    listed = steps((PAGES / "levering-ontvangen.md").read_text(encoding="utf-8"))
    assert len(listed) > 8
    with Shell(folder) as shell:
        shell.run("unset DRIETRAP_SLEUTEL DRIETRAP_SLEUTEL_BESTAND")
        _follow(shell, listed)


def test_commands_of_correcting_do_what_the_page_shows(world: World, folder: Path) -> None:  # noqa: F811
    page = (PAGES / "leveringen-corrigeren.md").read_text(encoding="utf-8")
    exempt(Path(shutil.copy(world.file(world.restarting, period=BEFORE), folder / "leveringen")))
    (folder / "correcties.yaml").write_text(re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)[0], "utf-8")
    listed = steps(page)
    assert len(listed) > 3
    with Shell(folder) as shell:
        shell.run(f"export DRIETRAP_SLEUTEL_BESTAND={world.key} DRIETRAP_DATA={folder / 'gegevens'}")
        _follow(shell, listed, codes=(0, 1))


def _follow(shell: Shell, listed: list[Step], codes: tuple[int, ...] = (0,)) -> None:
    following = [*listed[1:], Step("", "")]
    for step, after in zip(listed, following, strict=True):
        printed, code = shell.run(step.command)
        assert shell.shows(step.output, printed), f"$ {step.command}\n{printed}"
        if after.command != "echo $?":
            assert code in codes, f"$ {step.command}\n{printed}"
