"""Every relative link in every Markdown file leads somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tools.pages import ROOT

from tests.docs.repository import markdown

_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_FENCE = re.compile(r"^```.*?^```$", flags=re.MULTILINE | re.DOTALL)


def links(path: Path) -> list[str]:
    text = _FENCE.sub("", path.read_text(encoding="utf-8"))
    return [link for link in _LINK.findall(text) if not re.match(r"[a-z]+:", link)]


def anchors(path: Path) -> set[str]:
    """Places in a page: its headings as a code host names them, and explicit ids."""
    text = _FENCE.sub("", path.read_text(encoding="utf-8"))
    headings = re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)
    slugs = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    return slugs | set(re.findall(r'<a id="([^"]+)"', text))


@pytest.mark.parametrize("page", markdown(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_relative_links_resolve(page: Path):
    known: dict[Path, set[str]] = {}
    dead = []
    for link in links(page):
        file, _, anchor = link.partition("#")
        target = (page.parent / file).resolve() if file else page
        if not target.exists():
            dead.append(link)
        elif anchor and target.suffix == ".md":
            if target not in known:
                known[target] = anchors(target)
            if anchor not in known[target]:
                dead.append(link)
    assert dead == []


def test_the_main_pages_have_links_to_check():
    assert len(links(ROOT / "README.md")) > 10
    assert len(links(ROOT / "docs" / "naslag" / "json.md")) > 20
