"""How long something lasts when part of it has not ended yet: the product-limit estimate.

Kaplan & Meier (1958), JASA 53:457; variance by Greenwood (1926); limits by the complementary log-log
transformation (Kalbfleisch & Prentice 1980, *The Statistical Analysis of Failure Time Data*, chapter 1);
late entry as in Klein & Moeschberger (2003), *Survival Analysis*, section 4.6; limits of a quantile by
inverting those limits (Brookmeyer & Crowley 1982, Biometrics 38:29).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from drietrap.statistics.inputs import FloatArray, floats, refuse, two_sided_quantile


@dataclass(frozen=True)
class Survival:
    """The share that lasts longer than each time at which something ended.

    All arrays have one element per such time, in order: ``time``, ``at_risk`` just before it, ``events``,
    ``share`` that lasts longer, with ``lower`` and ``upper``. ``censored`` counts what had not ended.
    """

    time: FloatArray
    at_risk: FloatArray
    events: FloatArray
    share: FloatArray
    lower: FloatArray
    upper: FloatArray
    censored: int


def kaplan_meier(
    time: ArrayLike, ended: ArrayLike, entry: ArrayLike = 0.0, confidence: float = 0.95
) -> Survival:
    """Return the product-limit estimate.

    Parameters
    ----------
    time
        How long each lasted, or was seen to last; zero or more.
    ended
        True when it ended then, False when it was still going on.
    entry
        How long each had lasted when it came under observation: it is at risk from then on (late entry).
        Zero is from the start. What comes in when something ends is not at risk of that, and what comes in
        at its own end was never seen. With few at risk early on, one end can bring the estimate down to zero.
    confidence
        Between 0 and 1.

    Raises
    ------
    ValueError
        When a time is negative or unknown, or lies before its entry.
    """
    lasted, began = floats(time, entry)
    lasted, began = np.broadcast_arrays(lasted, began)
    over = np.broadcast_to(np.asarray(ended, dtype=bool), lasted.shape)
    refuse(np.isnan(lasted + began) | (lasted < 0) | (began < 0), "a duration is unknown or negative")
    refuse(began > lasted, "something ended before it was seen")
    seen = (began == 0) | (began < lasted)
    lasted, began, over = lasted[seen], began[seen], over[seen]
    times, events = np.unique(lasted[over], return_counts=True)
    ordered, late = np.sort(lasted), np.sort(began[began > 0])
    still = len(ordered) - np.searchsorted(ordered, times, side="left")
    not_yet = len(late) - np.searchsorted(late, times, side="left")
    at_risk: FloatArray = (still - not_yet).astype(np.float64)
    number: FloatArray = events.astype(np.float64)
    share: FloatArray = np.cumprod(1 - number / at_risk, dtype=np.float64)
    lower, upper = _limits(share, number, at_risk, confidence)
    return Survival(times, at_risk, number, share, lower, upper, int((~over).sum()))


def quantile(survival: Survival, share: float) -> tuple[float, float, float]:
    """Return the time within which ``share`` has ended, with its limits; infinite when that is not reached.

    The first time at which no more than ``1 - share`` lasts longer.
    """
    left = 1 - share
    return (
        _first(survival.time, survival.share, left),
        _first(survival.time, survival.lower, left),
        _first(survival.time, survival.upper, left),
    )


def share_after(survival: Survival, time: float) -> tuple[float, float, float]:
    """Return the share that lasts longer than ``time``, with its limits; 1 before anything ended."""
    place = int(np.searchsorted(survival.time, time, side="right")) - 1
    if place < 0:
        return 1.0, 1.0, 1.0
    return float(survival.share[place]), float(survival.lower[place]), float(survival.upper[place])


def _limits(
    share: FloatArray, events: FloatArray, at_risk: FloatArray, confidence: float
) -> tuple[FloatArray, FloatArray]:
    """Return the limits on the scale of log(-log(share)); a share of 0 or 1 has none but itself."""
    z = two_sided_quantile(confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        greenwood = np.cumsum(events / (at_risk * (at_risk - events)))
        spread = z * np.sqrt(greenwood) / np.log(share)
        lower, upper = share ** np.exp(-spread), share ** np.exp(spread)
    inside = (share > 0) & (share < 1)
    return np.where(inside, lower, share), np.where(inside, upper, share)


def _first(time: FloatArray, share: FloatArray, left: float) -> float:
    reached = np.flatnonzero(share <= left + 1e-12)
    return float(time[reached[0]]) if len(reached) else float("inf")
