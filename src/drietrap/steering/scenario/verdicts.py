"""The words for what a scenario says: verdicts of the guard, and kinds of terms."""

from __future__ import annotations

from enum import StrEnum


class GuardVerdict(StrEnum):
    """What the draws carry."""

    WORSE = "slechter"
    MAYBE_WORSE = "misschien slechter"
    NO_CHANGE = "geen verschil te zien"
    MAYBE_BETTER = "misschien beter"
    BETTER = "beter"


class ChangeKind(StrEnum):
    """What kind of term it is."""

    ALONE = "alleen"
    PAIR = "samen met een andere"
    HIGHER = "meer dan twee samen"
