"""Showing anyone of many in bands so wide that everyone could be several others (k-anonymity).

Sweeney (2002), k-anonymity: a model for protecting privacy, IJUFKS 10(5): 557-570. What is joined is all that
is shown, so that no sum, quotient or other combination of it tells more. Which columns are shown, and in
which bands, is chosen for everyone and never for those who are shown: otherwise the choice itself gives them
away to whoever repeats it (Wong et al. 2007, minimality attack in privacy preserving data publishing, VLDB).
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
_MOST_UNKNOWN = 0.1  # share of rows that may fall out, all columns together


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
    """How each column is shown, and how many look like each row by all that is shown together.

    ``alike`` counts the row itself; it is 0 for a row that cannot be shown, because a value is not known.
    """

    columns: tuple[Banded, ...]
    alike: tuple[int, ...]


def banded(values: Array, least: int, ladder: Sequence[int] = LADDER) -> Shown:
    """Choose for every column the finest bands in which everyone keeps ``least`` rows that look alike.

    Columns are decided in their order, so the first come through finest. A column of which the value of too
    many is not known is not shown.

    Parameters
    ----------
    values
        Everyone x columns; NaN where nothing is known.
    least
        Smallest number that look alike, the row itself included.
    ladder
        Numbers of bands to try, finest first.

    Raises
    ------
    ValueError
        When ``least`` is below 1, or there are fewer rows than that.
    """
    if least < 1 or values.shape[0] < least:
        raise ValueError("there must be at least as many rows as candidates are asked for")
    group = np.zeros(values.shape[0], dtype=np.int64)  # -1: cannot be shown
    columns: list[Banded] = []
    for column in values.T:
        best = Banded(())
        left_out = (group < 0) | ~np.isfinite(column)
        for bands in ladder if left_out.mean() <= _MOST_UNKNOWN else ():
            tried = Banded(edges(column, bands))
            joined = np.where(left_out, -1, group * (len(tried.edges) + 1) + tried.of(column))
            if tried.edges and np.unique(joined[~left_out], return_counts=True)[1].min() >= least:
                best, group = tried, joined
                break
        columns.append(best)
    _, place, sizes = np.unique(group, return_inverse=True, return_counts=True)
    alike = np.where(group < 0, 0, sizes[place])
    return Shown(tuple(columns), tuple(int(number) for number in alike))


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
