"""Choosing the members of a set that differ most from each other, exactly.

The discrete maximum dispersion problem (Kuby 1987, Geographical Analysis 19:315): of ``n`` candidates the
``number`` of which the two most alike differ most (max-min), or of which all pairs together differ most
(max-sum). Branch and bound: a partial set is dropped as soon as no completion can come before the sets
found so far, so that the answer is that of trying every set.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from drietrap.statistics.inputs import FloatArray, floats

NODES = 60_000
DIGITS = 9
"""Differences are told apart to this many digits, so that equal ones are equal however they were added up."""
_SLACK = 0.1**DIGITS / 4


class TooManyError(ValueError):
    """The search would take too long to be exact."""


@dataclass(frozen=True)
class Dispersed:
    """A set: its members in order, the difference of the two most alike, and the sum over all pairs."""

    members: tuple[int, ...]
    smallest: float
    total: float


def most_different(
    differences: ArrayLike,
    number: int,
    *,
    top: int = 1,
    by_total: bool = False,
    allowed: NDArray[np.bool_] | None = None,
    nodes: int = NODES,
) -> tuple[Dispersed, ...]:
    """Return the ``top`` sets of ``number`` candidates that differ most, best first.

    Parameters
    ----------
    differences
        Symmetric matrix of finite differences, not negative; the diagonal is not looked at.
    number
        Size of a set, at least 2 and at most the number of candidates.
    top
        How many sets; fewer when there are not so many.
    by_total
        Order by the sum over all pairs and then by the smallest difference; by default the other way round.
        What is still equal is ordered by its members.
    allowed
        Pairs that may be in one set together; all when left out.
    nodes
        How many partial sets are looked at before giving up.

    Returns
    -------
    Sets with their members as row numbers. Empty when no set is allowed.

    Raises
    ------
    ValueError
        When the matrix or the number does not fit.
    TooManyError
        When the search needs more than ``nodes`` partial sets.
    """
    table = np.round(floats(differences)[0], DIGITS)
    if table.ndim != 2 or table.shape[0] != table.shape[1] or not np.array_equal(table, table.T):
        raise ValueError("differences are a symmetric matrix")
    off = table[~np.eye(len(table), dtype=bool)]
    if not np.isfinite(off).all() or (off < 0).any():
        raise ValueError("differences are finite and not negative")
    if not 2 <= number <= len(table) or top < 1:
        raise ValueError(f"cannot choose {number} of {len(table)}")
    may = np.ones(table.shape, dtype=bool) if allowed is None else np.asarray(allowed) & np.asarray(allowed).T
    search = _Search(table, number, top, by_total, may, nodes)
    search.prime()
    search.extend((), np.arange(len(table)), np.full(len(table), np.inf), np.zeros(len(table)), np.inf, 0.0)
    return tuple(search.sets())


class _Search:
    """The best sets so far, and the walk over partial sets."""

    def __init__(
        self,
        table: FloatArray,
        number: int,
        top: int,
        by_total: bool,
        may: NDArray[np.bool_],
        nodes: int,
    ) -> None:
        self.table, self.number, self.top, self.by_total = table, number, top, by_total
        self.may, self.nodes = may, nodes
        self.largest = float(table[~np.eye(len(table), dtype=bool)].max())
        self.found: dict[tuple[int, ...], tuple[float, float]] = {}
        self.worst = (-np.inf, -np.inf)
        self.last: tuple[int, ...] = ()

    def sets(self) -> list[Dispersed]:
        order = sorted(self.found, key=lambda members: (*(-part for part in self.found[members]), members))
        made = []
        for members in order:
            first, second = self.found[members]
            smallest, total = (second, first) if self.by_total else (first, second)
            made.append(Dispersed(members, smallest, total))
        return made

    def prime(self) -> None:
        """Find good sets quickly (farthest insertion from every start), so that more can be dropped."""
        for start in range(len(self.table)):
            members, nearest, together = [start], self.table[start].copy(), self.table[start].copy()
            open_ = self.may[start].copy()
            while len(members) < self.number:
                open_[members[-1]] = False
                if not open_.any():
                    break
                best = int(np.argmax(np.where(open_, together if self.by_total else nearest, -1.0)))
                members.append(best)
                nearest, together = np.minimum(nearest, self.table[best]), together + self.table[best]
                open_ &= self.may[best]
            if len(members) == self.number:
                self.offer(tuple(sorted(members)))

    def offer(self, members: tuple[int, ...]) -> None:
        """Keep a set when it is among the best."""
        if members in self.found:
            return
        pairs = self.table[np.ix_(members, members)][np.triu_indices(len(members), 1)]
        smallest, total = round(float(pairs.min()), DIGITS), round(float(pairs.sum()), DIGITS)
        self.found[members] = (total, smallest) if self.by_total else (smallest, total)
        if len(self.found) > self.top:
            del self.found[self._worst()]
        if len(self.found) == self.top:
            self.last = self._worst()
            self.worst = self.found[self.last]

    def _worst(self) -> tuple[int, ...]:
        return max(self.found, key=lambda members: (*(-part for part in self.found[members]), members))

    def extend(
        self,
        members: tuple[int, ...],
        candidates: NDArray[np.int64],
        nearest: FloatArray,
        together: FloatArray,
        smallest: float,
        total: float,
    ) -> None:
        """Try every completion of ``members`` with ``candidates`` (all behind the last member).

        ``nearest`` and ``together`` are the smallest and the summed difference of each candidate with the
        members.
        """
        self.nodes -= 1
        if self.nodes < 0:
            raise TooManyError("too many sets to be sure of the best one")
        missing = self.number - len(members)
        keep = self._hopeful(members, nearest, together, smallest, total)
        candidates, nearest, together = candidates[keep], nearest[keep], together[keep]
        if len(candidates) < missing:
            return
        if missing == 1:
            for one in candidates:
                self.offer((*members, int(one)))
            return
        for place, one in enumerate(candidates[: len(candidates) - missing + 1]):
            rest = candidates[place + 1 :]
            open_ = self.may[one, rest]
            rest = rest[open_]
            self.extend(
                (*members, int(one)),
                rest,
                np.minimum(nearest[place + 1 :][open_], self.table[one, rest]),
                together[place + 1 :][open_] + self.table[one, rest],
                min(smallest, float(nearest[place])),
                total + float(together[place]),
            )

    def _hopeful(
        self,
        members: tuple[int, ...],
        nearest: FloatArray,
        together: FloatArray,
        smallest: float,
        total: float,
    ) -> NDArray[np.bool_]:
        """Return which candidates can still be in a set that comes before the worst one kept."""
        missing = self.number - len(members)
        most_smallest = np.minimum(nearest, min(smallest, self.largest))
        others = np.sort(together)[::-1][: missing - 1].sum() if missing > 1 else 0.0
        most_total = total + together + others + self.largest * (missing * (missing - 1) / 2)
        first, second = (most_total, most_smallest) if self.by_total else (most_smallest, most_total)
        better = (first > self.worst[0] + _SLACK) | (
            (first >= self.worst[0] - _SLACK) & (second > self.worst[1] + _SLACK)
        )
        equal = (np.abs(first - self.worst[0]) <= _SLACK) & (np.abs(second - self.worst[1]) <= _SLACK)
        # What is equal comes first only by its members, and those behind the last one kept do not.
        precedes = members <= self.last[: len(members)]
        hopeful: NDArray[np.bool_] = better | (equal & precedes)
        return hopeful
