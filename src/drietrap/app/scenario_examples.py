"""Put scenarios that are ready to run where somebody can find and change them."""

from __future__ import annotations

from pathlib import Path

from drietrap.app.folder import DataFolder
from drietrap.steering.scenario.examples import EXAMPLES, example
from drietrap.vocabulary.errors import InputError, reason

FOLDER = "scenarios"


def write_example(file: Path, name: str, municipality: str | None = None) -> None:
    """Write a ready scenario to a new file.

    Raises
    ------
    InputError
        When there is no such scenario, or the file is there already or cannot be written.
    """
    if name not in EXAMPLES:
        raise InputError(f"er is geen voorbeeld '{name[:40]}'", expected=f"een van: {', '.join(EXAMPLES)}")
    try:
        with file.open("x", encoding="utf-8") as open_file:
            open_file.write(example(name, municipality))
    except OSError as error:
        raise InputError(
            f"het voorbeeld kan niet worden geschreven in {file} ({reason(error)})",
            action="kies een andere naam of map",
        ) from error


def ready_examples(folder: DataFolder, municipality: str) -> tuple[Path, ...]:
    """Return a file of every ready scenario for a municipality; what is there already stays as it is."""
    place = folder.root / FOLDER
    place.mkdir(parents=True, exist_ok=True)
    files = tuple(place / f"{name}.toml" for name in EXAMPLES)
    for file in files:
        if not file.exists():
            write_example(file, file.stem, municipality)
    return files
