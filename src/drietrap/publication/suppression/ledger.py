"""Which cells are shown, which need protection, and which of those are proven safe so far."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from drietrap.publication.suppression.network import Floats, Integers
from drietrap.publication.suppression.outcome import Outcome
from drietrap.publication.suppression.rules import Rules
from drietrap.publication.suppression.tables import Cell, Kind, Release

Target = tuple[int, bool]
"""A cell, and whether it is about its highest (True) or lowest possible count."""


State = tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_]]
"""Hidden, open for the highest count, open for the lowest; by cell."""


@dataclass(frozen=True)
class Found:
    """A proof: by how much which cells (sorted) differ from the truth, and the targets it reaches."""

    cells: Integers
    changes: Integers
    targets: tuple[Target, ...]


class Ledger:
    """The state of protection of one release; arrays go by cell."""

    def __init__(self, release: Release, rules: Rules) -> None:
        cells = release.cells
        self.release, self.rules = release, rules
        self.count = np.array([cell.count for cell in cells], dtype=np.int64)
        self.weight = np.array([weight(cell) for cell in cells])
        wanted = [rules.protection(cell) for cell in cells]
        self.primary = np.array([item is not None for item in wanted], dtype=bool)
        self.down = np.array([c.count - w.lower if w else 0 for c, w in zip(cells, wanted, strict=True)])
        self.up = np.array([w.upper - c.count if w else 0 for c, w in zip(cells, wanted, strict=True)])
        self.can_hide = np.array([_can_hide(cell, rules) for cell in cells], dtype=bool)
        self._set_room(cells)
        self.found: list[Found] = []
        self.open = {True: self.up > 0, False: self.down > 0}

    def _set_room(self, cells: tuple[Cell, ...]) -> None:
        """Set what readers would know of each cell when withheld and when shown, and withhold the primary."""
        nothing = (None,) * len(cells)
        every = tuple(None if c.kind is Kind.SLACK else self.rules.rounded(c.count) for c in cells)
        self.floor, self.ceiling = self._known(nothing)
        self.shown_low, self.shown_high = self._known(every)
        withheld = [
            cell.kind is not Kind.RELEASED or ((primary or cell.kept) and not cell.structural)
            for cell, primary in zip(cells, self.primary.tolist(), strict=True)
        ]
        self.hidden = np.array(withheld, dtype=bool)

    def _known(self, shown: tuple[int | None, ...]) -> tuple[Floats, Floats]:
        outcome = Outcome(self.release, self.rules, shown, (), (), {}, {}, ())
        bounds = [outcome.bounds(index) for index in range(len(shown))]
        lowest = np.array([float(low) for low, _ in bounds])
        return lowest, np.array([math.inf if high is None else float(high) for _, high in bounds])

    def room(self, cells: Integers) -> tuple[Floats, Floats]:
        """Return how far the counts of ``cells`` can change without a reader seeing it: down, up."""
        return self._room(cells, self.hidden[cells])

    def widest(self, cells: Integers) -> tuple[Floats, Floats]:
        """Do as :meth:`room`, if all that can be withheld were so."""
        return self._room(cells, self.hidden[cells] | self.can_hide[cells])

    def _room(self, cells: Integers, hidden: NDArray[np.bool_]) -> tuple[Floats, Floats]:
        low = np.where(hidden, self.floor[cells], self.shown_low[cells])
        high = np.where(hidden, self.ceiling[cells], self.shown_high[cells])
        return low - self.count[cells], high - self.count[cells]

    def hide(self, cells: Integers) -> None:
        """Withhold ``cells`` too; proofs stay proofs, since readers know less."""
        self.hidden[cells] = True

    def reach(self, cells: Integers, changes: Integers) -> list[Target]:
        """Keep ``changes`` in ``found`` as proof of all open targets that they reach, and return those."""
        reached = [
            (int(cell), up)
            for up, wanted, sign in ((True, self.up, 1), (False, self.down, -1))
            for cell in cells[self.open[up][cells] & (sign * changes >= wanted[cells])]
        ]
        if reached:
            moved = changes != 0
            self.found.append(Found(cells[moved], changes[moved], tuple(reached)))
            self.mark(reached, is_open=False)
        return reached

    def mark(self, targets: Iterable[Target], *, is_open: bool) -> None:
        """Note that ``targets`` have no proof (any more), or have one."""
        for cell, up in targets:
            self.open[up][cell] = is_open

    def state(self) -> State:
        """Return what is hidden and what is open, as copies."""
        return self.hidden.copy(), self.open[True].copy(), self.open[False].copy()

    def load(self, state: State) -> None:
        """Go to ``state``, with nothing found yet."""
        self.hidden, self.open[True], self.open[False] = (part.copy() for part in state)
        self.found = []

    def complementary(self) -> Integers:
        """Return the cells that are withheld for the sake of others and could be shown."""
        return np.flatnonzero(self.hidden & ~self.primary & self.can_hide)


def weight(cell: Cell) -> float:
    """Return what a reader loses when ``cell`` is withheld: 1 + log2(1 + count), 0 when it is not his."""
    return 1 + math.log2(1 + cell.count) if cell.kind is Kind.RELEASED else 0.0


def _can_hide(cell: Cell, rules: Rules) -> bool:
    """Return whether the search may choose to show a cell or not; what readers know already stays."""
    fixed = cell.structural or cell.seen is not None or cell.kept or cell.count < rules.floor
    return cell.kind is Kind.RELEASED and not fixed
