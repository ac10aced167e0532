"""The facts about areas: which municipalities existed when, how they are called, and how they merged.

The facts are in ``facts/gemeenten.csv``, ``facts/gebieden.csv`` and ``facts/herindelingen.csv``, each with
its source in the first lines.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from drietrap.vocabulary.area import AreaKind, kind_of

_FIRST_YEAR, _LAST_YEAR = 2015, 2026  # the years the facts cover


@dataclass(frozen=True)
class Area:
    """An area with its life.

    Parameters
    ----------
    code
        CBS code such as ``GM0505``.
    name
        Name for readers.
    valid_from
        First day; None when it already existed at the start of our facts (2015).
    valid_to
        First day on which it no longer exists; None when it still exists.
    other_names
        Other ways the name is written.
    """

    code: str
    name: str
    valid_from: date | None = None
    valid_to: date | None = None
    other_names: tuple[str, ...] = ()

    @property
    def kind(self) -> AreaKind:
        """Level of the area."""
        return kind_of(self.code)

    def exists_on(self, day: date) -> bool:
        """Whether the area exists on ``day``."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day < self.valid_to
        )

    def years_away(self, year: int) -> int:
        """Return 0 when it existed on some day of ``year``, else the number of years it misses it by."""
        if self.valid_from is not None and self.valid_from.year > year:
            return self.valid_from.year - year
        if self.valid_to is not None and self.valid_to <= date(year, 1, 1):
            last = self.valid_to.year - (self.valid_to == date(self.valid_to.year, 1, 1))
            return year - last
        return 0


@dataclass(frozen=True)
class Merger:
    """From ``date`` on, the old municipality belongs to the new one; not ``whole`` when it was divided."""

    date: date
    old: str
    new: str
    whole: bool = True


@cache
def areas() -> tuple[Area, ...]:
    """Return all municipalities since 2015 and all larger areas, by code."""
    rows = [*_rows("gemeenten.csv"), *_rows("gebieden.csv")]
    return tuple(
        Area(
            code=row["code"],
            name=row["name"],
            valid_from=_day(row["valid_from"]),
            valid_to=_day(row["valid_to"]),
            other_names=tuple(name for name in row["other_names"].split("|") if name),
        )
        for row in sorted(rows, key=lambda row: row["code"])
    )


@cache
def mergers() -> tuple[Merger, ...]:
    """Return all mergers since 2015, in order of date and code."""
    found = [
        Merger(date.fromisoformat(row["date"]), row["old"], row["new"], row["extent"] == "geheel")
        for row in _rows("herindelingen.csv")
    ]
    return tuple(sorted(found, key=lambda merger: (merger.date, merger.old, merger.new)))


@cache
def number_in(year: int) -> int | None:
    """Return how many municipalities there were on 1 January of ``year``; None outside our facts."""
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    return len(municipalities_among(areas(), year))


def municipalities_among(known: Iterable[Area], year: int) -> tuple[Area, ...]:
    """Return the municipalities among ``known`` that existed on 1 January of ``year``, by code."""
    day = date(year, 1, 1)
    found = [area for area in known if area.kind is AreaKind.GEMEENTE and area.exists_on(day)]
    return tuple(sorted(found, key=lambda area: area.code))


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = files("drietrap.catalogue").joinpath("facts", name).read_text(encoding="utf-8")
    return csv.DictReader((line for line in text.splitlines() if not line.startswith("#")), delimiter=";")


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
