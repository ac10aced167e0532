"""What is in the repository: the files that are, or would be, committed."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

from tools.pages import ROOT

_NOT_OURS = ("__pycache__", ".venv", "node_modules", "out", "build", "dist")


@cache
def committed() -> tuple[Path, ...]:
    """Return the files that git knows or would add; without git, all files but hidden and made ones."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode == 0:
        names = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
        return tuple(path for path in names if path.is_file())
    found = (path for path in ROOT.rglob("*") if path.is_file())
    return tuple(path for path in found if not _is_made(path.relative_to(ROOT)))


def markdown() -> list[Path]:
    """Return all Markdown files."""
    return [path for path in committed() if path.suffix == ".md"]


def _is_made(path: Path) -> bool:
    return any(part in _NOT_OURS or part.startswith(".") for part in path.parts)
