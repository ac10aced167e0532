"""Published counts over time, of many areas at once, with what is known of how exact each of them is."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from drietrap.statistics.inputs import FloatArray
from drietrap.steering.forecast.assumptions import REVISION

_SMALLEST = 0.5  # added before a logarithm: keeps the logarithm of a Poisson count nearly without bias


@dataclass(frozen=True)
class Panel:
    """Counts of ``areas`` (rows) at ``times`` (columns); NaN where nothing is published.

    Parameters
    ----------
    areas
        Codes, each once.
    times
        Moments in years, strictly rising; half-years are halves.
    count
        The middle of the numbers that a published one can stand for (areas x times).
    width
        How many numbers it can stand for: rounding, or secrecy.
    people
        Persons the counts are out of (areas x times), all positive.
    breaks
        Per area, the first moments that cannot be compared with what went before.
    provisional
        Whether the last count of an area is provisional.
    """

    areas: tuple[str, ...]
    times: FloatArray
    count: FloatArray
    width: FloatArray
    people: FloatArray
    breaks: tuple[tuple[float, ...], ...]
    provisional: tuple[bool, ...]

    def __post_init__(self) -> None:
        shape = (len(self.areas), self.times.size)
        if any(part.shape != shape for part in (self.count, self.width, self.people)):
            raise ValueError("every area has a count, a width and people at every time")
        if (np.diff(self.times) <= 0).any() or len(set(self.areas)) != len(self.areas):
            raise ValueError("times rise and areas are named once")
        if not (self.people > 0).all():
            raise ValueError("a number of people is positive")

    @property
    def known(self) -> np.ndarray:
        """Which counts are published."""
        return np.asarray(np.isfinite(self.count))

    @property
    def size(self) -> FloatArray:
        """The mean count of every area; NaN when it has none."""
        number = self.known.sum(axis=1)
        total = np.where(self.known, self.count, 0.0).sum(axis=1)
        return np.where(number > 0, total / np.maximum(number, 1), np.nan)

    @property
    def log_rate(self) -> FloatArray:
        """The logarithm of count per person."""
        return np.asarray(np.log((self.count + _SMALLEST) / self.people))

    @property
    def rounding(self) -> FloatArray:
        """Variance of the log rate that rounding and secrecy leave, as of a uniform number."""
        return np.asarray(self.width**2 / 12 / np.maximum(self.count + _SMALLEST, 1.0) ** 2)

    @property
    def reporting(self) -> FloatArray:
        """Variance of the log rate by rounding, secrecy, and what a provisional last figure is revised by."""
        found = np.nan_to_num(self.rounding)
        for row, known in enumerate(self.known):
            if self.provisional[row] and known.any():
                found[row, np.flatnonzero(known)[-1]] += REVISION**2
        return found

    def until(self, moment: float) -> Panel:
        """Return what was known at ``moment``: later counts are gone, and nothing in it is provisional."""
        keep = self.times <= moment + 1e-9
        return replace(
            self,
            times=self.times[keep],
            count=self.count[:, keep],
            width=self.width[:, keep],
            people=self.people[:, keep],
            provisional=(False,) * len(self.areas),
        )

    def only(self, rows: np.ndarray) -> Panel:
        """Return the panel of some of the areas, by row number."""
        return replace(
            self,
            areas=tuple(self.areas[row] for row in rows),
            count=self.count[rows],
            width=self.width[rows],
            people=self.people[rows],
            breaks=tuple(self.breaks[row] for row in rows),
            provisional=tuple(self.provisional[row] for row in rows),
        )

    def total(self, name: str) -> Panel:
        """Return all areas together, at the times that every area with any count has one."""
        counted = self.known.any(axis=1)
        complete = self.known[counted].all(axis=0)
        rows = np.flatnonzero(counted)
        every = [set(self.breaks[row]) for row in rows]
        common = tuple(sorted(set.intersection(*every))) if every else ()
        return Panel(
            (name,),
            self.times,
            np.where(complete, self.count[rows].sum(axis=0), np.nan)[None],
            np.sqrt((self.width[rows] ** 2).sum(axis=0))[None],
            self.people[rows].sum(axis=0)[None],
            (common,),
            (any(self.provisional),),
        )
