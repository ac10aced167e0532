"""A year of the model seen as a statistician sees it: who had help, protection or probation in it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from drietrap.statistics.inputs import FloatArray
from drietrap.steering.model.codes import (
    AGE_FROM,
    CRISIS,
    FIRST_STAY,
    FREE,
    HELPED,
    ROUTES,
    SUPERVISED,
)
from drietrap.steering.model.people import World
from drietrap.steering.model.rows import Rows
from drietrap.steering.model.tables import Plan
from drietrap.steering.running import run

Flags = NDArray[np.bool_]
_YEAR = 12


@dataclass(frozen=True)
class Year:
    """What a year of the model shows, as published tables count; numbers of youths unless said otherwise.

    Parameters
    ----------
    people
        (4,): by age band on the first day; who was born later is in the first band.
    care
        (4,): with help, protection or probation at some time in the year; freely accessible help is not
        counted, as in the registration.
    half
        Youths with care in the first half of the year.
    helped, stay, protected, protected_stay, probation
        Under 18 with help; of those with stay; under protection; of those with stay; on probation.
    teens
        Of 12 to 23 years.
    routes
        (6,): trajectories that ran in the year, by referrer.
    girls, alone, districts
        Girls with care; youths with care in a one-parent family; (districts,) youths with care.
    stopped, returned
        Youths whose help ended in the first half year; of those, with help again later that year.
    months, needs
        (10, 4) and (10, 8): months of help by form and class of intensity, and by form and need.
    protection_months, probation_months
        Months of those.
    stock
        (10,): helped at the end, by form.
    """

    people: FloatArray
    care: FloatArray
    half: float
    helped: float
    stay: float
    protected: float
    protected_stay: float
    probation: float
    teens: float
    routes: FloatArray
    girls: float
    alone: float
    districts: FloatArray
    stopped: float
    returned: float
    months: FloatArray
    needs: FloatArray
    protection_months: float
    probation_months: float
    stock: FloatArray

    def plus(self, other: Year) -> Year:
        """Return the sum of two years, of other people or another seed."""
        return Year(**{name: getattr(self, name) + getattr(other, name) for name in self.__dict__})


def observed_year(world: World, plan: Plan, seed: int, start: int, standing: Rows) -> Year:
    """Return what the twelve months from ``start`` show.

    ``plan`` is that of one month, repeated; ``standing`` is that of just before.
    """
    seen, half = _Seen.none(len(world.persons), _in_care(standing)), 0.0
    routes = np.bincount(standing["route"][_in_care(standing)], minlength=len(ROUTES)).astype(np.float64)
    care, protection_months, probation_months = np.zeros((10, 8, 4)), 0.0, 0.0
    for month in range(start, start + _YEAR):
        counts, standing = run(world, plan, seed, month, standing)
        seen.look(standing, month - start < _YEAR // 2)
        if month == start + _YEAR // 2 - 1:
            half = _sum(seen.helped | seen.protected | seen.probation)
        routes += counts["started"][0, FREE + 1 :].sum(axis=0)
        care += counts.care[0].sum(axis=0)
        protection_months += float(counts["protection"][0, SUPERVISED:].sum())
        probation_months += float(counts["probation"][0])
    return seen.year(
        world, start + _YEAR, routes, care, (half, protection_months, probation_months), standing
    )


def _in_care(standing: Rows) -> Flags:
    return np.asarray((standing["phase"] == HELPED) & (standing["form"] != FREE), dtype=np.bool_)


@dataclass
class _Seen:
    """Who was seen with what at the end of some month."""

    helped: Flags
    stay: Flags
    protected: Flags
    probation: Flags
    stopped: Flags
    returned: Flags
    before: Flags

    @classmethod
    def none(cls, persons: int, before: Flags) -> _Seen:
        nobody = [np.zeros(persons, dtype=np.bool_) for _ in range(6)]
        return cls(nobody[0], nobody[1], nobody[2], nobody[3], nobody[4], nobody[5], before)

    def look(self, standing: Rows, early: bool) -> None:
        care = _in_care(standing)
        self.returned |= self.stopped & care
        if early:
            self.stopped |= self.before & ~care
        self.before = care
        self.helped |= care
        self.stay |= care & (standing["form"] >= FIRST_STAY) & (standing["form"] != CRISIS)
        self.protected |= standing["protection"] >= SUPERVISED
        self.probation |= standing["probation"] > 0

    def year(
        self,
        world: World,
        now: int,
        routes: FloatArray,
        months: FloatArray,
        totals: tuple[float, float, float],
        standing: Rows,
    ) -> Year:
        persons = world.persons
        families = np.repeat(np.arange(len(world.families)), world.families["last"] - world.families["first"])
        age = np.maximum(now - _YEAR - persons["born"], 0) // 12  # on 1 January, as the tables count
        band = np.searchsorted(AGE_FROM, age, side="right") - 1
        here = (persons["enter"] < now) & (persons["born"] < now) & (persons["leave"] >= now) & (age < 23)
        care = (self.helped | self.protected | self.probation) & here
        child = (age < 18) & here
        district = world.families["district"][families]
        alone = world.families["stratum"][families] >= 4
        stock = np.bincount(standing["form"][(standing["phase"] == HELPED) & here], minlength=10)
        return Year(
            people=_count(band[here], 4),
            care=_count(band[care], 4),
            half=totals[0],
            helped=_sum(self.helped & child),
            stay=_sum(self.stay & self.helped & child),
            protected=_sum(self.protected & child),
            protected_stay=_sum(self.protected & self.stay & child),
            probation=_sum(self.probation & here),
            teens=_sum(here & (age >= 12)),
            routes=routes,
            girls=_sum(care & (persons["sex"] == 1)),
            alone=_sum(care & alone),
            districts=_count(district[care], len(world.districts)),
            stopped=_sum(self.stopped & here),
            returned=_sum(self.returned & here),
            months=months.sum(axis=1),
            needs=months.sum(axis=2),
            protection_months=totals[1],
            probation_months=totals[2],
            stock=stock.astype(np.float64),
        )


def _sum(flags: Flags) -> float:
    return float(np.count_nonzero(flags))


def band_counts(bands: NDArray[np.int_]) -> FloatArray:
    """Return how many there are in each age band."""
    return _count(bands, len(AGE_FROM))


def _count(values: NDArray[np.int_], size: int) -> FloatArray:
    return np.bincount(values, minlength=size)[:size].astype(np.float64)
