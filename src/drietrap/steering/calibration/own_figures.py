"""A municipality's own figures from its register: safe counts, pulled towards region and country.

Counts are rounded to fives and those under ten are left out before anything is fitted to them, as CBS does
in its tables; so a calibration holds no count of a few youths, and nothing that is made with it does. What a
reader sees of a share is coarser still: a step of it is at least ten youths.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from math import ceil

import numpy as np
from numpy.typing import NDArray

from drietrap.statistics.inputs import FloatArray
from drietrap.steering.calibration.figures import FIGURES, Role
from drietrap.steering.calibration.observing import Year
from drietrap.steering.calibration.pooling import Pooled, pooled
from drietrap.steering.calibration.published import Counted
from drietrap.steering.calibration.records import Log, seen_in
from drietrap.steering.calibration.told import REGISTER

ROUND, FEWEST = 5.0, 10.0
_STEP_YOUTHS = 10.0  # a step of a share that is shown stands for so many youths at least
_PER_CENT = 0.01


def own_counts(year: Year) -> dict[str, tuple[float, float]]:
    """Return per figure (events, out of how many), both in fives; only figures with enough of both."""
    found = {}
    for name, (events, exposure) in seen_in(year).items():
        part, whole = (ROUND * round(count / ROUND) for count in (events, exposure))
        if min(events, exposure) >= FEWEST and part <= whole:
            found[name] = (part, whole)
    return found


def with_own(
    log: Log, published: Iterable[Counted], regions: NDArray[np.int_], at: int
) -> tuple[Pooled, ...]:
    """Return the figures of a municipality's log, each pulled towards the published ones of all others.

    Figures that nobody publishes stand by themselves; a figure with too few youths is not there.

    Parameters
    ----------
    log
        What the register says.
    published, regions, at
        The published figures, the region of every municipality, and which one it is.
    """
    roles = {figure.id: figure.role for figure in FIGURES}
    others = {one.figure: one for one in published if roles[one.figure] is Role.PUBLISHED}
    year = 2000 + (log.window[1] - 1) // 12
    found = []
    for name, (events, exposure) in own_counts(log.year()).items():
        if name in others:
            one = pooled(_replaced(others[name], at, events, exposure, year), regions, at)
        else:
            one = _alone(name, events, exposure, year)
        found.append(_shown(one, exposure))
    return tuple(found)


def _replaced(one: Counted, at: int, events: float, exposure: float, year: int) -> Counted:
    ends, out_of = one.ends.copy(), one.exposure.copy()
    ends[:, at] = events, events - ROUND / 2.0, events + ROUND / 2.0
    out_of[at] = exposure
    return Counted(one.figure, REGISTER, year, ends, out_of)


def _alone(name: str, events: float, exposure: float, year: int) -> Pooled:
    share = events / exposure
    chance = float(np.sqrt((1.0 - share) / events))
    spread = float(np.hypot(chance, ROUND / np.sqrt(12.0) / events))
    nowhere = float("nan")
    return Pooled(name, REGISTER, year, share, nowhere, nowhere, share, spread, nowhere, nowhere, 1.0, chance)


def _shown(one: Pooled, exposure: float) -> Pooled:
    """Return a figure with its own share as coarse as it may be shown."""
    step = _PER_CENT * ceil(_STEP_YOUTHS / exposure / _PER_CENT)
    own = round(step * round(one.own / step), 2)
    weight = round(one.weight, 2)
    return replace(one, own=own, lower=max(own - step, 0.0), upper=own + step, weight=weight, step=step)


def coarse(ends: FloatArray, step: float) -> FloatArray:
    """Return value, lower and upper end in steps: the value to the nearest, the ends outwards."""
    steps = np.array([np.rint(ends[0] / step), np.floor(ends[1] / step), np.ceil(ends[2] / step)])
    return np.asarray(np.round(steps * step, 2), dtype=np.float64)
