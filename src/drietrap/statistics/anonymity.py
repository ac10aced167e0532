"""Showing a few of many in bands so wide that each of them could be several others (k-anonymity).

Sweeney (2002), k-anonymity: a model for protecting privacy, IJUFKS 10(5): 557-570. The bands are cut from the
values of everyone, not of the few, so that their edges tell nothing about who is shown; and what is joined is
everything that is shown, so that no sum, quotient or other combination of it tells more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
LADDER = (5, 4, 3, 2)
"""Numbers of bands to try, finest first."""
_DIGITS = 2


@dataclass(frozen=True)
class Banded:
    """A column in bands: the band of ``v`` is the number of edges that are at most ``v``.

    Without edges the column is not shown.
    """

    edges: tuple[float, ...]

    def of(self, values: Array) -> NDArray[np.int64]:
        """Return the band of each value; -1 where it is not known."""
        place = np.searchsorted(np.asarray(self.edges), values, side="right").astype(np.int64)
        return np.where(np.isfinite(values), place, -1)


@dataclass(frozen=True)
class Shown:
    """How each column is shown, and how many could be each of the few by all that is shown together."""

    columns: tuple[Banded, ...]
    candidates: tuple[int, ...]


def banded(values: Array, few: Sequence[int], least: int, ladder: Sequence[int] = LADDER) -> Shown:
    """Choose for every column the finest bands that keep ``least`` candidates for each of the few.

    Columns are decided in their order, so the first come through finest. Somebody whose value is not known
    is no candidate: that makes the count too low and never too high.

    Parameters
    ----------
    values
        Everyone x columns; NaN where nothing is known.
    few
        Rows that are shown.
    least
        Smallest number of candidates, the one that is shown included.
    ladder
        Numbers of bands to try, finest first.

    Raises
    ------
    ValueError
        When ``least`` is below 1, or there are fewer rows than that.
    """
    if least < 1 or values.shape[0] < least:
        raise ValueError("there must be at least as many rows as candidates are asked for")
    alike = np.ones((len(few), values.shape[0]), dtype=np.bool_)
    columns: list[Banded] = []
    for column in values.T:
        best = Banded(())
        for bands in ladder:
            tried = Banded(edges(column, bands))
            if not tried.edges:
                continue
            place = tried.of(column)
            joined = alike & (place[None, :] == place[list(few), None])
            if (place[list(few)] >= 0).all() and (joined.sum(axis=1) >= least).all():
                best, alike = tried, joined
                break
        columns.append(best)
    return Shown(tuple(columns), tuple(int(number) for number in alike.sum(axis=1)))


def edges(values: Array, bands: int) -> tuple[float, ...]:
    """Return the edges between bands of about equal number, rounded to two digits that a reader can hold."""
    known = values[np.isfinite(values)]
    if known.size < bands or bands < 2:
        return ()
    cut = np.quantile(known, np.linspace(0, 1, bands + 1)[1:-1])
    rounded = dict.fromkeys(_rounded(float(edge)) for edge in cut)
    low, high = known.min(), known.max()
    return tuple(edge for edge in rounded if low < edge <= high)


def _rounded(value: float) -> float:
    """Return ``value`` with two digits that count.

    >>> _rounded(13.86), _rounded(1234.0)
    (14.0, 1200.0)
    """
    return float(f"{value:.{_DIGITS}g}")
