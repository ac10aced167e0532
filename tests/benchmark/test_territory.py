"""Characteristics of municipalities: the same from edited shares as from the numbers CBS itself gives."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from drietrap.app.territory import territory
from drietrap.catalogue.comparison import NEIGHBOUR_CHARACTERISTICS
from drietrap.catalogue.tables import EDITION
from drietrap.register.areas import AreaRegister

MEMBERS = pl.DataFrame(schema={"year": pl.Int64})
COLUMN = {c.measure: at for at, c in enumerate(NEIGHBOUR_CHARACTERISTICS)}
NUMBERS = {
    "inwoners": 120_000.0, "inwoners_0_14": 18_000.0, "gescheiden_n": 9_000.0, "huishoudens": 55_000.0,
    "eenpersoons_n": 22_000.0, "bijstand_n": 3_000.0, "laag_opgeleid_n": 20_000.0,
    "middelbaar_opgeleid_n": 40_000.0, "hoog_opgeleid_n": 20_000.0,
}  # fmt: skip
SHARES = {
    "pct_0_14": 15.0, "pct_gescheiden": 7.5, "pct_eenpersoons": 40.0, "bijstand_per_1000": 25.0,
    "pct_laag_opgeleid": 25.0, "pct_hoog_opgeleid": 25.0,
}  # fmt: skip


def _features(*given: tuple[str, str, dict[str, float]]) -> dict[str, float]:
    rows = [
        ("KERNCIJFERS", variant, measure, "GM0505", period, value)
        for variant, period, values in given
        for measure, value in values.items()
    ]
    names = ["table", "variant", "measure", "area", "period", "value"]
    land = territory(pl.DataFrame(rows, schema=names, orient="row"), MEMBERS, AreaRegister.official(), 2021)
    row = land.features[land.index("GM0505")]
    return {measure: float(row[at]) for measure, at in COLUMN.items()}


@pytest.mark.parametrize("measure", SHARES)
def test_shares_follow_from_the_numbers_that_cbs_gives(measure: str) -> None:
    assert _features((EDITION, "2021", NUMBERS))[measure] == pytest.approx(SHARES[measure])


def test_an_edited_copy_keeps_its_own_shares_and_lacks_nothing_that_cbs_gives() -> None:
    found = _features(("", "2021", {"pct_0_14": 15.02}), (EDITION, "2021", NUMBERS))
    assert found["pct_0_14"] == 15.02
    assert found["pct_gescheiden"] == pytest.approx(7.5)


def test_a_share_is_unknown_while_one_of_its_numbers_is() -> None:
    numbers = {name: value for name, value in NUMBERS.items() if name != "middelbaar_opgeleid_n"}
    assert np.isnan(_features((EDITION, "2021", numbers))["pct_hoog_opgeleid"])
    assert np.isnan(_features(("", "2021", NUMBERS))["pct_0_14"])
