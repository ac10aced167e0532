"""The numbers worked out by hand in docs/explanation/onzekerheid.md, against statistics and product."""

from __future__ import annotations

from pathlib import Path

import pytest
from tools.pages import ROOT

from drietrap.app.folder import DataFolder
from drietrap.app.questions import compare_municipality
from drietrap.app.reading import read
from drietrap.benchmark.result import Comparison, Verdict
from drietrap.statistics.proportions import wilson_rounded
from drietrap.vocabulary.notation import number

PAGE = (ROOT / "docs" / "explanation" / "onzekerheid.md").read_text(encoding="utf-8")
YOUTHS = 22_625.5  # circular of September 2023, 'jong' of Dordrecht
OWN, COUNTRY = (15.75, 15.85), (13.15, 13.25)
FILES = ("cbs/85098NED_indicatoren_jeugdzorg_gemeenten_2022_statline_export.csv", "gemeentefonds")


def by_hand(confidence: float) -> tuple[float, float, float, float]:
    """Return the interval of Dordrecht and that of the difference, in percent."""
    k_low, k_high = (share / 100 * YOUTHS for share in OWN)
    lower, upper = (100 * float(x) for x in wilson_rounded(k_low, k_high, YOUTHS, YOUTHS, confidence))
    return lower, upper, OWN[0] - COUNTRY[1] - (OWN[0] - lower), OWN[1] - COUNTRY[0] + (upper - OWN[1])


def test_the_numbers_on_the_page_are_right():
    lower, upper, smallest, largest = by_hand(0.95)
    assert f"**{number(lower, 2)} % tot {number(upper, 2)} %**" in PAGE
    assert f"tussen {number(smallest, 2)} en {number(largest, 2)} procentpunt" in PAGE
    _, _, smallest, largest = by_hand(0.99)
    assert f"van {number(smallest, 2)} tot {number(largest, 2)}." in PAGE
    assert f"{number(0.1575 * YOUTHS, 1)}" in PAGE
    assert f"{number(0.1585 * YOUTHS, 1)}" in PAGE


@pytest.fixture(scope="module")
def dordrecht(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Comparison]:
    folder = DataFolder.resolve(tmp_path_factory.mktemp("dordrecht"))
    read(folder, [shared_data / name for name in FILES])
    told = compare_municipality(folder, "Dordrecht", period="2022", group="nederland").content
    return {comparison.indicator: comparison for comparison in told.comparisons}


@pytest.mark.shared
def test_the_product_says_the_same_of_dordrecht(dordrecht: dict[str, Comparison]):
    said = dordrecht["jeugdhulp_gebruik"]
    lower, upper, smallest, largest = by_hand(0.95)
    assert (said.own.value, said.reference.value) == (15.8, 13.2)
    assert (said.own.lower, said.own.upper) == pytest.approx((lower, upper), abs=1e-3)
    assert (said.difference.lower, said.difference.upper) == pytest.approx((smallest, largest), abs=1e-3)
    assert said.verdict is Verdict.CLEARLY_HIGHER


@pytest.mark.shared
def test_the_difference_that_is_none(dordrecht: dict[str, Comparison]):
    said = dordrecht["verblijf_van_jeugdhulp"]
    assert (said.own.value, said.reference.value) == (8.9, 8.8)
    assert said.verdict is Verdict.NO_DIFFERENCE_SHOWN
