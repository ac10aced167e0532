"""How unequally a total is divided: the Lorenz curve from the top, its interval, Gini and Herfindahl.

Lorenz (1905), *Publications of the American Statistical Association* 9:209; Gini as in Yitzhaki &
Schechtman (2013), *The Gini Methodology*, chapter 2; Herfindahl-Hirschman as in Hirschman (1964), *American
Economic Review* 54:761. Intervals by the bootstrap with Poisson weights (Chamandy, Muralidharan, Najmi &
Naidu 2012), the draw of a member addressed by its own number.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from drietrap.statistics.inputs import FloatArray, floats, refuse
from drietrap.statistics.randomness import address, uniform

_CHUNK = 500_000  # draws at a time
_MOST = 12  # more than this many times is drawn once in ten thousand million
_CUMULATIVE = special.pdtr(np.arange(_MOST), 1.0)


@dataclass(frozen=True)
class Curve:
    """Which share of the total the members with most take; ``members`` and ``share`` run from 0 to 1."""

    members: FloatArray
    share: FloatArray
    lower: FloatArray
    upper: FloatArray
    gini: float


def curve(
    amounts: ArrayLike,
    numbers: NDArray[np.int64],
    *,
    points: ArrayLike,
    seed: int,
    replicates: int = 400,
    confidence: float = 0.95,
) -> Curve:
    """Return the share of the total that each share of members takes, those with most first.

    Parameters
    ----------
    amounts
        What each member takes, zero or more, in any unit; not all zero.
    numbers
        Number of each member, which its draws are addressed by: the order of the members changes nothing.
    points
        Shares of members, between 0 and 1; a member may count in part.
    seed
        Of the bootstrap.
    replicates
        How often it is drawn.
    confidence
        Between 0 and 1.

    Raises
    ------
    ValueError
        When an amount is unknown or negative, or all are zero.
    """
    (each,) = floats(amounts)
    refuse(np.isnan(each) | (each < 0), "an amount is unknown or negative")
    if not each.sum() > 0:
        raise ValueError("there is nothing to divide")
    order = np.lexsort((numbers, -each))
    each, who = each[order], numbers[order]
    (wanted,) = floats(points)
    share = _at(each, np.ones(len(each)), wanted)
    drawn = (_at(each, weight, wanted) for weight in _weights(seed, replicates, who))
    shares = np.array([one for one in drawn if not np.isnan(one).any()] or [share])
    tail = (1 - confidence) / 2
    lower, upper = np.quantile(shares, [tail, 1 - tail], axis=0)
    return Curve(wanted, share, np.minimum(lower, share), np.maximum(upper, share), gini(each))


def members_for(found: Curve, share: float) -> tuple[float, float, float]:
    """Return which share of members takes ``share`` of the total, with limits, read from the curve."""
    return tuple(  # type: ignore[return-value]
        float(np.interp(share, line, found.members)) for line in (found.share, found.upper, found.lower)
    )


def gini(amounts: ArrayLike) -> float:
    """Return the Gini coefficient: 0 when all have the same, near 1 when one has everything."""
    (each,) = floats(amounts)
    ordered = np.sort(each)
    rank = np.arange(1, len(ordered) + 1)
    return float(((2 * rank - len(ordered) - 1) * ordered).sum() / (len(ordered) * ordered.sum()))


def herfindahl(amounts: ArrayLike) -> float:
    """Return the Herfindahl-Hirschman index, 0 to 1: the sum of the squared shares; NaN for no total."""
    (each,) = floats(amounts)
    total = each.sum()
    return float(((each / total) ** 2).sum()) if total > 0 else float("nan")


def _at(ordered: FloatArray, weight: FloatArray, points: FloatArray) -> FloatArray:
    """Return the share of the total at shares of the members; ``ordered`` begins with the most."""
    members = np.concatenate([[0.0], np.cumsum(weight)])
    total = np.concatenate([[0.0], np.cumsum(weight * ordered)])
    if total[-1] == 0:
        return np.full(len(points), np.nan)
    found: FloatArray = np.interp(points, members / members[-1], total / total[-1])
    return found


def _weights(seed: int, replicates: int, numbers: NDArray[np.int64]) -> Iterator[FloatArray]:
    """Yield how often each member is drawn, per replicate: Poisson with mean one."""
    together = max(1, _CHUNK // len(numbers))
    for start in range(0, replicates, together):
        rounds = np.arange(start, min(start + together, replicates))
        chance = uniform(seed, address("concentratie"), rounds[:, None], numbers)
        yield from np.searchsorted(_CUMULATIVE, chance, side="right").astype(np.float64)
