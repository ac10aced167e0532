"""Cells and relations as sparse matrices, and small linear programs on a part of them.

A program is about *changes* of the true counts. Outside its part nothing changes, so whatever it finds is a
whole table that fits all relations: what holds in a part holds in the release.
"""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csc_array, csr_array, hstack

from drietrap.publication.suppression.tables import Release

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]

_WHOLE = 1e-5
_FEW = 50
_DECIDED = (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kInfeasible)


def relation_matrix(release: Release) -> csr_array:
    """Return the matrix (relation, cell) of coefficients; its product with the counts is zero."""
    pairs = [(row, *term) for row, relation in enumerate(release.relations) for term in relation.terms]
    shape = (len(release.relations), len(release.cells))
    if not pairs:
        return csr_array(shape, dtype=np.float64)
    rows, columns, factors = (np.array(part) for part in zip(*pairs, strict=True))
    return csr_array((factors.astype(np.float64), (rows, columns)), shape=shape)


@dataclass(frozen=True, eq=False)
class Part:
    """Cells of a part of the release (sorted), and the relations (relation, cell of the part) they are in."""

    cells: Integers
    matrix: csc_array

    def wide(self) -> csc_array:
        """Return the relations over three changes per cell: within its room, above it, and below it."""
        return csc_array(hstack([self.matrix, self.matrix, -self.matrix]))


def touched(matrix: csr_array, rows: Integers) -> Integers:
    """Return the columns in which any of ``rows`` has an entry, sorted."""
    starts, ends = matrix.indptr[rows], matrix.indptr[rows + 1]
    if not len(rows):
        return np.zeros(0, dtype=np.int64)
    pieces = [matrix.indices[start:end] for start, end in zip(starts, ends, strict=True)]
    return np.unique(np.concatenate(pieces)).astype(np.int64)


class Program:
    """A linear program over fixed relations, solved again and again with other costs and bounds.

    Each answer starts from the one before (the dual simplex method of HiGHS keeps its basis), which takes
    a fraction of the time of a new start. Answers therefore depend on what was asked before: whoever wants
    the same outcome twice asks the same questions in the same order of a new program.
    """

    def __init__(self, matrix: csc_array) -> None:
        rows, columns = matrix.shape
        model = highspy.HighsLp()
        model.num_row_, model.num_col_ = rows, columns
        model.col_cost_ = model.col_lower_ = model.col_upper_ = np.zeros(columns)
        model.row_lower_ = model.row_upper_ = np.zeros(rows)
        model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        model.a_matrix_.start_, model.a_matrix_.index_ = matrix.indptr, matrix.indices
        model.a_matrix_.value_ = matrix.data
        self._columns = np.arange(columns, dtype=np.int32)
        self._highs = highspy.Highs()  # type: ignore[no-untyped-call]
        self._highs.setOptionValue("output_flag", False)
        self._highs.setOptionValue("threads", 1)
        self._highs.passModel(model)

    def least(self, cost: Floats, lower: Floats, upper: Floats) -> Floats | None:
        """Return changes within bounds that keep all relations at least cost; None when there are none."""
        number = len(self._columns)
        self._highs.changeColsCost(number, self._columns, cost)
        self._highs.changeColsBounds(number, self._columns, lower, upper)
        self._highs.run()
        if self._highs.getModelStatus() not in _DECIDED:
            self._highs.clearSolver()
            self._highs.run()
        if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return np.array(self._highs.getSolution().col_value)


def minimise_whole(
    matrix: csc_array,
    cost: Floats,
    lower: Floats,
    upper: Floats,
    *,
    nodes: int = 500,
    gap: float = 0.0,
    balance: Floats | int = 0,
) -> Floats | None:
    """Do as :meth:`Program.least`, with whole numbers only, to within ``gap`` of the least cost.

    The relations add up to ``balance``. The search stops after ``nodes`` branches, and then gives the best
    found so far, or None. It does not stop at a time, so that runs repeat.
    """
    answer = milp(
        cost,
        constraints=[LinearConstraint(matrix, balance, balance)] if matrix.shape[0] else [],
        bounds=Bounds(lower, upper),
        integrality=np.ones(len(cost)),
        options={"node_limit": nodes, "mip_rel_gap": gap},
    )
    return None if answer.x is None else np.asarray(answer.x, dtype=np.float64)


def settle(matrix: csc_array, cost: Floats, lower: Floats, upper: Floats, near: Floats) -> Integers | None:
    """Return whole changes that are those of ``near`` wherever these are whole; None when there are none.

    Few changes of a program over three dimensions are fractions (mostly halves, along a cycle), so this
    takes a fraction of the time of :func:`minimise_whole` on everything.
    """
    result = np.rint(near)
    loose = np.flatnonzero(np.abs(result - near) > _WHOLE)
    result[loose] = 0
    if len(loose):
        rows = np.flatnonzero(np.abs(matrix[:, loose]).sum(axis=1))
        owed = -(matrix @ result)[rows]
        piece = csc_array(csr_array(matrix[:, loose])[rows])
        found = minimise_whole(
            piece, cost[loose], lower[loose], upper[loose], nodes=_FEW, gap=0.3, balance=owed
        )
        if found is None:
            return None
        result[loose] = found
    return whole(matrix, result)


def whole(matrix: csc_array, changes: Floats) -> Integers | None:
    """Return ``changes`` as integers that keep all relations exactly; None when they are not whole."""
    rounded = np.rint(changes)
    if np.abs(rounded - changes).max(initial=0) > _WHOLE or np.any(matrix @ rounded):
        return None
    return rounded.astype(np.int64)
