"""The attacker: what can be computed about withheld cells from all that is shown.

He knows the relations, the shown counts with their rounding, earlier releases, and that counts are whole
and not negative. He does not know the search: nothing of it is used here but its outcome. Lowest and
highest possible counts follow from linear programs (Hundepool et al. 2012, *Statistical Disclosure
Control*), or integer programs when he uses that counts are whole.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, linprog, milp
from scipy.sparse import csc_array, csr_array

from drietrap.publication.suppression.network import relation_matrix
from drietrap.publication.suppression.outcome import Outcome
from drietrap.publication.suppression.rules import Protection
from drietrap.vocabulary.errors import IntegrityError

_TOLERANCE = 1e-6
_UNBOUNDED = 3
_BATCH = 500
_MOST = 2**62


@dataclass(frozen=True)
class Pinned:
    """A cell that a reader knows closer than its protection interval: to ``lowest`` up to ``highest``."""

    cell: int
    lowest: float
    highest: float
    wanted: Protection


class Attacker:
    """Solves for the range of cells of a protected release.

    Parameters
    ----------
    outcome
        What is shown; exact counts are not used.
    whole
        Whether to use that counts are whole: tighter on tables of three and more dimensions, but slower.
    """

    def __init__(self, outcome: Outcome, *, whole: bool = False) -> None:
        bounds = [outcome.bounds(index) for index in range(len(outcome.shown))]
        self._low = np.array([float(low) for low, _ in bounds])
        self._high = np.array([math.inf if high is None else float(high) for _, high in bounds])
        self._matrix: csr_array = relation_matrix(outcome.release)
        self._whole = whole

    def range(self, cell: int) -> tuple[float, float]:
        """Return the lowest and highest count of ``cell`` that fit all that is shown (inf: no limit)."""
        aim = np.zeros(len(self._low))
        aim[cell] = 1.0
        lowest = self._least(aim)
        highest = -self._least(-aim)
        if self._whole:
            return float(round(lowest)), highest if math.isinf(highest) else float(round(highest))
        return lowest, highest

    def _least(self, aim: NDArray[np.float64]) -> float:
        answer = self._solve(aim)
        if answer.status == 0:
            return float(answer.fun)
        if answer.status != _UNBOUNDED and self._solve(np.zeros(len(aim))).status != 0:
            raise IntegrityError("De getoonde cijfers spreken elkaar tegen: geen enkele tabel past erbij.")
        return -math.inf

    def _solve(self, aim: NDArray[np.float64]) -> OptimizeResult:
        rows = self._matrix.shape[0]
        if self._whole:
            balance = [LinearConstraint(self._matrix, 0, 0)] if rows else []
            bounds = Bounds(self._low, self._high)
            return milp(aim, constraints=balance, bounds=bounds, integrality=np.ones(len(aim)))
        sums = {"A_eq": self._matrix, "b_eq": np.zeros(rows)} if rows else {}
        return linprog(aim, **sums, bounds=np.column_stack([self._low, self._high]), method="highs")


def audit(outcome: Outcome, cells: Sequence[int] | None = None, *, whole: bool = False) -> list[Pinned]:
    """Return the cells that a reader can pin closer than their protection interval.

    Parameters
    ----------
    outcome
        A protected release.
    cells
        The cells to attack; all that need protection when left out.
    whole
        Whether the attacker uses that counts are whole.
    """
    attacker = Attacker(outcome, whole=whole)
    chosen = range(len(outcome.shown)) if cells is None else cells
    result = []
    for index in chosen:
        wanted = outcome.rules.protection(outcome.release.cells[index])
        if wanted is None:
            continue
        lowest, highest = attacker.range(index)
        if lowest > wanted.lower + _TOLERANCE or highest < wanted.upper - _TOLERANCE:
            result.append(Pinned(index, lowest, highest, wanted))
    return result


def check_proofs(outcome: Outcome) -> list[int]:
    """Return the cells whose protection is not proven; by exact arithmetic on integers, without a solver.

    A proof is a whole table: all relations hold, every count fits what is shown of it, and the cell is at
    or beyond an end of its protection interval. It takes seconds for a release of the whole country, and
    an empty answer guarantees that :func:`audit` finds nothing.
    """
    release = outcome.release
    tables = [dict(proof.changes) for proof in outcome.proofs]
    holds = _fitting(outcome)
    failed = []
    for index, cell in enumerate(release.cells):
        wanted = outcome.rules.protection(cell)
        if wanted is None:
            continue
        low, high = outcome.lowest.get(index), outcome.highest.get(index)
        if low is None or high is None or not (holds[low] and holds[high]):
            failed.append(index)
            continue
        lowest = cell.count + tables[low].get(index, 0)
        highest = cell.count + tables[high].get(index, 0)
        if lowest > wanted.lower or highest < wanted.upper or outcome.shown[index] is not None:
            failed.append(index)
    return failed


def _fitting(outcome: Outcome) -> list[bool]:
    """Return per proof whether the truth with its changes keeps all relations and fits what is shown."""
    cells = outcome.release.cells
    relations: csr_array = relation_matrix(outcome.release).astype(np.int64)
    count = np.array([cell.count for cell in cells], dtype=np.int64)
    bounds = [outcome.bounds(index) for index in range(len(cells))]
    low = np.array([bound[0] for bound in bounds], dtype=np.int64)
    high = np.array([_MOST if bound[1] is None else bound[1] for bound in bounds], dtype=np.int64)
    holds = []
    for first in range(0, len(outcome.proofs), _BATCH):
        batch = outcome.proofs[first : first + _BATCH]
        pairs = np.array([pair for proof in batch for pair in proof.changes], dtype=np.int64).reshape(-1, 2)
        of_proof = np.repeat(np.arange(len(batch)), [len(proof.changes) for proof in batch])
        value = count[pairs[:, 0]] + pairs[:, 1]
        wrong = of_proof[(value < low[pairs[:, 0]]) | (value > high[pairs[:, 0]])]
        tables = csc_array((pairs[:, 1], (pairs[:, 0], of_proof)), shape=(len(cells), len(batch)))
        left = (relations @ tables).tocoo()
        _, names = np.unique(of_proof * len(cells) + pairs[:, 0], return_index=True)
        twice = np.delete(of_proof, names)
        bad = set(wrong.tolist()) | set(twice.tolist()) | set(left.coords[1][left.data != 0].tolist())
        holds += [number not in bad for number in range(len(batch))]
    return holds
