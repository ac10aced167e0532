"""What each use case returns; every result is published before it leaves the app."""

from __future__ import annotations

from dataclasses import dataclass

from drietrap.benchmark.allocation import Allocation, AllocationChange, Redistribution
from drietrap.benchmark.finding import Finding
from drietrap.benchmark.result import Comparison, Neighbour, Trend
from drietrap.catalogue.indicator import Indicator


@dataclass(frozen=True)
class CellChange:
    """A published value that is another one in a newer release."""

    area: str
    measure: str
    period: str
    before: float | None
    after: float | None


@dataclass(frozen=True)
class FileRead:
    """What became of one delivered file."""

    file: str
    tables: tuple[str, ...]
    periods: tuple[str, ...]
    cells: int
    sha256: str
    already_known: bool
    changes: tuple[CellChange, ...]
    changed: int
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class ReadResult:
    """Result of reading files or fetching a table: the files and the release they led to."""

    files: tuple[FileRead, ...]
    release: int
    figures: int
    fallback: str | None = None


@dataclass(frozen=True)
class ComparisonResult:
    """Every comparison of one municipality, with its neighbours and series."""

    area: str
    name: str
    period: str
    synthetic: bool
    comparisons: tuple[Comparison, ...]
    neighbours: tuple[Neighbour, ...]
    trends: tuple[Trend, ...]
    definitions: dict[str, Indicator]
    assumptions: tuple[str, ...]


@dataclass(frozen=True)
class AllocationResult:
    """The youth cluster of the Gemeentefonds for one municipality in every circular read."""

    area: str
    name: str
    synthetic: bool
    allocations: tuple[Allocation, ...]
    changes: tuple[AllocationChange, ...]
    redistribution_2016: tuple[Redistribution, ...]


@dataclass(frozen=True)
class CheckResult:
    """Findings of the checks on published tables, worst first."""

    tables: tuple[str, ...]
    rules: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class TraceCell:
    """One cell a figure was made of: the file, where in it, and what stands there."""

    file: str
    sha256: str
    received: str
    table: str
    row: int
    column: str
    text: str


@dataclass(frozen=True)
class DeliveryOrigin:
    """A delivery that a count rests on, of any area; ``replaced_by`` is empty while it counts.

    ``corrected`` tells whether a correction had changed or left out records of it when it was counted. How
    many it has is left out: with one municipality in the register that is a count that may be secret.
    """

    provider: str
    kind: str
    period: str
    version: str
    sha256: str
    received: str
    corrected: bool
    replaced_by: str


@dataclass(frozen=True)
class RecordOrigin:
    """What a count from records rests on; ``sha256`` is that of the corrections file, or empty.

    ``secrecy`` is where the rules of disclosure control come from, ``register_version`` the version of the
    register that was counted first.
    """

    definition: str
    not_for: str
    secrecy: str
    register_version: int
    sha256: str
    deliveries: tuple[DeliveryOrigin, ...]


@dataclass(frozen=True)
class TraceResult:
    """From a number back to the files it came from: cells of tables, or deliveries (``records``)."""

    lineage: str
    indicator: str
    label: str
    area: str
    name: str
    period: str
    value: float | None
    lower: float | None
    upper: float | None
    definition: Indicator | None
    formula: str
    cells: tuple[TraceCell, ...]
    records: RecordOrigin | None = None


@dataclass(frozen=True)
class IndicatorsResult:
    """Definitions from the catalogue, with their plain description."""

    definitions: tuple[Indicator, ...]
    descriptions: dict[str, str]


@dataclass(frozen=True)
class ReportResult:
    """Where the report is."""

    area: str
    name: str
    period: str
    synthetic: bool
    data: str
    html: str
    pdf: str
    xlsx: str


@dataclass(frozen=True)
class DeliveryFinding:
    """What one rule found in a delivery: how many rows, and the first of their numbers; never a value.

    ``level`` is 2 (value), 3 (record), 4 (between records) or 5 (over deliveries); ``effect`` how many
    trajectories the figures can move by, ``touches`` which figures.
    """

    rule: str
    severity: str
    title: str
    message: str
    action: str
    paragraph: str
    count: int
    share: float
    rows: tuple[int, ...]
    level: int = 0
    effect: int | None = None
    touches: tuple[str, ...] = ()


@dataclass(frozen=True)
class DeliveryCheck:
    """What the receiver would do with a delivery; ``accepted`` and ``quarantined`` add up to ``rows``."""

    file: str
    kind: str
    provider: str
    period: str
    version: str
    rows: int
    accepted: int
    merged: int
    quarantined: int
    findings: tuple[DeliveryFinding, ...]
