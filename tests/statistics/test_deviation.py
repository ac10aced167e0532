"""Joint distances from a centre, against a plain Mahalanobis distance and against filling in."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize
from scipy.spatial.distance import mahalanobis

from drietrap.statistics.deviation import deviations, pairwise
from drietrap.statistics.neighbours import shrunken_correlation, standardise


def country(rows=80, columns=4, seed=3):
    random = np.random.default_rng(seed)
    common = random.normal(size=(rows, 1))
    return common + random.normal(size=(rows, columns)) * (1 + np.arange(columns))


def test_a_whole_row_has_the_distance_of_mahalanobis():
    table = country()
    centre = table.mean(axis=0)
    found = deviations(table, centre)
    scores, _ = standardise(table)
    scale = (table[1] - table[0]) / (scores[1] - scores[0])
    inverse = np.linalg.inv(shrunken_correlation(scores))
    for i in range(10):
        plain = mahalanobis(table[i] / scale, centre / scale, inverse) / 2  # root mean square of four
        assert found.distance[i] == pytest.approx(plain)
        assert found.lower[i] == found.upper[i] == pytest.approx(plain)


def test_jointly_is_not_one_by_one():
    random = np.random.default_rng(1)
    common = random.normal(size=300)
    table = np.column_stack([common, common + random.normal(scale=0.3, size=300)])
    table[0], table[1] = (1.5, 1.5), (1.0, -1.0)  # the second is nearer one by one, but against the grain
    found = deviations(table, np.zeros(2))
    assert (np.abs(found.z[1]) < np.abs(found.z[0])).all()
    assert found.distance[1] > found.distance[0]


def test_what_goes_when_a_factor_is_left_out():
    table = country(columns=3)
    centre = np.zeros(3)
    found = deviations(table, centre)
    scores, _ = standardise(table)
    correlation = shrunken_correlation(scores)
    for i in range(5):
        z = found.z[i]
        whole = z @ np.linalg.inv(correlation) @ z
        for j in range(3):
            rest = [k for k in range(3) if k != j]
            without = z[rest] @ np.linalg.inv(correlation[np.ix_(rest, rest)]) @ z[rest]
            assert found.share[i, j] == pytest.approx((whole - without) / whole)


def test_what_is_unknown_widens_and_the_bounds_are_those_of_filling_in():
    table = country()
    table[0, 1:3] = np.nan
    centre = np.nanmean(table, axis=0)
    found = deviations(table, centre)
    scores, _ = standardise(table)
    inverse = np.linalg.inv(shrunken_correlation(scores))

    def distance(filled):
        z = found.z[0].copy()
        z[1:3] = filled
        return np.sqrt(z @ inverse @ z / 4)

    least = minimize(distance, np.zeros(2), tol=1e-12).fun
    assert found.lower[0] == pytest.approx(least, rel=1e-5)
    grid = np.array(np.meshgrid(*(np.linspace(found.z_lower[0, j], found.z_upper[0, j], 21) for j in (1, 2))))
    most = max(distance(point) for point in grid.reshape(2, -1).T)
    assert found.upper[0] == pytest.approx(most)
    assert found.lower[0] < found.distance[0] <= found.upper[0]


def test_nothing_known_is_no_distance_and_never_zero():
    table = country()
    table[0] = np.nan
    found = deviations(table, np.nanmean(table, axis=0))
    assert np.isnan([found.distance[0], found.lower[0], found.upper[0]]).all()


@given(st.randoms(use_true_random=False))
def test_units_do_not_matter(random):
    table = country(rows=12)
    factor = np.array([random.uniform(0.1, 100) for _ in range(4)])
    shift = np.array([random.uniform(-5, 5) for _ in range(4)])
    plain, scaled = deviations(table, table[3]), deviations(table * factor + shift, table[3] * factor + shift)
    assert scaled.distance == pytest.approx(plain.distance)
    assert plain.distance[3] == pytest.approx(0)


def test_between_rows_by_filling_in():
    table = country(rows=40)
    table[5, 2] = np.nan
    least, most = pairwise(table)
    scores, _ = standardise(table)
    inverse = np.linalg.inv(shrunken_correlation(scores))
    assert least[0, 1] == pytest.approx(mahalanobis(scores[0], scores[1], inverse) / 2)
    assert most[0, 1] == least[0, 1]
    filled = [
        mahalanobis(np.array([*scores[5, :2], value, scores[5, 3]]), scores[0], inverse) / 2
        for value in np.linspace(-30, 30, 6001)
    ]
    assert least[5, 0] == pytest.approx(min(filled), abs=1e-3)
    assert np.isinf(most[5, 0])
    assert (least == least.T).all()


def test_a_centre_that_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="one number per column"):
        deviations(country(), np.zeros(3))
