"""The commands of the how-to about receiving deliveries work, on fictional ones, and print what it shows."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tools.pages import ROOT

from tests.docs.session import Shell, Step, steps
from tests.privacy.registry import exempt
from tests.receiving.conftest import world  # noqa: F401
from tests.receiving.world import World

PAGE = ROOT / "docs" / "howto" / "levering-ontvangen.md"


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


def test_commands_of_the_page_do_what_it_shows(folder: Path) -> None:
    listed = steps(PAGE.read_text(encoding="utf-8"))
    assert len(listed) > 8
    following = [*listed[1:], Step("", "")]
    with Shell(folder) as shell:
        shell.run("unset DRIETRAP_SLEUTEL DRIETRAP_SLEUTEL_BESTAND")
        for step, after in zip(listed, following, strict=True):
            printed, code = shell.run(step.command)
            assert shell.shows(step.output, printed), f"$ {step.command}\n{printed}"
            if after.command != "echo $?":
                assert code == 0, f"$ {step.command}\n{printed}"
