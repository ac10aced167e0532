"""All that a municipality report shows, gathered by the app; the report adds only words and form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from drietrap.benchmark.allocation import Allocation, AllocationChange, Redistribution
from drietrap.benchmark.finding import Finding
from drietrap.benchmark.result import Comparison, Estimate, Neighbour, Trend
from drietrap.catalogue.indicator import Indicator
from drietrap.publication.charts.geometry import Shape


@dataclass(frozen=True)
class Edition:
    """Which data and which software made the report. ``made_on`` is an ISO date."""

    made_on: str
    release: int
    software: str
    synthetic: bool


@dataclass(frozen=True)
class SourceLine:
    """A source used: table, title, publisher, licence, which file, when read, and its SHA-256."""

    table: str
    title: str
    publisher: str
    licence: str
    file: str
    received: str
    released: str | None
    sha256: str
    reference: str


@dataclass(frozen=True)
class PeerValue:
    """The value of one municipality on one indicator, for map and funnel; ``size`` is its denominator."""

    area: str
    name: str
    value: float | None
    lower: float | None
    upper: float | None
    size: float | None
    in_region: bool = False
    is_neighbour: bool = False


@dataclass(frozen=True)
class LineageLine:
    """From a figure to the cells it was made of."""

    lineage: str
    indicator: str
    period: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class BreakdownPart:
    """One part of a breakdown (a referrer, an age group, a taakveld) here and in the country."""

    indicator: str
    label: str
    own: Estimate
    reference: Estimate
    hidden: str | None
    lineage: str


class BreakdownKind(StrEnum):
    """In which section of the report a breakdown belongs; the value is that section's title."""

    VERWIJZER = "Verwijzers"
    LEEFTIJD_HUISHOUDEN = "Leeftijd en huishouden"
    KOSTEN = "Kosten"


@dataclass(frozen=True)
class Headlines:
    """The indicators that the page of main points speaks about, by id.

    ``use`` is a share of youths and is also written as '1 op de N'; it is the one on map and funnel.
    ``cost`` is an amount of money per youth. ``more`` are others whose trend is drawn, in order.
    """

    use: str
    cost: str | None = None
    more: tuple[str, ...] = ()


@dataclass(frozen=True)
class Breakdown:
    """A breakdown shown as a chart and a table."""

    id: str
    kind: BreakdownKind
    title: str
    period: str
    unit: str
    parts: tuple[BreakdownPart, ...]
    note: str = ""


@dataclass(frozen=True)
class Dossier:
    """Everything one municipality report needs.

    ``comparisons`` holds every indicator against every group. ``peers`` maps an indicator id to all
    municipalities (with this one) in the main period. ``shapes`` maps area codes to their
    shape on the map and may be empty: the report then leaves the map out and says so.
    ``allocations`` are in order of time, the last is the newest; ``redistribution`` is shown beside them.
    ``assumptions`` holds everything that was assumed for a figure in this dossier.
    """

    area: str
    name: str
    period: str
    edition: Edition
    headlines: Headlines
    definitions: Mapping[str, Indicator]
    comparisons: tuple[Comparison, ...]
    neighbours: tuple[Neighbour, ...]
    peers: Mapping[str, tuple[PeerValue, ...]]
    trends: tuple[Trend, ...]
    breakdowns: tuple[Breakdown, ...]
    allocations: tuple[Allocation, ...]
    allocation_changes: tuple[AllocationChange, ...]
    findings: tuple[Finding, ...]
    sources: tuple[SourceLine, ...]
    lineage: tuple[LineageLine, ...]
    shapes: Mapping[str, Shape] = field(default_factory=dict)
    assumptions: tuple[str, ...] = ()
    redistribution: tuple[Redistribution, ...] = ()
