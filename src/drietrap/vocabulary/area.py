"""Areas: the codes CBS uses for places, and names as people write them."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

NEDERLAND = "NL01"


class AreaKind(StrEnum):
    """Levels of area, largest first; the value is the Dutch word a person reads."""

    LAND = "land"
    LANDSDEEL = "landsdeel"
    PROVINCIE = "provincie"
    JEUGDREGIO = "jeugdregio"
    GEMEENTE = "gemeente"
    WIJK = "wijk"
    BUURT = "buurt"
    STUDIE = "studiegebied"


_KINDS = {
    "NL": (AreaKind.LAND, 2),
    "LD": (AreaKind.LANDSDEEL, 2),
    "PV": (AreaKind.PROVINCIE, 2),
    "JZ": (AreaKind.JEUGDREGIO, 2),
    "GM": (AreaKind.GEMEENTE, 4),
    "WK": (AreaKind.WIJK, 6),
    "BU": (AreaKind.BUURT, 8),
    # An area of a study whose place is withheld, such as 'Gemeente A' of the 2015 study.
    "ST": (AreaKind.STUDIE, 4),
}
_CODE = re.compile(r"^([A-Z]{2})(\d+)$")
_QUALIFIER = re.compile(r"\s*\((gemeente|gem\.?|g)\)\s*$")
_SPACES = re.compile(r"[\s\-'’‘`.,]+")


def area_code(text: str) -> str | None:
    """Return the clean code in ``text`` (``'GM0505    '`` gives ``'GM0505'``), or None if it is not one."""
    match = _CODE.match(text.strip().upper())
    if match is None or match[1] not in _KINDS:
        return None
    kind, digits = _KINDS[match[1]]
    return match[0] if len(match[2]) == digits or kind is AreaKind.LAND else None


def kind_of(code: str) -> AreaKind:
    """Return the level of an area code made by :func:`area_code`; ``ValueError`` for anything else."""
    try:
        return _KINDS[code[:2]][0]
    except KeyError:
        raise ValueError(f"not an area code: {code!r}") from None


def folded_name(name: str) -> str:
    """Return ``name`` for comparing: no case, accents, spaces, apostrophes or '(gemeente)'.

    >>> folded_name("'s-Gravenhage (gemeente)")
    'sgravenhage'
    """
    plain = unicodedata.normalize("NFKD", _QUALIFIER.sub("", name.strip().casefold()))
    return _SPACES.sub("", "".join(char for char in plain if not unicodedata.combining(char)))
