"""What a delivery says about itself in an optional first line, and what the person says who delivers it.

The line reads ``#beleidsinformatie soort=jeugdhulp versie=7 aanbieder=12345678 periode=2022H1``; each part
may be left out. In a spreadsheet it is the first cell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields

from drietrap.catalogue.beleidsinformatie import KINDS, VERSIONS, version_of_year
from drietrap.vocabulary.errors import InputError
from drietrap.vocabulary.period import Period

MARK = "#beleidsinformatie"
_PART = re.compile(r"(?P<key>[a-z]+)=(?P<value>\S+)")
_PROVIDER = re.compile(r"[A-Za-z0-9._-]{1,20}")
_PERIOD = re.compile(r"(?:19|20)\d\d(?:[HK][1-4])?")
_WORDS = {"kind": "soort", "version": "versie", "provider": "aanbieder", "period": "periode"}
_EXPECTED = {
    "kind": f"een van {', '.join(KINDS)}",
    "version": f"een van {', '.join(VERSIONS)}",
    "provider": "een KvK-nummer of code van letters en cijfers",
    "period": "een jaar, halfjaar of kwartaal, zoals 2022H1 of 2022K3",
}


@dataclass(frozen=True)
class Stated:
    """Kind, version, provider and period of a delivery; None when not said."""

    kind: str | None = None
    version: str | None = None
    provider: str | None = None
    period: str | None = None

    @property
    def likely_version(self) -> str | None:
        """The version as stated, else the one that holds in the year of the period."""
        if self.version or not self.period:
            return self.version
        version = version_of_year(int(self.period[:4]))
        return version.id if version else None


def stated_in(line: str, file: str) -> Stated:
    """Return what a first line says.

    Raises
    ------
    InputError
        When the line has a part that it cannot have; what it says is not repeated.
    """
    words = line.removeprefix(MARK).strip(' ;,\t"').split()
    names = {word: name for name, word in _WORDS.items()}
    found: dict[str, str] = {}
    for word in words:
        part = _PART.fullmatch(word)
        name = names.get(part["key"]) if part else None
        if part is None or name is None or name in found:
            raise InputError(
                "de eerste regel is niet te lezen",
                expected=f"{MARK} soort=jeugdhulp versie=7 aanbieder=12345678 periode=2022H1",
                action="verbeter de eerste regel, of laat haar weg",
                file=file,
                row=1,
            )
        found[name] = part["value"]
    return checked(Stated(**found), file)


def checked(stated: Stated, file: str) -> Stated:
    """Return what is stated, in our own notation.

    Raises
    ------
    InputError
        When a part is no kind, version, provider or period.
    """
    fits = {
        "kind": stated.kind is None or stated.kind in KINDS,
        "version": stated.version is None or stated.version in VERSIONS,
        "provider": stated.provider is None or bool(_PROVIDER.fullmatch(stated.provider)),
        "period": stated.period is None or _is_period(stated.period),
    }
    for name, fit in fits.items():
        if not fit:
            raise InputError(
                f"dit is geen {_WORDS[name]} van een levering die wij kennen",
                expected=_EXPECTED[name],
                action=f"geef {_WORDS[name]} op zoals verwacht",
                file=file,
            )
    return stated


def reconciled(stated: Stated, claimed: Stated, file: str) -> Stated:
    """Return what file and person say together.

    Raises
    ------
    InputError
        When they contradict each other.
    """
    both: dict[str, str | None] = {}
    for part in fields(Stated):
        inside, outside = getattr(stated, part.name), getattr(claimed, part.name)
        if inside and outside and inside != outside:
            raise InputError(
                f"het bestand noemt een andere {_WORDS[part.name]} dan u opgeeft",
                expected=f"dezelfde {_WORDS[part.name]} in de eerste regel en in uw opgave",
                action="kijk of dit het goede bestand is",
                file=file,
                row=1,
            )
        both[part.name] = inside or outside
    return Stated(**both)


def _is_period(text: str) -> bool:
    if not _PERIOD.fullmatch(text):
        return False
    try:
        return bool(Period.parse(text).code)
    except InputError:
        return False
