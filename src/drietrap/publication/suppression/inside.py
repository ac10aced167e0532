"""The search inside a block: which of its counts to withhold, with the margins of a release below it.

The margins are set to those of the release, and then to those of each of its proofs. With each of them a
table is sought that fits what the block shows (the *extension* of that proof), and that has as many withheld
counts as possible at an end of their protection interval. More is withheld only for what is left. In the end
a count that was withheld too much is shown again, if all that needed it can do without.
"""

from __future__ import annotations

import numpy as np

from drietrap.publication.suppression.block import Block
from drietrap.publication.suppression.joined import Inner, joined
from drietrap.publication.suppression.ledger import Found, Target
from drietrap.publication.suppression.network import Floats, Integers
from drietrap.publication.suppression.outcome import Outcome
from drietrap.publication.suppression.rules import Rules
from drietrap.publication.suppression.search import Search
from drietrap.publication.suppression.tables import Release

_TURNS = 4
_REPAIRS = 300


def protect_block(joint: Release, below: Outcome, rules: Rules) -> Outcome:
    """Return what of the tables of ``joint`` can be shown on top of ``below``, with proofs of all of it.

    Parameters
    ----------
    joint
        The block, described with ``below`` as the one earlier release.
    below
        What is protected already, and stays as it is.
    rules
        The rules of ``below``.

    Returns
    -------
    An outcome of release and block together. Those of several blocks on one release are safe together.
    """
    return Inside(Block(joint, below), rules).outcome()


class Inside:
    """The search in one block; it is done when this is made."""

    def __init__(self, block: Block, rules: Rules) -> None:
        self._block, self._margins = block, block.margins
        self._search = Search(block.release, rules)
        self._ledger = self._search.ledger
        self._truth = self._ledger.count[block.margins.shared].astype(np.float64)
        self._whole = self._search.parts.part(np.arange(len(block.cells), dtype=np.int64))
        self._proofs: list[Inner] = []
        self._at = 0
        self._hold_margins()
        self._without_more()
        self._with_more()
        self._clean()

    def _hold_margins(self) -> None:
        """Take the margins out of the search: they are what the release below says."""
        ledger, shared = self._ledger, self._margins.shared
        for flags in (ledger.primary, ledger.hidden, ledger.can_hide, *ledger.open.values()):
            flags[shared] = False
        self._set(0)

    def _set(self, margins: int) -> None:
        """Set the margins to those of the release (0), or those of some of its proofs."""
        self._at = margins
        counts = self._truth + self._margins.moves[margins]
        self._ledger.shown_low[self._margins.shared] = counts
        self._ledger.shown_high[self._margins.shared] = counts

    def _without_more(self) -> None:
        for margins in range(len(self._margins.moves)):
            self._set(margins)
            if margins == 0:
                self._search.share(self._whole)
                self._collect()
            else:
                self._extend()

    def _extend(self) -> bool:
        """Find tables with the margins that are set, of which the first is their extension."""
        first = True
        for turn in range(_TURNS):
            found = self._search.changes(self._whole, *self._search.pull(self._whole, turn % 2 == 0), gap=0.3)
            if found is None:
                return not first
            moved = np.flatnonzero(found)
            reached = self._ledger.reach(self._whole.cells, found)
            self._collect()
            if first:
                self._proofs.append(Inner(self._at, Found(moved, found[moved], ()), extends=True))
            elif not reached:
                break
            first = False
        return True

    def _collect(self) -> None:
        self._proofs += [Inner(self._at, found) for found in self._ledger.found]
        self._ledger.found = []

    def _with_more(self) -> None:
        """Withhold more for what has no proof yet, and for margins without extension."""
        self._set(0)
        self._search.start()
        for cell, up in self._left():
            if self._ledger.open[up][cell]:
                self._search.prove(cell, up)
        self._collect()
        extended = {one.margins for one in self._proofs if one.extends}
        for margins in range(1, len(self._margins.moves)):
            self._set(margins)
            for cell, up in self._left():
                if self._ledger.open[up][cell] and self._could(cell):
                    self._search.prove_in(cell, up, self._whole)
            self._collect()
            if margins not in extended and not self._extend():
                self._widen()

    def _left(self) -> list[Target]:
        return [(int(cell), up) for up in (False, True) for cell in np.flatnonzero(self._ledger.open[up])]

    def _could(self, cell: int) -> bool:
        """Whether the margins that are set leave ``cell`` more room than the true ones."""
        moved = self._margins.shared[self._margins.moves[self._at] != 0]
        near = self._search.parts.by_cell[[cell]]
        rows = near.indices
        return bool(np.isin(self._search.parts.by_relation[rows].indices, moved).any())

    def _widen(self) -> None:
        """Withhold what the margins that are set need to have a table at all, in the end everything."""
        room = self._ledger.room(self._whole.cells)
        extra = self._search.needed(self._whole, *room, whole_only=False)
        self._ledger.hide(self._usable() if extra is None else extra)
        if not self._extend():
            self._ledger.hide(self._usable())
            self._extend()

    def _usable(self) -> Integers:
        return np.flatnonzero(self._ledger.can_hide)

    def _clean(self) -> None:
        """Show counts again that nothing needs withheld, or that can be replaced; the weightiest first."""
        ledger = self._ledger
        start = self._search.programs
        spare = sorted(ledger.complementary().tolist(), key=lambda cell: (-float(ledger.weight[cell]), cell))
        for cell in spare:
            resting = [at for at, one in enumerate(self._proofs) if self._rests_on(one, cell)]
            if not resting:
                ledger.hidden[cell] = False
            elif self._search.programs - start < _REPAIRS:
                self._show_again(cell, resting)

    def _rests_on(self, one: Inner, cell: int) -> bool:
        place = int(np.searchsorted(one.found.cells, cell))
        if place == len(one.found.cells) or one.found.cells[place] != cell:
            return False
        value = self._ledger.count[cell] + one.found.changes[place]
        return bool(value < self._ledger.shown_low[cell] or value > self._ledger.shown_high[cell])

    def _show_again(self, cell: int, resting: list[int]) -> None:
        self._ledger.hidden[cell] = False
        others: list[Inner] = []
        for at in resting:
            again = self._again(self._proofs[at])
            if again is None:
                self._ledger.hidden[cell] = True
                return
            others += again
        gone = set(resting)
        self._proofs = [one for at, one in enumerate(self._proofs) if at not in gone] + others

    def _again(self, one: Inner) -> list[Inner] | None:
        """Return proofs that do what ``one`` does with what is withheld now; None when there are none."""
        self._set(one.margins)
        self._ledger.mark(one.found.targets, is_open=True)
        if one.extends:
            made = self._table()
            return None if made is None else [made]
        for target, up in one.found.targets:
            if self._ledger.open[up][target] and not self._search.move(target, up, self._whole):
                self._ledger.mark(one.found.targets, is_open=False)
                self._ledger.found = []
                return None
        again = [Inner(self._at, found) for found in self._ledger.found]
        self._ledger.found = []
        return again

    def _table(self) -> Inner | None:
        """Return an extension of the margins that are set, as near to the truth as a program finds it."""
        nothing: Floats = np.zeros(len(self._whole.cells))
        found = self._search.changes(self._whole, nothing, *self._ledger.room(self._whole.cells))
        if found is None:
            return None
        moved = np.flatnonzero(found)
        return Inner(self._at, Found(moved, found[moved], ()), extends=True)

    def outcome(self) -> Outcome:
        """Return release and block together, with the proofs of both."""
        return joined(self._block, self._ledger, self._proofs)
