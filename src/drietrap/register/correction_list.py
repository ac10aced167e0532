"""A corrections file: a list in YAML, read alike for published tables and for records of deliveries."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum
from itertools import accumulate
from typing import Any, Protocol, TypeVar

import yaml

from drietrap.vocabulary.errors import InputError

_FIGURES = re.compile(r"\d+")
_GROUPS = re.compile(r"\d+(?:[\W_]{1,3}\d+)*")
_LONG, _BSN = 8, 9  # figures in a row; of a burgerservicenummer, in whatever groups
_BETWEEN = r"\s?[-/.\\_\u2010-\u2015 ]\s?"
_PERSONAL = re.compile(
    rf"(?<!\d)\d{{1,2}}{_BETWEEN}\d{{1,2}}{_BETWEEN}(?:\d{{4}}|\d{{2}})(?!\d)"  # 1-2-2010, 01/02/10
    rf"|(?<!\d)\d{{4}}{_BETWEEN}\d{{1,2}}{_BETWEEN}\d{{1,2}}(?!\d)"  # 2010-2-1
    r"|\bgeb(?:oren|\.)\D{0,12}\d"
    r"|\b[1-9]\d{3}[A-Z]{2}\b"  # a postcode
)


class Status(StrEnum):
    """How sure it is that the source is wrong."""

    CONFIRMED = "bevestigd"
    ASSUMED = "aanname"


class Named(Protocol):
    """A correction of any kind."""

    @property
    def id(self) -> str:
        """Stable name."""
        ...


N = TypeVar("N", bound=Named)


def read_list(content: bytes, name: str, parsed: Callable[[dict[str, Any]], N], fields: str) -> tuple[N, ...]:
    """Read the corrections of a file.

    Parameters
    ----------
    content
        The file.
    name
        How it is called in messages.
    parsed
        Makes a correction of one entry; raises ``KeyError``, ``TypeError`` or ``ValueError`` when it cannot.
    fields
        What a correction has, in words.

    Raises
    ------
    InputError
        Names the correction that is not right.
    """
    try:
        read = yaml.safe_load(content.decode("utf-8")) or []
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise InputError("het bestand met correcties is geen geldige YAML", file=name) from error
    if not isinstance(read, list):
        raise InputError("het bestand met correcties is geen lijst", file=name)
    found = tuple(_one(entry, place, name, parsed, fields) for place, entry in enumerate(read, start=1))
    ids = [correction.id for correction in found]
    double = next((one for one in ids if ids.count(one) > 1), None)
    if double is not None:
        raise InputError(f"de correctie '{double}' staat er twee keer", file=name)
    return found


def not_applied(id: str, about: str, why: str, what_to_do: str, owner: str) -> str:
    """Return the sentence about a correction that does not fit its source (any more)."""
    return f"De correctie '{id}' ({about}) is niet toegepast: {why}. {what_to_do} (eigenaar: {owner})."


def looks_personal(text: str) -> bool:
    """Whether a text holds what could be the number, the date of birth or the postcode of a person."""
    return _PERSONAL.search(text) is not None or any(map(_holds_number, _GROUPS.findall(text)))


def _holds_number(figures: str) -> bool:
    """Whether groups of figures are a long number, or some that stand together make a BSN."""
    sizes = [len(group) for group in _FIGURES.findall(figures)]
    return max(sizes) >= _LONG or any(
        _BSN in accumulate(sizes[first : first + _BSN]) for first in range(len(sizes))
    )


def _one(entry: object, place: int, name: str, parsed: Callable[[dict[str, Any]], N], fields: str) -> N:
    try:
        if not isinstance(entry, dict):
            raise TypeError("geen correctie")
        return parsed(entry)
    except (KeyError, TypeError, ValueError) as error:
        label = entry.get("id", place) if isinstance(entry, dict) else place
        named = place if looks_personal(str(label)) else label
        why = f"het veld {error.args[0]} ontbreekt" if isinstance(error, KeyError) else str(error)
        if looks_personal(why):
            why = "er staat een lang nummer of een datum waar een naam van een veld of een code hoort"
        raise InputError(
            f"correctie '{named}' is niet compleet of niet juist: {why}", expected=fields, file=name
        ) from error
