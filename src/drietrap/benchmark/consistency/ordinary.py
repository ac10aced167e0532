"""What is an ordinary change: the usual spread of changes, estimated so that odd ones do not count."""

from __future__ import annotations

import math
import statistics
from dataclasses import dataclass

MANY = 4.0  # standard deviations; about 6 in 100,000 when changes are normally distributed
LEAST_SPREAD = 0.02  # assumption: changes of two percent are ordinary, whatever the data say
ENOUGH_PEERS = 20
ENOUGH_YEARS = 5
_TO_SD = 1.4826  # median absolute deviation of a normal distribution (Rousseeuw & Croux 1993, eq. 1.2)


@dataclass(frozen=True)
class Ordinary:
    """The usual change (natural logarithm of new over old) and its spread."""

    middle: float
    spread: float

    @classmethod
    def of(cls, changes: list[float]) -> Ordinary:
        """Estimate the usual change from many, by medians; with too few, only the least spread."""
        if len(changes) < ENOUGH_YEARS:
            return cls(0.0, LEAST_SPREAD)
        middle = statistics.median(changes)
        spread = _TO_SD * statistics.median(abs(change - middle) for change in changes)
        return cls(middle, max(spread, LEAST_SPREAD))

    def excess(self, low: float, high: float, chance: float) -> float:
        """Return how many standard deviations a change lies outside the ordinary at the very least.

        Parameters
        ----------
        low, high
            Smallest and largest change that rounding allows.
        chance
            Variance of the change by chance alone.
        """
        distance = max(low - self.middle, self.middle - high, 0.0)
        return distance / math.sqrt(self.spread**2 + chance)


def change_bounds(old: tuple[float, float], new: tuple[float, float]) -> tuple[float, float]:
    """Return the smallest and largest change (natural logarithm) between two intervals of numbers."""
    low = math.log(new[0] / old[1]) if new[0] > 0 and old[1] > 0 else -math.inf
    high = math.log(new[1] / old[0]) if new[1] > 0 and old[0] > 0 else math.inf
    return low, high


def in_percent(change: float) -> float:
    """Return a change as a percentage of the old value."""
    return 100 * (math.exp(change) - 1)
