"""Splitting a difference exactly over the factors that a figure is made of, whatever their order.

Both ways average over all orders in which the factors can be changed one after another, so that no order is
preferred (Shapley 1953; Shorrocks 2013, "Decomposition procedures for distributional analysis"). For a
product, or a sum over groups of products, :func:`shapley` equals the standardisation of Das Gupta (1993),
and with two factors that of Kitagawa (1955). :func:`log_mean_split` does the same on the logarithm and
carries the terms back with the logarithmic mean (for a plain product the log-mean Divisia index of Ang
2004): its shares stay the same when the figure is turned upside down (euro per youth, or youths per euro).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations
from math import factorial

import numpy as np

from drietrap.statistics.inputs import FloatArray

MOST_FACTORS = 12
"""More would take more than 2 ** 12 evaluations of the figure."""

Figure = Callable[[Sequence[FloatArray]], FloatArray]
"""From the factors to the figure. Any leading dimensions of the factors are kept: one split for each."""


def shapley(figure: Figure, before: Sequence[FloatArray], after: Sequence[FloatArray]) -> FloatArray:
    """Split ``figure(after) - figure(before)`` over the factors.

    Parameters
    ----------
    figure
        Gives the figure, shape ``(...)``, of factors of shape ``(...)`` or ``(..., groups)``.
    before, after
        The factors on both sides, in the same order and shapes; at most :data:`MOST_FACTORS`.

    Returns
    -------
    Terms, shape ``(factors, ...)``. They add up to the difference, and change sign when both sides change
    places. NaN wherever the figure of a mixture of both sides is not known.

    Raises
    ------
    ValueError
        When both sides have another number of factors, or too many.
    """
    number = len(before)
    if number != len(after) or not 0 < number <= MOST_FACTORS:
        raise ValueError(f"both sides need the same factors, 1 to {MOST_FACTORS}: {number}, {len(after)}")
    values = {
        chosen: np.asarray(
            figure([after[i] if i in chosen else before[i] for i in range(number)]), dtype=float
        )
        for size in range(number + 1)
        for chosen in map(frozenset, combinations(range(number), size))
    }
    weights = [factorial(s) * factorial(number - s - 1) / factorial(number) for s in range(number)]
    terms = []
    for i in range(number):
        others = [chosen for chosen in values if i not in chosen]
        terms.append(sum(weights[len(chosen)] * (values[chosen | {i}] - values[chosen]) for chosen in others))
    return np.stack([np.asarray(term, dtype=float) for term in terms])


def log_mean_split(figure: Figure, before: Sequence[FloatArray], after: Sequence[FloatArray]) -> FloatArray:
    """Split a difference so that shares do not depend on which way up the figure is.

    As :func:`shapley`, but the logarithm of the figure is split and every term is multiplied by the
    logarithmic mean of both figures. A figure that is zero or negative on either side, or for a mixture of
    both, has no such split: its terms are NaN.

    Raises
    ------
    ValueError
        When both sides have another number of factors, or too many.
    """

    def logarithm(factors: Sequence[FloatArray]) -> FloatArray:
        value = np.asarray(figure(factors), dtype=float)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(value > 0, np.log(np.where(value > 0, value, 1.0)), np.nan)

    terms = shapley(logarithm, before, after)
    first, last = (np.asarray(figure(side), dtype=float) for side in (before, after))
    return terms * log_mean(first, last)


def log_mean(a: FloatArray, b: FloatArray) -> FloatArray:
    """Return the logarithmic mean ``(a - b) / (ln a - ln b)`` of positive numbers; ``a`` where equal.

    It lies between the geometric and the arithmetic mean. NaN where either is not positive.
    """
    a, b = np.broadcast_arrays(np.asarray(a, dtype=float), np.asarray(b, dtype=float))
    positive = (a > 0) & (b > 0)
    x, y = np.where(positive, a, 1.0), np.where(positive, b, 1.0)
    # With r = (x - y) / (x + y) the mean is (x + y) / 2 x r / artanh(r), which stays exact when x is near y.
    r = (x - y) / (x + y)
    small = np.abs(r) < 1e-4
    safe = np.where(small, 0.5, r)
    factor = np.where(small, 1 - r**2 / 3 - 4 * r**4 / 45, safe / np.arctanh(safe))
    return np.where(positive, (x + y) / 2 * factor, np.nan)
