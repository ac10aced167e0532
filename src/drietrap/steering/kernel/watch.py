"""Looking ahead: in which months something may begin for somebody at ease.

Most people are at ease in most months, and stay so. Their draws are made many months at a time, which a
machine does four at once, and are held against the highest chance that anybody like them has at any age and
in any version. The few months that this leaves are held against the slots of needs at the very age. Only
what is left then is worked out, with the chances of that very month; a bit too many changes nothing.
"""

from __future__ import annotations

from typing import Annotated, Protocol

import numpy as np
from numpy.typing import NDArray

from drietrap.steering.kernel.compiled import compiled, inlined
from drietrap.steering.kernel.draw import HOUSEHOLD, MONTH, block
from drietrap.steering.model.codes import AGES, AT_EASE, UNPROTECTED
from drietrap.steering.model.people import Family, Person, Standing
from drietrap.steering.model.rows import Rows, Whole, layout
from drietrap.steering.model.tables import EASE, Plan

Bits = NDArray[np.uint64]
SPAN = 64  # months that one word of 64 bits looks ahead
YEAR = 12
_DE_BRUIJN = np.uint64(0x03F79D71B4CB0A89)  # every six bits of it are different (Leiserson and others 1998)
_PLACES = np.zeros(SPAN, dtype=np.int64)
_PLACES[(np.uint64(1) << np.arange(SPAN, dtype=np.uint64)) * _DE_BRUIJN >> np.uint64(58)] = np.arange(SPAN)


class Bounds(Protocol):
    """The highest chances of a run: ``onset`` (S, R), ``report`` (R,), ``probation`` (S,).

    Of the slots of needs, over all versions: where each begins and how wide it is, ``lower`` and ``width``
    (ages, S, R, 5) for own needs, ``shared_lower`` and ``shared_width`` (R, 2) for those of a family.
    """

    onset: Annotated[Whole, np.uint64, (2, 8)]
    lower: Annotated[Whole, np.uint64, (AGES, 2, 8, 5)]
    width: Annotated[Whole, np.uint64, (AGES, 2, 8, 5)]
    shared_lower: Annotated[Whole, np.uint64, (8, 2)]
    shared_width: Annotated[Whole, np.uint64, (8, 2)]
    report: Annotated[Whole, np.uint64, (8,)]
    probation: Annotated[Whole, np.uint64, (2,)]


def bounds_of(plan: Plan) -> Rows:
    """Return one row of :class:`Bounds`: the highest over all ages and versions."""
    bounds = np.zeros(1, dtype=layout(Bounds))
    bounds["onset"] = plan.tables["onset_top"].max(axis=(0, 1))
    for slots, mark in (("onset", ""), ("shared", "shared_")):
        begins, widths = plan.tables[f"{slots}_start"], plan.tables[f"{slots}_width"]
        bounds[f"{mark}lower"] = begins.min(axis=0)
        bounds[f"{mark}width"] = (begins + widths).max(axis=0) - begins.min(axis=0)
    bounds["report"] = plan.tables["report"][:, :, 0].max(axis=(0, 1))
    bounds["probation"] = plan.tables["probation"].max(axis=(0, 1))
    return bounds


@inlined
def busy(me: Standing) -> bool:
    """Return whether somebody has a need, help, a report, a measure or probation."""
    return me.phase != AT_EASE or me.protection != UNPROTECTED or me.probation > 0


@inlined
def place_of(bit: np.uint64) -> int:
    """Return which of the 64 bits of a word is the only one that is set."""
    place: int = _PLACES[bit * _DE_BRUIJN >> np.uint64(58)]
    return place


@compiled
def in_slot(need: np.uint64, lower: Whole, width: Whole) -> bool:
    """Return whether a draw lies in one of the slots of needs."""
    found = False
    for kind in range(5):
        found |= need - lower[kind] < width[kind]  # without a sign: what lies below a slot is far above it
    return found


@compiled
def own_months(
    seed: int, start: int, months: int, who: Person, stratum: int, ease: int, bounds: Bounds, drawn: Bits
) -> np.uint64:
    """Return as bits the months in which a need, a report or probation may begin for a person.

    ``drawn`` is room for the draws of so many months.
    """
    found, likely, slow, one = np.uint64(0), np.uint64(0), np.uint64(ease), np.uint64(1)
    onset, report = bounds.onset[who.sex, stratum], bounds.report[stratum]
    number, born, probation = int(who.number), int(who.born), bounds.probation[who.sex]
    for row in range(months):
        draw = block(seed, MONTH, number, start + row)
        need = draw[0] * slow >> np.uint64(EASE)
        drawn[row] = need
        safety = (draw[1] * slow >> np.uint64(EASE)) < report
        likely |= np.uint64(need < onset) << np.uint64(row)
        found |= np.uint64(safety | (draw[2] < probation)) << np.uint64(row)
    while likely:
        bit = likely & (~likely + one)
        likely ^= bit
        row = place_of(bit)
        age = (start + row - born) // YEAR
        if in_slot(drawn[row], bounds.lower[age, who.sex, stratum], bounds.width[age, who.sex, stratum]):
            found |= bit
    return found


@compiled
def shared_months(seed: int, start: int, months: int, family: Family, ease: int, bounds: Bounds) -> np.uint64:
    """Return as bits the months in which a need may come over a family."""
    found, slow, number = np.uint64(0), np.uint64(ease), int(family.number)
    lower, width = bounds.shared_lower[family.stratum], bounds.shared_width[family.stratum]
    for row in range(months):
        need = block(seed, HOUSEHOLD, number, start + row)[0] * slow >> np.uint64(EASE)
        either = (need - lower[0] < width[0]) | (need - lower[1] < width[1])
        found |= np.uint64(either) << np.uint64(row)
    return found


@inlined
def look_ahead(
    seed: int,
    start: int,
    months: int,
    family: Family,
    persons: Rows,
    ease: int,
    bounds: Bounds,
    ahead: Bits,
    offset: int,
    drawn: Bits,
) -> np.uint64:
    """Fill in for the members of a family in which months something may begin; return them together.

    Parameters
    ----------
    start, months
        The months looked at, at most 64.
    ease
        That of the district.
    ahead
        One word per member from ``offset`` on: bit 0 is the first month.
    drawn
        Room for the draws of a person.
    """
    anything = np.uint64(0)
    stratum = family.stratum
    shared = np.uint64(0)
    if bounds.shared_width[stratum, 0] + bounds.shared_width[stratum, 1] > 0:
        shared = shared_months(seed, start, months, family, ease, bounds)
    for person in range(family.first, family.last):
        who = persons[person]
        born, enter, leave = int(who.born), int(who.enter), int(who.leave)
        first = max(max(enter, born), start) - start  # noqa: PLW3301 (two at a time compile faster)
        last = min(min(leave, born + AGES * YEAR), start + months) - start  # noqa: PLW3301
        word = np.uint64(0)
        if first < last:
            own = own_months(seed, start + first, last - first, who, stratum, ease, bounds, drawn)
            word = own << np.uint64(first)
            everything = np.uint64(0xFFFFFFFFFFFFFFFF)
            here = (everything >> np.uint64(SPAN - (last - first))) << np.uint64(first)
            word |= shared & here
        ahead[offset + person - family.first] = word
        anything |= word
    return anything
