"""Layouts: which columns a delivered file has, what each is for, and how a file is matched with them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from drietrap.catalogue.tables import Table
from drietrap.sources.raw import RawFile
from drietrap.sources.sheet import Sheet
from drietrap.vocabulary.errors import InputError

AREA = "area"
PERIOD = "period"
VARIANT = "variant"
NAME = "naam"  # what the publisher calls the area: kept of districts, whose names we do not hold ourselves
_SPACES = re.compile(r"\s+")
PASSED = ""  # a column that is known and carries nothing for us


@dataclass(frozen=True)
class Part:
    """A column of a layout.

    Parameters
    ----------
    role
        Measure id, or what else the column is for (``AREA``, ``PERIOD``, ``VARIANT``, a reader's own word,
        ``PASSED``).
    headers
        Names this column may have.
    required
        Whether a file without it is refused.
    """

    role: str
    headers: tuple[str, ...]
    required: bool = True


@dataclass(frozen=True)
class Layout:
    """How a table is written in a file.

    Parameters
    ----------
    name
        What a Dutch message calls a file of this layout.
    table
        Id of the table.
    parts
        Columns, in the order of the publisher.
    read
        Function that turns the sheet into raw frames.
    closed
        Whether an unknown column is refused.
    delimiter, decimal
        As the publisher writes it.
    period
        Period that the layout itself fixes, for files that are about one year by definition.
    """

    name: str
    table: str
    parts: tuple[Part, ...]
    read: Callable[[Source], tuple[RawFile, ...]]
    closed: bool = True
    delimiter: str = ","
    decimal: str = "."
    period: str | None = None


@dataclass(frozen=True)
class Source:
    """A file matched with a layout: what a reader gets.

    ``columns`` maps a role to the position of its column.
    """

    path: Path
    layout: Layout
    columns: dict[str, int]
    sheet: Sheet
    year: int | None = None


def measure_parts(table: Table, *, required: bool | None = None) -> tuple[Part, ...]:
    """Return the measure columns of a table; by default they are required when the table is closed."""
    needed = table.closed if required is None else required
    return tuple(Part(column.measure, column.headers, needed) for column in table.columns)


def likeness(layout: Layout, header: tuple[str, ...]) -> float:
    """Return how well a header fits: the columns found, as a share of those that are required.

    For a layout whose measures are not required three of them count as all. Below a half it is another
    table; a higher number is a better fit.
    """
    found = {part.role for part in _found(layout, header).values() if part.role}
    needed = {part.role for part in layout.parts if part.required}
    loose = {part.role for part in layout.parts if not part.required and part.role}
    if not found & needed:
        return 0.0
    wanted = len(needed) + min(3, len(loose)) * (not layout.closed)
    return len(found) / wanted


def matched(layout: Layout, header: tuple[str, ...], file: str) -> dict[str, int]:
    """Return the position of each role in ``header``.

    Raises
    ------
    InputError
        When a required column is missing, a closed layout has an unknown column, or a column is there
        twice.
    """
    _refuse_doubles(header, file)
    found = _found(layout, header)
    columns: dict[str, int] = {}
    for position, part in found.items():
        if part.role in columns:
            raise _double(header[columns[part.role]], header[position], file)
        if part.role:
            columns[part.role] = position
    missing = [part.headers[0] for part in layout.parts if part.required and part.role not in columns]
    unknown = [position for position in range(len(header)) if position not in found]
    if missing:
        raise _missing(layout, missing, [header[position] for position in unknown], file)
    if layout.closed and unknown:
        raise _extra(layout, header[unknown[0]] or f"{unknown[0] + 1} (zonder naam)", file)
    return columns


def _found(layout: Layout, header: tuple[str, ...]) -> dict[int, Part]:
    by_header = {name: part for part in layout.parts for name in part.headers}
    found = {}
    for position, name in enumerate(header):
        for title in _titles(name):
            if title in by_header:
                found[position] = by_header[title]
                break
    return found


def _titles(header: str) -> list[str]:
    """Return the names a header may stand for: itself, without its unit, and the last part of a path."""
    titles = [header]
    if header.endswith(")"):
        depth = 0
        for position in range(len(header) - 1, -1, -1):
            depth += (header[position] == ")") - (header[position] == "(")
            if depth == 0:
                titles.append(header[:position].rstrip())
                break
    titles += [title.rsplit("/", 1)[1].strip() for title in titles if "/" in title]
    return titles


def _refuse_doubles(header: tuple[str, ...], file: str) -> None:
    seen: set[str] = set()
    for name in header:
        if name and name in seen:
            raise _double(name, name, file)
        seen.add(name)


def _double(first: str, second: str, file: str) -> InputError:
    problem = "deze kolom staat er twee keer" if first == second else f"deze kolom is dezelfde als '{first}'"
    return InputError(
        problem,
        expected="elke kolom één keer",
        action="haal de tabel opnieuw op, of verwijder de dubbele kolom",
        file=file,
        row=1,
        column=second,
    )


def _missing(layout: Layout, missing: list[str], unknown: list[str], file: str) -> InputError:
    others = f" (en ook {_listed(missing[1:])})" if len(missing) > 1 else ""
    strange = f"; de kolommen {_listed(unknown)} kennen wij niet" if unknown and layout.closed else ""
    return InputError(
        f"deze kolom ontbreekt{others}{strange}",
        expected=f"{layout.name} met de kolommen {_listed(_required(layout), 30)}",
        action="haal de hele tabel opnieuw op, of zet de kolomnaam terug zoals de bron haar schrijft",
        file=file,
        row=1,
        column=missing[0],
    )


def _extra(layout: Layout, name: str, file: str) -> InputError:
    return InputError(
        "deze kolom hoort niet in deze tabel",
        expected=f"{layout.name} met de kolommen {_listed(_required(layout), 30)}",
        action="verwijder deze kolom; heeft de bron de tabel veranderd, meld dit dan bij ons",
        file=file,
        row=1,
        column=name,
    )


def _required(layout: Layout) -> list[str]:
    return [part.headers[0] for part in layout.parts if part.required]


def _listed(names: list[str], most: int = 5) -> str:
    shown = ", ".join(f"'{_SPACES.sub(' ', name)[:80]}'" for name in names[:most])
    return shown if len(names) <= most else f"{shown} en nog {len(names) - most}"
