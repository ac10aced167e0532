"""Iterative proportional fitting, and dealing whole numbers of categories to people."""

from __future__ import annotations

import numpy as np

from drietrap.synthetic.arithmetic import FloatArray, IntArray
from drietrap.synthetic.register.ledger import BoolArray

_ROUNDS = 40


def rake(pattern: FloatArray, rows: IntArray, columns: IntArray) -> FloatArray:
    """Fit tables to their margins (Deming & Stephan 1940), many tables at once.

    Parameters
    ----------
    pattern
        Positive starting pattern, shape (rows, columns).
    rows
        Wanted row totals per table, shape (tables, rows).
    columns
        Wanted column totals per table, shape (tables, columns); only their proportions count, so that the
        row totals decide where both cannot be had.

    Returns
    -------
    Tables whose rows add up to ``rows``, shape (tables, rows, columns). A table whose columns are all zero
    keeps the proportions of the pattern.
    """
    total = ordered_sum(rows.astype(np.float64))
    asked = ordered_sum(columns.astype(np.float64))
    known = np.where((asked > 0)[:, None], columns, ordered_sum((pattern * 1.0).T)[None, :])
    wanted = known * (total / np.maximum(ordered_sum(known), 1e-300))[:, None]
    table = np.broadcast_to(pattern, (len(rows), *pattern.shape)).copy()
    for _ in range(_ROUNDS):
        table = table * _ratio(wanted, ordered_sum(table.transpose(0, 2, 1)))[:, None, :]
        table = table * _ratio(rows, ordered_sum(table))[:, :, None]
    return _filled(table, pattern, rows)


def ordered_sum(values: FloatArray) -> FloatArray:
    """Return the sums over the last axis, added from first to last: the same on every machine."""
    sums: FloatArray = np.cumsum(values, axis=-1)[..., -1]
    return sums


def _ratio(wanted: FloatArray | IntArray, present: FloatArray) -> FloatArray:
    ratio: FloatArray = np.where(present > 0, wanted / np.where(present > 0, present, 1.0), 0.0)
    return ratio


def _filled(table: FloatArray, pattern: FloatArray, rows: IntArray) -> FloatArray:
    """Give rows that lost every column the pattern, so that every row adds up."""
    empty = ((ordered_sum(table) <= 0) & (rows > 0))[:, :, None]
    spread = pattern[None] / ordered_sum(pattern)[None, :, None] * rows[:, :, None]
    return np.where(empty, spread, table)


def whole(table: FloatArray, totals: IntArray, chance: FloatArray) -> IntArray:
    """Round each row (last axis) to whole numbers that add up to ``totals``, without bias.

    Systematic rounding: one uniform draw per row shifts the running sum before it is rounded down, so that
    every entry is the one below or above its value (Madow 1949, systematic sampling).
    """
    running = np.cumsum(table, axis=-1)
    last = running[..., -1:]
    scaled = running / np.where(last > 0, last, 1.0) * totals[..., None]
    steps = np.floor(scaled + chance[..., None]).astype(np.int64)
    steps[..., -1] = totals
    steps = np.minimum(steps, totals[..., None])
    return np.diff(steps, prepend=0, axis=-1)


def deal(cell: IntArray, counts: IntArray, score: FloatArray) -> IntArray:
    """Deal categories to the members of each cell, in order of their score.

    Parameters
    ----------
    cell
        Cell of each member, 0 to len(counts) - 1.
    counts
        How many members of each cell get each category, shape (cells, categories); the rows add up to the
        number of members.
    score
        Members with nearby scores get the same category.
    """
    order = np.lexsort((np.arange(len(cell)), score, cell))
    category = np.tile(np.arange(counts.shape[1]), counts.shape[0])
    result = np.empty(len(cell), dtype=np.int64)
    result[order] = np.repeat(category, counts.ravel())
    return result


def first_of(cell: IntArray, quota: IntArray, score: FloatArray) -> BoolArray:
    """Return who is among the ``quota`` lowest scores of the cell."""
    size = np.bincount(cell, minlength=len(quota))
    taken = np.clip(quota, 0, size)
    first: BoolArray = deal(cell, np.column_stack([taken, size - taken]), score) == 0
    return first


def choose(shares: FloatArray, chance: FloatArray) -> IntArray:
    """Return the category that ``chance`` falls in; ``shares`` is one row, or one per member."""
    running = np.cumsum(shares, axis=-1)
    running = running / running[..., -1:]
    place: IntArray = (chance[:, None] >= running).sum(axis=1)
    chosen: IntArray = np.minimum(place, shares.shape[-1] - 1)
    return chosen
