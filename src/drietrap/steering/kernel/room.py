"""Room to work in for a number of families: what a run remembers of them besides where they stand."""

from __future__ import annotations

from typing import Annotated, NamedTuple, Protocol

import numpy as np

from drietrap.steering.kernel.watch import SPAN, Bits
from drietrap.steering.model.counts import POOLS
from drietrap.steering.model.rows import Rows, layout


class Watched(Protocol):
    """What is known of a family in a span of months.

    ``offset`` is where the words of its members begin, ``coming`` the months in which something may begin
    for one of them, and ``busy`` whether some member is not simply at ease.
    """

    offset: Annotated[int, np.int64]
    coming: Annotated[int, np.uint64]
    busy: Annotated[bool, np.bool_]


class InLine(Protocol):
    """Somebody who can begin: rows of family and person, turn (lowest first), and the offer in the area."""

    family: Annotated[int, np.int64]
    person: Annotated[int, np.int64]
    turn: Annotated[int, np.int64]
    offer: Annotated[int, np.int64]


class Places(Protocol):
    """Free places of an offer, and where its part of the line ends."""

    free: Annotated[int, np.int64]
    end: Annotated[int, np.int64]


class Room(NamedTuple):
    """Room for a block of families.

    Parameters
    ----------
    watched
        One row of :class:`Watched` per family.
    ahead
        For every member the months in which something may begin.
    line, ordered
        Rows of :class:`InLine`: as found, and by offer.
    places
        Rows of :class:`Places`, one per offer of an area, and one for who needs no place.
    drawn
        The draws of one person over a span of months.
    """

    watched: Rows
    ahead: Bits
    line: Rows
    ordered: Rows
    places: Rows
    drawn: Bits

    @classmethod
    def of(cls, families: Rows, block: int, capped: bool) -> Room:
        """Return room for so many of the families at a time."""
        members = np.add.reduceat(families["last"] - families["first"], np.arange(0, len(families), block))
        most = int(members.max())
        waiting = most if capped else 0
        return cls(
            np.zeros(min(block, len(families)), dtype=layout(Watched)),
            np.zeros(most, dtype=np.uint64),
            np.zeros(waiting, dtype=layout(InLine)),
            np.zeros(waiting, dtype=layout(InLine)),
            np.zeros(POOLS + 1, dtype=layout(Places)),
            np.zeros(SPAN, dtype=np.uint64),
        )
