"""The corrections file for records of deliveries: which records, what is done, and how many it must be.

A record is never pointed at by whom it is about: only by delivery, elements of the protocol, or the number of
its row together with the fingerprint of the delivery.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from drietrap.catalogue.beleidsinformatie import version_of_year
from drietrap.catalogue.rules.columns import START
from drietrap.register.correction_list import Status, looks_personal, read_list
from drietrap.register.record import RecordKind
from drietrap.register.record_correction_values import Value, elements_in, new_values_in
from drietrap.register.scope import parts_of
from drietrap.register.snapshots import ID_LENGTH
from drietrap.vocabulary.errors import InputError
from drietrap.vocabulary.period import Period

_MOST = 2**32 - 1  # more rows no delivery has
E = TypeVar("E", bound=StrEnum)
_FIELDS = (
    "id, match met kind, provider, period en elements of row, action (set, leave_out, continue), expect, "
    "reason, owner en status"
)
_ENTRY = frozenset({"id", "match", "action", "values", "expect", "reason", "owner", "status"})
_PROVIDER = re.compile(r"[A-Za-z0-9._-]{1,20}")  # as deliveries name it
_BSN = re.compile(r"(?<!\d)\d{9}(?!\d)")
_FINGERPRINT = re.compile(rf"[0-9a-f]{{{ID_LENGTH}}}")


class RecordAction(StrEnum):
    """What is done with a wrong record."""

    SET = "set"
    LEAVE_OUT = "leave_out"
    CONTINUE = "continue"


@dataclass(frozen=True)
class RecordCorrection:
    """One known error in a delivery.

    Parameters
    ----------
    id
        Stable name.
    kind, provider, period
        Which delivery.
    delivery, rows
        Its fingerprint and the numbers of its rows; empty when ``elements`` say which records.
    elements
        Columns of ``Record``, each with the values that match; None is an element that was not delivered.
    action
        What is done: other values, left out, or taken as the continuation of what ended the day before.
    values
        Columns of ``Record`` with their new value, for ``set``.
    expect
        How many records it must match.
    reason, owner, status
        Why, who looks after it, and how sure it is.
    """

    id: str
    kind: RecordKind
    provider: str
    period: Period
    action: RecordAction
    expect: int
    reason: str
    owner: str
    status: Status
    delivery: str = ""
    rows: tuple[int, ...] = ()
    elements: tuple[tuple[str, tuple[Value, ...]], ...] = ()
    values: tuple[tuple[str, str | None], ...] = ()

    @property
    def restart(self) -> date:
        """The day of the restart, for ``continue``."""
        day = dict(self.elements)["started"][0]
        if not isinstance(day, date):
            raise ValueError("a continuation has a day on which it restarts")
        return day


def load(content: bytes, name: str) -> tuple[RecordCorrection, ...]:
    """Read a corrections file for records; ``InputError`` names the correction that is not right."""
    return read_list(content, name, _parsed, _FIELDS)


def _parsed(entry: dict[str, Any]) -> RecordCorrection:
    _refuse_unknown(entry, _ENTRY, "onbekend")
    words = {name: _words(name, entry[name]) for name in ("id", "reason", "owner")}
    match = _named(entry["match"], "match")
    kind, period = _among(RecordKind, match.pop("kind"), "kind"), _period(match.pop("period"))
    if not parts_of(kind, period):
        raise ValueError(f"een levering {kind} over {period.label} bestaat niet")
    version, provider = version_of_year(period.year), _provider(match.pop("provider"))
    if version is None or kind.value not in version.kinds:
        raise ValueError(f"een levering {kind} over {period.label} bestaat niet")
    delivery, rows = _rows(match)
    elements = elements_in(_named(match.pop("elements", {}), "elements"), kind, version)
    _refuse_unknown(match, frozenset(), "onbekend in match")
    if bool(elements) == bool(rows):
        raise ValueError("geef in match 'elements', of 'row' met 'delivery'")
    action = _among(RecordAction, entry["action"], "action")
    values = new_values_in(_named(entry.get("values", {}), "values"), kind, version)
    if (action is RecordAction.SET) != bool(values):
        raise ValueError("'set' vraagt 'values', en andere acties hebben die niet")
    found = RecordCorrection(
        **words,
        kind=kind,
        provider=provider,
        period=period,
        action=action,
        expect=_count("expect", entry["expect"]),
        status=_among(Status, entry["status"], "status"),
        delivery=delivery,
        rows=rows,
        elements=elements,
        values=values,
    )
    if action is RecordAction.CONTINUE and not isinstance(dict(elements).get("started", ("",))[0], date):
        raise ValueError(f"'continue' vraagt in elements de {START} van de herstart")
    return found


def _named(value: object, name: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError(f"{name}: hier horen namen van velden, elk met een waarde")
    return {str(field): one for field, one in value.items()}


def _words(name: str, value: object) -> str:
    if not isinstance(value, str | int) or not str(value).strip():
        raise ValueError(f"{name}: hier hoort tekst")
    if looks_personal(str(value)):
        raise ValueError(f"in {name} staat een lang nummer of een datum; schrijf '1 januari 2023' voluit")
    return str(value)


def _period(value: object) -> Period:
    try:
        return Period.parse(str(value))
    except InputError as error:
        raise ValueError("period: dit is geen periode die wij kennen; schrijf die als 2022H1") from error


def _provider(value: object) -> str:
    text = str(value)
    if not _PROVIDER.fullmatch(text) or _BSN.search(text):
        raise ValueError(
            "provider: verwacht het nummer van de aanbieder, zoals in de levering: letters en cijfers, "
            "zonder spaties, en geen negen cijfers achter elkaar"
        )
    return text


def _rows(match: dict[str, Any]) -> tuple[str, tuple[int, ...]]:
    delivery, row = str(match.pop("delivery", "")), match.pop("row", [])
    rows = tuple(_count("row", one) for one in (row if isinstance(row, list) else [row]))
    if bool(rows) != bool(delivery) or (delivery and not _FINGERPRINT.fullmatch(delivery)):
        raise ValueError("'row' en 'delivery' (het kenmerk van de levering) horen bij elkaar")
    return delivery, rows


def _count(name: str, value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= _MOST:
        raise ValueError(f"{name}: verwacht een geheel getal van ten minste 1")
    return value


def _among(words: type[E], value: object, name: str) -> E:
    if str(value) not in [word.value for word in words]:
        raise ValueError(f"{name} is een van: {', '.join(words)}")
    return words(str(value))


def _refuse_unknown(given: Mapping[str, Any], known: frozenset[str], label: str) -> None:
    strange = sorted(name for name in map(str, given) if name not in known)
    if strange:
        raise ValueError(f"{label}: {', '.join(strange)}")
