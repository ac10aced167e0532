"""TOML that people edit: what is in it, and on which line, so that an error can say where."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from drietrap.vocabulary.errors import InputError

_TABLE = re.compile(r"^\s*\[\[?\s*([A-Za-z_][A-Za-z0-9_-]*)\s*\]")
_KEY = re.compile(r"^\s*[\"']?([A-Za-z0-9_-]+)[\"']?\s*[=.]")
_AT = re.compile(r"line (\d+)")
_ENDLESS = re.compile(r"\d{1000,}")
TOP = ("", 0)
HIDDEN = re.compile("[\x00-\x08\x0a-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
"""Signs that nobody sees, and that break a report or turn its letters round."""
_LONGEST = 200


@dataclass(frozen=True)
class Toml:
    """A TOML file as read: ``content``, and the line of every key of the top and of lists of tables.

    ``places`` maps (name of the list, number within it, key) to a line; the key ``""`` is the head of the
    table, and the list ``""`` with number 0 is the top of the file.
    """

    name: str
    content: Mapping[str, Any]
    places: Mapping[tuple[str, int, str], int]

    def wrong(
        self, problem: str, table: tuple[str, int], key: str, expected: str | None = None
    ) -> InputError:
        """Return the error that ``problem`` is at a key (or at the head of its table when it is absent)."""
        return InputError(problem, file=self.name, row=self.row(table, key), expected=expected)

    def row(self, table: tuple[str, int], key: str) -> int:
        """Return the line of a key, or of the head of its table when it is absent."""
        known = ((*table, key), (*table, ""), ("", 0, table[0]))
        return next((self.places[one] for one in known if one in self.places), 1)

    def text(self, table: tuple[str, int], key: str, *, needed: bool = True) -> str:
        """Return a text; empty when it is absent and not needed.

        Raises
        ------
        InputError
            When it is needed and absent or empty, or when it is no text of one line.
        """
        value = self.entry(table).get(key, "")
        if not isinstance(value, str) or HIDDEN.search(value) or len(value) > _LONGEST:
            shape = f'{key} = "...", hoogstens {_LONGEST} tekens en zonder stuurtekens'
            raise self.wrong(f"'{key}' is geen tekst van één regel", table, key, shape)
        if needed and not value.strip():
            raise self.wrong(f"'{key}' ontbreekt of is leeg", table, key, f'{key} = "..."')
        return value.strip()

    def texts(self, table: tuple[str, int], key: str) -> tuple[str, ...]:
        """Return a list of texts; empty when it is absent."""
        value = self.entry(table).get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self.wrong(f"'{key}' is geen lijst van teksten", table, key, f'{key} = ["...", "..."]')
        return tuple(value)

    def entry(self, table: tuple[str, int]) -> Mapping[str, Any]:
        """Return a table of the file; the whole of it for the top."""
        found: Mapping[str, Any] = self.content if table == TOP else self.content[table[0]][table[1]]
        return found

    def tables(self, name: str) -> tuple[tuple[str, int], ...]:
        """Return the addresses of the tables in a list of tables.

        Raises
        ------
        InputError
            When ``name`` is something else than a list of tables.
        """
        value = self.content.get(name, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self.wrong(f"'{name}' is geen lijst", TOP, name, f"per onderdeel een kop [[{name}]]")
        return tuple((name, at) for at in range(len(value)))

    def known(self, table: tuple[str, int], *keys: str) -> None:
        """Refuse a key that means nothing, so that a typing error is not passed over.

        Raises
        ------
        InputError
            With the line of the key and the keys there are.
        """
        for key in self.entry(table):
            if key not in keys:
                raise self.wrong(f"'{key}' kennen wij hier niet", table, key, f"een van: {', '.join(keys)}")


def read_toml(content: bytes, name: str) -> Toml:
    """Read a file; ``name`` is how it is called in errors.

    Raises
    ------
    InputError
        When it is no UTF-8 or no TOML, with the line.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        raise InputError(
            "dit is geen leesbare tekst", file=name, row=row, expected="tekst in UTF-8"
        ) from error
    try:
        read = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # also of a number with thousands of digits
        raise InputError(
            "hier staat iets dat niet te lezen is",
            file=name,
            row=_line_of(error, text),
            expected='regels als titel = "...", en koppen tussen dubbele haken',
            action="zet tekst tussen aanhalingstekens en sluit elk haakje",
        ) from error
    return Toml(name, read, _places(text))


def _line_of(error: Exception, text: str) -> int:
    """Return the line of what cannot be read: as it is told, or of a number that is too long to be one."""
    told, endless = _AT.search(str(error)), _ENDLESS.search(text)
    if told:
        return int(told[1])
    return text.count("\n", 0, endless.start() if endless else len(text)) + 1


def _places(text: str) -> dict[tuple[str, int, str], int]:
    found: dict[tuple[str, int, str], int] = {}
    seen: dict[str, int] = {}
    table = TOP
    for number, line in enumerate(text.splitlines(), start=1):
        if head := _TABLE.match(line):
            table = (head[1], seen.get(head[1], 0))
            found.setdefault((*TOP, head[1]), number)
            seen[head[1]] = table[1] + 1
            found.setdefault((*table, ""), number)
            found.setdefault((*TOP, head[1]), number)
        elif key := _KEY.match(line):
            found.setdefault((*table, key[1]), number)
    return found
