"""Tables of one place on top of a protected release: districts of a municipality, providers of a region.

Going from the top down over a hierarchy is how Hitas does it (de Wolf 2002, "HiTaS: a heuristic approach to
cell suppression in hierarchical tables", Inference Control in Statistical Databases, LNCS 2316:74-82). There
the safety of everything together is not proven; here it is, in two steps that each block takes alone:

1. Every proof of the release below is *extended*: a table of the block is found with the margins that the
   proof has, which fits what the block shows.
2. Every withheld count of the block gets proofs of its own: the margins are those of the release, or of one
   of its proofs, and only the inside of the block differs.

So any number of blocks on one release are safe together, though none knows of another: a proof of the
release with an extension in every block is a whole table, and so is a proof of a block with the extensions
in the other blocks of the proof that it stands on. What blocks share is only what the release has.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from drietrap.publication.suppression.network import Integers
from drietrap.publication.suppression.outcome import Outcome
from drietrap.publication.suppression.tables import Key, Relation, Release


@dataclass(frozen=True)
class Margins:
    """What the release and its proofs say about the cells that a block shares with it.

    ``moves`` has a row per different set of changes of ``shared`` (cells of the block), the first without
    any; ``of_proof`` says per proof of the release which row it has.
    """

    shared: Integers
    moves: Integers
    of_proof: Integers


class Block:
    """The cells that are new beside ``below``, and those they are tied to.

    Parameters
    ----------
    joint
        Block and release together: ``linking.describe`` with ``below`` as the one earlier release.
    below
        The protected release, with its proofs.
    """

    def __init__(self, joint: Release, below: Outcome) -> None:
        index = {cell.key: at for at, cell in enumerate(joint.cells)}
        self.joint, self.below = joint, below
        self.place_of_below = np.array([index[cell.key] for cell in below.release.cells], dtype=np.int64)
        place = self.place_of_below.tolist()
        known = {
            tuple(sorted((place[cell], factor) for cell, factor in relation.terms))
            for relation in below.release.relations
        }
        fresh = [one.terms for one in joint.relations if one.terms not in known]
        old = set(place)
        inside = {at for at in range(len(joint.cells)) if at not in old}
        cells = sorted(inside | {cell for terms in fresh for cell, _ in terms})
        self.cells: Integers = np.array(cells, dtype=np.int64)
        number = {cell: at for at, cell in enumerate(cells)}
        self.release = Release(
            joint.label,
            tuple(joint.cells[cell] for cell in cells),
            tuple(Relation(tuple((number[cell], factor) for cell, factor in terms)) for terms in fresh),
            joint.tables,
            joint.dimensions,
        )
        shared = [at for at, cell in enumerate(cells) if cell in old]
        self.margins = self._margins(np.array(shared, dtype=np.int64))

    def _margins(self, shared: Integers) -> Margins:
        of_cell = {int(cell): at for at, cell in enumerate(self.cells[shared])}
        rows: dict[tuple[tuple[int, int], ...], int] = {(): 0}
        of_proof = []
        place = self.place_of_below
        for proof in self.below.proofs:
            moved = ((of_cell.get(int(place[cell])), change) for cell, change in proof.changes)
            row = tuple(sorted((at, change) for at, change in moved if at is not None and change))
            of_proof.append(rows.setdefault(row, len(rows)))
        moves = np.zeros((len(rows), len(shared)), dtype=np.int64)
        for row, number in rows.items():
            for at, change in row:
                moves[number, at] = change
        return Margins(shared, moves, np.array(of_proof, dtype=np.int64))


def mark_of(below: Outcome, keys: Collection[Key]) -> str:
    """Return a mark of all that ``below`` and its proofs say about the cells ``keys``, without saying it.

    A block of which these are the margins has an extension for each of them. With the same mark, a release
    that was protected anew has nothing that the block was not extended for.
    """
    named = {at: cell for at, cell in enumerate(below.release.cells) if cell.key in keys}
    rows = {
        tuple((at, change) for at, change in sorted(proof.changes) if at in named) for proof in below.proofs
    }
    said = (
        [(cell.key, cell.count) for cell in named.values()],
        sorted(tuple((named[at].key, change) for at, change in row) for row in rows),
    )
    return hashlib.sha256(repr(said).encode()).hexdigest()
