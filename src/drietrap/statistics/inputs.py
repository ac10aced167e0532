"""Plain input into checked float arrays: the one place where impossible numbers are refused."""

from __future__ import annotations

import math
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

FloatArray: TypeAlias = NDArray[np.float64]
Limits: TypeAlias = tuple[FloatArray, FloatArray]


def floats(*values: ArrayLike) -> tuple[FloatArray, ...]:
    """Return ``values`` as float64 arrays of one shared (broadcast) shape."""
    arrays = (np.asarray(value, dtype=np.float64) for value in values)
    return tuple(np.array(array) for array in np.broadcast_arrays(*arrays))


def refuse(bad: NDArray[np.bool_], message: str) -> None:
    """Raise ValueError with ``message`` when any of ``bad`` is true (NaN compares as false: unknown)."""
    if bool(np.any(bad)):
        raise ValueError(message)


def counts(successes: ArrayLike, trials: ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Return successes and trials as arrays; ValueError when negative or when successes exceed trials."""
    k, n = floats(successes, trials)
    refuse((k < 0) | (n < 0), "a count is negative")
    refuse(k > n, "there are more successes than trials")
    return k, n


def events_and_exposure(events: ArrayLike, exposure: ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Return both as arrays; ValueError for negative events or exposure that is not positive."""
    count, at_risk = floats(events, exposure)
    refuse(count < 0, "a count is negative")
    refuse(at_risk <= 0, "an exposure is not positive")
    return count, at_risk


def two_sided_quantile(confidence: float) -> float:
    """Return the standard normal z with ``confidence`` between -z and z.

    >>> round(two_sided_quantile(0.95), 6)
    1.959964
    """
    return float(special.ndtri((1 + check_confidence(confidence)) / 2))


def check_confidence(confidence: float) -> float:
    """Return ``confidence`` when it lies strictly between 0 and 1, else raise ValueError."""
    if math.isnan(confidence) or not 0 < confidence < 1:
        raise ValueError(f"a confidence lies between 0 and 1, not {confidence}")
    return confidence
