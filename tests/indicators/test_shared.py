"""Figures from the real published files, against numbers read from those files by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from drietrap.app.folder import DataFolder
from drietrap.app.reading import current_core, read

pytestmark = pytest.mark.shared
FILES = (
    "cbs/85098NED_indicatoren_jeugdzorg_gemeenten_2022_statline_export.csv",
    "cbs/85075NED_jeugdzorg_natura_gemeente_2021.csv",
    "iv3/iv3_jeugd_taakvelden_2023_2024.csv",
    "gemeentefonds/volumina_en_uitkering_jeugd_per_gemeente.csv",
)


@pytest.fixture(scope="module")
def found(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[pl.DataFrame]:
    folder = DataFolder(tmp_path_factory.mktemp("gegevens"))
    read(folder, [shared_data / name for name in FILES])
    yield current_core(folder).figures()


def figure(found: pl.DataFrame, indicator: str, period: str, area: str = "GM0505") -> dict[str, Any]:
    return found.row(
        by_predicate=(pl.col("indicator") == indicator)
        & (pl.col("area") == area)
        & (pl.col("period") == period),
        named=True,
    )


def test_dordrecht_2022_use(found: pl.DataFrame) -> None:
    # 15,8 % in the file; 22,626 youths in the September 2023 circular. Wilson limits of 15.75 % and of
    # 15.85 % of 22,625.5: statsmodels proportion_confint(method="wilson") gives 15.2812 and 16.3317.
    use = figure(found, "jeugdhulp_gebruik", "2022")
    assert use["value"] == 15.8
    assert (use["rounding_lower"], use["rounding_upper"]) == pytest.approx((15.75, 15.85))
    assert (use["lower"], use["upper"]) == pytest.approx((15.2812, 16.3317), abs=1e-4)
    assert use["provisional"]
    assert any("2024" in warning and "2022" in warning for warning in use["warnings"])
    assert any("vrij toegankelijke hulp" in warning for warning in use["warnings"])


def test_dordrecht_cost_is_the_sum_of_its_taakvelden(found: pl.DataFrame) -> None:
    # EUR 1,000 in the accounts of 2023, 6.2 left out; 22,625.54574 youths in circular S2023.
    lasten = (7746, 1657, 4542, 472, 3136, 1897, 9580, 7166, 2481, 1289, 2662, 400)
    cost = figure(found, "kosten_per_jongere", "2023")
    assert cost["value"] == pytest.approx(1000 * sum(lasten) / 22625.54574)
    assert figure(found, "kosten_tov_gemeentefonds", "2023")["value"] == pytest.approx(
        100_000 * sum(lasten) / 55798747.024247855
    )
    assert figure(found, "uitkering_per_jongere", "2025")["value"] == pytest.approx(
        57034185.9354888 / 22640.58048
    )


def test_withheld_referrer_keeps_its_bounds(found: pl.DataFrame) -> None:
    judge = figure(found, "verwijzer_rechter", "2021")
    assert judge["value"] is None
    assert judge["hidden"] == "geheim"
    assert (judge["rounding_lower"], judge["rounding_upper"]) == pytest.approx((0, 700 / 6133))


def test_not_delivered_is_no_cost_of_zero(found: pl.DataFrame) -> None:
    # Vijfheerenlanden (GM1961) has zero on every youth taakveld in the accounts of 2023: not delivered.
    cost = figure(found, "kosten_per_jongere", "2023", "GM1961")
    assert cost["value"] is None
    assert cost["hidden"] == "ontbreekt"
