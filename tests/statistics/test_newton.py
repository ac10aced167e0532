"""The lowest point of a surface: against closed forms and against the optimiser of SciPy."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize

from drietrap.statistics import shrinkage
from drietrap.statistics.newton import Surface, lowest


def bowl(a: float, b: float, lean: float) -> Surface:
    def surface(x: float, y: float) -> tuple[float, tuple[float, float], tuple[float, float, float]]:
        u, v = x - a, y - b
        return u * u + v * v + lean * u * v, (2 * u + lean * v, 2 * v + lean * u), (2.0, lean, 2.0)

    return surface


def valley(x: float, y: float) -> tuple[float, tuple[float, float], tuple[float, float, float]]:
    """Rosenbrock's valley (1960, Computer Journal 3:175): curved, flat along its floor, lowest at (1, 1)."""
    value = (1 - x) ** 2 + 100 * (y - x * x) ** 2
    slopes = (-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x))
    return value, slopes, (2 - 400 * (y - 3 * x * x), -400 * x, 200.0)


@given(st.floats(-5, 5), st.floats(-5, 5), st.floats(-1.5, 1.5))
def test_a_bowl_has_its_lowest_point_in_the_middle(a: float, b: float, lean: float) -> None:
    assert lowest(bowl(a, b, lean), (0.0, 0.0), (-10.0, 10.0)) == pytest.approx((a, b), abs=1e-8)


@given(st.floats(-5, 5), st.floats(1.5, 9), st.floats(-1.5, 1.5))
def test_a_bound_is_kept_and_the_rest_is_still_lowest(a: float, b: float, lean: float) -> None:
    x, y = lowest(bowl(a, b, lean), (0.0, 0.0), (-10.0, 1.0))
    assert y == 1.0
    assert x == pytest.approx(a - lean * (1.0 - b) / 2, abs=1e-8)


@pytest.mark.parametrize("start", [(-1.2, 1.0), (0.0, 5.0), (3.0, -3.0)])
def test_a_curved_valley_is_followed_to_its_end(start: tuple[float, float]) -> None:
    assert lowest(valley, start, (-10.0, 10.0)) == pytest.approx((1.0, 1.0), abs=1e-7)


@given(st.integers(0, 10_000), st.sampled_from(["beta", "gamma"]))
def test_slopes_and_curvature_of_the_likelihoods_are_those_of_their_values(seed: int, kind: str) -> None:
    draw = np.random.default_rng(seed)
    n = draw.integers(1, 500, 12).astype(float)
    k = np.floor(n * draw.uniform(0, 1, 12))
    loss = (shrinkage._beta_binomial_loss if kind == "beta" else shrinkage._gamma_poisson_loss)(k, n)
    x, y, h = draw.uniform(-2, 0), draw.uniform(-1, 5), 1e-5
    _, slopes, curvature = loss(x, y)
    near = [[loss(x + i * h, y + j * h) for j in (-1, 0, 1)] for i in (-1, 0, 1)]
    found = (
        (near[2][1][0] - near[0][1][0]) / (2 * h),
        (near[1][2][0] - near[1][0][0]) / (2 * h),
        (near[2][1][1][0] - near[0][1][1][0]) / (2 * h),
        (near[1][2][1][0] - near[1][0][1][0]) / (2 * h),
        (near[1][2][1][1] - near[1][0][1][1]) / (2 * h),
    )
    assert (*slopes, *curvature) == pytest.approx(found, rel=1e-4, abs=1e-5)


@given(st.integers(0, 10_000), st.floats(3, 7), st.sampled_from(["beta", "gamma"]))
def test_the_fit_is_nowhere_worse_than_that_of_scipy(seed: int, size: float, kind: str) -> None:
    draw = np.random.default_rng(seed)
    n = draw.integers(50, 5_000, 60).astype(float)
    share = draw.beta(0.1 * math.exp(size), 0.9 * math.exp(size), 60)
    k = draw.binomial(n.astype(int), share).astype(float)
    loss = (shrinkage._beta_binomial_loss if kind == "beta" else shrinkage._gamma_poisson_loss)(k, n)
    bounds = (shrinkage._SMALLEST, shrinkage._LARGEST)
    ours = lowest(loss, (-2.0, 3.0), bounds)
    theirs = optimize.minimize(
        lambda p: loss(p[0], p[1])[0], [-2.0, 3.0], method="L-BFGS-B", bounds=[(None, None), bounds]
    )
    assert loss(*ours)[0] <= theirs.fun + 1e-9
