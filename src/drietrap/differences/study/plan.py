"""What a study is about: the file ``onderzoek.toml``, checked before anything is done with it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from drietrap.catalogue.indicators import INDICATORS
from drietrap.differences.study.lines import TOP, Toml
from drietrap.differences.study.questions import Question
from drietrap.vocabulary.area import AreaKind, area_code, folded_name, kind_of
from drietrap.vocabulary.errors import InputError
from drietrap.vocabulary.period import Period

FILE = "onderzoek.toml"
_FOLDER = re.compile(r"^[a-z0-9][a-z0-9-]{0,60}$")
_PERSONAL = re.compile(r"@|\d{6}|\b(?:dhr|mevr|mw|drs|ir|mr|dr)\b\.?", re.IGNORECASE)
_LONGEST_ROLE = 80
_SHORTEST_NAME = 2
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MOST = len(_LETTERS)


@dataclass(frozen=True)
class Subject:
    """A municipality of the study.

    ``folder`` holds its texts, ``letter`` is its name in the anonymised edition, and ``conspicuous`` are the
    indicators for which it was chosen. ``rows`` are the lines of its code and its name.
    """

    area: str
    name: str
    folder: str
    letter: str
    conspicuous: tuple[str, ...] = ()
    rows: tuple[int, int] = (1, 1)


@dataclass(frozen=True)
class Involved:
    """Who interprets and signs, by role and never by name; ``area`` is empty for all municipalities."""

    role: str
    area: str
    questions: tuple[Question, ...]

    def concerns(self, area: str, question: Question) -> bool:
        """Whether this role has a say in a chapter."""
        return self.area in ("", area) and question in self.questions


@dataclass(frozen=True)
class Plan:
    """A study: ``release`` is the number of the data it was begun with, ``selection`` a file beside it.

    ``period_row`` is the line of its period.
    """

    title: str
    period: str
    release: int | None
    selection: str
    subjects: tuple[Subject, ...]
    involved: tuple[Involved, ...]
    period_row: int = 1

    def subject(self, text: str) -> Subject | None:
        """Return the municipality that a code, name, letter or folder means."""
        wanted = text.strip().casefold()
        for one in self.subjects:
            if wanted in (one.area.casefold(), one.name.casefold(), one.folder, one.letter.casefold()):
                return one
        return None

    def roles(self, area: str, question: Question) -> tuple[str, ...]:
        """Return the roles that have a say in a chapter, in the order of the file."""
        return tuple(dict.fromkeys(one.role for one in self.involved if one.concerns(area, question)))


def plan_of(toml: Toml) -> Plan:
    """Return the plan in a file.

    Raises
    ------
    InputError
        When something is missing, unknown or impossible, with the line.
    """
    toml.known(TOP, "titel", "periode", "uitgave", "selectie", "gemeente", "betrokkene")
    subjects = _subjects(toml)
    areas = {one.area for one in subjects}
    return Plan(
        toml.text(TOP, "titel"),
        _period(toml),
        _release(toml),
        _file(toml),
        subjects,
        tuple(_involved(toml, table, areas) for table in toml.tables("betrokkene")),
        toml.row(TOP, "periode"),
    )


def _period(toml: Toml) -> str:
    text = toml.text(TOP, "periode")
    try:
        return Period.parse(text).code
    except InputError as error:
        raise toml.wrong(
            f"'{text}' is geen periode", TOP, "periode", "een jaar als 2022, of 2015K1 of 2023H1"
        ) from error


def _release(toml: Toml) -> int | None:
    value = toml.content.get("uitgave")
    if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 1):
        raise toml.wrong("'uitgave' is geen nummer", TOP, "uitgave", "een heel getal vanaf 1")
    return value


def _file(toml: Toml) -> str:
    name = toml.text(TOP, "selectie", needed=False)
    if name and ("/" in name or "\\" in name or name.startswith(".")):
        raise toml.wrong("'selectie' wijst buiten de map", TOP, "selectie", "een bestand in deze map")
    return name


def _subjects(toml: Toml) -> tuple[Subject, ...]:
    tables = toml.tables("gemeente")
    if not tables:
        raise toml.wrong("er staan geen gemeenten in", TOP, "gemeente", "per gemeente een kop [[gemeente]]")
    if len(tables) > MOST:
        raise toml.wrong(f"er staan {len(tables)} gemeenten in", tables[MOST], "", f"hoogstens {MOST}")
    found: list[Subject] = []
    for at, table in enumerate(tables):
        one = _subject(toml, table, _LETTERS[at])
        if one.area in (other.area for other in found):
            raise toml.wrong(f"{one.area} staat er twee keer in", table, "gebied")
        if one.folder in (other.folder for other in found):
            raise toml.wrong(f"de map '{one.folder}' is al van een andere gemeente", table, "map")
        if folded_name(one.name) in (folded_name(other.name) for other in found):
            raise toml.wrong(f"'{one.name}' heet een andere gemeente ook", table, "naam", "een eigen naam")
        if one.letter in (other.letter for other in found):
            raise toml.wrong(f"letter {one.letter} is al van een andere gemeente", table, "letter")
        found.append(one)
    return tuple(found)


def _subject(toml: Toml, table: tuple[str, int], letter: str) -> Subject:
    toml.known(table, "gebied", "naam", "map", "letter", "opvallend")
    area = area_code(toml.text(table, "gebied"))
    if area is None or kind_of(area) not in (AreaKind.GEMEENTE, AreaKind.STUDIE):
        raise toml.wrong("dit is geen code van een gemeente", table, "gebied", 'gebied = "GM0505"')
    folder = toml.text(table, "map", needed=False) or area.lower()
    if not _FOLDER.match(folder):
        raise toml.wrong(
            f"'{folder}' kan geen map zijn", table, "map", "kleine letters, cijfers en streepjes"
        )
    conspicuous = toml.texts(table, "opvallend")
    for name in conspicuous:
        if name not in INDICATORS:
            raise toml.wrong(
                f"'{name}' staat niet in de catalogus", table, "opvallend", "ids uit 'drietrap indicatoren'"
            )
    name = toml.text(table, "naam", needed=False) or area
    if len(folded_name(name)) < _SHORTEST_NAME:
        raise toml.wrong(f"'{name}' is geen naam", table, "naam", "de naam van de gemeente, geen letter")
    rows = toml.row(table, "gebied"), toml.row(table, "naam")
    return Subject(area, name, folder, _letter(toml, table, letter), tuple(dict.fromkeys(conspicuous)), rows)


def _letter(toml: Toml, table: tuple[str, int], usual: str) -> str:
    letter = toml.text(table, "letter", needed=False) or usual
    if letter not in _LETTERS or len(letter) != 1:
        raise toml.wrong(f"'{letter}' is geen letter", table, "letter", "een hoofdletter van A tot en met Z")
    return letter


def _involved(toml: Toml, table: tuple[str, int], areas: set[str]) -> Involved:
    toml.known(table, "rol", "gemeente", "vragen")
    role = toml.text(table, "rol")
    if len(role) > _LONGEST_ROLE or _PERSONAL.search(role):
        raise toml.wrong(
            "dit is geen rol", table, "rol", "wat iemand doet, zoals beleidsadviseur jeugd; nooit een naam"
        )
    area = toml.text(table, "gemeente", needed=False).upper()
    if area and area not in areas:
        raise toml.wrong("deze gemeente hoort niet bij het onderzoek", table, "gemeente", ", ".join(areas))
    return Involved(role, area, _questions(toml, table))


def _questions(toml: Toml, table: tuple[str, int]) -> tuple[Question, ...]:
    value = toml.entry(table).get("vragen")
    if value is None:
        return tuple(Question)
    try:
        if not isinstance(value, list) or not value or any(isinstance(one, bool) for one in value):
            raise ValueError
        return tuple(dict.fromkeys(map(Question, value)))
    except (TypeError, ValueError) as error:
        raise toml.wrong("'vragen' klopt niet", table, "vragen", "een lijst met 1 tot en met 5") from error
