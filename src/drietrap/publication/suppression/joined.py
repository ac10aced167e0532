"""A block and the release below it as one outcome, with the proofs of both, to be checked as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from drietrap.publication.suppression.block import Block
from drietrap.publication.suppression.ledger import Found, Ledger
from drietrap.publication.suppression.outcome import Outcome, Proof, Reason
from drietrap.publication.suppression.tables import Kind

_Changes = dict[int, int]


@dataclass(frozen=True)
class Inner:
    """A proof inside a block, with the margins (a row of ``Margins.moves``) for which it holds.

    ``extends`` tells that it is the one that other blocks may count on.
    """

    margins: int
    found: Found
    extends: bool = False


def joined(block: Block, ledger: Ledger, inner: Sequence[Inner]) -> Outcome:
    """Return release and block together.

    A proof of the release gets the extension of its margins; a proof inside the block gets the rest of a
    proof with its margins. A cell of which neither is there is ``unprotected``.
    """
    below, place = block.below, block.place_of_below.tolist()
    extension = {one.margins: _inside(block, one.found) for one in inner if one.extends} | {0: {}}
    of_proof = block.margins.of_proof.tolist()
    proofs: list[_Changes] = []
    ends: dict[bool, dict[int, int]] = {False: {}, True: {}}
    number: dict[int, int] = {}
    outer = [{place[cell]: change for cell, change in proof.changes} for proof in below.proofs]
    for old, margins in enumerate(of_proof):
        if margins in extension:
            number[old] = len(proofs)
            proofs.append(outer[old] | extension[margins])
    lost = set()
    for up, proven in ((False, below.lowest), (True, below.highest)):
        for cell, old in proven.items():
            if old in number:
                ends[up][place[cell]] = number[old]
            else:
                lost.add(place[cell])
    with_margins = {margins: old for old, margins in reversed(list(enumerate(of_proof)))}
    for one in inner:
        if one.found.targets:
            for cell, up in one.found.targets:
                ends[up][int(block.cells[cell])] = len(proofs)
            rest = outer[with_margins[one.margins]] if one.margins else {}
            proofs.append(rest | _inside(block, one.found))
    truth = len(proofs)
    for up in (False, True):
        settled = np.flatnonzero(ledger.primary & ~ledger.open[up])
        for cell in block.cells[settled].tolist():
            ends[up].setdefault(cell, truth)
    left = np.flatnonzero(ledger.open[True] | ledger.open[False])
    lost |= set(block.cells[left].tolist()) | {place[cell] for cell in below.unprotected}
    shown, reasons = _shown(block, ledger)
    return Outcome(
        block.joint,
        ledger.rules,
        shown,
        reasons,
        tuple(Proof(tuple(sorted(one.items()))) for one in (*proofs, {})),
        ends[False],
        ends[True],
        tuple(sorted(lost)),
    )


def _inside(block: Block, found: Found) -> _Changes:
    """Return the changes of a proof by cell of the whole, without those of the margins."""
    margins = set(block.margins.shared.tolist())
    pairs = zip(found.cells.tolist(), found.changes.tolist(), strict=True)
    return {int(block.cells[cell]): change for cell, change in pairs if cell not in margins}


def _shown(block: Block, ledger: Ledger) -> tuple[tuple[int | None, ...], tuple[Reason | None, ...]]:
    """Return per cell of the whole what is shown of it, and why not."""
    below, cells = block.below, block.joint.cells
    shown: list[int | None] = [None] * len(cells)
    reasons: list[Reason | None] = [
        None if cell.kind is Kind.SLACK else Reason.NOT_RELEASED for cell in cells
    ]
    for at, cell in enumerate(block.cells.tolist()):
        if cells[cell].kind is not Kind.RELEASED:
            continue
        if ledger.hidden[at]:
            reasons[cell] = Reason.PRIMARY if ledger.primary[at] else Reason.COMPLEMENTARY
        else:
            shown[cell], reasons[cell] = ledger.rules.rounded(cells[cell].count), None
    for old, cell in enumerate(block.place_of_below.tolist()):
        if cells[cell].kind is Kind.RELEASED:
            shown[cell], reasons[cell] = below.shown[old], below.reasons[old]
    return tuple(shown), tuple(reasons)
