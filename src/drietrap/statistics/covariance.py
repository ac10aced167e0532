"""Covariances between areas: what areas share because they are alike, near, or in the same larger one.

Every function returns a symmetric positive semi-definite matrix of shape (n, n), on a scale of about one.
Their sums, each times a variance, make the hierarchical model of :mod:`drietrap.statistics.mixed`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from drietrap.statistics.inputs import FloatArray

_BROKEN_OFF = 1e-12


def linear(features: FloatArray) -> FloatArray:
    """Return the covariance of straight lines in each column of ``features`` (n, p): ridge regression.

    One variance for all slopes makes the best linear prediction equal to ridge regression
    (Hoerl & Kennard 1970, Technometrics 12:55; Robinson 1991, Statistical Science 6:15).
    """
    product: FloatArray = features @ features.T
    return product


def smooth(features: FloatArray, width: float) -> FloatArray:
    """Return the covariance of a smooth curve in each column of ``features`` (n, p), summed.

    The Gaussian kernel per column makes an additive model (Duvenaud, Nickisch & Rasmussen 2011, NIPS 24).
    ``width`` is in units of the columns: a curve hardly bends over a shorter distance.
    """
    total = np.zeros((features.shape[0], features.shape[0]))
    for column in features.T:
        scaled = column / width
        total += np.exp(-0.5 * (scaled[:, None] - scaled[None, :]) ** 2)
    return total


def curves(features: FloatArray, width: float) -> FloatArray:
    """Return columns whose product with their transpose is :func:`smooth`, one factor after the other.

    The expansion of the Gaussian kernel, exp(-(x - y)^2 / 2) = exp(-x^2 / 2) exp(-y^2 / 2) sum((xy)^k / k!),
    broken off where what is left is below 1e-12 (Cotter, Keshet & Srebro 2011, arXiv:1109.4603). Shape
    (n, p * m), with as many columns m for every factor.
    """
    scaled = features / width
    most = float((scaled**2).max(initial=0.0))
    number, term = 1, 1.0
    while term * math.exp(most) > _BROKEN_OFF:
        term *= most / number
        number += 1
    steps = np.arange(number)
    sizes = np.array([math.factorial(k) for k in steps], dtype=np.float64)
    powers = scaled[:, :, None] ** steps / np.sqrt(sizes) * np.exp(-(scaled**2) / 2)[:, :, None]
    columns: FloatArray = powers.reshape(features.shape[0], -1)
    return columns


def same(labels: Sequence[object]) -> FloatArray:
    """Return 1 for areas with the same label, else 0; None shares with nothing but itself."""
    numbers: dict[object, int] = {}
    codes = np.array(
        [-1 - at if one is None else numbers.setdefault(one, len(numbers)) for at, one in enumerate(labels)]
    )
    equal: FloatArray = (codes[:, None] == codes[None, :]).astype(np.float64)
    return equal


def near(places: FloatArray, reach: float) -> FloatArray:
    """Return exp(-distance / reach) for ``places`` (n, 2); a row with NaN shares with nothing but itself."""
    known = np.isfinite(places.sum(axis=1))
    points = np.where(known[:, None], places, 0.0)
    apart = points[:, None, :] - points[None, :, :]
    close: FloatArray = np.exp(-np.sqrt((apart**2).sum(axis=2)) / reach)
    close[~known] = 0.0
    close[:, ~known] = 0.0
    np.fill_diagonal(close, 1.0)
    return close
