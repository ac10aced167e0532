"""The proofs found so far: which of them are in use, and by which withheld cells they stand."""

from __future__ import annotations

import numpy as np

from drietrap.publication.suppression.ledger import Found, Ledger, Target
from drietrap.publication.suppression.outcome import Outcome, Proof, Reason
from drietrap.publication.suppression.tables import Kind


class Book:
    """Proofs by number; a proof without targets is out of use."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._proofs: list[Found] = []
        self._targets: list[set[Target]] = []
        self._proven: dict[Target, int] = {}
        self._users: dict[int, list[int]] = {}

    def collect(self) -> None:
        """Take over what the ledger has found."""
        for found in self._ledger.found:
            number = len(self._proofs)
            self._proofs.append(found)
            self._targets.append(set(found.targets))
            self._proven.update(dict.fromkeys(found.targets, number))
            for cell in self._beyond(found):
                self._users.setdefault(cell, []).append(number)
        self._ledger.found = []

    def _beyond(self, found: Found) -> list[int]:
        """Return the cells that have a count in this proof which they could not have when shown."""
        value = self._ledger.count[found.cells] + found.changes
        low, high = self._ledger.shown_low[found.cells], self._ledger.shown_high[found.cells]
        beyond: list[int] = found.cells[(value < low) | (value > high)].tolist()
        return beyond

    def resting_on(self, cell: int) -> list[Target]:
        """Return the targets whose proof needs ``cell`` to be withheld, in order."""
        return sorted(target for number in self._users.get(cell, ()) for target in self._targets[number])

    def reopen(self, targets: list[Target]) -> dict[Target, int]:
        """Take back the proof of ``targets``; the answer can be given to :meth:`restore`."""
        before = {target: self._proven[target] for target in targets}
        self._forget(targets)
        self._ledger.mark(targets, is_open=True)
        return before

    def restore(self, before: dict[Target, int]) -> None:
        """Undo :meth:`reopen`."""
        self._forget([target for target in before if target in self._proven])
        for target, number in before.items():
            self._proven[target] = number
            self._targets[number].add(target)
        self._ledger.mark(before, is_open=False)

    def _forget(self, targets: list[Target]) -> None:
        for target in targets:
            self._targets[self._proven.pop(target)].discard(target)

    def outcome(self) -> Outcome:
        """Return the result, with only the proofs in use."""
        ledger = self._ledger
        used = sorted(set(self._proven.values()))
        number = {old: new for new, old in enumerate(used)}
        truth = len(used)
        proofs = [
            Proof(tuple(zip(p.cells.tolist(), p.changes.tolist(), strict=True)))
            for p in (self._proofs[old] for old in used)
        ]
        ends: dict[bool, dict[int, int]] = {False: {}, True: {}}
        for up, proof_of in ends.items():
            for cell in np.flatnonzero(ledger.primary & ~ledger.open[up]).tolist():
                proven = self._proven.get((cell, up))
                proof_of[cell] = truth if proven is None else number[proven]
        failed = np.flatnonzero(ledger.open[True] | ledger.open[False])
        reasons = tuple(self._reason(index) for index in range(len(ledger.count)))
        shown = tuple(
            ledger.rules.rounded(int(count)) if reason is None and cell.kind is not Kind.SLACK else None
            for count, reason, cell in zip(ledger.count, reasons, ledger.release.cells, strict=True)
        )
        return Outcome(
            ledger.release,
            ledger.rules,
            shown,
            reasons,
            (*proofs, Proof(())),
            ends[False],
            ends[True],
            tuple(failed.tolist()),
        )

    def _reason(self, index: int) -> Reason | None:
        cell = self._ledger.release.cells[index]
        if cell.kind is not Kind.RELEASED:
            return None if cell.kind is Kind.SLACK else Reason.NOT_RELEASED
        if not self._ledger.hidden[index]:
            return None
        return Reason.PRIMARY if self._ledger.primary[index] else Reason.COMPLEMENTARY
