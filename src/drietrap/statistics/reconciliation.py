"""Forecasts of parts and of their sums made to agree: least change, given how sure each of them is.

Minimum trace reconciliation (Wickramasuriya, Athanasopoulos & Hyndman 2019, JASA 114:804-819): of all sets of
numbers that add up, the one nearest to the forecasts, measured with the inverse of the covariance of their
errors. Applied to every draw of a joint forecast, the draws add up too (Panagiotelis et al. 2023, European
Journal of Operational Research 306:693).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike
from scipy import linalg

from drietrap.statistics.inputs import FloatArray, floats


def summing_matrix(members: Sequence[Sequence[int]], parts: int) -> FloatArray:
    """Return the matrix that gives sums and parts from parts.

    Parameters
    ----------
    members
        Which parts each sum is made of, by number.
    parts
        How many parts there are.

    Returns
    -------
    Shape (sums + parts, parts): first the sums in order, then the parts themselves.
    """
    sums = np.zeros((len(members), parts))
    for row, chosen in enumerate(members):
        sums[row, list(chosen)] = 1.0
    return np.vstack([sums, np.eye(parts)])


def reconciled(base: ArrayLike, summing: ArrayLike, variance: ArrayLike) -> FloatArray:
    """Return forecasts that add up.

    Parameters
    ----------
    base
        Forecasts of sums and parts, shape (nodes, ...): one column per draw.
    summing
        Shape (nodes, parts), as from :func:`summing_matrix`.
    variance
        Error variance of each node, shape (nodes,) (correlations are left out: the WLS form of the source),
        or the covariance matrix (nodes, nodes).

    Returns
    -------
    The same shape as ``base``; every column is ``summing`` times its parts.

    Raises
    ------
    ValueError
        When shapes do not fit or a variance is not positive.
    """
    told, matrix, spread = floats(base)[0], floats(summing)[0], floats(variance)[0]
    if matrix.ndim != 2 or told.shape[0] != matrix.shape[0] or spread.shape[0] != matrix.shape[0]:
        raise ValueError("every node has a forecast, a row and a variance")
    if spread.ndim == 1:
        if not (spread > 0).all():
            raise ValueError("a variance is positive")
        weighted = matrix / spread[:, None]
    else:
        weighted = linalg.solve(spread, matrix, assume_a="pos")
    flat = told.reshape(told.shape[0], -1)
    parts = linalg.solve(weighted.T @ matrix, weighted.T @ flat, assume_a="pos")
    return np.asarray(matrix @ parts).reshape(told.shape)
