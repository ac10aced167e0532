"""A report before it has a form: sections of paragraphs, charts and tables that every renderer knows."""

from __future__ import annotations

from dataclasses import dataclass

from drietrap.publication.charts.chart import Chart
from drietrap.publication.tables import DataTable

SYNTHETIC = "Fictieve gegevens. Deze gemeente bestaat niet. Gebruik deze cijfers nergens voor."


@dataclass(frozen=True)
class Paragraph:
    """Running text; ``lead`` stands before it, set apart."""

    text: str
    lead: str = ""


@dataclass(frozen=True)
class Points:
    """A list of short points."""

    items: tuple[Paragraph, ...]


@dataclass(frozen=True)
class Note:
    """A warning or an assumption that must not be overlooked; ``lead`` says which."""

    lead: str
    text: str


@dataclass(frozen=True)
class Heading:
    """A heading within a section."""

    text: str


@dataclass(frozen=True)
class Room:
    """Room for what people write: in DOCX a field that can be filled in, elsewhere what was written.

    ``id`` is its address, ``title`` its heading and ``prompt`` what stands there while nothing is written.
    """

    id: str
    title: str
    prompt: str
    written: tuple[Heading | Paragraph | Points, ...]


Block = Paragraph | Points | Note | Chart | DataTable | Heading | Room


@dataclass(frozen=True)
class Section:
    """A part of the report with a heading; ``id`` is its address."""

    id: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Hero:
    """The one number of the first page, what it is, and the picture beside it."""

    number: str
    caption: str
    chart: Chart | None


@dataclass(frozen=True)
class Document:
    """A whole report. ``made_on`` is an ISO date; ``synthetic`` asks for the banner ``warning`` everywhere.

    ``basis`` says in a sentence what the report rests on; without it that is the published tables.
    """

    title: str
    subtitle: str
    area: str
    made_on: str
    software: str
    synthetic: bool
    hero: Hero
    main_points: Points
    sections: tuple[Section, ...]
    warning: str = SYNTHETIC
    basis: str = ""
