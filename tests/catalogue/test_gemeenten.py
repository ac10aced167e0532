"""The facts about municipalities agree with the numbers CBS publishes."""

import pytest

from drietrap.catalogue.gemeenten import number_in

# CBS, Gebieden in Nederland: number of municipalities on 1 January.
PUBLISHED = {
    2015: 393,
    2016: 390,
    2017: 388,
    2018: 380,
    2019: 355,
    2020: 355,
    2021: 352,
    2022: 345,
    2023: 342,
    2024: 342,
    2025: 342,
}


@pytest.mark.parametrize(("year", "number"), PUBLISHED.items())
def test_as_many_municipalities_as_cbs_counts(year: int, number: int) -> None:
    assert number_in(year) == number


@pytest.mark.parametrize("year", [2014, 2099])
def test_no_number_outside_the_facts(year: int) -> None:
    assert number_in(year) is None
