"""The area of a municipality in another year: which municipalities covered it, and how sure that is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from drietrap.catalogue.gemeenten import Area, Merger


@dataclass(frozen=True)
class Territory:
    """The municipalities that cover one area in another year.

    ``whole`` is False when together they are not exactly that area, or nobody says they are; ``doubts``
    then says why, in Dutch. A sum over ``codes`` stands for the area only when ``whole``.
    """

    codes: tuple[str, ...]
    whole: bool
    doubts: tuple[str, ...] = ()


class History:
    """Mergers in order, with the areas they are about."""

    def __init__(self, mergers: Iterable[Merger], areas: Mapping[str, Area]) -> None:
        self.mergers = tuple(sorted(set(mergers), key=lambda m: (m.date, m.old, m.new)))
        self._areas = areas
        self._ends: defaultdict[str, list[Merger]] = defaultdict(list)
        self._by_day: defaultdict[date, list[Merger]] = defaultdict(list)
        for merger in self.mergers:
            self._ends[merger.old].append(merger)
            self._by_day[merger.date].append(merger)
        self._ordered_days = sorted(self._by_day)

    def successors(self, code: str) -> tuple[Merger, ...]:
        """Return the mergers in which ``code`` ended."""
        return tuple(self._ends.get(code, ()))

    def successor_on(self, code: str, year: int) -> Territory:
        """Return the municipalities that hold the area of ``code`` on 1 January of ``year``."""
        codes, doubts = {code}, dict[str, None]()
        for day in self._days(date.min, date(year, 1, 1)):
            ending = [merger for merger in self._by_day[day] if merger.old in codes]
            codes = (codes - {merger.old for merger in ending}) | {merger.new for merger in ending}
            doubts |= dict.fromkeys(self._divided(merger) for merger in ending if not merger.whole)
        return Territory(tuple(sorted(codes)), not doubts, tuple(doubts))

    def parts(self, code: str, of: int, on: int) -> Territory:
        """Return what covered, on 1 January of ``on``, the area that ``code`` has on 1 January of ``of``."""
        before, after = date(of, 1, 1), date(on, 1, 1)
        return self._later(code, before, after) if after > before else self._earlier(code, after, before)

    def _earlier(self, code: str, first: date, last: date) -> Territory:
        codes, doubts = {code}, dict[str, None]()
        for day in reversed(self._days(first, last)):
            coming = [merger for merger in self._by_day[day] if merger.new in codes]
            born = {merger.new for merger in coming if self._areas[merger.new].valid_from == day}
            codes = (codes - born) | {merger.old for merger in coming}
            doubts |= dict.fromkeys(self._divided(merger) for merger in coming if not merger.whole)
        return Territory(tuple(sorted(codes)), not doubts, tuple(doubts))

    def _later(self, code: str, first: date, last: date) -> Territory:
        for day in self._days(first, last):
            touching = [merger for merger in self._by_day[day] if code in (merger.old, merger.new)]
            if len(touching) == 1 and self._is_renaming(touching[0]):
                code = touching[0].new
            elif touching:
                return Territory((code,), False, tuple(dict.fromkeys(map(self._changed, touching))))
        return Territory((code,), True)

    def _days(self, after: date, until: date) -> list[date]:
        return [day for day in self._ordered_days if after < day <= until]

    def _is_renaming(self, merger: Merger) -> bool:
        sources = [other for other in self._by_day[merger.date] if other.new == merger.new]
        born = self._areas[merger.new].valid_from == merger.date
        return merger.whole and born and sources == [merger]

    def _divided(self, merger: Merger) -> str:
        heirs = [m.new for m in self._ends[merger.old] if m.date == merger.date]
        if len(heirs) > 1:
            names = ", ".join(self._name(code) for code in heirs)
            return f"{self._name(merger.old)} is op {_day(merger.date)} verdeeld over {names}"
        old, new = self._name(merger.old), self._name(merger.new)
        return f"het is niet bekend of {old} op {_day(merger.date)} in zijn geheel naar {new} ging"

    def _changed(self, merger: Merger) -> str:
        return f"{self._name(merger.old)} hoort sinds {_day(merger.date)} bij {self._name(merger.new)}"

    def _name(self, code: str) -> str:
        return self._areas[code].name if code in self._areas else code


def _day(day: date) -> str:
    return f"{day.day}-{day.month}-{day.year}"
