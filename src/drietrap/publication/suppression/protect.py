"""Withhold what must be, and as little else as a fast search finds, until every withheld count is in doubt.

For every end of every protection interval the search looks for a *proof*: a whole table, the same to
readers, in which the cell is at or beyond that end. The steps:

1. Share: in the part around a cell, one linear program moves all unproven cells to their ends at once.
   Rounding already leaves room, so most cells need no more than this.
2. Hide: for a cell that is left, a program of least cost decides which shown cells must be withheld too
   (the linear relaxation of the cell suppression problem, Kelly, Golden & Assad 1992, Networks 22:397;
   Castro 2012, European Journal of Operational Research 216:253), with costs sharpened in rounds, since
   a withheld cell costs the same however far it moves.
3. Clean: a cell withheld too much is shown again, if every proof that used it can be replaced.

Parts grow when there is no answer. All steps go by the order of cell names, and programs stop at a number
of branches and not at a time, so the outcome does not depend on the order of input or the machine.
"""

from __future__ import annotations

import math

import numpy as np
from scipy.sparse import csc_array, hstack

from drietrap.publication.suppression.ledger import Ledger, Target
from drietrap.publication.suppression.network import (
    Floats,
    Integers,
    Part,
    minimise,
    minimise_whole,
    whole,
)
from drietrap.publication.suppression.outcome import Outcome
from drietrap.publication.suppression.parts import Parts
from drietrap.publication.suppression.rules import Rules
from drietrap.publication.suppression.tables import Release

_SHARES = 12
_SHARPEN = 3
_LEVELS = 6


def protect(release: Release, rules: Rules, *, repairs: int = 2_000) -> Outcome:
    """Return what of ``release`` can be shown under ``rules``, with proofs.

    Parameters
    ----------
    release
        Everything that is published together (see ``linking.describe``).
    rules
        Which counts are too small and how wide the doubt must stay.
    repairs
        How many linear programs the last step may use to show cells again.
    """
    search = _Search(release, rules)
    search.prove_all()
    search.clean(repairs)
    return search.ledger.outcome()


class _Search:
    def __init__(self, release: Release, rules: Rules) -> None:
        self.parts = Parts(release)
        self.ledger = Ledger(release, rules)
        self.programs = 0

    def prove_all(self) -> None:
        ledger = self.ledger
        groups: dict[tuple[int, str], list[int]] = {}
        for cell in np.flatnonzero(ledger.primary).tolist():
            groups.setdefault(self.parts.centre(cell), []).append(cell)
        for group in sorted(groups):
            self._share(self.parts.around(groups[group][0], 0))
        for group in sorted(groups):
            for cell in groups[group]:
                for up in (False, True):
                    if ledger.open[up][cell]:
                        self._prove(cell, up)

    def _share(self, part: Part) -> None:
        """Prove as many open targets in ``part`` at once as the withheld cells and rounding allow."""
        idle = 0
        for turn in range(_SHARES):
            first = turn % 2 == 0
            cost, lower, upper = self._pull(part, first)
            if not cost.any():
                return
            found = self._changes(part.matrix, cost, lower, upper, nodes=20, gap=0.3)
            idle = 0 if found is not None and self.ledger.write(part, found) else idle + 1
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

    def _prove(self, cell: int, up: bool) -> None:
        """Prove one end of one cell, withholding others where needed; give up when that cannot help."""
        size = 0
        for level in range(_LEVELS):
            part = self.parts.around(cell, level)
            if len(part.cells) == size or self._prove_in(cell, up, part):
                return
            size = len(part.cells)

    def _prove_in(self, cell: int, up: bool, part: Part) -> bool:
        if self._move(cell, up, part):
            return True
        extra = self._needed(cell, up, part, whole_only=False)
        if extra is None:
            return False
        before = self.ledger.hidden.copy()
        self.ledger.hide(extra)
        if self._move(cell, up, part):
            return True
        self.ledger.hidden = before
        extra = self._needed(cell, up, part, whole_only=True)
        if extra is None:
            return False
        self.ledger.hide(extra)
        return self._move(cell, up, part)

    def _move(self, cell: int, up: bool, part: Part) -> bool:
        """Prove one end of one cell without withholding more."""
        lower, upper = self._aim(cell, up, part, *self.ledger.room(part.cells))
        if np.any(lower > upper):
            return False
        found = self._changes(part.matrix, np.zeros(len(part.cells)), lower, upper)
        return found is not None and bool(self.ledger.write(part, found))

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
            price = weights / np.maximum(beyond, 1.0) * np.where(used, 1.0, 2.0)
        return best

    def clean(self, repairs: int) -> None:
        """Show cells again where the proofs can do without them, the weightiest first."""
        ledger = self.ledger
        spare = ledger.complementary()
        users = ledger.users()
        free = np.array([cell for cell in spare.tolist() if cell not in users], dtype=np.int64)
        ledger.hidden[free] = False
        limit = self.programs + repairs
        for cell in sorted(set(spare.tolist()) - set(free.tolist()), key=self._weight_first):
            if self.programs >= limit:
                return
            self._show_again(cell)

    def _weight_first(self, cell: int) -> tuple[float, int]:
        return -float(self.ledger.weight[cell]), cell

    def _show_again(self, cell: int) -> None:
        ledger = self.ledger
        targets: list[Target] = ledger.targets_of(ledger.users().get(cell, set()))
        before = ledger.reopen(targets)
        ledger.hidden[cell] = False
        for target, up in targets:
            if ledger.open[up][target] and not self._move(target, up, self.parts.around(target, 0)):
                ledger.hidden[cell] = True
                ledger.restore(before)
                return
