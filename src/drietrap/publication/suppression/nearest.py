"""Of all tables of counts that fit what was shown, one that differs in the fewest cells from given counts.

Which cells differ matters more than how far. A reader who holds that only few figures were revised looks for
the fewest, and on random tables that choice finds nearly always the cells that were: then what he can compute
is what is protected.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp
from scipy.sparse import csr_array, eye_array, hstack

from drietrap.publication.suppression.network import Integers, relation_matrix, touched
from drietrap.publication.suppression.tables import Key, Release
from drietrap.vocabulary.errors import IntegrityError

_NODES = 50
_SMALL = 1e-3  # price of a change of one, beside that of a cell that changes
_Floats = NDArray[np.float64]


@dataclass(frozen=True)
class _Task:
    """Relations; and per cell its lowest and highest count, where to stay, and whether that is known."""

    matrix: csr_array
    low: _Floats
    high: _Floats
    aim: _Floats
    known: NDArray[np.bool_]

    @property
    def least(self) -> _Floats:
        """How far every count must rise, and then how far each must fall."""
        return np.concatenate([np.maximum(0, self.low - self.aim), np.maximum(0, self.aim - self.high)])

    @property
    def most(self) -> _Floats:
        """How far every count can rise, and then how far each can fall."""
        return np.concatenate([np.maximum(0, self.high - self.aim), np.maximum(0, self.aim - self.low)])

    def part(self, cells: Integers) -> _Task:
        """Return the task of some cells, the others staying as they are."""
        rows = touched(csr_array(self.matrix.T), cells)
        piece = csr_array(self.matrix[rows][:, cells])
        return _Task(piece, self.low[cells], self.high[cells], self.aim[cells], self.known[cells])


def nearest(
    release: Release, room: Mapping[Key, tuple[int, int | None]], wanted: Mapping[Key, int]
) -> dict[Key, int]:
    """Return whole counts that keep all relations of ``release`` and differ in the fewest cells.

    Parameters
    ----------
    release
        Cells and relations; its own counts are not used.
    room
        Lowest and highest count per cell (None: no limit); a cell without has zero or more.
    wanted
        The counts to stay at; a cell without one may have any.

    Returns
    -------
    Counts by name. The fewest cells are sought around those of the least total difference, and in a bounded
    number of steps, so that runs repeat; after that the best found is taken.

    Raises
    ------
    IntegrityError
        When no counts fit.
    """
    keys = [cell.key for cell in release.cells]
    low = np.array([room.get(key, (0, None))[0] for key in keys], dtype=np.float64)
    highest = [room.get(key, (0, None))[1] for key in keys]
    high = np.array([math.inf if limit is None else limit for limit in highest], dtype=np.float64)
    aim = np.array([wanted.get(key, low[index]) for index, key in enumerate(keys)], dtype=np.float64)
    known = np.array([key in wanted for key in keys], dtype=bool)
    counts = _solved(_Task(relation_matrix(release), low, high, aim, known))
    return dict(zip(keys, np.rint(counts).astype(np.int64).tolist(), strict=True))


def _solved(task: _Task) -> _Floats:
    near = _fewest_steps(task)
    if near.x is None:
        raise IntegrityError("Wat eerder is gepubliceerd, spreekt zichzelf tegen.")
    found = _moved(task, near)
    changed = np.flatnonzero((found != task.aim) & task.known)
    if len(changed):
        around = touched(task.matrix, touched(csr_array(task.matrix.T), changed))
        found[around] = _fewer(task.part(around), found[around])
    return found


def _fewer(task: _Task, found: _Floats) -> _Floats:
    """Return counts with the sums of ``found`` that differ in the fewest cells."""
    few = _fewest_cells(task, found)
    return found if few.x is None else _moved(task, few)


def _moved(task: _Task, answer: OptimizeResult) -> _Floats:
    number = len(task.aim)
    changes: _Floats = answer.x[:number] - answer.x[number : 2 * number]
    return task.aim + np.rint(changes)


def _fewest_steps(task: _Task) -> OptimizeResult:
    """Return the changes of least total, those of a cell that must change for next to nothing."""
    price = np.where(task.known, 1.0, 0.0)
    price[task.known & ((task.aim < task.low) | (task.aim > task.high))] = _SMALL
    return milp(
        np.concatenate([price, price]),
        constraints=_balance(task, np.zeros(len(task.aim)), 0),
        bounds=Bounds(task.least, task.most),
        integrality=np.ones(2 * len(task.aim)),
    )


def _fewest_cells(task: _Task, found: _Floats) -> OptimizeResult:
    """Return the changes in the fewest cells with the sums of ``found``, none further than all of its."""
    number = len(task.aim)
    limit = float(np.abs(found - task.aim).sum())
    must = (task.aim < task.low) | (task.aim > task.high)
    price = np.where(task.known & ~must, 1.0, 0.0)
    one = eye_array(number)
    only_if = LinearConstraint(hstack([one, one, -limit * one]), -np.inf, 0)
    most = np.minimum(task.most, np.maximum(limit, task.least))
    return milp(
        np.concatenate([np.full(2 * number, _SMALL), price]),
        constraints=[*_balance(task, found, number), only_if],
        bounds=Bounds(
            np.concatenate([task.least, np.zeros(number)]), np.concatenate([most, np.ones(number)])
        ),
        integrality=np.ones(3 * number),
        options={"node_limit": _NODES},
    )


def _balance(task: _Task, like: _Floats, spare: int) -> list[LinearConstraint]:
    """Return that counts have the sums of ``like``, with ``spare`` columns that have no part in it."""
    if not task.matrix.shape[0]:
        return []
    owed = task.matrix @ (like - task.aim)
    none = csr_array((task.matrix.shape[0], spare))
    return [LinearConstraint(hstack([task.matrix, -task.matrix, none]), owed, owed)]
