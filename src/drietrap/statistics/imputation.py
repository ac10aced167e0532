"""Filling in what is unknown of an area from what is known, by ridge regression between columns.

A withheld value is never taken for zero: it becomes what areas like it have (iterated regressions:
Buck 1960, Journal of the Royal Statistical Society B 22:302).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from drietrap.statistics.inputs import FloatArray

_ROUNDS = 20
_RIDGE = 3.0


def filled(features: ArrayLike) -> FloatArray:
    """Return ``features`` (n, p) on scale (mean 0, standard deviation 1) without NaN.

    A column without variation, or without any value, becomes zeros.
    """
    raw = np.array(features, dtype=np.float64)
    unknown = ~np.isfinite(raw)
    known = np.ma.masked_array(raw, unknown)
    centre, spread = known.mean(axis=0).filled(0.0), known.std(axis=0).filled(0.0)
    varying = spread > 1e-12 * np.maximum(np.abs(centre), 1.0)
    table = np.where(
        unknown | ~varying, 0.0, (np.where(unknown, 0.0, raw) - centre) / np.where(varying, spread, 1.0)
    )
    gaps = np.flatnonzero(unknown.any(axis=0) & varying)
    for _ in range(_ROUNDS if gaps.size else 0):
        for column in gaps:
            _regress(table, int(column), unknown[:, column])
    level = table.std(axis=0)
    scaled: FloatArray = np.where(
        level > 1e-12, (table - table.mean(axis=0)) / np.where(level > 1e-12, level, 1.0), 0.0
    )
    return scaled


def _regress(table: FloatArray, column: int, unknown: np.ndarray) -> None:
    """Put in the unknown cells of a column what the other columns foretell."""
    others = np.delete(table, column, axis=1)
    x, y = others[~unknown], table[~unknown, column]
    centre, middle = x.mean(axis=0), float(y.mean())
    x = x - centre
    slopes = np.linalg.solve(x.T @ x + _RIDGE * np.eye(x.shape[1]), x.T @ (y - middle))
    table[unknown, column] = middle + (others[unknown] - centre) @ slopes
