"""False discovery rate."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from drietrap.statistics.multiplicity import benjamini_hochberg

# Benjamini & Hochberg (1995), JRSS B 57:289, section 3.2: the fifteen ordered p-values of the myocardial
# infarction study; at 0.05 the procedure rejects the first four (Bonferroni only three).
PUBLISHED = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
    0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000,
]  # fmt: skip


def test_published_example():
    q = benjamini_hochberg(PUBLISHED)
    assert (q <= 0.05).sum() == 4
    assert q[3] == pytest.approx(0.0095 * 15 / 4)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_equals_statsmodels(p):
    np.testing.assert_allclose(benjamini_hochberg(p), multipletests(p, method="fdr_bh")[1], atol=1e-12)


@given(st.lists(st.floats(0, 1) | st.just(float("nan")), max_size=20), st.randoms())
def test_unknown_is_not_counted_and_order_does_not_matter(p, random):
    p = np.array(p, dtype=float)
    q = benjamini_hochberg(p)
    known = ~np.isnan(p)
    np.testing.assert_array_equal(np.isnan(q), ~known)
    np.testing.assert_array_equal(q[known], benjamini_hochberg(p[known]))
    shuffled = list(range(p.size))
    random.shuffle(shuffled)
    np.testing.assert_array_equal(benjamini_hochberg(p[shuffled]), q[shuffled])


def test_shape_is_kept_and_impossible_refused():
    table = np.array([[0.01, 0.2], [0.03, 0.04]])
    np.testing.assert_array_equal(benjamini_hochberg(table).ravel(), benjamini_hochberg(table.ravel()))
    with pytest.raises(ValueError, match="between 0 and 1"):
        benjamini_hochberg([0.5, 1.1])
