"""How far a row of numbers lies from a centre, on all columns jointly, with columns that are unknown.

Mahalanobis (1936) with a robust covariance: scales from the median absolute deviation, correlations from
normal scores of ranks, shrunk towards independence so that they can be inverted
(:func:`drietrap.statistics.neighbours.shrunken_correlation`). A column that is unknown in a row is not filled
in: the distance becomes an interval.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import ArrayLike

from drietrap.statistics.inputs import FloatArray, floats
from drietrap.statistics.neighbours import location_and_scale, shrunken_correlation, standardise

REACH = 0.95
"""Share of the known values of a column within which an unknown one is taken to lie."""
_MOST_CORNERS = 12


@dataclass(frozen=True)
class Deviations:
    """Distances from a centre, per row, in robust standard deviations per column (root mean square).

    ``distance`` is what is expected given the known columns, ``lower`` the least and ``upper`` the most that
    the unknown ones allow (within :data:`REACH` of their column); NaN where no column is known, infinite
    where too many are unknown. ``z``, ``z_lower`` and ``z_upper`` (rows x columns) are the distances per
    column; ``z`` is NaN where unknown. ``share`` is the part of the squared distance on the known columns
    that goes when a column is left out (0 for unknown ones); shares need not add up to 1.
    """

    distance: FloatArray
    lower: FloatArray
    upper: FloatArray
    z: FloatArray
    z_lower: FloatArray
    z_upper: FloatArray
    share: FloatArray


def deviations(features: ArrayLike, centre: ArrayLike) -> Deviations:
    """Return how far each row lies from ``centre``.

    Parameters
    ----------
    features
        Rows (areas) by columns (factors); NaN is unknown.
    centre
        One number per column.

    Raises
    ------
    ValueError
        When the shapes do not fit, or a number is infinite.
    """
    table, middle = floats(features)[0], floats(centre)[0]
    _, scale = location_and_scale(table)
    if middle.shape != scale.shape:
        raise ValueError("the centre has one number per column")
    used = (scale > 0) & np.isfinite(middle)
    z = np.where(used, (table - middle) / np.where(used, scale, 1.0), 0.0)
    z = np.where(np.isnan(table) & used, np.nan, z)
    correlation = shrunken_correlation(standardise(table)[0])
    low, high = _ranges(z)
    unknown = np.isnan(z)
    result = Deviations(
        distance=np.full(len(z), np.nan),
        lower=np.full(len(z), np.nan),
        upper=np.full(len(z), np.nan),
        z=z,
        z_lower=np.where(unknown, low, z),
        z_upper=np.where(unknown, high, z),
        share=np.zeros(z.shape),
    )
    for row in range(len(z)):
        _fill(result, row, used, correlation, (low, high))
    return result


def pairwise(features: ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Return the least and the most distance between every two rows, on the same scale as :func:`deviations`.

    The least is on the columns known for both, divided by all columns; the most is infinite where a column
    is unknown for one of them.
    """
    scores, _ = standardise(features)
    (table,) = floats(features)
    known = np.asarray(~np.isnan(table))
    correlation = shrunken_correlation(scores)
    least = np.zeros((len(table), len(table)))
    patterns, place = np.unique(known, axis=0, return_inverse=True)
    for first in range(len(patterns)):
        for second in range(first, len(patterns)):
            both = patterns[first] & patterns[second]
            rows, others = np.flatnonzero(place == first), np.flatnonzero(place == second)
            part = _between(scores[np.ix_(rows, both)], scores[np.ix_(others, both)], correlation, both)
            least[np.ix_(rows, others)] = part
            least[np.ix_(others, rows)] = part.T
    whole = np.array([bool(row.all()) for row in known])
    most = np.where(whole[:, None] & whole, least, np.inf)
    np.fill_diagonal(most, 0.0)
    return least, most


def _between(rows: FloatArray, others: FloatArray, correlation: FloatArray, used: np.ndarray) -> FloatArray:
    if not used.any():
        return np.zeros((len(rows), len(others)))
    half = np.linalg.cholesky(np.linalg.inv(correlation[np.ix_(used, used)]))
    away = (rows @ half)[:, None, :] - (others @ half)[None, :, :]
    distance: FloatArray = np.sqrt((away**2).sum(axis=2) / used.size)
    return distance


def _ranges(z: FloatArray) -> tuple[FloatArray, FloatArray]:
    tail = (1 - REACH) / 2
    known = [column[~np.isnan(column)] for column in z.T]
    limits = [np.quantile(column, [tail, 1 - tail]) if column.size else np.zeros(2) for column in known]
    low, high = np.array(limits).reshape(-1, 2).T
    return low, high


def _fill(
    result: Deviations,
    row: int,
    used: np.ndarray,
    correlation: FloatArray,
    ranges: tuple[FloatArray, FloatArray],
) -> None:
    z = result.z[row]
    known, unknown = np.flatnonzero(used & ~np.isnan(z)), np.flatnonzero(np.isnan(z))
    columns = int(used.sum())
    if not known.size:
        return
    inverse = np.linalg.inv(correlation[np.ix_(known, known)])
    pull = inverse @ z[known]
    least = float(z[known] @ pull)
    if least > 0:
        result.share[row, known] = np.clip(pull**2 / np.diag(inverse) / least, 0.0, 1.0)
    result.distance[row] = np.sqrt((least + unknown.size) / columns)
    result.lower[row] = np.sqrt(max(least, 0.0) / columns)
    result.upper[row] = np.sqrt(_most(z, known, unknown, correlation, ranges, least) / columns)
    result.distance[row] = min(result.distance[row], result.upper[row])


def _most(
    z: FloatArray,
    known: np.ndarray,
    unknown: np.ndarray,
    correlation: FloatArray,
    ranges: tuple[FloatArray, FloatArray],
    least: float,
) -> float:
    """Return the largest squared distance: convex in what is unknown, so at a corner of its range."""
    if not unknown.size:
        return least
    if unknown.size > _MOST_CORNERS:
        return float("inf")
    both = np.concatenate([known, unknown])
    inverse = np.linalg.inv(correlation[np.ix_(both, both)])
    corners = np.array(list(product(*zip(ranges[0][unknown], ranges[1][unknown], strict=True))))
    filled = np.hstack([np.broadcast_to(z[known], (len(corners), known.size)), corners])
    return float(((filled @ inverse) * filled).sum(axis=1).max())
