"""The report as one HTML file: no script, no server, no second file."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from jinja2 import Environment, StrictUndefined, Template

from drietrap.publication.charts.style import DARK
from drietrap.publication.report.document import Block, Document, Room, Section
from drietrap.publication.wording import day


@dataclass(frozen=True)
class _Written:
    """A room for words as the template reads it."""

    id: str
    title: str
    prompt: str
    blocks: tuple[tuple[str, Block], ...]


@dataclass(frozen=True)
class _Shown:
    """A section as the template reads it: each block with the name of its kind."""

    id: str
    title: str
    blocks: tuple[tuple[str, Block | _Written], ...]


def as_html(document: Document) -> str:
    """Return the whole page; the same document gives the same bytes.

    The style is allowed by its hash in a content security policy that allows nothing else.
    """
    style = _style()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return _template().render(
        document=document,
        sections=[_shown(section) for section in document.sections],
        made_on=day(document.made_on),
        warning=document.warning,
        style=style,
        style_hash=f"sha256-{digest}",
    )


def _shown(section: Section) -> _Shown:
    return _Shown(section.id, section.title, tuple(_named(block) for block in section.blocks))


def _named(block: Block) -> tuple[str, Block | _Written]:
    if isinstance(block, Room):
        inside = tuple((type(part).__name__, part) for part in block.written)
        return "Room", _Written(block.id, block.title, block.prompt, inside)
    return type(block).__name__, block


@cache
def _template() -> Template:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, cache_size=0
    )
    return environment.from_string(_read("report.html.j2"))


@cache
def _style() -> str:
    """Return the style sheet, with the colours of charts for a dark page."""
    swaps = "".join(
        f'.picture svg [{attribute}="{light}"]{{{attribute}:{dark}}}'
        for light, dark in DARK.items()
        for attribute in ("fill", "stroke")
    )
    lines = (line.strip() for line in _read("report.css").splitlines())
    base = " ".join(line for line in lines if line)
    return f"{base} @media screen and (prefers-color-scheme: dark){{{swaps}}}"


def _read(name: str) -> str:
    return resources.files(__package__).joinpath("templates", name).read_text(encoding="utf-8")
