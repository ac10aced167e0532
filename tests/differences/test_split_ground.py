from __future__ import annotations

import numpy as np

from drietrap.differences.split.ground import Ground
from drietrap.differences.split.ranges import Range
from drietrap.register.areas import AreaRegister

PURMEREND, BEEMSTER, DORDRECHT, AMSTERDAM = "GM0439", "GM0370", "GM0505", "GM0363"


def counts(*numbers: float) -> Range:
    table = np.array(numbers)
    return Range(table, table - 2, table + 2)


def test_a_merged_municipality_is_the_sum_of_what_covered_it() -> None:
    ground = Ground((DORDRECHT, PURMEREND), 2023, AreaRegister.official())
    position = ground.position(2021)
    assert set(position) == {DORDRECHT, PURMEREND, BEEMSTER}
    found = {DORDRECHT: 100.0, PURMEREND: 30.0, BEEMSTER: 12.0}
    held = counts(*(found[code] for code in position))
    made = ground.together(held, 2021, ground.moved(2021, {2021}))
    assert made.value.tolist() == [100.0, 42.0]
    assert made.low.tolist() == [98.0, 38.0]  # the rounding of both
    assert ground.summed([2021, 2023]) == {(PURMEREND, 2021): (BEEMSTER, PURMEREND)}


def test_cells_of_before_and_after_a_merger_make_no_product() -> None:
    """A percentage of 2022 times youths of 2024 is of two territories: Weesp joined in March 2022."""
    ground = Ground((DORDRECHT, AMSTERDAM), 2024, AreaRegister.official())
    moved = ground.moved(2022, {2022, 2024})
    assert list(moved) == [AMSTERDAM]
    assert "Weesp" in moved[AMSTERDAM]
    made = ground.together(counts(*np.ones(len(ground.position(2022)))), 2022, moved)
    assert np.isfinite(made.value).tolist() == [True, False]


def test_without_a_register_codes_stand_as_they_are() -> None:
    ground = Ground((PURMEREND, BEEMSTER), 2023, None)
    assert ground.together(counts(3, 4), 2021, ()).value.tolist() == [3, 4]
    assert ground.summed([2021]) == {}
