"""A finding of a check on published tables: what is odd, the arithmetic, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad a finding is."""

    FOUT = "fout"
    WAARSCHUWING = "waarschuwing"
    SIGNAAL = "signaal"


@dataclass(frozen=True)
class Finding:
    """One finding; ``arithmetic`` shows the sum with the numbers filled in, line by line.

    ``at_stake`` is how much of the cell can be wrong, in its own unit, where the rule can tell; None when
    any part of it can be.
    """

    rule: str
    severity: Severity
    table: str
    area: str
    area_name: str
    period: str
    message: str
    arithmetic: tuple[str, ...]
    action: str
    cells: tuple[str, ...]
    at_stake: float | None = None
