"""What protection gives: what is shown of every cell, and the proof that the rest cannot be computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from drietrap.publication.suppression.rules import Rules
from drietrap.publication.suppression.tables import Kind, Release


class Reason(StrEnum):
    """Why a cell is not shown; for us only, readers see one and the same sign for all."""

    PRIMARY = "primary"
    COMPLEMENTARY = "complementary"
    NOT_RELEASED = "not released"


@dataclass(frozen=True)
class Proof:
    """A whole table of integers that fits all that is published, as its difference from the truth.

    ``changes`` holds (cell, difference) pairs; every other cell has its true count.
    """

    changes: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Outcome:
    """A protected release.

    ``shown`` and ``reasons`` go by cell of ``release``: the rounded count or None, and why None.
    ``lowest`` and ``highest`` map a cell that needs protection to the proof (index in ``proofs``) in
    which it is at or beyond that end of its protection interval. ``unprotected`` are cells for which
    there is none, because of what was published earlier.
    """

    release: Release
    rules: Rules
    shown: tuple[int | None, ...]
    reasons: tuple[Reason | None, ...]
    proofs: tuple[Proof, ...]
    lowest: Mapping[int, int]
    highest: Mapping[int, int]
    unprotected: tuple[int, ...]

    def bounds(self, index: int) -> tuple[int, int | None]:
        """Return what a reader knows of one cell by itself: lowest and highest count (None: no limit)."""
        cell = self.release.cells[index]
        if cell.structural:
            return 0, 0
        if cell.kind is Kind.SLACK:
            return 0, None
        lowest, highest = self.rules.readings(self.shown[index])
        if self.shown[index] is None and cell.kind is Kind.INTERNAL and not cell.kept:
            lowest = 0
        if cell.seen is None:
            return lowest, highest
        return max(lowest, cell.seen[0]), min(cell.seen[1], cell.seen[1] if highest is None else highest)
