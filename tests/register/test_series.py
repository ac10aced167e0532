"""A series over mergers: summed where that is allowed, marked as broken elsewhere."""

from __future__ import annotations

import polars as pl
import pytest

from drietrap.register.areas import AreaRegister
from drietrap.register.contract import Checked
from drietrap.register.series import carry

AREAS = AreaRegister.official()
SECRET = (None, 0.0, 7.0, "geheim")
ABSENT = (None, None, None, "ontbreekt")
Row = tuple[str, str, float | None, float | None, float | None, str | None]


def observations(*rows: Row, kind: str = "aantal", measure: str = "n") -> pl.DataFrame:
    return pl.DataFrame(
        [
            {
                "table": "T", "variant": "", "measure": measure, "area": area, "period": period,
                "kind": kind, "value": value, "lower": lower, "upper": upper, "hidden": hidden,
                "provisional": period == "2022", "snapshot": "0" * 16, "row": number, "column": "n",
            }
            for number, (area, period, value, lower, upper, hidden) in enumerate(rows, start=2)
        ],
        infer_schema_length=None,
    )  # fmt: skip


def shown(area: str, period: str, value: float) -> Row:
    return area, period, value, value - 2, value + 2, None


def test_parts_of_a_whole_merger_are_summed_with_their_intervals() -> None:
    series = carry(
        observations(
            shown("GM0439", "2021", 800),
            shown("GM0370", "2021", 100),
            shown("GM0439", "2022", 950),
        ),
        AREAS,
        "GM0439",
    )
    assert series.breaks == ()
    assert series.frame["period"].to_list() == ["2021", "2022"]
    assert series.frame["value"].to_list() == [900, 950]
    assert series.frame["lower"].to_list() == [896, 948]
    assert series.frame["upper"].to_list() == [904, 952]
    assert series.frame["areas"].to_list() == [["GM0370", "GM0439"], ["GM0439"]]
    assert series.frame["provisional"].to_list() == [False, True]
    assert series.frame["cells"].to_list()[1] == ["0000000000000000:4:n"]


def test_a_secret_part_keeps_the_sum_an_interval() -> None:
    rows = observations(
        shown("GM0439", "2021", 800), ("GM0370", "2021", *SECRET), shown("GM0439", "2022", 950)
    )
    series = carry(rows, AREAS, "GM0439")
    first = series.frame.row(0, named=True)
    assert (first["value"], first["lower"], first["upper"], first["hidden"]) == (None, 798, 809, "geheim")
    assert series.breaks == ()


@pytest.mark.parametrize("missing", [(), (("GM0370", "2021", *ABSENT),)])
def test_a_missing_part_breaks_the_series(missing: tuple[Row, ...]) -> None:
    series = carry(
        observations(shown("GM0439", "2021", 800), *missing, shown("GM0439", "2022", 950)), AREAS, "GM0439"
    )
    assert [(b.period, b.reason) for b in series.breaks] == [("2021", "er is geen cijfer van Beemster")]
    assert series.frame["period"].to_list() == ["2022"]


def test_a_divided_municipality_breaks_the_series() -> None:
    rows = observations(
        shown("GM0080", "2017", 1000),
        shown("GM0081", "2017", 100),
        shown("GM0140", "2017", 100),
        shown("GM0080", "2018", 1150),
    )
    series = carry(rows, AREAS, "GM0080")
    assert series.frame["period"].to_list() == ["2018"]
    assert "Littenseradiel is op 1-1-2018 verdeeld" in series.breaks[0].reason


def test_percentages_are_never_summed() -> None:
    rows = observations(
        shown("GM0439", "2021", 10),
        shown("GM0370", "2021", 12),
        shown("GM0439", "2022", 11),
        kind="percentage",
    )
    series = carry(rows, AREAS, "GM0439")
    assert series.frame["value"].to_list() == [11]
    assert "niet op te tellen" in series.breaks[0].reason


def test_after_the_end_a_series_is_broken_and_not_continued_by_name() -> None:
    rows = observations(shown("GM0370", "2021", 100), shown("GM0439", "2022", 950))
    series = carry(rows, AREAS, "GM0370", year=2021)
    assert series.frame["value"].to_list() == [100]
    assert "hoort sinds 1-1-2022 bij Purmerend" in series.breaks[0].reason


def test_a_new_name_continues_the_series() -> None:
    rows = observations(
        shown("GM0241", "2015", 100), shown("GM1945", "2016", 105), shown("GM1945", "2017", 110)
    )
    assert carry(rows, AREAS, "GM1945").frame["value"].to_list() == [100, 105, 110]


def test_the_publishers_own_count_back_goes_before_a_sum() -> None:
    rows = observations(
        shown("GM1992", "2022", 500), shown("GM0501", "2022", 100), shown("GM1992", "2023", 510)
    )
    assert carry(rows, AREAS, "GM1992").frame["value"].to_list() == [500, 510]


def test_two_measures_are_no_series() -> None:
    both = pl.concat(
        [observations(shown("GM0505", "2021", 5)), observations(shown("GM0505", "2021", 5), measure="m")]
    )
    with pytest.raises(ValueError, match="one measure"):
        carry(both, AREAS, "GM0505")


@pytest.mark.shared
def test_inhabitants_of_purmerend_join_up_over_the_merger_with_beemster(
    delivered: dict[str, Checked],
) -> None:
    """Purmerend goes from 81,683 (2021) to 92,240 (2022) by name; with Beemster it hardly changes."""
    both = pl.concat([delivered["kern_2021"].observations, delivered["kern_2022"].observations])
    rows = both.filter(pl.col("measure") == "inwoners").with_columns(kind=pl.lit("aantal"))
    values = carry(rows, AREAS, "GM0439").frame["value"].to_list()
    assert values[1] == 92_240
    assert 91_000 < values[0] < 92_240
