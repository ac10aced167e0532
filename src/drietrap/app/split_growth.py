"""Growth split: a figure of one place between two years, and the years between which that can be done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

import polars as pl

from drietrap.app.split_figures import (
    break_told,
    breaks_between,
    doubts_told,
    lacking,
    merged_then,
    splittable,
)
from drietrap.app.state import State
from drietrap.catalogue.deflator import DEFLATORS, level
from drietrap.catalogue.split import Chain, deflators_of, quantities_of
from drietrap.catalogue.split_quantities import QUANTITIES, SOURCES
from drietrap.differences.split.build import About, Place, split
from drietrap.differences.split.gather import Quantities, gathered
from drietrap.differences.split.levels import Prices
from drietrap.differences.split.result import NoSplit, Split
from drietrap.vocabulary.area import NEDERLAND

_YEAR = 4
_FIRST = 2015  # the Jeugdwet


class Years:
    """The years of which all that chains need was read for one area.

    Parameters
    ----------
    state
        An opened release.
    chains
        Chains over time.
    area
        A municipality, or the country.
    """

    def __init__(self, state: State, chains: Sequence[Chain], area: str) -> None:
        names = dict.fromkeys(name for chain in chains for name in quantities_of(chain))
        self._quantities = [QUANTITIES[name] for name in names]
        self._state, self._area = state, area
        tables = {cell.table for one in self._quantities for part in one.products for cell in part.cells}
        self._rows = state.core.observation.filter(pl.col("table").is_in(sorted(tables)))
        periods = self._rows["period"].unique().to_list()
        read = sorted(int(period) for period in periods if len(period) == _YEAR)
        ground = self._last(read)
        self._held = {year: self.held(year, max(year, ground)) for year in read}

    def _last(self, read: Sequence[int]) -> int:
        """Return the newest year in which the area was there: its territory of then is that of every year."""
        area = self._state.areas.by_code.get(self._area)
        there = [year for year in read if area is None or area.exists_on(date(year, 1, 1))]
        return max(there, default=0)

    def held(self, year: int, ground: int) -> Quantities:
        """Return what was read of one year, of the territory that the area has in the year ``ground``."""
        register = None if self._area == NEDERLAND else self._state.areas
        return gathered(
            self._rows, self._quantities, [self._area], year, exactly=True, register=register, ground=ground
        )

    def complete(self, chain: Chain) -> tuple[int, ...]:
        """Return the years with everything that ``chain`` needs, and a figure above zero, oldest first."""
        needed = quantities_of(chain)
        return tuple(
            year
            for year, held in self._held.items()
            if not lacking(held, needed, self._area) and splittable(chain, Place("", held.ranges, {}))
        )

    def before(self, chain: Chain, period: int | None) -> tuple[int, ...]:
        """Return the years that the wanted year (else a later one) can be compared with."""
        there = self.complete(chain)
        return tuple(
            year
            for year in there
            if any(
                _known(chain, min(year, now), max(year, now))
                for now in there
                if now != year and (now == period if period else now > year)
            )
        )

    def newest(self, chain: Chain, before: int) -> int | None:
        """Return the newest year after ``before`` with everything, of which prices are known too."""
        later = [year for year in self.complete(chain) if year > before]
        known = [year for year in later if _known(chain, before, year)]
        return max(known or later, default=None)


def growth(
    years: Years, state: State, chain: Chain, area: str, name: str, before: int, wanted: int | None
) -> Split | NoSplit:
    """Split a figure of one place between two years: the wanted or newest one, and ``before``."""
    no = partial(NoSplit, chain.id, chain.label)
    if why := _nothing(years, chain, before, wanted):
        return no(why)
    now = wanted or years.newest(chain, before)
    if now is None or now == before:
        return no(f"van een later jaar dan {before} is niet alles gelezen")
    first, last = min(now, before), max(now, before)
    held = {year: years.held(year, last) for year in (now, before)}
    moved = dict.fromkeys(why for one in held.values() for why in one.moved.values())
    if moved:
        return no(f"{name} is tussen {first} en {last} door een herindeling veranderd: {'; '.join(moved)}")
    sides: list[Place] = []
    for year, found in held.items():
        if missing := lacking(found, quantities_of(chain), area):
            return no(f"over {year} ontbreekt: {missing}")
        prices = _prices(chain, year, first)
        if isinstance(prices, str):
            return no(prices)
        sides.append(Place(f"{name} in {year}", found.ranges, prices))
    breaks = breaks_between(chain, first, last, (area,))
    notes = [*map(break_told, breaks), *doubts_told(state, chain, (area,), (now, before))]
    for found in held.values():
        notes += merged_then(state, found, (area,), {first, last})
    about = About(_both(chain, first, last), tuple(dict.fromkeys(notes)), broken=bool(breaks))
    own, other = sides
    return split(chain, own, other, about)


def _nothing(years: Years, chain: Chain, before: int, wanted: int | None) -> str:
    """Return why a year that is asked has no figure; empty when all have."""
    there = years.complete(chain)
    for year in (before, wanted):
        if year is not None and year not in there:
            read = f"; wel van {', '.join(map(str, there))}" if there else ""
            return f"van {year} is niet alles gelezen, of het cijfer is nul{read}"
    return ""


def _prices(chain: Chain, year: int, base: int) -> Prices | str:
    """Return the prices of a year, or what is not known of them."""
    found = {}
    for series in deflators_of(chain):
        known = level(series, year, base)
        if known is None:
            label = DEFLATORS[series].label
            return f"van de deflator ({label}) is een jaar tussen {base} en {year} niet bekend"
        found[series] = known
    return found


def _known(chain: Chain, first: int, last: int) -> bool:
    return not isinstance(_prices(chain, last, first), str)


def _both(chain: Chain, first: int, last: int) -> tuple[str, ...]:
    """Return the sources of a growth, all of the same two years, in words."""
    sources = dict.fromkeys(SOURCES[QUANTITIES[name].source] for name in quantities_of(chain))
    return tuple(f"{source}: {first} en {last}" for source in sources)


def possible(years: Years, chains: Sequence[Chain], wanted: int | None) -> str:
    """Return in words which years do work, and for what; empty when none does."""
    found: dict[tuple[int, ...], list[str]] = {}
    for chain in chains:
        found.setdefault(years.before(chain, wanted), []).append(chain.label[0].lower() + chain.label[1:])
    found.pop((), None)
    return "; ".join(f"{_listed(there)} ({' en '.join(labels)})" for there, labels in found.items())


def _listed(years: Sequence[int]) -> str:
    """Write years, three or more in a row as a stretch.

    >>> _listed((2016, 2017, 2018, 2021, 2023))
    '2016 t/m 2018, 2021 en 2023'
    """
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    told = [
        words for run in runs for words in ([f"{run[0]} t/m {run[-1]}"] if len(run) > 2 else map(str, run))
    ]
    return " en ".join([", ".join(told[:-1]), told[-1]] if len(told) > 1 else told)


def too_early(before: int) -> str:
    """Return what to know of a year before the Jeugdwet; empty for later years."""
    return f"voor {_FIRST} vielen deze taken niet onder gemeenten" if before < _FIRST else ""
