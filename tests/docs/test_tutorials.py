"""The commands of the tutorials work, on the fictional country, and print what the page shows."""

from __future__ import annotations

from pathlib import Path

import pytest
from tools.pages import ROOT

from tests.docs.session import Shell, Step, steps
from tests.privacy.registry import exempt

FOLDER = ROOT / "docs"
# Pages that go on in the folder of the one before: the fictional country is made once.
COURSES = (("tutorial/eerste-vergelijking", "tutorial/een-onderzoek", "howto/onderzoek-doen"),)


@pytest.mark.parametrize("course", COURSES, ids=lambda course: course[0])
def test_commands_of_a_tutorial_do_what_the_page_shows(course: tuple[str, ...], tmp_path: Path):
    exempt(tmp_path / "gegevens" / "voorbeeld" / "leveringen")  # what the fictional providers send
    for lesson in course:
        _follow(FOLDER / f"{lesson}.md", tmp_path)


def test_every_tutorial_is_in_a_course():
    followed = {FOLDER / f"{lesson}.md" for course in COURSES for lesson in course}
    assert set((FOLDER / "tutorial").glob("*.md")) <= followed


def _follow(page: Path, place: Path) -> None:
    listed = steps(page.read_text(encoding="utf-8"))
    assert listed
    following = [*listed[1:], Step("", "")]
    with Shell(place) as shell:
        for step, after in zip(listed, following, strict=True):
            printed, code = shell.run(step.command)
            assert shell.shows(step.output, printed), f"$ {step.command}\n{printed}"
            if after.command != "echo $?":
                assert code == 0, f"$ {step.command}\n{printed}"


def test_console_blocks_are_split_into_commands():
    page = "x\n```console\n$ een\nuit 1\n$ twee\n```\n```sh\nniet\n```\n```console\n$ drie\nuit 3\n```\n"
    assert steps(page) == [Step("een", "uit 1\n"), Step("twee", ""), Step("drie", "uit 3\n")]


def test_the_shell_keeps_what_was_set_and_the_last_exit_code(tmp_path: Path):
    with Shell(tmp_path) as shell:
        assert shell.run("export NAAM=drie; false")[1] == 1
        assert shell.shows("1", shell.run("echo $?")[0])
        assert shell.run("echo $NAAM")[0].strip() == "drie"


def test_output_is_compared_with_room_for_what_was_left_out(tmp_path: Path):
    with Shell(tmp_path) as shell:
        assert shell.shows("a ... d", "a  b\nc d\n")
        assert not shell.shows("a d", "a b d")
        assert not shell.shows("a ... d", "a b c")
        assert shell.shows("nummer HAAAAAAAAAA", "nummer HBCDEFGHIJ2")
        assert shell.run("echo HAAAAAAAAAA")[0].strip() == "HBCDEFGHIJ2"
