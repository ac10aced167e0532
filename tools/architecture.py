"""Keep the list of modules in ARCHITECTURE.md equal to the tree: ``python -m tools.architecture``."""

from __future__ import annotations

import ast
from pathlib import Path

from tools.pages import ROOT, page_path, write

PAGE = "ARCHITECTURE.md"
SOURCE = ROOT / "src" / "drietrap"
BEGIN = "<!-- modules: made by `make docs` from the first line of each docstring -->\n"
END = "<!-- end of modules -->\n"
# From the street to the cellar; rooms that are not built yet are not here.
ROOMS = (
    "cli",
    "app",
    "publication",
    "learning",
    "steering",
    "differences",
    "benchmark",
    "indicators",
    "synthetic",
    "register",
    "sources",
    "catalogue",
    "statistics",
    "vocabulary",
)


def first_line(module: Path) -> str:
    """Return the first line of a module's docstring.

    Raises
    ------
    ValueError
        When the module has none.
    """
    text = ast.get_docstring(ast.parse(module.read_text(encoding="utf-8")))
    if not text:
        raise ValueError(f"{module.relative_to(ROOT)} has no docstring, so nobody knows what it is for")
    return text.splitlines()[0]


def modules(room: str) -> list[Path]:
    """Return the modules of a room, without the door (``__init__``) of the room itself."""
    folder = SOURCE / room
    return sorted(path for path in folder.rglob("*.py") if path != folder / "__init__.py")


def listing() -> str:
    """Return the section with one line per module.

    Raises
    ------
    ValueError
        When the tree holds a room that has no place in ``ROOMS``.
    """
    unknown = {path.parent.name for path in SOURCE.glob("*/__init__.py")} - set(ROOMS)
    if unknown:
        raise ValueError(f"rooms without a floor: {', '.join(sorted(unknown))}")
    parts = []
    for room in ROOMS:
        lines = [f"- `{path.relative_to(SOURCE).as_posix()}`: {first_line(path)}\n" for path in modules(room)]
        door = first_line(SOURCE / room / "__init__.py")
        parts.append(f"### {room}\n\n{door}\n\n{''.join(lines)}")
    return "\n".join(parts)


def page() -> str:
    """Return ARCHITECTURE.md as it should be: its own words, with the list of modules renewed."""
    before, _, rest = page_path(PAGE).read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{listing()}\n{END}{after}"


if __name__ == "__main__":
    write({PAGE: page()})
