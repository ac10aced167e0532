"""Signing off: who agreed with which version of a chapter, and whether that version is still the one.

A version is the fingerprint of the text and of the figures, so that a sign-off (akkoord) lapses when either
changes, and can say which of the two it was.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from drietrap.differences.study.lines import Toml
from drietrap.differences.study.plan import Plan
from drietrap.differences.study.questions import Question

FILE = "akkoord.toml"
_VERSION = re.compile(r"^(t[0-9a-f]{12}|leeg)-c[0-9a-f]{12}$")
_LENGTH = 12


class Standing(StrEnum):
    """How a sign-off stands."""

    VALID = "akkoord"
    TEXT_CHANGED = "vervallen: de tekst is veranderd"
    FIGURES_CHANGED = "vervallen: de cijfers zijn veranderd"
    BOTH_CHANGED = "vervallen: tekst en cijfers zijn veranderd"
    MISSING = "nog geen akkoord"


@dataclass(frozen=True)
class Signed:
    """A line of ``akkoord.toml``: ``role`` agreed on ``day`` (ISO) with ``version`` of a chapter."""

    area: str
    question: Question
    role: str
    day: str
    version: str


@dataclass(frozen=True)
class SignOff:
    """How a role stands towards a chapter as it is now; ``day`` is empty when it never signed."""

    role: str
    day: str
    standing: Standing


def version_of(text: str, figures: str) -> str:
    """Return the version of a chapter from the fingerprint of its text and of its figures.

    >>> version_of("", "ab" * 32)
    'leeg-cabababababab'
    """
    return f"{f't{text[:_LENGTH]}' if text else 'leeg'}-c{figures[:_LENGTH]}"


def figures_fingerprint(parts: Iterable[str]) -> str:
    """Return a fingerprint of the figures of a chapter, whatever their order."""
    return hashlib.sha256("\n".join(sorted(parts)).encode()).hexdigest()


def signed_of(toml: Toml, plan: Plan) -> tuple[Signed, ...]:
    """Return what was signed.

    Raises
    ------
    InputError
        When a line is not right: which line, and what was expected.
    """
    toml.known(("", 0), "akkoord")
    return tuple(_signed(toml, table, plan) for table in toml.tables("akkoord"))


def _signed(toml: Toml, table: tuple[str, int], plan: Plan) -> Signed:
    toml.known(table, "gemeente", "vraag", "rol", "datum", "versie")
    subject = plan.subject(toml.text(table, "gemeente"))
    if subject is None:
        named = ", ".join(one.area for one in plan.subjects)
        raise toml.wrong("deze gemeente hoort niet bij het onderzoek", table, "gemeente", named)
    question = _question(toml, table)
    role = toml.text(table, "rol")
    roles = plan.roles(subject.area, question)
    if role not in roles:
        raise toml.wrong(
            f"de rol '{role}' heeft bij deze vraag geen plaats", table, "rol", ", ".join(roles) or "geen"
        )
    version = toml.text(table, "versie")
    if not _VERSION.match(version):
        raise toml.wrong("dit is geen versie", table, "versie", "de versie die onder het hoofdstuk staat")
    return Signed(subject.area, question, role, _day(toml, table), version)


def _question(toml: Toml, table: tuple[str, int]) -> Question:
    value = toml.entry(table).get("vraag")
    try:
        if isinstance(value, bool) or not isinstance(value, int):
            raise ValueError
        return Question(value)
    except ValueError as error:
        raise toml.wrong("'vraag' klopt niet", table, "vraag", "een getal van 1 tot en met 5") from error


def _day(toml: Toml, table: tuple[str, int]) -> str:
    value = toml.entry(table).get("datum")
    try:
        found = value if isinstance(value, datetime.date) else datetime.date.fromisoformat(str(value))
    except ValueError as error:
        raise toml.wrong("'datum' is geen datum", table, "datum", "datum = 2026-11-22") from error
    day = found.isoformat()[:10]
    tomorrow = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=1)
    if day > tomorrow.isoformat():
        raise toml.wrong("'datum' ligt in de toekomst", table, "datum", "de dag van het akkoord")
    return day


def sign_offs(
    signed: Iterable[Signed], plan: Plan, area: str, question: Question, version: str
) -> tuple[SignOff, ...]:
    """Return how every role of a chapter stands towards ``version``; the last line of a role counts."""
    latest = {one.role: one for one in signed if (one.area, one.question) == (area, question)}
    return tuple(
        SignOff(role, latest[role].day, _standing(latest[role].version, version))
        if role in latest
        else SignOff(role, "", Standing.MISSING)
        for role in plan.roles(area, question)
    )


def _standing(then: str, now: str) -> Standing:
    (text_then, figures_then), (text_now, figures_now) = then.split("-"), now.split("-")
    if text_then == text_now and figures_then == figures_now:
        return Standing.VALID
    if figures_then == figures_now:
        return Standing.TEXT_CHANGED
    return Standing.FIGURES_CHANGED if text_then == text_now else Standing.BOTH_CHANGED


def line_of(signed: Signed) -> str:
    """Return the lines that record a sign-off in ``akkoord.toml``."""
    role = signed.role.replace("\\", "\\\\").replace('"', '\\"')
    return (
        f'\n[[akkoord]]\ngemeente = "{signed.area}"\nvraag = {signed.question.value}\nrol = "{role}"\n'
        f'datum = {signed.day}\nversie = "{signed.version}"\n'
    )
