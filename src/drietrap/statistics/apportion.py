"""Whole parts of a whole number: amounts rounded so that they add up to the last cent."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from drietrap.statistics.inputs import FloatArray


def apportioned(parts: FloatArray, whole: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return whole numbers near ``parts`` that add up to ``whole`` (method of largest remainders).

    Every part is rounded to the nearest whole number; what is then missing goes, one at a time, to the parts
    that rounding moved furthest the other way. Parts with the opposite sign give the opposite result.

    Parameters
    ----------
    parts
        Shape (parts, ...). A part that is NaN gets nothing, and stays 0.
    whole
        Shape (...): what they add up to.

    Raises
    ------
    ValueError
        When the parts are further from the whole than rounding explains.
    """
    given = np.asarray(parts, dtype=np.float64)
    known = np.isfinite(given)
    rounded = np.where(known, np.rint(np.where(known, given, 0.0)), 0.0)
    missing = np.asarray(whole, dtype=np.float64) - rounded.sum(axis=0)
    if (np.abs(missing) > np.maximum(known.sum(axis=0), 1)).any():
        raise ValueError("the parts do not add up to the whole")
    wish = np.where(known, (given - rounded) * np.sign(missing), -np.inf)
    place = np.argsort(np.argsort(-wish, axis=0, kind="stable"), axis=0, kind="stable")
    step = np.where(place < np.abs(missing), np.sign(missing), 0.0)
    return (rounded + step).astype(np.int64)
