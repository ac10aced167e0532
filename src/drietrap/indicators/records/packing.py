"""Several whole numbers in one: rows with equal, or ordered, tuples of numbers are then found by one sort."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

IntArray: TypeAlias = NDArray[np.int64]
BoolArray: TypeAlias = NDArray[np.bool_]

_ROOM = 2**62
_SPARSE = 4  # count the numbers instead of sorting them while they stay below so many times their amount


def joint(*columns: IntArray) -> IntArray:
    """Return one number per row, equal and in order as the tuples of ``columns`` are.

    Parameters
    ----------
    columns
        One or more arrays of one length, with numbers of zero or more. Their size does not matter: when the
        next one no longer fits, what was joined so far is numbered anew.
    """
    key, room = columns[0], _width(columns[0])
    for column in columns[1:]:
        width = _width(column)
        if room * width > _ROOM:
            key = dense(key)[1]
            room = _width(key)
        key = key * width  # a new array: the first column stays as it is
        key += column
        room *= width
    return key


def dense(key: IntArray) -> tuple[IntArray, IntArray]:
    """Return the different numbers of ``key`` in order, and per row the place of its number among them."""
    if not len(key) or int(key.max()) >= _SPARSE * len(key):
        values, place = np.unique(key, return_inverse=True)
        return values, place.astype(np.int64, copy=False)
    there = np.bincount(key) > 0
    numbering = np.cumsum(there) - 1
    return np.flatnonzero(there), numbering[key]


def split(key: IntArray, columns: Sequence[IntArray]) -> tuple[IntArray, ...]:
    """Return the numbers that :func:`joint` of ``columns`` joined.

    Raises
    ------
    ValueError
        When they did not fit, and were numbered anew.
    """
    if math.prod(_width(column) for column in columns) > _ROOM:
        raise ValueError("these columns do not fit in one whole number")
    parts = []
    for column in reversed(columns[1:]):
        key, part = np.divmod(key, _width(column))
        parts.append(part)
    return (key, *reversed(parts))


def distinct(table: BoolArray) -> tuple[BoolArray, IntArray]:
    """Return the different rows of a table, and per row which one it is."""
    if not table.shape[1]:
        return table[:1], np.zeros(len(table), dtype=np.int64)
    rows, place = np.unique(table, axis=0, return_inverse=True)
    return rows, place.reshape(-1).astype(np.int64, copy=False)


def starts(key: IntArray) -> BoolArray:
    """Return for a sorted ``key`` which rows have another number than the row before."""
    found = np.ones(len(key), dtype=np.bool_)
    np.not_equal(key[1:], key[:-1], out=found[1:])
    return found


def _width(column: IntArray) -> int:
    return int(column.max()) + 1 if len(column) else 1
