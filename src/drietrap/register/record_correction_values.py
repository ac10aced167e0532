"""Elements that corrections of records name: their columns, and their values as the register has them.

No message repeats a value: it can be of a person.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from drietrap.catalogue.beleidsinformatie import Version
from drietrap.catalogue.rules.columns import END, HANDED_OVER, REASON, START, TAKEN_OVER
from drietrap.register.identity import form_element
from drietrap.register.record import RecordKind

EMPTY = "leeg"  # how a corrections file writes an element that was not delivered
Value = str | date | None
_COLUMNS = {
    "geslacht": "sex",
    "verwijzer": "referrer",
    "perspectief": "perspective",
    "crisis": "crisis",
    "gemeente": "municipality",
    "wijk": "district",
    REASON: "reason",
    START: "started",
    END: "ended",
    TAKEN_OVER: "taken_over",
    HANDED_OVER: "handed_over",
}
_DAYS = frozenset({START, END, TAKEN_OVER, HANDED_OVER})
_PLACES = {
    "gemeente": (re.compile(r"GM\d{4}", re.ASCII), "GM0505"),
    "wijk": (re.compile(r"WK\d{6}", re.ASCII), "WK050512"),
}


def elements_in(
    given: dict[str, Any], kind: RecordKind, version: Version
) -> tuple[tuple[str, tuple[Value, ...]], ...]:
    """Return the columns that a correction matches on, each with its values.

    Raises
    ------
    ValueError
        Says which element is not right.
    """
    found = []
    for name, value in sorted(given.items()):
        several = value if isinstance(value, list) else [value]
        if not several:
            raise ValueError(f"{name}: geen waarde")
        column = _column(name, kind, version)
        read = tuple(_day(name, one) if name in _DAYS else _text(name, one, kind, version) for one in several)
        found.append((column, read))
    return tuple(found)


def new_values_in(
    given: dict[str, Any], kind: RecordKind, version: Version
) -> tuple[tuple[str, str | None], ...]:
    """Return the columns that a correction gives another value.

    Raises
    ------
    ValueError
        Says which element is not right.
    """
    found = []
    for name, value in sorted(given.items()):
        column = _column(name, kind, version)
        if name in _DAYS:
            raise ValueError(f"{name}: een datum is niet te veranderen")
        text = _text(name, value, kind, version)
        if text is None and column == "form":
            raise ValueError(f"{name}: mag niet leeg zijn")
        found.append((column, text))
    return tuple(found)


def _column(name: str, kind: RecordKind, version: Version) -> str:
    column = "form" if name == form_element(kind.value) else _COLUMNS.get(name)
    if column is None:
        raise ValueError(f"een correctie kan niet gaan over het element {name}")
    if name != "wijk" and version.element(kind.value, name) is None:
        raise ValueError(f"versie {version.id} van het protocol kent {name} niet bij {kind}")
    return column


def _text(name: str, value: object, kind: RecordKind, version: Version) -> str | None:
    """Return a value as the register has it; the message never repeats it."""
    if isinstance(value, list | dict):
        raise ValueError(f"{name}: hier hoort één code, geen lijst")
    text = "" if value is None else str(value)
    if text == EMPTY:
        return None
    if not text:
        raise ValueError(f"{name}: hier staat niets; schrijf '{EMPTY}' voor wat niet is ingevuld")
    if name in _PLACES:
        form, example = _PLACES[name]
        if not form.fullmatch(text):
            raise ValueError(f"{name}: verwacht een code zoals {example}")
        return text
    element = version.element(kind.value, name)
    if element is None or text not in {code.code for code in element.codes}:
        raise ValueError(f'{name}: versie {version.id} van het protocol kent deze code niet; schrijf "01"')
    return text


def _day(name: str, value: object) -> date | None:
    if value == EMPTY:
        return None
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise ValueError(f"{name}: verwacht een datum als jjjj-mm-dd") from error
