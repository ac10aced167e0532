from __future__ import annotations

import pytest

from drietrap.catalogue.split_costs import KOSTEN
from drietrap.catalogue.split_use import GEBRUIK
from drietrap.differences.split.words import written


@pytest.mark.parametrize(
    ("value", "costs", "use"),
    [
        (-0.004, "€\u00a00", "0,00 procentpunt"),
        (0.004, "€\u00a00", "0,00 procentpunt"),
        (-258.0, "−\u2060€\u00a0258", "−\u2060258,00 procentpunt"),
        (0.51, "+\u2060€\u00a01", "+\u20600,51 procentpunt"),
    ],
)
def test_a_sign_is_never_torn_off_and_nought_has_none(value: float, costs: str, use: str) -> None:
    assert written(value, KOSTEN, signed=True) == costs
    assert written(value, GEBRUIK, signed=True) == use
