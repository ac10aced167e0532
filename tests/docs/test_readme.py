"""README.md and README.nl.md are twins, and say what the command line does."""

from __future__ import annotations

import re

from tools.commands_page import commands
from tools.pages import ROOT

from drietrap.vocabulary.errors import ExitCode

TWINS = {"README.md": "README.nl.md", "README.nl.md": "README.md"}
ENGLISH, DUTCH = ((ROOT / name).read_text(encoding="utf-8") for name in TWINS)


def console(text: str) -> list[str]:
    blocks = re.findall(r"^```console\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines()]


def code(text: str) -> list[str]:
    return re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL))


def targets(text: str) -> list[str]:
    return [link for link in re.findall(r"\]\(([^)]+)\)", text) if link not in TWINS]


def test_they_show_the_same_commands():
    assert len(console(ENGLISH)) > 4
    assert console(ENGLISH) == console(DUTCH)
    assert code(ENGLISH) == code(DUTCH)


def test_they_link_to_the_same_places_and_to_each_other():
    assert sorted(set(targets(ENGLISH))) == sorted(set(targets(DUTCH)))
    assert "](README.nl.md)" in ENGLISH
    assert "](README.md)" in DUTCH


def test_they_have_the_same_sections():
    assert len(re.findall(r"^## ", ENGLISH, re.MULTILINE)) == len(re.findall(r"^## ", DUTCH, re.MULTILINE))


def test_every_command_stands_there_once_and_none_too_many():
    rows = re.findall(r"^\| `drietrap ([\w-]+)", ENGLISH, flags=re.MULTILINE)
    assert sorted(rows) == sorted(commands())


def test_options_in_the_readme_exist():
    for line in console(ENGLISH) + code(ENGLISH):
        words = line.removeprefix("$ ").split()
        if words[:1] == ["drietrap"] and len(words) > 1 and words[1] in commands():
            known = {name for option in commands()[words[1]].params for name in option.opts}
            assert {word for word in words if word.startswith("--")} <= known, line


def test_exit_codes_are_all_there():
    for exit_code in (*ExitCode, 130):
        assert f"`{int(exit_code)}`" in ENGLISH


def test_make_targets_in_the_readme_exist():
    targets_made = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), flags=re.MULTILINE))
    typed = [line.removeprefix("$ ") for line in console(ENGLISH) + code(ENGLISH)]
    named = {line.split()[1] for line in typed if re.fullmatch(r"make \w+", line)}
    assert {"demo", "test"} <= named <= targets_made
