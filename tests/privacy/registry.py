"""What generators of persons have made, noted by every process of a run in one shared folder.

``note`` takes the values, ``exempt`` the path of an input delivery: the only files that may hold them.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

FOLDER = "DRIETRAP_PERSONS"
"""Variable with the folder of this run; inherited by workers and by what tests start."""
BSN, BIRTH, NAME = "bsn", "birth", "name"
KINDS = (BSN, BIRTH, NAME)
_EXEMPT = "exempt"
_noted: dict[str, set[str]] = {}


def note(kind: str, values: Iterable[str | None]) -> None:
    """Remember ``values`` (numbers of nine digits, dates as YYYYMMDD, names) as those of persons."""
    _append(kind, {value for value in values if value})


def exempt(path: Path) -> Path:
    """Remember ``path`` as an input delivery, or a folder that holds nothing else, and return it."""
    _append(_EXEMPT, {str(path.absolute())})
    return path


def noted(kind: str) -> set[str]:
    """Return all values of ``kind`` that any process of this run has noted."""
    found: set[str] = set()
    folder = os.environ.get(FOLDER)
    if folder:
        for file in Path(folder).glob(f"{kind}-*"):
            found.update(file.read_text(encoding="utf-8").splitlines())
    return found


def exempted() -> set[str]:
    """Return the paths of all input deliveries."""
    return noted(_EXEMPT)


def _append(kind: str, values: set[str]) -> None:
    folder = os.environ.get(FOLDER)
    new = values - _noted.setdefault(f"{folder}{kind}", set())
    if not folder or not new:
        return
    _noted[f"{folder}{kind}"] |= new
    with (Path(folder) / f"{kind}-{os.getpid()}").open("a", encoding="utf-8") as file:
        file.write("".join(f"{value}\n" for value in sorted(new)))
