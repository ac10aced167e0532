"""The five questions of a difference analysis, in the order of the method (Nader onderzoek 2015, 1.2)."""

from __future__ import annotations

from enum import IntEnum

_SLUGS = ("betrouwbaar", "bevolking", "inkoop", "toegang", "bescherming")
_TITLES = (
    "Volledig en betrouwbaar",
    "Bevolking en omstandigheden",
    "Inkoop",
    "Toegang tot de jeugdhulp",
    "Toegang tot de jeugdbescherming",
)
_TEXTS = (
    "Zijn de cijfers volledig en betrouwbaar?",
    "Welk deel van het gebruik past bij de bevolking en haar omstandigheden?",
    "Welk deel hangt samen met de inkoop van jeugdhulp?",
    "Welk deel hangt samen met hoe de toegang tot de jeugdhulp is geregeld?",
    "Welk deel hangt samen met hoe de toegang tot de jeugdbescherming is geregeld?",
)


class Question(IntEnum):
    """One of the five questions; the value is its number."""

    BETROUWBAAR = 1
    BEVOLKING = 2
    INKOOP = 3
    TOEGANG = 4
    BESCHERMING = 5

    @property
    def slug(self) -> str:
        """The name in file names, such as ``1-betrouwbaar``."""
        return f"{self.value}-{_SLUGS[self.value - 1]}"

    @property
    def title(self) -> str:
        """The title of the chapter."""
        return _TITLES[self.value - 1]

    @property
    def text(self) -> str:
        """The question itself."""
        return _TEXTS[self.value - 1]
