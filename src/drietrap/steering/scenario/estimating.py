"""Draws as an estimate: the mean, and the bounds that hold 95 % of the draws."""

from __future__ import annotations

import numpy as np

from drietrap.benchmark.result import Estimate
from drietrap.statistics.apportion import apportioned
from drietrap.statistics.inputs import FloatArray
from drietrap.steering.model.rows import Whole

LOW, HIGH = 0.025, 0.975


def estimate(draws: FloatArray | Whole, per: float = 1.0) -> Estimate:
    """Return the mean of draws (draws,) and the bounds of 95 % of them, each divided by ``per``.

    >>> estimate(np.array([1.0, 2.0, 3.0]))
    Estimate(value=2.0, lower=1.05, upper=2.95)
    """
    low, high = np.quantile(draws, [LOW, HIGH])
    return Estimate(float(np.mean(draws)) / per, float(low) / per, float(high) / per)


def added_up(terms: list[Whole], whole: Whole, per: int) -> list[Estimate]:
    """Return estimates of terms (draws,) whose values are whole numbers of ``per`` that add up exactly.

    The terms add up to ``whole`` in every draw, so their means do as well; whole numbers are given out by
    largest remainders.
    """
    means = np.array([term.mean() / per for term in terms])
    total = np.asarray(round(float(whole.mean()) / per), dtype=np.int64)
    values = apportioned(means, total)
    bounds = [estimate(term, per) for term in terms]
    return [
        Estimate(float(value), bound.lower, bound.upper) for value, bound in zip(values, bounds, strict=True)
    ]
