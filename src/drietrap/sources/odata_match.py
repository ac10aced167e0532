"""Which published table and measures the columns of the open-data service are.

A column is known by its key as the catalogue writes it, else by its title, else by its key without the
number that CBS renews in each edition (``Huisarts_11``, ``Huisarts_12``) and without the ``k_`` before a
key that starts with a digit.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from drietrap.catalogue.published import TABLES
from drietrap.catalogue.tables import Edition, Table
from drietrap.vocabulary.errors import InputError

_NUMBER = re.compile(r"_\d+$")
_KEY = re.compile(r"[A-Za-z]\w*_\d+")
_EDITIONS = {edition.id: (table, edition) for table in TABLES.values() for edition in table.editions}


@dataclass(frozen=True)
class Matched:
    """The catalogue's table, the measure of each known column, and the columns left over."""

    table: Table
    measures: dict[str, str]
    unknown: tuple[str, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """Labels of the measures that CBS gives in this table and no column gives."""
        given = set(self.measures.values())
        return tuple(
            column.label
            for column in self.table.columns
            if column.measure not in given and (self.table.closed or _KEY.fullmatch(column.headers[0]))
        )

    @property
    def complete(self) -> bool:
        """Whether columns and measures are the same set."""
        return not self.unknown and not self.missing


def match(identifier: str, columns: Mapping[str, str]) -> Matched:
    """Return the table and measures for delivered ``columns`` (column to title).

    A table id that the catalogue does not have is accepted when its columns are exactly those of one closed
    table: a later edition under a new number.

    Raises
    ------
    InputError
        For a table of another layout, and a closed table with a column too many or too few; the columns are
        named.
    """
    spec = table_of(identifier)
    if spec is None:
        return _recognised(identifier, columns)
    matched = _matched(spec, columns)
    if spec.closed and not matched.complete:
        raise _other_layout(identifier, matched, columns)
    if not matched.measures:
        raise InputError(
            f"tabel {identifier} heeft geen enkele kolom die bij '{spec.title}' hoort",
            expected=_listed([column.headers[0] for column in spec.columns]),
            action="controleer het tabelnummer",
        )
    return matched


def known_id(identifier: str) -> str:
    """Return the id as the catalogue spells it, or ``identifier`` itself when it is not there."""
    known = (*TABLES, *_EDITIONS)
    return next((table for table in known if table.casefold() == identifier.casefold()), identifier)


def edition_of(identifier: str) -> Edition | None:
    """Return the yearly edition with this number at CBS, or None when it is a table with periods."""
    found = _EDITIONS.get(known_id(identifier))
    return found[1] if found else None


def fetchable() -> tuple[str, ...]:
    """Return the numbers of all tables at CBS that the catalogue knows."""
    return (*(table for table in TABLES if table.endswith("NED")), *_EDITIONS)


def table_of(identifier: str) -> Table | None:
    """Return the catalogue's table for a number at CBS, or None when it is not there."""
    known = known_id(identifier)
    return _EDITIONS[known][0] if known in _EDITIONS else TABLES.get(known)


def _recognised(identifier: str, columns: Mapping[str, str]) -> Matched:
    closed = (spec for spec in TABLES.values() if spec.closed)
    fitting = [matched for matched in (_matched(spec, columns) for spec in closed) if matched.complete]
    if len(fitting) == 1:
        return fitting[0]
    raise InputError(
        f"tabel {identifier} heeft een indeling die wij niet kennen",
        expected=f"{_listed(list(fetchable()))}, of een latere uitgave met dezelfde kolommen",
        action="controleer het tabelnummer",
    )


def _matched(spec: Table, columns: Mapping[str, str]) -> Matched:
    by_rank: list[dict[str, set[str]]] = [{}, {}, {}]
    for column in spec.columns:
        for header in column.headers:
            for rank, text in enumerate((header, _folded(header), _stem(header))):
                by_rank[rank].setdefault(text, set()).add(column.measure)
    candidates: dict[str, list[tuple[int, str]]] = {}
    for key, title in columns.items():
        for rank, text in enumerate((key, _folded(title), _stem(key))):
            found = by_rank[rank].get(text, set())
            if len(found) == 1:
                candidates.setdefault(next(iter(found)), []).append((rank, key))
                break
    measures: dict[str, str] = {}
    for measure, claims in candidates.items():
        best = [key for rank, key in claims if rank == min(claims)[0]]
        if len(best) == 1:
            measures[best[0]] = measure
    return Matched(spec, measures, tuple(key for key in columns if key not in measures))


def _other_layout(identifier: str, matched: Matched, columns: Mapping[str, str]) -> InputError:
    problems = []
    if matched.unknown:
        named = [f"{columns[key]} ({key})" for key in matched.unknown]
        problems.append(f"kolommen die wij niet kennen: {_listed(named)}")
    if matched.missing:
        problems.append(f"kolommen die ontbreken: {_listed(list(matched.missing))}")
    return InputError(
        f"tabel {identifier} heeft een andere indeling dan wij kennen; {'; '.join(problems)}",
        expected=_listed([column.headers[0] for column in matched.table.columns]),
        action="meld dit bij de beheerder: de catalogus moet worden bijgewerkt",
    )


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _stem(key: str) -> str:
    return _NUMBER.sub("", key).removeprefix("k_").casefold()


def _listed(names: list[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)
