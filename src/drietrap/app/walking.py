"""The files that a person names: those named, and those in a folder that can be meant."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from drietrap.vocabulary.errors import InputError


def files_in(paths: Sequence[Path], meant: Callable[[Path], bool], nothing: InputError) -> list[Path]:
    """Return every file named, and every file below a folder that is ``meant``; each once, in order.

    Raises
    ------
    InputError
        When a name does not exist; ``nothing`` when no file is left.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found.extend(sorted(p for p in path.rglob("*") if meant(p) and p.is_file()))
        elif path.is_file():
            found.append(path)
        else:
            raise InputError(
                "dit bestand bestaat niet", action="controleer de naam en de map", file=str(path)
            )
    if not found:
        raise nothing
    return list(dict.fromkeys(found))
