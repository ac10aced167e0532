"""Statistical neighbours: the areas that look most alike on a set of characteristics.

Characteristics are put on one robust scale, so that one very large city does not stretch it. Where
several characteristics say the same thing, the distance can count their shared part once, through the
inverse of a shrunken correlation matrix (Mahalanobis 1936; Ledoit & Wolf 2004, Journal of Multivariate
Analysis 88:365).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from drietrap.statistics.inputs import FloatArray, floats
from drietrap.statistics.randomness import address, uniform

_NORMAL_MAD = 1.4826022185056018  # 1 / inverse normal of 0.75: makes the MAD of a normal equal its sd
_DRAW_COLUMN = address("statistics.neighbours.stability.column")

IndexArray = NDArray[np.int64]


@dataclass(frozen=True)
class Neighbours:
    """The nearest areas, nearest first.

    ``indices`` are row numbers; ``distances`` are in robust standard deviations per characteristic
    (root mean square), so comparable between sets of characteristics; ``imputed`` counts for each
    neighbour, and ``imputed_self`` for the area itself, how many characteristics were unknown and filled
    with the median.
    """

    indices: IndexArray
    distances: FloatArray
    imputed: IndexArray
    imputed_self: int


def standardise(features: ArrayLike) -> tuple[FloatArray, IndexArray]:
    """Return robust z-scores per column, and the number of filled cells per row.

    (x - median) / (1.4826 MAD); the standard deviation where the MAD is zero; a column without any
    variation (or without any value) becomes zeros and so has no say. NaN is filled with the median.

    Parameters
    ----------
    features
        Areas in rows, characteristics in columns.

    Raises
    ------
    ValueError
        When the input is not a matrix or holds an infinite value.
    """
    middle, scale = location_and_scale(features)
    (table,) = floats(features)
    unknown = np.isnan(table)
    centred = np.where(unknown, 0.0, table - middle)
    return centred / np.where(scale > 0, scale, 1.0), unknown.sum(axis=1).astype(np.int64)


def location_and_scale(features: ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Return the median and the robust scale of each column, as :func:`standardise` uses them.

    A column without any value has median 0; one without variation (or value) has scale 0.

    Raises
    ------
    ValueError
        When the input is not a matrix or holds an infinite value.
    """
    (table,) = floats(features)
    if table.ndim != 2 or np.isinf(table).any():
        raise ValueError("characteristics are a matrix of finite numbers: areas in rows")
    known = [column[~np.isnan(column)] for column in table.T]
    middle = np.array([np.median(column) if column.size else 0.0 for column in known])
    scale = np.array([_scale(column - m) for column, m in zip(known, middle, strict=True)])
    return middle, scale


def _scale(centred: FloatArray) -> float:
    if centred.size == 0 or np.ptp(centred) == 0:
        return 0.0
    spread = float(np.median(np.abs(centred))) * _NORMAL_MAD
    return spread if spread > 0 else float(np.std(centred))


def shrunken_correlation(scores: FloatArray) -> FloatArray:
    """Return the correlation matrix of the columns, pulled towards independence so that it can be inverted.

    Columns are first turned into normal scores of their ranks, so that outlying areas do not make the
    correlation. The share of pulling is that of Ledoit & Wolf (2004, section 3), with the
    identity as target. A column without variation correlates with nothing.
    """
    rows = scores.shape[0]
    ranks = np.column_stack([_average_ranks(column) for column in scores.T])
    ranked = special.ndtri((ranks - 0.5) / rows)
    spread = ranked.std(axis=0)
    x = (ranked - ranked.mean(axis=0)) / np.where(spread > 1e-12, spread, np.inf)
    sample: FloatArray = x.T @ x / rows
    noise = float(((x**2).sum(axis=1) ** 2).sum()) / rows**2 - float((sample**2).sum()) / rows
    identity = np.eye(sample.shape[0])
    np.fill_diagonal(sample, 1.0)
    distance = float(((sample - identity) ** 2).sum())
    share = min(max(noise / distance, 0.0), 1.0) if distance > 0 else 1.0
    shrunken: FloatArray = share * identity + (1 - share) * sample
    return shrunken


def _average_ranks(values: FloatArray) -> FloatArray:
    """Return ranks from 1, equal values sharing the mean of their places."""
    _, place, number = np.unique(values, return_inverse=True, return_counts=True)
    last = number.cumsum()
    shared: FloatArray = (2 * last - number + 1) / 2
    return shared[place]


def nearest(
    features: ArrayLike,
    index: int,
    k: int,
    weights: ArrayLike | None = None,
    *,
    decorrelate: bool = False,
) -> Neighbours:
    """Return the ``k`` areas most like the area in row ``index``.

    Parameters
    ----------
    features
        Areas in rows, characteristics in columns; NaN is unknown (filled with the median and counted).
    index, k
        Row of the area itself, and how many neighbours (fewer than there are rows). Ties keep row order.
    weights
        Importance per characteristic (not negative, at least one positive); equal when left out.
    decorrelate
        Count what correlated characteristics share only once.

    Raises
    ------
    ValueError
        When ``index``, ``k`` or ``weights`` do not fit the table.
    """
    return _neighbours(features, [index], k, weights, decorrelate)[0]


def nearest_of_all(
    features: ArrayLike, k: int, weights: ArrayLike | None = None, *, decorrelate: bool = False
) -> tuple[Neighbours, ...]:
    """Return :func:`nearest` of every row, in order; what they share is reckoned once."""
    return _neighbours(features, range(floats(features)[0].shape[0]), k, weights, decorrelate)


def stability(
    features: ArrayLike,
    index: int,
    k: int,
    draws: int,
    seed: int,
    weights: ArrayLike | None = None,
    *,
    decorrelate: bool = False,
) -> FloatArray:
    """Return how often each neighbour stays one when the choice of characteristics is redrawn.

    In each draw as many characteristics are taken as there are, with replacement (Efron 1979, Annals of
    Statistics 7:1); one taken twice counts twice, one not taken not at all. The draws are addressed, so
    the result depends on the seed alone.

    Returns
    -------
    For each neighbour of :func:`nearest`, in its order, the share of draws (0 to 1) that keep it.
    """
    if draws < 1:
        raise ValueError("stability needs at least one draw")
    scores, _ = standardise(features)
    columns = scores.shape[1]
    importance = _importance(weights, columns)
    _check_choice(scores, index, k)
    correlation = shrunken_correlation(scores) if decorrelate else None
    whole = _inverse(importance, correlation)
    chosen = _closest(_distances(scores, index, importance, whole), index, k)
    kept = np.zeros(k)
    drawn = uniform(seed, _DRAW_COLUMN, np.arange(draws)[:, None], np.arange(columns)) * columns
    for picks in drawn.astype(np.int64):
        redrawn = importance * np.bincount(picks, minlength=columns)
        if redrawn.sum() == 0:
            redrawn = importance
        inverse = _inverse(redrawn, correlation)
        kept += np.isin(chosen, _closest(_distances(scores, index, redrawn, inverse), index, k))
    return kept / draws


def _neighbours(
    features: ArrayLike, rows: Iterable[int], k: int, weights: ArrayLike | None, decorrelate: bool
) -> tuple[Neighbours, ...]:
    scores, imputed = standardise(features)
    importance = _importance(weights, scores.shape[1])
    inverse = _inverse(importance, shrunken_correlation(scores) if decorrelate else None)
    found = []
    for index in rows:
        _check_choice(scores, index, k)
        distances = _distances(scores, index, importance, inverse)
        chosen = _closest(distances, index, k)
        found.append(Neighbours(chosen, distances[chosen], imputed[chosen], int(imputed[index])))
    return tuple(found)


def _importance(weights: ArrayLike | None, columns: int) -> FloatArray:
    importance = np.ones(columns) if weights is None else floats(weights)[0]
    bad = importance.shape != (columns,) or not (importance >= 0).all() or not 0 < importance.sum() < np.inf
    if bad:
        raise ValueError("weights are one number per characteristic, not negative, not all zero")
    return importance


def _check_choice(scores: FloatArray, index: int, k: int) -> None:
    rows = scores.shape[0]
    if not (0 <= index < rows and 1 <= k < rows):
        raise ValueError(f"cannot choose {k} neighbours of row {index} among {rows} rows")


def _inverse(importance: FloatArray, correlation: FloatArray | None) -> FloatArray:
    """Return the inverse correlation of the characteristics that count; identity without one."""
    used = importance > 0
    if correlation is None:
        return np.eye(int(used.sum()))
    inverse: FloatArray = np.linalg.inv(correlation[np.ix_(used, used)]).astype(np.float64)
    return inverse


def _distances(scores: FloatArray, index: int, importance: FloatArray, inverse: FloatArray) -> FloatArray:
    used = importance > 0
    away = (scores[:, used] - scores[index, used]) * np.sqrt(importance[used] / importance.sum())
    distances: FloatArray = np.sqrt(np.maximum(((away @ inverse) * away).sum(axis=1), 0.0))
    return distances


def _closest(distances: FloatArray, index: int, k: int) -> IndexArray:
    others = distances.copy()
    others[index] = np.inf
    return np.argsort(others, kind="stable")[:k].astype(np.int64)
