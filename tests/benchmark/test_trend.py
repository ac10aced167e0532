from __future__ import annotations

from drietrap.benchmark.trend import trend
from drietrap.catalogue.indicator import Break
from tests.benchmark.worlds import definition, figure, figures

SERIES = figures(
    [
        figure("GM7001", k, 10_000, period=str(year))
        for year, k in ((2019, 900), (2020, 905), (2021, 1_300), (2022, 1_500))
    ]
)


def test_no_change_is_reckoned_over_a_break() -> None:
    broken = definition(breaks=(Break("2021", "Meer aanbieders leveren.", "CBS"),))
    found = trend(SERIES, broken, "GM7001")
    assert found is not None
    assert [[p.period for p in s.points] for s in found.segments] == [["2019", "2020"], ["2021", "2022"]]
    assert found.segments[1].starts_after == "Meer aanbieders leveren."
    assert "geen verandering" in found.segments[0].sentence
    assert "Gestegen" in found.segments[1].sentence


def test_without_a_break_the_series_is_one() -> None:
    found = trend(SERIES, definition(), "GM7001")
    assert found is not None
    assert len(found.segments) == 1
    change = found.segments[0].change
    assert change is not None
    assert change.lower is not None
    assert 4 < change.lower < 6 < change.upper  # type: ignore[operator]


def test_a_break_of_another_area_does_not_cut_this_one() -> None:
    elsewhere = definition(breaks=(Break("2021", "Daar alleen.", "eigen opgave", area="GM7002"),))
    found = trend(SERIES, elsewhere, "GM7001")
    assert found is not None
    assert len(found.segments) == 1


def test_one_point_says_that_it_is_too_little() -> None:
    found = trend(SERIES.head(1), definition(), "GM7001")
    assert found is not None
    assert "te weinig" in found.segments[0].sentence
    assert trend(SERIES, definition(), "GM9999") is None
