"""The same ground on every year: what covered an area in the year of a source, and what its sum is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from drietrap.differences.split.ranges import Array, Mask, Range
from drietrap.register.areas import AreaRegister
from drietrap.register.territory import Territory


class Ground:
    """The territory that ``areas`` have on 1 January of ``until``, followed back through mergers.

    Without a ``register`` every area is itself in every year.
    """

    def __init__(self, areas: Sequence[str], until: int, register: AreaRegister | None) -> None:
        self._areas = tuple(areas)
        self._until = until
        self._register = register
        self._found: dict[int, tuple[Territory, ...]] = {}

    def position(self, year: int) -> Mapping[str, int]:
        """Return a place for every municipality of ``year`` that covers some of the areas."""
        codes = dict.fromkeys(code for land in self._lands(year) for code in land.codes)
        return {code: place for place, code in enumerate(codes)}

    def together(self, held: Range, year: int, moved: Collection[str]) -> Range:
        """Return a quantity per area: the sum over what covered it; unknown where it has ``moved``."""
        position = self.position(year)
        whose = np.array([i for i, land in enumerate(self._lands(year)) for _ in land.codes], dtype=np.int64)
        where = np.array([position[code] for land in self._lands(year) for code in land.codes])
        unknown = np.isin(self._areas, list(moved))
        return Range(*(self._sum(end[where], whose, unknown) for end in (held.value, held.low, held.high)))

    def moved(self, year: int, used: Collection[int]) -> dict[str, str]:
        """Return by area why a quantity of ``year`` is of no one territory; ``used``: years of its cells."""
        found = {}
        for area, land in zip(self._areas, self._lands(year), strict=True):
            doubts = [*land.doubts, *(why for code in land.codes for why in self._changed(code, used))]
            if doubts:
                found[area] = "; ".join(dict.fromkeys(doubts))
        return found

    def summed(self, years: Iterable[int]) -> dict[tuple[str, int], tuple[str, ...]]:
        """Return by area and year which municipalities it is the sum of, where it was not itself."""
        return {
            (area, year): land.codes
            for year in sorted(set(years))
            for area, land in zip(self._areas, self._lands(year), strict=True)
            if land.codes != (area,) and land.whole
        }

    def _lands(self, year: int) -> tuple[Territory, ...]:
        if year not in self._found:
            self._found[year] = tuple(self._land(area, year) for area in self._areas)
        return self._found[year]

    def _land(self, area: str, year: int) -> Territory:
        if self._register is None or year >= self._until:
            return Territory((area,), True)
        return self._register.parts(area, of=self._until, on=year)

    def _changed(self, code: str, years: Collection[int]) -> tuple[str, ...]:
        """Return what changed a municipality between the first and the last of some years."""
        if self._register is None or min(years) == max(years):
            return ()
        return self._register.parts(code, of=min(years), on=max(years)).doubts

    def _sum(self, parts: Array, whose: NDArray[np.int64], unknown: Mask) -> Array:
        made = np.zeros(len(self._areas))
        np.add.at(made, whose, parts)
        return np.where(unknown, np.nan, made)
