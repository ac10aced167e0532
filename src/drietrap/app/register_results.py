"""What the use cases of the register of persons return: facts about files, never about a person."""

from __future__ import annotations

from dataclasses import dataclass

from drietrap.app.results import DeliveryFinding


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
    """All files of one intake, in the order in which they were taken in."""

    synthetic: bool
    files: tuple[FileTaken, ...]
    refused: int


@dataclass(frozen=True)
class KeyResult:
    """Where the key is; the key itself is never shown. ``changed`` is how many files came under a new key."""

    file: str
    key_id: str
    keys: int
    changed: int


@dataclass(frozen=True)
class FeedbackResult:
    """Where the feedback report of a provider is, and how much of what it delivered counts."""

    provider: str
    label: str
    period: str
    synthetic: bool
    rows: int
    accepted: int
    quarantined: int
    html: str
    xlsx: str
