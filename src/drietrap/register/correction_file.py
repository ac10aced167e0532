"""The corrections file: YAML that a person can read and that is checked before anything is corrected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from pathlib import Path
from typing import Any

from drietrap.register.correction_list import Status, read_list

SHIPPED = "correcties.yaml"
_FIELDS = "id, table, match met measure, action, reason, owner, status, en expect of rule"


class Action(StrEnum):
    """What is done with a wrong cell."""

    SET = "set"
    HIDE = "hide"
    WARN = "warn"


class RuleKind(StrEnum):
    """An error that is recognised in the data instead of listed cell by cell."""

    ALL_ZERO = "alles_nul"
    TENFOLD = "tien_keer_te_laag"


@dataclass(frozen=True)
class Rule:
    """How an error is recognised; ``count`` and ``group`` are the measures a percentage is checked by."""

    kind: RuleKind
    count: str = ""
    group: tuple[str, ...] = ()


@dataclass(frozen=True)
class Correction:
    """One known error.

    Parameters
    ----------
    id
        Stable name.
    table
        Table it is about.
    measures
        Measures, with ``*`` for any text.
    area, period, variant
        Where; None for all.
    action
        What is done.
    reason, owner, status
        Why, who looks after it, and how sure it is.
    expect
        The value as delivered now; the correction ends when the source says something else.
    rule
        Recognises the error instead of ``expect``.
    value, lower, upper
        New value with its interval, for ``set``.
    factor
        Multiplier of value and interval, for ``set``.
    """

    id: str
    table: str
    measures: tuple[str, ...]
    action: Action
    reason: str
    owner: str
    status: Status
    area: str | None = None
    period: str | None = None
    variant: str | None = None
    expect: float = 0.0
    rule: Rule | None = None
    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    factor: float | None = None


def load(path: Path | None = None) -> tuple[Correction, ...]:
    """Read a corrections file, or the one we ship; ``InputError`` names the correction that is not right."""
    if path is None:
        name = SHIPPED
        content = files("drietrap.catalogue").joinpath("facts", SHIPPED).read_bytes()
    else:
        name, content = path.name, path.read_bytes()
    return read_list(content, name, _parsed, _FIELDS)


def _parsed(entry: Mapping[str, Any]) -> Correction:
    match = dict(entry["match"])
    measures = match.pop("measure")
    place = {key: str(match.pop(key)) for key in ("area", "period", "variant") if key in match}
    if match:
        raise ValueError(f"onbekend in match: {', '.join(match)}")
    rule = _rule(entry.get("rule"))
    if (rule is None) == ("expect" not in entry):
        raise ValueError("geef 'expect' of 'rule'")
    action = Action(entry["action"])
    result = {key: float(entry[key]) for key in ("value", "lower", "upper", "factor") if key in entry}
    if action is Action.SET and set(result) not in ({"factor"}, {"value", "lower", "upper"}):
        raise ValueError("'set' vraagt 'factor', of 'value' met 'lower' en 'upper'")
    return Correction(
        id=str(entry["id"]),
        table=str(entry["table"]),
        measures=(measures,) if isinstance(measures, str) else tuple(measures),
        action=action,
        reason=str(entry["reason"]),
        owner=str(entry["owner"]),
        status=Status(entry["status"]),
        expect=float(entry.get("expect", 0.0)),
        rule=rule,
        area=place.get("area"),
        period=place.get("period"),
        variant=place.get("variant"),
        value=result.get("value"),
        lower=result.get("lower"),
        upper=result.get("upper"),
        factor=result.get("factor"),
    )


def _rule(entry: object) -> Rule | None:
    if entry is None:
        return None
    if isinstance(entry, str):
        return Rule(RuleKind(entry))
    if not isinstance(entry, dict):
        raise TypeError("een regel is een naam, of een naam met 'count' en 'group'")
    return Rule(RuleKind(entry["kind"]), str(entry["count"]), tuple(entry["group"]))
