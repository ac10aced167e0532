from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from statsmodels.stats.oaxaca import OaxacaBlinder

from drietrap.statistics.oaxaca import three_fold, two_fold

Array = NDArray[np.float64]
Groups = tuple[Array, Array, Array, Array]


def cards() -> Groups:
    """Return what people spend on credit cards (Greene 2003), of those who own a home and those who rent."""
    data = sm.datasets.ccard.load_pandas()
    factors = data.exog.to_numpy()
    outcome, owns = data.endog.to_numpy(), factors[:, 3] == 1
    others = np.delete(factors, 3, axis=1)
    return outcome[owns], others[owns], outcome[~owns], others[~owns]


def test_the_example_of_statsmodels() -> None:
    # The documentation of statsmodels.stats.oaxaca prints these five numbers (data: Greene, credit cards).
    first, first_factors, second, second_factors = cards()
    found = two_fold(first, first_factors, second, second_factors)
    assert found.difference == pytest.approx(158.75044, abs=1e-5)
    assert found.explained.sum() == pytest.approx(130.80954, abs=1e-5)
    assert found.unexplained.sum() == pytest.approx(27.94091, abs=1e-5)
    three = three_fold(first, first_factors, second, second_factors)
    assert three.endowments.sum() == pytest.approx(321.74824, abs=1e-5)
    assert three.coefficients.sum() == pytest.approx(75.45371, abs=1e-5)
    assert three.interaction.sum() == pytest.approx(-238.45151, abs=1e-5)


def drawn(seed: int) -> Groups:
    random = np.random.default_rng(seed)
    factors = [random.normal(size=(size, 3)) for size in (30, 40)]
    outcomes = [x @ random.normal(size=3) + random.normal(size=len(x)) for x in factors]
    return outcomes[0], factors[0], outcomes[1], factors[1]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_as_statsmodels_has_it(seed: int) -> None:
    first, x, second, z = drawn(seed)
    group = np.repeat([0.0, 1.0], [len(first), len(second)])
    exog = np.column_stack([np.vstack([x, z]), group])
    oracle = OaxacaBlinder(np.concatenate([first, second]), exog, 3, hasconst=False, swap=False)
    unexplained, explained, gap = oracle.two_fold().params
    found, three = two_fold(first, x, second, z), three_fold(first, x, second, z)
    assert (found.explained.sum(), found.unexplained.sum(), found.difference) == pytest.approx(
        (explained, unexplained, gap)
    )
    assert [
        three.endowments.sum(),
        three.coefficients.sum(),
        three.interaction.sum(),
        three.difference,
    ] == pytest.approx(list(oracle.three_fold().params))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_parts_add_up_and_change_sign_with_the_groups(seed: int) -> None:
    first, x, second, z = drawn(seed)
    found, turned = two_fold(first, x, second, z), two_fold(second, z, first, x)
    assert found.explained.sum() + found.unexplained.sum() == pytest.approx(found.difference)
    assert turned.explained == pytest.approx(-found.explained)
    assert turned.unexplained == pytest.approx(-found.unexplained)


def test_factors_that_follow_from_each_other_are_refused() -> None:
    first, x, second, z = drawn(1)
    with pytest.raises(ValueError, match="follow"):
        two_fold(first, np.column_stack([x, x[:, 0]]), second, np.column_stack([z, z[:, 0]]))
    with pytest.raises(ValueError, match="too few"):
        three_fold(first[:2], x[:2], second, z)
