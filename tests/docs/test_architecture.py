"""ARCHITECTURE.md has one line for every module, and none for a module that is gone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tools import architecture
from tools.pages import ROOT

SOURCE = ROOT / "src" / "drietrap"


def text() -> str:
    return (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")


def test_every_module_has_one_line_and_no_line_is_dead():
    lines = re.findall(r"^- `([\w/]+\.py)`: \S.*$", text(), flags=re.MULTILINE)
    doors = {f"{room}/__init__.py" for room in architecture.ROOMS} | {"__init__.py"}
    tree = {path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*.py")} - doors
    assert tree - set(lines) == set(), "modules without a line: run 'make docs'"
    assert set(lines) - tree == set(), "lines without a module: run 'make docs'"
    assert len(lines) == len(set(lines))


def test_the_lines_are_those_of_the_docstrings():
    assert text() == architecture.page(), "run 'make docs'"


def test_the_drawing_has_every_room():
    drawing = text().split("```")[1]
    for room in architecture.ROOMS:
        assert re.search(rf"\b{room}\b", drawing), room


def test_a_module_without_docstring_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(architecture, "ROOT", tmp_path)
    module = tmp_path / "silent.py"
    module.write_text("x = 1\n")
    with pytest.raises(ValueError, match=r"silent\.py has no docstring"):
        architecture.first_line(module)


def test_a_room_without_a_floor_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "attic").mkdir()
    (tmp_path / "attic" / "__init__.py").write_text('"""Up."""\n')
    monkeypatch.setattr(architecture, "SOURCE", tmp_path)
    with pytest.raises(ValueError, match="without a floor: attic"):
        architecture.listing()
