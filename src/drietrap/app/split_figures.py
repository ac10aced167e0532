"""One figure split: gathering its quantities on both sides, or saying why that cannot be done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

import numpy as np

from drietrap.app.split_bookings import shifted
from drietrap.app.split_withheld import withheld
from drietrap.app.state import State
from drietrap.catalogue.indicator import Break
from drietrap.catalogue.split import Chain, quantities_of
from drietrap.catalogue.split_quantities import QUANTITIES, REGISTER, SOURCES
from drietrap.differences.split.build import About, Place, split
from drietrap.differences.split.gather import Quantities, together, usable
from drietrap.differences.split.result import NoSplit, Side, Split
from drietrap.differences.split.words import NO_VERDICT
from drietrap.vocabulary.area import NEDERLAND
from drietrap.vocabulary.notation import Count
from drietrap.vocabulary.period import Period

# What is not known of a source whose counts are protected.
_WITHHELD = {REGISTER: "geheim of niet geteld in de registratie"}
ZERO = "een van beide cijfers is nul: niet geleverd, of niets om te splitsen"


def between(
    state: State, chain: Chain, held: Quantities, area: str, side: Side, *, lacking_in: str = ""
) -> Split | NoSplit:
    """Split a figure between a municipality and another side; ``held`` covers all municipalities.

    ``lacking_in`` says what is known to be lacking in the source itself: nothing then gets a verdict.
    """
    no = partial(NoSplit, chain.id, chain.label)
    needed = quantities_of(chain)
    concerned = (area,) if side.kind == "groep" else (area, *side.members)
    for code in concerned:
        moved = dict.fromkeys(held.moved[name, code] for name in needed if (name, code) in held.moved)
        if moved:
            return no(f"de bronnen gaan door een herindeling over twee gebieden: {'; '.join(moved)}")
        if missing := lacking(held, needed, code):
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
    if not splittable(chain, own) or not splittable(chain, other):
        return no(ZERO)
    breaks = breaks_between(chain, min(years), max(years), concerned)
    unsaid, why = withheld(chain, own, other, held.years, breaks)
    if lacking_in:
        reason = f"Niet te zeggen: {lacking_in}."
        unsaid, why = {term.id: reason for term in chain.terms}, (f"{NO_VERDICT}: {lacking_in}.",)
    for term, codes in chain.booked:
        odd = [said for code in concerned if (said := shifted(state, code, codes, held.years["lasten"]))]
        if odd:
            unsaid[term] = f"Niet te zeggen: {'; '.join(odd)}."
            why = (*why, f"{NO_VERDICT} over ‘{chain.text(term).label}’: {'; '.join(odd)}.")
    notes = [*why, *doubts_told(state, chain, concerned, years), *map(break_told, breaks)]
    notes += merged_then(state, held, concerned, set(years))
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
        incomplete=bool(lacking_in),
    )
    return split(chain, own, other, about)


def merged_then(state: State, held: Quantities, areas: Iterable[str], years: set[int]) -> list[str]:
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


def lacking(held: Quantities, needed: Iterable[str], area: str) -> str:
    """Return which of the needed quantities are not known of an area; empty when all are."""
    place = held.areas.index(area)
    absent = [QUANTITIES[name] for name in needed if not held.ranges[name].there[place]]
    tables = dict.fromkeys(one.source for one in absent)
    first = {table: next(one.label for one in absent if one.source == table) for table in tables}
    return ", ".join(f"{label} ({_WITHHELD.get(table, table)})" for table, label in first.items())


def splittable(chain: Chain, side: Place) -> bool:
    """Whether a figure is more than zero: growth from or to nothing has no factors."""
    figure = [side.held[name] for name in chain.figure.above]
    return all(bool(held.high[0] > 0) and not bool(held.value[0] <= 0) for held in figure)


def _years(chain: Chain, years: Mapping[str, int]) -> tuple[str, ...]:
    """Return the year of every source, in words."""
    found: dict[tuple[str, int], None] = {}
    for name in quantities_of(chain):
        if name in years:
            found[QUANTITIES[name].source, years[name]] = None
    return tuple(f"{SOURCES[table]}: {year}" for table, year in found)


def doubts_told(state: State, chain: Chain, areas: tuple[str, ...], years: tuple[int, ...]) -> list[str]:
    """Return what checks found odd in these areas and years, in words."""
    found = {
        f"Een controle vond iets vreemds bij {state.name(area)}: {why}": None
        for area in areas
        if area != NEDERLAND
        for indicator in chain.checked
        for year in years
        for why in state.doubts.of(indicator, area, str(year))
    }
    return list(found)


def breaks_between(chain: Chain, first: int, last: int, areas: tuple[str, ...]) -> list[Break]:
    """Return the breaks in series between two years, for these areas."""
    return [
        one
        for one in chain.breaks
        if first < Period.parse(one.period).year <= last and (one.area is None or one.area in areas)
    ]


def break_told(one: Break) -> str:
    """Return a break in a series in words."""
    return f"Trendbreuk in {one.period}: {one.reason}"
