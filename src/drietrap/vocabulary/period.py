"""Periods as the field writes them: years, half-years, quarters and months."""

from __future__ import annotations

import re
from dataclasses import dataclass

from drietrap.vocabulary.errors import InputError

_PARTS = {"J": 1, "H": 2, "K": 4, "M": 12}
_CODE = re.compile(r"^(?P<year>(19|20)\d\d)(?:(?P<part>[HKM])(?P<index>\d{1,2}))?$")
_CBS = re.compile(r"^(?P<year>(19|20)\d\d)(?P<part>JJ|HJ|KW|MM)(?P<index>\d\d?)$")
_WORDS = re.compile(
    r"^(?P<year>(19|20)\d\d)\s+(?P<index>[1-4])e\s+(?P<part>halfjaar|kwartaal)$", re.IGNORECASE
)
_FROM_CBS = {"JJ": "J", "HJ": "H", "KW": "K", "MM": "M"}
_FROM_WORDS = {"halfjaar": "H", "kwartaal": "K"}
_NAMES = {"H": "halfjaar", "K": "kwartaal"}


@dataclass(frozen=True, order=True)
class Period:
    """A calendar year or an equal part of one.

    Parameters
    ----------
    year
        Calendar year.
    part
        ``J`` (year), ``H`` (half-year), ``K`` (quarter) or ``M`` (month).
    index
        Which part, from 1; always 1 for a year.
    """

    year: int
    part: str = "J"
    index: int = 1

    def __post_init__(self) -> None:
        if self.part not in _PARTS or not 1 <= self.index <= _PARTS[self.part]:
            raise InputError(
                f"de periode {self.year} {self.part}{self.index} bestaat niet",
                expected="een jaar (2022), halfjaar (2022H1), kwartaal (2022K3) of maand (2022M11)",
                action="controleer de periode in het bestand of op de opdrachtregel",
            )

    @property
    def code(self) -> str:
        """Our own code: ``2022``, ``2022H1``, ``2015K1``, ``2022M11``."""
        return str(self.year) if self.part == "J" else f"{self.year}{self.part}{self.index}"

    @property
    def label(self) -> str:
        """The period in Dutch, for example ``eerste kwartaal 2015`` as ``1e kwartaal 2015``."""
        if self.part == "J":
            return str(self.year)
        if self.part == "M":
            return f"{self.year}-{self.index:02d}"
        return f"{self.index}e {_NAMES[self.part]} {self.year}"

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read a period in our code, CBS code (``2022JJ00``, ``2022HJ01``) or StatLine words.

        A trailing ``*`` (provisional) is ignored here; see :func:`is_provisional`.
        """
        stripped = text.strip().rstrip("*").strip()
        if match := _CBS.match(stripped):
            part = _FROM_CBS[match["part"]]
            return cls(int(match["year"]), part, 1 if part == "J" else int(match["index"]))
        if match := _CODE.match(stripped):
            if match["part"] is None:
                return cls(int(match["year"]))
            return cls(int(match["year"]), match["part"], int(match["index"]))
        if match := _WORDS.match(stripped):
            return cls(int(match["year"]), _FROM_WORDS[match["part"].lower()], int(match["index"]))
        raise InputError(
            f"'{text}' is geen periode die wij kennen",
            expected="bijvoorbeeld 2022, 2022*, 2022JJ00, 2022H1 of 2015K1",
            action="controleer de periode in het bestand of op de opdrachtregel",
        )


def is_provisional(text: str) -> bool:
    """Whether a StatLine period label is marked provisional with an asterisk."""
    return text.strip().endswith("*")
