"""The search for proofs in the part around a cell; ``protect`` tells the steps."""

from __future__ import annotations

import math

import numpy as np

from drietrap.publication.suppression.ledger import Found, Ledger
from drietrap.publication.suppression.network import (
    Floats,
    Integers,
    Part,
    Program,
    minimise_whole,
    settle,
    whole,
)
from drietrap.publication.suppression.parts import Parts
from drietrap.publication.suppression.rules import Rules
from drietrap.publication.suppression.tables import Release

_SHARES = 30
_SHARPEN = 3
_LEVELS = 7


class Search:
    """Finds proofs and writes them in its ledger.

    ``programs`` counts the linear programs. With ``stop`` it looks, for a cell without an answer, whether
    there can be one at all: a program over everything that it is connected to, with all withheld that can be.
    If there is none, the cell is ``lost``, and nothing more of its group is sought.
    """

    def __init__(self, release: Release, rules: Rules, *, stop: bool = False) -> None:
        self.parts = Parts(release)
        self.ledger = Ledger(release, rules)
        self.programs = 0
        self.stop, self.lost = stop, False
        self._solvers: dict[tuple[Part, bool], Program] = {}

    def start(self) -> None:
        """Forget earlier programs, so that what comes does not depend on them."""
        self._solvers = {}

    def handle(self, group: list[int]) -> tuple[Integers, list[Found], bool]:
        """Prove all of ``group``, cells with the same smallest part.

        Returns what to withhold, proofs, and whether a cell is lost.

        The ledger is left as it was, so that groups can be handled in any order and at the same time.
        """
        self.start()
        self.lost = False
        ledger = self.ledger
        before = ledger.state()
        self.share(self.parts.around(group[0], 0))
        for cell in group:
            for up in (False, True):
                if ledger.open[up][cell] and not self.lost:
                    self.prove(cell, up)
        withheld, found = np.flatnonzero(ledger.hidden & ~before[0]), ledger.found
        ledger.load(before)
        return withheld, found, self.lost

    def share(self, part: Part) -> None:
        """Prove as many open targets in ``part`` at once as the withheld cells and rounding allow."""
        idle = 0
        for turn in range(_SHARES):
            first = turn % 2 == 0
            cost, lower, upper = self.pull(part, first)
            if not cost.any():
                return
            found = self.changes(part, cost, lower, upper, nodes=20, gap=0.3)
            idle = 0 if found is not None and self.ledger.reach(part.cells, found) else idle + 1
            if idle == 2:
                return

    def pull(self, part: Part, prefer_up: bool) -> tuple[Floats, Floats, Floats]:
        """Return cost and bounds that pull every open cell of ``part`` to one of its ends, no further."""
        ledger, cells = self.ledger, part.cells
        lower, upper = ledger.room(cells)
        rises, falls = ledger.open[True][cells], ledger.open[False][cells]
        rises, falls = (rises, falls & ~rises) if prefer_up else (rises & ~falls, falls)
        up, down = ledger.up[cells], ledger.down[cells]
        cost = np.zeros(len(cells))
        cost[rises], upper[rises] = -1 / up[rises], np.minimum(upper[rises], up[rises])
        cost[falls], lower[falls] = 1 / down[falls], np.maximum(lower[falls], -down[falls])
        return cost, lower, upper

    def prove(self, cell: int, up: bool) -> None:
        """Prove one end of one cell, withholding others where needed; give up when that cannot help."""
        size = 0
        for level in range(_LEVELS):
            part = self.parts.around(cell, level)
            grown = len(part.cells) > size
            if (not grown and level > 1) or (grown and self.prove_in(cell, up, part)):
                return  # with one measure the first two parts are the same
            size = len(part.cells)
            if self.stop and self.parts.is_all(part, cell) and not self._possible(cell, up, part):
                self.lost = True
                return

    def prove_in(self, cell: int, up: bool, part: Part) -> bool:
        """Do as :meth:`prove`, within ``part``; return whether it helped."""
        if self._pulled(cell, up, part):
            return True
        before = self.ledger.hidden.copy()
        for whole_only in (False, True):
            extra = self.needed(
                part, *self._aim(cell, up, part, *self.ledger.room(part.cells)), whole_only=whole_only
            )
            if extra is None:
                return False
            self.ledger.hide(extra)
            if self.move(cell, up, part):
                return True
            self.ledger.hidden = before.copy()
        return False

    def _possible(self, cell: int, up: bool, part: Part) -> bool:
        """Whether one end of one cell can be reached with everything withheld that can be."""
        lower, upper = self.ledger.widest(part.cells)
        lower, upper = self._aim(cell, up, part, lower, upper)
        nothing = np.zeros(len(part.cells))
        return not np.any(lower > upper) and Program(part.matrix).least(nothing, lower, upper) is not None

    def move(self, cell: int, up: bool, part: Part) -> bool:
        """Prove one end of one cell without withholding more."""
        nothing = np.zeros(len(part.cells))
        return self._pulled(cell, up, part) or self._reach(
            cell, up, part, nothing, *self.ledger.room(part.cells)
        )

    def _pulled(self, cell: int, up: bool, part: Part) -> bool:
        """Do as :meth:`move`, in a way that proves as many other ends as possible with it."""
        return self._reach(cell, up, part, *self.pull(part, up))

    def _reach(self, cell: int, up: bool, part: Part, cost: Floats, lower: Floats, upper: Floats) -> bool:
        lower, upper = self._aim(cell, up, part, lower, upper)
        if np.any(lower > upper):
            return False
        found = self.changes(part, cost, lower, upper, gap=0.3)
        return found is not None and bool(self.ledger.reach(part.cells, found))

    def _aim(self, cell: int, up: bool, part: Part, lower: Floats, upper: Floats) -> tuple[Floats, Floats]:
        """Return the bounds with ``cell`` held at or beyond its end."""
        place = int(np.searchsorted(part.cells, cell))
        if up:
            lower[place] = self.ledger.up[cell]
        else:
            upper[place] = -self.ledger.down[cell]
        return lower, upper

    def _least(
        self, part: Part, cost: Floats, lower: Floats, upper: Floats, *, wide: bool = False
    ) -> Floats | None:
        """Return the changes of least cost, which need not be whole."""
        self.programs += 1
        solver = self._solvers.get((part, wide))
        if solver is None:
            solver = self._solvers[part, wide] = Program(part.wide() if wide else part.matrix)
        return solver.least(cost, lower, upper)

    def changes(
        self,
        part: Part,
        cost: Floats,
        lower: Floats,
        upper: Floats,
        *,
        nodes: int = 500,
        gap: float = 0.0,
    ) -> Integers | None:
        """Return whole changes of (near) least cost, or None."""
        found = self._least(part, cost, lower, upper)
        if found is None:
            return None
        near = settle(part.matrix, cost, lower, upper, found)
        if near is not None:
            return near
        found = minimise_whole(part.matrix, cost, lower, upper, nodes=nodes, gap=gap)
        return None if found is None else whole(part.matrix, found)

    def needed(self, part: Part, lower: Floats, upper: Floats, *, whole_only: bool) -> Integers | None:
        """Return the shown cells of ``part`` to withhold, at about least weight; None when that fails.

        Then there are changes within ``lower`` and ``upper``, which hold what must be reached, and beyond
        them for the cells that are given.
        """
        ledger, cells = self.ledger, part.cells
        usable = ~ledger.hidden[cells] & ledger.can_hide[cells]
        if np.any(lower > upper):
            return None
        number = len(cells)
        deepest = np.where(usable, ledger.shown_low[cells] - ledger.floor[cells], 0.0)
        lower = np.concatenate([lower, np.zeros(2 * number)])
        upper = np.concatenate([upper, np.where(usable, math.inf, 0.0), deepest])
        weights = ledger.weight[cells]
        price, best, lightest = weights.copy(), None, math.inf
        for _ in range(_SHARPEN):
            cost = np.concatenate([np.zeros(number), price, price])
            if whole_only:
                found = minimise_whole(part.wide(), cost, lower, upper)
            else:
                found = self._least(part, cost, lower, upper, wide=True)
            if found is None:
                return best
            beyond = found[number : 2 * number] + found[2 * number :]
            used = usable & (beyond > 1e-6)
            if (total := float(weights[used].sum())) < lightest:
                best, lightest = cells[used], total
            if used.sum() <= 1:
                return best
            price = weights / np.maximum(beyond, 1.0) * np.where(used, 1.0, 2.0)
        return best
