"""A place in a list is uncertain too: the ranks that simultaneous intervals still allow."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from drietrap.statistics.inputs import Limits, check_confidence, floats, refuse


def joint_confidence(confidence: float, n: int, *, independent: bool = True) -> float:
    """Return the confidence each of ``n`` intervals needs, so that all hold together with ``confidence``.

    Independent estimates: confidence ** (1/n) (Klein, Wright & Wieczorek 2020, JRSS A 183:589);
    otherwise Bonferroni, 1 - (1 - confidence)/n.

    >>> round(joint_confidence(0.9, 51), 5)
    0.99794
    """
    check_confidence(confidence)
    if n < 1:
        raise ValueError(f"a ranking needs at least one area, not {n}")
    return float(confidence ** (1 / n) if independent else 1 - (1 - confidence) / n)


def rank_intervals(
    lower: ArrayLike, upper: ArrayLike, first: Literal["highest", "lowest"] = "highest"
) -> Limits:
    """Return the best and the worst rank that each area can have.

    With simultaneous intervals, the best rank is 1 + the number of others whose interval lies entirely on
    the better side, the worst is that plus the number of others that overlap (Klein, Wright & Wieczorek
    2020, JRSS A 183:589). Intervals that only touch overlap. Takes n log n steps.

    Parameters
    ----------
    lower, upper
        Limits, one-dimensional, all of one joint confidence (see :func:`joint_confidence`).
    first
        Which end of the scale gets rank 1.

    Returns
    -------
    Best and worst rank, whole numbers as floats. An area with NaN gets NaN and is not counted, so ranks
    are places among the known areas.

    Raises
    ------
    ValueError
        When a lower limit is above its upper limit, or the input is not one-dimensional.
    """
    low, high = floats(lower, upper)
    if low.ndim != 1:
        raise ValueError("ranks need one-dimensional limits")
    refuse(low > high, "a lower limit is above its upper limit")
    if first == "lowest":
        low, high = -high, -low
    known = ~(np.isnan(low) | np.isnan(high))
    lows, highs = np.sort(low[known]), np.sort(high[known])
    best, worst = np.full(low.shape, np.nan), np.full(low.shape, np.nan)
    entirely_better = lows.size - np.searchsorted(lows, high[known], side="right")
    entirely_worse = np.searchsorted(highs, low[known], side="left")
    best[known] = 1 + entirely_better
    worst[known] = lows.size - entirely_worse
    return best, worst
