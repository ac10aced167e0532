"""Which cells are shown, which need protection, and which of those are proven safe so far."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from drietrap.publication.suppression.network import Floats, Integers, Part
from drietrap.publication.suppression.outcome import Outcome, Proof, Reason
from drietrap.publication.suppression.rules import Rules
from drietrap.publication.suppression.tables import Cell, Kind, Release

Target = tuple[int, bool]
"""A cell, and whether it is about its highest (True) or lowest possible count."""


@dataclass(frozen=True)
class _Written:
    cells: Integers
    changes: Integers


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
        self._proofs: dict[int, _Written] = {}
        self._proven: dict[Target, int] = {}
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
        hidden = self.hidden[cells]
        low = np.where(hidden, self.floor[cells], self.shown_low[cells])
        high = np.where(hidden, self.ceiling[cells], self.shown_high[cells])
        return low - self.count[cells], high - self.count[cells]

    def hide(self, cells: Integers) -> None:
        """Withhold ``cells`` too; proofs stay proofs, since readers know less."""
        self.hidden[cells] = True

    def write(self, part: Part, changes: Integers) -> list[Target]:
        """Keep ``changes`` as proof of all open targets that they reach, and return those."""
        reached = [
            (int(cell), up)
            for up, wanted, sign in ((True, self.up, 1), (False, self.down, -1))
            for cell in part.cells[self.open[up][part.cells] & (sign * changes >= wanted[part.cells])]
        ]
        if reached:
            number = len(self._proofs)
            moved = changes != 0
            self._proofs[number] = _Written(part.cells[moved], changes[moved])
            for cell, up in reached:
                self._proven[cell, up] = number
                self.open[up][cell] = False
        return reached

    def users(self) -> dict[int, set[int]]:
        """Return for each withheld cell the proofs in which it is beyond what it could be when shown."""
        result: dict[int, set[int]] = {}
        for number in set(self._proven.values()):
            proof = self._proofs[number]
            value = self.count[proof.cells] + proof.changes
            beyond = (value < self.shown_low[proof.cells]) | (value > self.shown_high[proof.cells])
            for cell in proof.cells[beyond & self.hidden[proof.cells]]:
                result.setdefault(int(cell), set()).add(number)
        return result

    def targets_of(self, proofs: set[int]) -> list[Target]:
        """Return the targets that rest on ``proofs``, in order."""
        return sorted(target for target, number in self._proven.items() if number in proofs)

    def reopen(self, targets: list[Target]) -> dict[Target, int]:
        """Take back the proof of ``targets``; the answer can be given to :meth:`restore`."""
        before = {target: self._proven.pop(target) for target in targets}
        for cell, up in targets:
            self.open[up][cell] = True
        return before

    def restore(self, before: dict[Target, int]) -> None:
        """Undo :meth:`reopen`."""
        self._proven.update(before)
        for cell, up in before:
            self.open[up][cell] = False

    def complementary(self) -> Integers:
        """Return the cells that are withheld for the sake of others and could be shown."""
        return np.flatnonzero(self.hidden & ~self.primary & self.can_hide)

    def outcome(self) -> Outcome:
        """Return the result, with only the proofs in use."""
        used = sorted(set(self._proven.values()))
        number = {old: new for new, old in enumerate(used)}
        truth = len(used)
        proofs = [
            Proof(tuple(zip(p.cells.tolist(), p.changes.tolist(), strict=True)))
            for p in (self._proofs[old] for old in used)
        ]
        ends: dict[bool, dict[int, int]] = {False: {}, True: {}}
        for up, proof_of in ends.items():
            for cell in np.flatnonzero(self.primary & ~self.open[up]).tolist():
                proven = self._proven.get((cell, up))
                proof_of[cell] = truth if proven is None else number[proven]
        failed = np.flatnonzero(self.open[True] | self.open[False])
        reasons = tuple(self._reason(index) for index in range(len(self.count)))
        shown = tuple(
            self.rules.rounded(int(count)) if reason is None and cell.kind is not Kind.SLACK else None
            for count, reason, cell in zip(self.count, reasons, self.release.cells, strict=True)
        )
        return Outcome(
            self.release,
            self.rules,
            shown,
            reasons,
            (*proofs, Proof(())),
            ends[False],
            ends[True],
            tuple(failed.tolist()),
        )

    def _reason(self, index: int) -> Reason | None:
        cell = self.release.cells[index]
        if cell.kind is not Kind.RELEASED:
            return None if cell.kind is Kind.SLACK else Reason.NOT_RELEASED
        if not self.hidden[index]:
            return None
        return Reason.PRIMARY if self.primary[index] else Reason.COMPLEMENTARY


def weight(cell: Cell) -> float:
    """Return what a reader loses when ``cell`` is withheld: 1 + log2(1 + count), 0 when it is not his."""
    return 1 + math.log2(1 + cell.count) if cell.kind is Kind.RELEASED else 0.0


def _can_hide(cell: Cell, rules: Rules) -> bool:
    """Return whether a cell that is shown now may also be withheld."""
    fixed = cell.structural or cell.seen is not None or cell.count < rules.floor
    return cell.kind is Kind.RELEASED and not fixed
