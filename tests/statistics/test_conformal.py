"""Conformal widths: exact coverage under exchangeability, and what too short a past may say."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drietrap.statistics.conformal import TRUST, WIDEST, conformal_quantile, fewest, width_factor


@pytest.mark.parametrize("confidence", [0.5, 0.8, 0.95])
def test_coverage_over_all_orders_is_what_was_promised(confidence: float) -> None:
    # Every order of n + 1 scores is as likely: count in how many the last is within the quantile of the rest.
    scores = (0.3, 1.1, 0.7, 2.0, 1.5, 0.1)
    within = [conformal_quantile(order[:-1], confidence) >= order[-1] for order in permutations(scores)]
    share = Fraction(sum(within), len(within))
    finite = math.ceil(len(scores) * confidence) < len(scores)
    expected = Fraction(math.ceil(len(scores) * confidence), len(scores)) if finite else Fraction(1)
    assert share == expected >= confidence


@pytest.mark.parametrize("confidence", [0.5, 0.8, 0.9, 0.95])
def test_fewest_is_where_the_quantile_becomes_finite(confidence: float) -> None:
    number = fewest(confidence)
    assert math.isinf(conformal_quantile(np.ones(number - 1), confidence))
    assert conformal_quantile(np.ones(number), confidence) == 1.0


def test_a_short_past_never_narrows() -> None:
    assert width_factor([0.1, 0.2], 2, 0.95) == 1.0
    assert width_factor([0.1, 3.0], 2, 0.95) == pytest.approx(3.0 ** (2 / (2 + TRUST)))
    assert width_factor([], 0, 0.8) == width_factor([math.nan], 3, 0.8) == 1.0
    with pytest.raises(ValueError, match="negative"):
        width_factor([1.0], -1, 0.8)


@settings(max_examples=25)
@given(st.lists(st.floats(0.01, 30), min_size=20, max_size=60), st.floats(0, 200))
def test_the_factor_lies_between_the_model_and_the_past(scores: list[float], origins: float) -> None:
    factor = width_factor(scores, origins, 0.8)
    past = min(max(conformal_quantile(scores, 0.8), 1 / WIDEST), WIDEST)
    assert min(1.0, past) - 1e-9 <= factor <= max(1.0, past) + 1e-9
    assert abs(math.log(width_factor(scores, origins + 1, 0.8))) >= abs(math.log(factor)) - 1e-9


def test_a_long_past_decides() -> None:
    scores = np.linspace(0.01, 2, 200)
    assert width_factor(scores, 4_000, 0.8) == pytest.approx(conformal_quantile(scores, 0.8), rel=1e-2)
