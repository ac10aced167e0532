"""Looking ahead: in which months something may begin for somebody at ease.

Most people are at ease in most months, and stay so. Their draws are made many months at a time, which a
machine does four at once, and are held against the highest chance that anybody like them has at any age and
in any version. Only the months that this leaves are worked out, with the chances of that very month; a bit
too many changes nothing.
"""

from __future__ import annotations

from typing import Annotated, Protocol

import numpy as np
from numpy.typing import NDArray

from drietrap.steering.kernel.compiled import compiled, inlined
from drietrap.steering.kernel.draw import HOUSEHOLD, MONTH, block
from drietrap.steering.model.codes import AGES, AT_EASE, UNPROTECTED
from drietrap.steering.model.people import Family, Standing
from drietrap.steering.model.rows import Rows, Whole, layout
from drietrap.steering.model.tables import EASE, Plan

Bits = NDArray[np.uint64]
SPAN = 64  # months that one word of 64 bits looks ahead
YEAR = 12


class Bounds(Protocol):
    """The highest chances of a run: ``onset`` (S, R), ``shared`` and ``report`` (R,), ``probation`` (S,)."""

    onset: Annotated[Whole, np.uint64, (2, 8)]
    shared: Annotated[Whole, np.uint64, (8,)]
    report: Annotated[Whole, np.uint64, (8,)]
    probation: Annotated[Whole, np.uint64, (2,)]


def bounds_of(plan: Plan) -> Rows:
    """Return one row of :class:`Bounds`: the highest over all ages and versions."""
    bounds = np.zeros(1, dtype=layout(Bounds))
    bounds["onset"] = plan.tables["onset_top"].max(axis=(0, 1))
    bounds["shared"] = plan.tables["shared_top"].max(axis=0)
    bounds["report"] = plan.tables["report"][:, :, 0].max(axis=(0, 1))
    bounds["probation"] = plan.tables["probation"].max(axis=(0, 1))
    return bounds


@inlined
def busy(me: Standing) -> bool:
    """Return whether somebody has a need, help, a report, a measure or probation."""
    return me.phase != AT_EASE or me.protection != UNPROTECTED or me.probation > 0


@compiled
def own_months(
    seed: int, start: int, months: int, number: int, ease: int, onset: int, report: int, probation: int
) -> np.uint64:
    """Return as bits the months in which a need, a report or probation may begin for a person."""
    found, slow = np.uint64(0), np.uint64(ease)
    for row in range(months):
        draw = block(seed, MONTH, number, start + row)
        need = (draw[0] * slow >> np.uint64(EASE)) < onset
        safety = (draw[1] * slow >> np.uint64(EASE)) < report
        found |= np.uint64(need | safety | (draw[2] < probation)) << np.uint64(row)
    return found


@compiled
def shared_months(seed: int, start: int, months: int, number: int, ease: int, shared: int) -> np.uint64:
    """Return as bits the months in which a need may come over a family."""
    found, slow = np.uint64(0), np.uint64(ease)
    for row in range(months):
        draw = block(seed, HOUSEHOLD, number, start + row)
        found |= np.uint64((draw[0] * slow >> np.uint64(EASE)) < shared) << np.uint64(row)
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
    """
    anything = np.uint64(0)
    stratum = family.stratum
    shared = np.uint64(0)
    if bounds.shared[stratum] > 0:
        shared = shared_months(seed, start, months, family.number, ease, bounds.shared[stratum])
    for person in range(family.first, family.last):
        who = persons[person]
        born, enter, leave = int(who.born), int(who.enter), int(who.leave)
        first = max(max(enter, born), start) - start  # noqa: PLW3301 (two at a time compile faster)
        last = min(min(leave, born + AGES * YEAR), start + months) - start  # noqa: PLW3301
        word = np.uint64(0)
        if first < last:
            onset, report = bounds.onset[who.sex, stratum], bounds.report[stratum]
            probation = bounds.probation[who.sex]
            word = own_months(
                seed, start + first, last - first, who.number, ease, onset, report, probation
            ) << np.uint64(first)
            everything = np.uint64(0xFFFFFFFFFFFFFFFF)
            here = (everything >> np.uint64(SPAN - (last - first))) << np.uint64(first)
            word |= shared & here
        ahead[offset + person - family.first] = word
        anything |= word
    return anything
