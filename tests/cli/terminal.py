"""Running the command line inside a test."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from drietrap.cli.main import main


@dataclass(frozen=True)
class Ran:
    """What one command did."""

    code: int
    out: str
    err: str

    @property
    def result(self) -> Any:
        """The result in the JSON it printed."""
        return json.loads(self.out)["resultaat"]


def run_command(capsys: pytest.CaptureFixture[str], *words: str | Path) -> Ran:
    capsys.readouterr()
    code = main([str(word) for word in words])
    captured = capsys.readouterr()
    return Ran(code, captured.out, captured.err)


def everything_in(folder: Path) -> dict[str, bytes]:
    """Return every file of a data folder but its audit log and locks, to see whether anything changed."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "logboek.jsonl" and not path.name.startswith(".")
    }
