"""The search for proofs in the part around a cell; ``protect`` tells the steps."""

from __future__ import annotations

import math

import numpy as np
from scipy.sparse import csc_array, hstack

from drietrap.publication.suppression.ledger import Found, Ledger
from drietrap.publication.suppression.network import (
    Floats,
    Integers,
    Part,
    minimise,
    minimise_whole,
    whole,
)
from drietrap.publication.suppression.parts import Parts
from drietrap.publication.suppression.rules import Rules
from drietrap.publication.suppression.tables import Release

_SHARES = 30
_SHARPEN = 3
_LEVELS = 6


class Search:
    """Finds proofs and writes them in its ledger; ``programs`` counts the linear programs."""

    def __init__(self, release: Release, rules: Rules) -> None:
        self.parts = Parts(release)
        self.ledger = Ledger(release, rules)
        self.programs = 0

    def handle(self, group: list[int]) -> tuple[Integers, list[Found]]:
        """Prove all of ``group``, cells with the same smallest part; return what to withhold, and proofs.

        The ledger is left as it was, so that groups can be handled in any order and at the same time.
        """
        ledger = self.ledger
        before = ledger.state()
        self.share(self.parts.around(group[0], 0))
        for cell in group:
            for up in (False, True):
                if ledger.open[up][cell]:
                    self.prove(cell, up)
        withheld, found = np.flatnonzero(ledger.hidden & ~before[0]), ledger.found
        ledger.load(before)
        return withheld, found

    def share(self, part: Part) -> None:
        """Prove as many open targets in ``part`` at once as the withheld cells and rounding allow."""
        idle = 0
        for turn in range(_SHARES):
            first = turn % 2 == 0
            cost, lower, upper = self._pull(part, first)
            if not cost.any():
                return
            found = self._changes(part.matrix, cost, lower, upper, nodes=20, gap=0.3)
            idle = 0 if found is not None and self.ledger.reach(part.cells, found) else idle + 1
            if idle == 2:
                return

    def _pull(self, part: Part, prefer_up: bool) -> tuple[Floats, Floats, Floats]:
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
            if len(part.cells) == size or self._prove_in(cell, up, part):
                return
            size = len(part.cells)

    def _prove_in(self, cell: int, up: bool, part: Part) -> bool:
        if self.move(cell, up, part):
            return True
        extra = self._needed(cell, up, part, whole_only=False)
        if extra is None:
            return False
        before = self.ledger.hidden.copy()
        self.ledger.hide(extra)
        if self.move(cell, up, part):
            return True
        self.ledger.hidden = before
        extra = self._needed(cell, up, part, whole_only=True)
        if extra is None:
            return False
        self.ledger.hide(extra)
        return self.move(cell, up, part)

    def move(self, cell: int, up: bool, part: Part) -> bool:
        """Prove one end of one cell without withholding more."""
        cost, *bounds = self._pull(part, up)
        return self._reach(cell, up, part, cost, *bounds) or self._reach(
            cell, up, part, np.zeros(len(part.cells)), *self.ledger.room(part.cells)
        )

    def _reach(self, cell: int, up: bool, part: Part, cost: Floats, lower: Floats, upper: Floats) -> bool:
        lower, upper = self._aim(cell, up, part, lower, upper)
        if np.any(lower > upper):
            return False
        found = self._changes(part.matrix, cost, lower, upper, gap=0.3)
        return found is not None and bool(self.ledger.reach(part.cells, found))

    def _aim(self, cell: int, up: bool, part: Part, lower: Floats, upper: Floats) -> tuple[Floats, Floats]:
        """Return the bounds with ``cell`` held at or beyond its end."""
        place = int(np.searchsorted(part.cells, cell))
        if up:
            lower[place] = self.ledger.up[cell]
        else:
            upper[place] = -self.ledger.down[cell]
        return lower, upper

    def _changes(
        self,
        matrix: csc_array,
        cost: Floats,
        lower: Floats,
        upper: Floats,
        *,
        nodes: int = 500,
        gap: float = 0.0,
    ) -> Integers | None:
        """Return whole changes of (near) least cost, or None."""
        self.programs += 1
        found = minimise(matrix, cost, lower, upper)
        if found is None:
            return None
        exact = whole(matrix, found)
        if exact is not None:
            return exact
        found = minimise_whole(matrix, cost, lower, upper, nodes=nodes, gap=gap)
        return None if found is None else whole(matrix, found)

    def _needed(self, cell: int, up: bool, part: Part, *, whole_only: bool) -> Integers | None:
        """Return the shown cells of ``part`` to withhold, at about least weight; None when that fails."""
        ledger, cells = self.ledger, part.cells
        usable = np.flatnonzero(~ledger.hidden[cells] & ledger.can_hide[cells])
        extra = part.matrix[:, usable]
        matrix = csc_array(hstack([part.matrix, extra, -extra]))
        lower, upper = self._aim(cell, up, part, *ledger.room(cells))
        if np.any(lower > upper):
            return None
        deepest = ledger.shown_low[cells[usable]] - ledger.floor[cells[usable]]
        lower = np.concatenate([lower, np.zeros(2 * len(usable))])
        upper = np.concatenate([upper, np.full(len(usable), math.inf), deepest])
        weights = ledger.weight[cells[usable]]
        solve = minimise_whole if whole_only else minimise
        price, best, lightest = weights.copy(), None, math.inf
        for _ in range(_SHARPEN):
            found = solve(matrix, np.concatenate([np.zeros(len(cells)), price, price]), lower, upper)
            if found is None:
                return best
            beyond = found[len(cells) : len(cells) + len(usable)] + found[len(cells) + len(usable) :]
            used = beyond > 1e-6
            if (total := float(weights[used].sum())) < lightest:
                best, lightest = cells[usable[used]], total
            if used.sum() <= 1:
                return best
            price = weights / np.maximum(beyond, 1.0) * np.where(used, 1.0, 2.0)
        return best
