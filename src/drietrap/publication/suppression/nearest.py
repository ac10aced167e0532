"""Of all tables of counts that fit what was shown, the one nearest to given counts."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, hstack

from drietrap.publication.suppression.network import relation_matrix
from drietrap.publication.suppression.tables import Key, Release
from drietrap.vocabulary.errors import IntegrityError

_OPTIMAL = 0
_Counts = NDArray[np.int64]


def nearest(
    release: Release, room: Mapping[Key, tuple[int, int | None]], wanted: Mapping[Key, int]
) -> dict[Key, int]:
    """Return whole counts that keep all relations of ``release``, with the least sum of differences.

    Parameters
    ----------
    release
        Cells and relations; its own counts are not used.
    room
        Lowest and highest count per cell (None: no limit); a cell without has zero or more.
    wanted
        The counts to stay near to; a cell without one may have any.

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
    price = np.array([float(key in wanted) for key in keys])
    counts = _least_changes(relation_matrix(release), low, high, aim, price)
    return dict(zip(keys, counts.tolist(), strict=True))


def _least_changes(
    matrix: csr_array,
    low: NDArray[np.float64],
    high: NDArray[np.float64],
    aim: NDArray[np.float64],
    price: NDArray[np.float64],
) -> _Counts:
    """Return ``aim`` plus rises less falls: whole, within bounds, and of least total price."""
    number = len(aim)
    least = np.concatenate([np.maximum(0, low - aim), np.maximum(0, aim - high)])
    most = np.concatenate([np.maximum(0, high - aim), np.maximum(0, aim - low)])
    owed = -(matrix @ aim)
    answer = milp(
        np.concatenate([price, price]),
        constraints=[LinearConstraint(hstack([matrix, -matrix]), owed, owed)] if matrix.shape[0] else [],
        bounds=Bounds(least, most),
        integrality=np.ones(2 * number),
    )
    if answer.status != _OPTIMAL:
        raise IntegrityError("Wat eerder is gepubliceerd, spreekt zichzelf tegen.")
    changes = np.rint(answer.x)
    counts: _Counts = (aim + changes[:number] - changes[number:]).astype(np.int64)
    return counts
