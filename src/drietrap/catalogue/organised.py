"""The shape of a characteristic of how a municipality is organised: what it is, and which values it has."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a value of a characteristic looks like."""

    CHOICE = "keuze"
    YES_NO = "ja of nee"
    NUMBER = "getal"
    TEXT = "tekst"


@dataclass(frozen=True)
class Code:
    """A value that can be compared: id for programs, label for readers."""

    id: str
    label: str


@dataclass(frozen=True)
class Organised:
    """One characteristic of how a municipality is organised.

    Parameters
    ----------
    id, theme, label
        Stable id, theme and Dutch name.
    question
        Which of the five questions of a difference analysis it belongs to: 1 figures, 2 population,
        3 purchase, 4 access, 5 protection.
    kind, codes
        Kind of value, and the values of a choice.
    source
        Where the characteristic and its codes come from.
    weight
        How much it counts when two municipalities are held side by side. Assumption: every characteristic
        counts the same, and the kinds of expertise together count as one.
    """

    id: str
    theme: str
    label: str
    question: int
    kind: Kind
    source: str
    codes: tuple[Code, ...] = ()
    weight: float = 1.0

    @property
    def comparable(self) -> bool:
        """Whether two values can be held side by side."""
        return self.kind is not Kind.TEXT

    def label_of(self, code: str) -> str:
        """Return how a reader sees a value."""
        return next((one.label for one in self.codes if one.id == code), code.replace(".", ","))
