"""Generated pages: where they are, and writing them only when they changed."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DO_NOT_EDIT = "<!-- Gemaakt door {maker}; pas dit bestand niet met de hand aan. -->\n\n"


def page_path(page: str) -> Path:
    """Return the place of a page, named relative to the root of the repository."""
    return ROOT / page


def stale(pages: Mapping[str, str]) -> list[str]:
    """Return the pages that are absent, or no longer what they would be if made now."""
    return [
        page
        for page, text in pages.items()
        if not page_path(page).is_file() or page_path(page).read_text(encoding="utf-8") != text
    ]


def write(pages: Mapping[str, str]) -> None:
    """Write the pages that changed and name them on standard output."""
    for page in stale(pages):
        target = page_path(page)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(pages[page], encoding="utf-8")
        sys.stdout.write(f"{page}\n")


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table; a bar within a cell is escaped."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join(
        "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in line) + " |\n"
        for line in lines
    )
