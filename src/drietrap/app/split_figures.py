"""One figure split: gathering its quantities on both sides, or saying why that cannot be done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

import numpy as np

from drietrap.app.split_bookings import shifted
from drietrap.app.split_withheld import withheld
from drietrap.app.state import State
from drietrap.catalogue.deflator import DEFLATORS, level
from drietrap.catalogue.indicator import Break
from drietrap.catalogue.split import Chain, Quantity, deflators_of, quantities_of
from drietrap.catalogue.split_quantities import QUANTITIES, SOURCES
from drietrap.differences.split.build import About, Place, split
from drietrap.differences.split.gather import Quantities, gathered, together, usable
from drietrap.differences.split.levels import Prices
from drietrap.differences.split.ranges import Range
from drietrap.differences.split.result import NoSplit, Side, Split
from drietrap.differences.split.words import NO_VERDICT
from drietrap.vocabulary.area import NEDERLAND
from drietrap.vocabulary.notation import Count
from drietrap.vocabulary.period import Period

_YEAR = 4
_ZERO = "een van beide cijfers is nul: niet geleverd, of niets om te splitsen"


def between(state: State, chain: Chain, held: Quantities, area: str, side: Side) -> Split | NoSplit:
    """Split a figure between a municipality and another side; ``held`` covers all municipalities."""
    no = partial(NoSplit, chain.id, chain.label)
    needed = quantities_of(chain)
    concerned = (area,) if side.kind == "groep" else (area, *side.members)
    for code in concerned:
        moved = dict.fromkeys(held.moved[name, code] for name in needed if (name, code) in held.moved)
        if moved:
            return no(f"de bronnen gaan door een herindeling over twee gebieden: {'; '.join(moved)}")
        if missing := _missing(held, needed, code):
            return no(f"van {state.name(code)}{state.ended(code)} ontbreekt: {missing}")
    years = tuple(dict.fromkeys(held.years[name] for name in needed))
    group = side.kind == "groep"
    wanted = np.isin(held.areas, side.members)
    members = wanted & usable(held, needed, _doubted(state, chain, years) if group else ())
    left_out = int(wanted.sum() - members.sum())
    if not members.any():
        return no(f"van {side.label} ontbreken cijfers, of zij zijn in twijfel")
    place = held.at(np.array([held.areas.index(area)]))
    others = together(held, members) if group else held.at(np.flatnonzero(members))
    own, other = Place(state.name(area), place, {}), Place(side.label, others, {})
    if not _positive(chain, own) or not _positive(chain, other):
        return no(_ZERO)
    breaks = _breaks(chain, min(years), max(years), concerned)
    unsaid, why = withheld(chain, own, other, held.years, breaks)
    for term, codes in chain.booked:
        odd = [said for code in concerned if (said := shifted(state, code, codes, held.years["lasten"]))]
        if odd:
            unsaid[term] = f"Niet te zeggen: {'; '.join(odd)}."
            why = (*why, f"{NO_VERDICT} over ‘{chain.text(term).label}’: {'; '.join(odd)}.")
    notes = [*why, *_doubts(state, chain, concerned, years), *map(_told, breaks)]
    notes += _merged(state, held, concerned, set(years))
    if left_out:
        notes.append(
            f"{Count(left_out)} {Count(left_out):gemeente doet|gemeenten doen} niet mee van {side.label}: "
            "cijfers ontbreken, of een controle vond iets vreemds."
        )
    about = About(
        _years(chain, held.years),
        tuple(notes),
        members=int(members.sum()),
        left_out=left_out,
        withheld=unsaid,
    )
    return split(chain, own, other, about)


def _merged(state: State, held: Quantities, areas: Iterable[str], years: set[int]) -> list[str]:
    """Return of which municipalities of then the figures of a merged municipality are the sum."""
    return [
        f"De cijfers van {year} van {state.name(area)} zijn de som van de gemeenten van toen: "
        f"{', '.join(map(state.name, codes))}."
        for (area, year), codes in held.summed.items()
        if area in areas and year in years
    ]


def _doubted(state: State, chain: Chain, years: tuple[int, ...]) -> set[str]:
    return {
        area
        for indicator in chain.checked
        for year in years
        for area in state.doubts.areas(indicator, str(year))
    }


def growth(
    state: State, chain: Chain, area: str, name: str, before: int, period: str | None
) -> Split | NoSplit:
    """Split a figure of one place between two years: the wanted or newest one, and ``before``."""
    no = partial(NoSplit, chain.id, chain.label)
    quantities = tuple(QUANTITIES[one] for one in quantities_of(chain))
    now = Period.parse(period).year if period else _newest(state, quantities, area, before)
    if now is None or now == before:
        return no(f"over {name} is geen later jaar dan {before} met deze cijfers gelezen")
    first, last = min(now, before), max(now, before)
    if area != NEDERLAND and state.areas.parts(area, of=last, on=first).codes != (area,):
        return no(f"{name} is tussen {first} en {last} door een herindeling veranderd")
    sides = [_in_year(state, chain, quantities, area, year, first) for year in (now, before)]
    for found in sides:
        if isinstance(found, str):
            return no(found)
        if not _positive(chain, Place(name, found[0], {})):
            return no(_ZERO)
    own, other = (
        Place(f"{name} in {year}", *found)
        for year, found in zip((now, before), sides, strict=True)
        if not isinstance(found, str)
    )
    breaks = _breaks(chain, first, last, (area,))
    notes = (*map(_told, breaks), *_doubts(state, chain, (area,), (now, before)))
    return split(chain, own, other, About(_both(chain, first, last), notes, broken=bool(breaks)))


def _in_year(
    state: State, chain: Chain, quantities: Sequence[Quantity], area: str, year: int, base: int
) -> tuple[Mapping[str, Range], Prices] | str:
    """Return the quantities and prices of one year, or what is missing."""
    held = gathered(state.core.observation, quantities, [area], year, exactly=True)
    if missing := _missing(held, quantities_of(chain), area):
        return f"over {year} ontbreekt: {missing}"
    prices = {}
    for series in deflators_of(chain):
        found = level(series, year, base)
        if found is None:
            return (
                f"van de deflator ({DEFLATORS[series].label}) is een jaar tussen {base} en {year} niet bekend"
            )
        prices[series] = found
    return held.ranges, prices


def _newest(state: State, quantities: Sequence[Quantity], area: str, before: int) -> int | None:
    """Return the newest year after ``before`` in which everything was read for this area."""
    periods = state.core.observation["period"].unique().to_list()
    later = (int(period) for period in periods if len(period) == _YEAR and int(period) > before)
    for year in sorted(later, reverse=True):
        held = gathered(state.core.observation, quantities, [area], year, exactly=True)
        if all(found.there.all() for found in held.ranges.values()):
            return year
    return None


def _missing(held: Quantities, needed: Iterable[str], area: str) -> str:
    place = held.areas.index(area)
    absent = [QUANTITIES[name] for name in needed if not held.ranges[name].there[place]]
    tables = dict.fromkeys(one.source for one in absent)
    return ", ".join(f"{next(o.label for o in absent if o.source == table)} ({table})" for table in tables)


def _positive(chain: Chain, side: Place) -> bool:
    figure = [side.held[name] for name in chain.figure.above]
    return all(bool(held.high[0] > 0) and not bool(held.value[0] <= 0) for held in figure)


def _years(chain: Chain, years: Mapping[str, int]) -> tuple[str, ...]:
    """Return the year of every source, in words."""
    found: dict[tuple[str, int], None] = {}
    for name in quantities_of(chain):
        if name in years:
            found[QUANTITIES[name].source, years[name]] = None
    return tuple(f"{SOURCES[table]}: {year}" for table, year in found)


def _both(chain: Chain, first: int, last: int) -> tuple[str, ...]:
    """Return the sources of a growth, all of the same two years, in words."""
    sources = dict.fromkeys(SOURCES[QUANTITIES[name].source] for name in quantities_of(chain))
    return tuple(f"{source}: {first} en {last}" for source in sources)


def _doubts(state: State, chain: Chain, areas: tuple[str, ...], years: tuple[int, ...]) -> list[str]:
    found = {
        f"Een controle vond iets vreemds bij {state.name(area)}: {why}": None
        for area in areas
        if area != NEDERLAND
        for indicator in chain.checked
        for year in years
        for why in state.doubts.of(indicator, area, str(year))
    }
    return list(found)


def _breaks(chain: Chain, first: int, last: int, areas: tuple[str, ...]) -> list[Break]:
    """Return the breaks in series between two years, for these areas."""
    return [
        one
        for one in chain.breaks
        if first < Period.parse(one.period).year <= last and (one.area is None or one.area in areas)
    ]


def _told(one: Break) -> str:
    return f"Trendbreuk in {one.period}: {one.reason}"
