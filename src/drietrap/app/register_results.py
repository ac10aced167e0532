"""What the use cases of the register of persons return: facts about files, never about a person."""

from __future__ import annotations

from dataclasses import dataclass

from drietrap.app.results import DeliveryFinding, ReportResult


@dataclass(frozen=True)
class FileTaken:
    """What became of one file; ``accepted + quarantined == rows``.

    ``delivery`` is empty when the file was refused, and ``reason`` and ``action`` are then filled in.
    """

    file: str
    outcome: str
    kind: str
    provider: str
    municipality: str
    period: str
    version: str
    delivery: str
    rows: int
    accepted: int
    merged: int
    quarantined: int
    replaces: tuple[str, ...]
    reason: str
    action: str
    findings: tuple[DeliveryFinding, ...]


@dataclass(frozen=True)
class TakenResult:
    """All files of one intake, in the order in which they were taken in.

    ``unfitting`` has a sentence for every correction that was not applied afterwards.
    """

    synthetic: bool
    files: tuple[FileTaken, ...]
    refused: int
    unfitting: tuple[str, ...]


@dataclass(frozen=True)
class KeyResult:
    """Where the key is; the key itself is never shown. ``changed`` is how many files came under a new key."""

    file: str
    key_id: str
    keys: int
    changed: int


@dataclass(frozen=True)
class FeedbackResult:
    """Where the feedback report of a provider is, and how much of what it delivered counts.

    ``corrected`` rows were changed or left out by a correction.
    """

    provider: str
    label: str
    period: str
    synthetic: bool
    rows: int
    accepted: int
    quarantined: int
    corrected: int
    html: str
    xlsx: str


@dataclass(frozen=True)
class RecordReportResult:
    """Where the report from records about a municipality is."""

    area: str
    name: str
    period: str
    synthetic: bool
    html: str
    pdf: str
    xlsx: str


@dataclass(frozen=True)
class RecordFiguresResult:
    """Where the counts from records over a period are; ``withheld`` of the ``rows`` are secret."""

    period: str
    synthetic: bool
    csv: str
    parquet: str
    dictionary: str
    readme: str
    rows: int
    withheld: int


@dataclass(frozen=True)
class RegisterDemoResult:
    """What the demonstration of the register made in the folder ``data``."""

    data: str
    feedback: FeedbackResult
    record_report: RecordReportResult


@dataclass(frozen=True)
class DemoResult(ReportResult):
    """Where the report of the demonstration is, what its register made, and scenarios to run."""

    register: RegisterDemoResult
    scenarios: tuple[str, ...]


@dataclass(frozen=True)
class DeliveryLine:
    """One delivery in the register; ``replaced_by`` is empty while it counts.

    ``corrected`` is how many of its records were changed or left out by a correction.
    """

    provider: str
    kind: str
    period: str
    version: str
    delivery: str
    received: str
    rows: int
    accepted: int
    quarantined: int
    corrected: int
    replaced_by: str


@dataclass(frozen=True)
class MissingDelivery:
    """A delivery that should be there: ``municipalities`` have the provider on their list of contracts."""

    provider: str
    label: str
    kind: str
    period: str
    municipalities: tuple[str, ...]


@dataclass(frozen=True)
class DeliveriesResult:
    """Who delivered over what, and who should have."""

    synthetic: bool
    deliveries: tuple[DeliveryLine, ...]
    missing: tuple[MissingDelivery, ...]


@dataclass(frozen=True)
class StageDue:
    """What is kept, how long, and how much of it is over its term."""

    stage: str
    months: int
    begins: str
    source: str
    assumption: bool
    deliveries: int
    rows: int


@dataclass(frozen=True)
class RetentionResult:
    """What is over its term; deleted when ``executed``."""

    executed: bool
    stages: tuple[StageDue, ...]
    waiting: int


@dataclass(frozen=True)
class CorrectionLine:
    """One correction and how it fits; ``found_rows`` is None while its delivery is not there.

    ``corrected`` is how many records it changed or left out; ``sentence`` says why it was not applied.
    """

    correction: str
    kind: str
    provider: str
    period: str
    correction_action: str
    reason: str
    owner: str
    certainty: str
    expected_rows: int
    found_rows: int | None
    corrected: int
    applied: bool
    sentence: str


@dataclass(frozen=True)
class CorrectionsResult:
    """The corrections in force, in the order of their file; ``sha256`` is that of the file, or empty."""

    synthetic: bool
    sha256: str
    corrections: tuple[CorrectionLine, ...]
