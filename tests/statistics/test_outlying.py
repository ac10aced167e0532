"""Scores against sums of exact fractions, and the robust scale against the definition."""

from __future__ import annotations

from fractions import Fraction
from math import comb, exp, factorial
from statistics import NormalDist

import numpy as np
import pytest

from drietrap.statistics.outlying import binomial_scores, poisson_scores, robust_scale


def mid_p(chances: list[float], k: int) -> float:
    """The normal deviate of the tail below k, half of k itself included, from the chances of 0, 1, 2, ..."""
    return NormalDist().inv_cdf(sum(chances[:k]) + chances[k] / 2)


@pytest.mark.parametrize(
    ("k", "n", "p"), [(0, 10, 0.25), (3, 10, 0.25), (10, 10, 0.75), (7, 40, 0.3), (1, 1, 0.5)]
)
def test_binomial_scores_are_mid_p_tails(k: int, n: int, p: float) -> None:
    chance = Fraction(p)
    exact = [float(comb(n, i) * chance**i * (1 - chance) ** (n - i)) for i in range(n + 1)]
    assert binomial_scores([k], [n], [p])[0] == pytest.approx(mid_p(exact, k), abs=1e-9)


@pytest.mark.parametrize(("k", "mean"), [(0, 2.0), (2, 2.0), (9, 2.0), (4, 11.5)])
def test_poisson_scores_are_mid_p_tails(k: int, mean: float) -> None:
    exact = [exp(-mean) * mean**i / factorial(i) for i in range(60)]
    assert poisson_scores([k], [mean])[0] == pytest.approx(mid_p(exact, k), abs=1e-7)


def test_far_tails_keep_their_sign_and_are_finite() -> None:
    scores = poisson_scores([0, 5000], [900.0, 10.0])
    assert scores[0] < -30 and scores[1] > 30 and np.isfinite(scores).all()


def test_the_scale_is_that_of_the_middle_and_never_below_chance() -> None:
    assert robust_scale([-3.0, 2.0, 2.5, 100.0, np.nan]) == pytest.approx(1.4826 * 2.75)
    assert robust_scale([0.1, -0.2, 0.1]) == 1.0
    assert robust_scale([]) == 1.0
