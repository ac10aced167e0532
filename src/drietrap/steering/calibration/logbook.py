"""Trajectories of a register in months: the log from which durations, ends and returns are estimated.

A month is that of the model: whoever is helped at the end of a month is helped in it. Freely accessible help
is not registered, so the log knows none.
"""

from __future__ import annotations

from typing import Annotated, Protocol

import numpy as np

from drietrap.statistics.inputs import FloatArray
from drietrap.steering.calibration.observing import Flags, Year, band_counts
from drietrap.steering.model.codes import AGE_FROM, CRISIS, FIRST_STAY, FREE, HELPED, ROUTES
from drietrap.steering.model.people import World
from drietrap.steering.model.rows import Rows, Whole, layout

OPEN = 2**20  # last month of what has not ended
PLANNED, BROKEN_OFF, OTHERWISE, AWAY = range(4)
ADULT_MONTHS = 18 * 12
GAP = 1
"""Months: assumption: help of the same form that begins so soon after the end goes on."""
_YEAR = 12
_APART = 2**22  # further than any month lies


class Trajectory(Protocol):
    """One trajectory of help.

    ``person`` is any number of the youth; ``born``, ``start`` and ``stop`` are months from January 2000:
    the first month at whose end there is help, and the first at whose end there is none (``OPEN`` while it
    goes on); ``reason`` is planned, broken off, otherwise (eighteen, other help, or no longer seen) or moved
    away. ``entry`` is the first month from which it could be seen: had it ended before, nobody would know.
    """

    person: Annotated[int, np.int64]
    born: Annotated[int, np.int32]
    start: Annotated[int, np.int32]
    stop: Annotated[int, np.int32]
    entry: Annotated[int, np.int32]
    sex: Annotated[int, np.int8]
    form: Annotated[int, np.int8]
    route: Annotated[int, np.int8]
    reason: Annotated[int, np.int8]


class Writer:
    """Writes a log while a model runs: show it where everybody stands after each month."""

    def __init__(self, world: World, standing: Rows, month: int) -> None:
        self._world = world
        self._running = np.full(len(world.persons), -1, dtype=np.int64)
        self._rows: Rows = np.zeros(0, dtype=layout(Trajectory))
        self._before = standing
        self._size, self._first = 0, month
        self._start(np.flatnonzero(_registered(standing)), standing, month - 1 - standing["since"])

    def look(self, standing: Rows, month: int) -> None:
        """Note what began and what ended in a month."""
        now, before = _registered(standing), self._running >= 0
        fresh = now & (standing["since"] == 0)
        over = np.flatnonzero(before & (~now | fresh))
        if len(over):
            self._stop(over, standing, month)
        begun = np.flatnonzero(now & (self._running < 0))
        self._start(begun, standing, np.full(len(standing), month))

    def rows(self) -> Rows:
        """Return all trajectories, in the order in which they were noted."""
        return self._rows

    def _start(self, who: Whole, standing: Rows, month: Whole) -> None:
        rows = np.zeros(len(who), dtype=layout(Trajectory))
        persons = self._world.persons[who]
        rows["person"], rows["born"], rows["sex"] = persons["number"], persons["born"], persons["sex"]
        rows["form"], rows["route"] = standing["form"][who], standing["route"][who]
        rows["start"], rows["stop"], rows["entry"] = month[who], OPEN, self._first
        self._running[who] = self._size + np.arange(len(who))
        self._size += len(who)
        self._rows = np.concatenate([self._rows, rows])

    def _stop(self, who: Whole, standing: Rows, month: int) -> None:
        rows, at = self._rows, self._running[who]
        rows["stop"][at] = month
        helped = standing["phase"][who] == HELPED
        away = month >= self._world.persons["leave"][who]
        grown = month - rows["born"][at] == ADULT_MONTHS
        broken = ~helped & ~grown & (standing["left"][who] > 0)
        rows["reason"][at] = np.select(
            [away, helped | grown, broken], [AWAY, OTHERWISE, BROKEN_OFF], default=PLANNED
        )
        self._running[who] = -1


def _registered(standing: Rows) -> Flags:
    return np.asarray((standing["phase"] == HELPED) & (standing["form"] != FREE), dtype=np.bool_)


def joined(log: Rows) -> Rows:
    """Return help of one form that goes on within ``GAP`` months as one trajectory.

    It has the referrer of its begin and the reason of its end; sorted by person, form and begin.
    """
    rows = log[np.lexsort((log["route"], log["stop"], log["start"], log["form"], log["person"]))]
    whose = np.concatenate([[True], (np.diff(rows["person"]) != 0) | (np.diff(rows["form"]) != 0)])[
        : len(rows)
    ]
    block = np.cumsum(whose)
    # The last month so far, within a person and form: blocks lie apart further than any month.
    reach = np.maximum.accumulate(block * _APART + rows["stop"]) - block * _APART
    fresh = whose.copy()
    fresh[1:] |= rows["start"][1:] > reach[:-1] + GAP
    first = np.flatnonzero(fresh)
    if len(first) == len(rows):
        return rows
    kept: Rows = rows[first].copy()
    kept["stop"] = np.maximum.reduceat(rows["stop"], first)
    kept["entry"] = np.minimum.reduceat(rows["entry"], first)
    of = np.cumsum(fresh) - 1
    last = np.lexsort((np.arange(len(rows)), rows["stop"], of))[np.append(first[1:], len(rows)) - 1]
    kept["reason"] = rows["reason"][last]
    return kept


def year_of(log: Rows, people: FloatArray, start: int, measures: Rows | None = None) -> Year:
    """Return what a log says about the twelve months from ``start``; what it cannot say is zero.

    Who moved away with help before the end is not counted, as in the published tables.

    Parameters
    ----------
    log
        Rows of :class:`Trajectory`.
    people
        (4,): inhabitants by age band on the first day.
    measures
        Protection and probation, as rows of the same shape: who had only that counts as care, not as help.
    """
    end = start + _YEAR
    left = log["person"][(log["reason"] == AWAY) & (log["stop"] < end) & (log["stop"] >= start)]
    rows = log[(log["start"] < end) & (log["stop"] >= start) & ~np.isin(log["person"], left)]
    who, first, of = np.unique(rows["person"], return_index=True, return_inverse=True)
    months = np.arange(start - 1, end)
    care = np.zeros((len(who), len(months)), dtype=np.bool_)
    for row, person in zip(rows, of, strict=True):
        care[person, (months >= row["start"]) & (months < row["stop"])] = True
    age = np.maximum(start - rows["born"][first], 0) // _YEAR
    helped = care[:, 1:].any(axis=1)
    stays = (rows["form"] >= FIRST_STAY) & (rows["form"] != CRISIS)
    stay = np.bincount(of[stays], minlength=len(who)) > 0
    ended = care[:, :-1] & ~care[:, 1:]
    stopped = ended[:, : _YEAR // 2].any(axis=1)
    first_end = np.where(stopped, ended.argmax(axis=1), _YEAR)
    later = care[:, 1:] & (np.arange(_YEAR) > first_end[:, None])
    child, zero = helped & (age < 18), float(0)
    young = (age >= 0) & (age < 23) & helped
    beside, girls = _only_measures(measures, who[helped], start)
    return Year(
        people=people,
        care=_bands(age[young]) + beside,
        half=float(np.count_nonzero(care[:, 1 : 1 + _YEAR // 2].any(axis=1))),
        helped=float(np.count_nonzero(child)),
        stay=float(np.count_nonzero(child & stay)),
        protected=zero,
        protected_stay=zero,
        probation=zero,
        teens=float(people[2] + people[3]),
        routes=np.bincount(rows["route"][rows["route"] >= 0], minlength=len(ROUTES)).astype(np.float64),
        girls=float(np.count_nonzero(young & (rows["sex"][first] == 1))) + girls,
        alone=zero,
        districts=np.zeros(1),
        stopped=float(np.count_nonzero(stopped)),
        returned=float(np.count_nonzero(later.any(axis=1))),
        months=np.zeros((10, 4)),
        needs=np.zeros((10, 8)),
        protection_months=zero,
        probation_months=zero,
        stock=np.bincount(rows["form"][rows["stop"] >= end], minlength=10).astype(np.float64),
    )


def _only_measures(measures: Rows | None, helped: Whole, start: int) -> tuple[FloatArray, float]:
    """Return who had protection or probation in the year and no help, by age band; and how many are girls."""
    if measures is None:
        return np.zeros(len(AGE_FROM)), 0.0
    ran = (measures["start"] < start + _YEAR) & (measures["stop"] > start)
    rows = measures[ran & ~np.isin(measures["person"], helped)]
    rows = rows[np.unique(rows["person"], return_index=True)[1]]
    age = np.maximum(start - rows["born"], 0) // _YEAR
    return _bands(age[age < 23]), float(np.count_nonzero((age < 23) & (rows["sex"] == 1)))


def _bands(ages: Whole) -> FloatArray:
    return band_counts(np.searchsorted(AGE_FROM, ages, side="right") - 1)
