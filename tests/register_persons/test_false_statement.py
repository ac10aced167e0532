"""Deliveries that lie about their period or provider are refused; those that look like it are not."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from drietrap.register.elements import prepared
from drietrap.register.envelope import Expected
from drietrap.register.period_fit import FEW, STILL, refuse_other_period, refuse_unfinished
from drietrap.register.persons import PersonRegister, Receipt
from drietrap.register.record import RecordKind
from drietrap.register.scope import scope_of
from drietrap.sources.delivery import RawDelivery
from drietrap.vocabulary.errors import InputError
from drietrap.vocabulary.period import Period
from tests.register_persons.deliveries import PROVIDER, Row, delivery, good_rows, register, sha256

LATER = datetime(2024, 1, 15, 9, tzinfo=UTC)
OTHER, THIRD = "87654321", "11223344"
SURE = Expected(sure=True)


def moved(row: Row, start: str, end: str | None = None) -> Row:
    return {**row, "datum_aanvang": start, "datum_einde": end, "reden_beeindiging": "01" if end else None}


def open_rows(count: int, seed: int = 1) -> list[Row]:
    """Rows that began in 2021 and go on."""
    return [
        moved(row, f"2021{1 + place % 12:02}{1 + place % 28:02}")
        for place, row in enumerate(good_rows(count, seed))
    ]


def in_2022h1(seed: int = 1, *, still: int = 13, ended: int = 10) -> list[Row]:
    rows = open_rows(still + ended, seed)
    gone = [moved(row, "20210501", f"202203{place + 1:02}") for place, row in enumerate(rows[still:])]
    return [*rows[:still], *gone]


def half_a_year_ago(seed: int = 1) -> list[Row]:
    return [moved(row, row["datum_aanvang"] or "") for row in in_2022h1(seed)]


def take(place: PersonRegister, made: RawDelivery, expected: Expected | None = None) -> Receipt:
    return place.take(made, sha256(made), expected, received=LATER)


def refused(place: PersonRegister, made: RawDelivery) -> str:
    with pytest.raises(InputError) as caught:
        take(place, made)
    return str(caught.value)


@pytest.mark.parametrize("period", ["2022H2", "2023H1"])
def test_a_file_of_an_earlier_period_whose_trajectories_are_mostly_open(tmp_path: Path, period: str) -> None:
    rows = in_2022h1()
    assert take(register(tmp_path / "true"), delivery(rows)).accepted == 23
    said = refused(register(tmp_path / "false"), delivery(rows, period=period))
    assert "andere periode" in said and "10 trajecten eindigden" in said
    assert not (tmp_path / "false" / "raw").exists()


def test_a_file_made_in_the_first_month_of_the_next_period(tmp_path: Path) -> None:
    rows = [*in_2022h1(), *(moved(row, "20220705") for row in good_rows(3, 2))]
    assert "andere periode" in refused(register(tmp_path), delivery(rows, period="2022H2"))


def test_a_file_of_a_later_period(tmp_path: Path) -> None:
    later = [moved(row, "20210501", f"2022{7 + n:02}15") for n, row in enumerate(good_rows(3, 2))]
    rows = [*open_rows(12), *later]
    said = refused(register(tmp_path), delivery(rows))
    assert "3 datums na de periode" in said


def test_many_rows_in_which_nothing_moves(tmp_path: Path) -> None:
    made = delivery(open_rows(STILL))
    assert "begint of eindigt er niets" in refused(register(tmp_path / "a"), made)
    assert take(register(tmp_path / "b"), delivery(open_rows(STILL - 1))).accepted == STILL - 1
    assert take(register(tmp_path / "c"), made, SURE).accepted == STILL


def test_the_same_rows_as_the_period_before_or_after(tmp_path: Path) -> None:
    for name, count in (("few", FEW - 1), ("more", FEW)):
        place = register(tmp_path / name)
        rows = open_rows(count)
        assert take(place, delivery(rows)).accepted == count
        for period in ("2022H2", "2021H2"):
            turned = rows[1:] + rows[:1] if period == "2021H2" else rows[::-1]
            made = delivery(turned, period=period, version="6" if period == "2021H2" else "7")
            if count < FEW:
                receipt = take(place, made)
                told = [one for one in receipt.findings if one.rule == "DEZELFDE-REGELS-ANDERE-PERIODE"]
                assert receipt.accepted == count
                assert [(one.count, "2022H1" in one.title) for one in told] == [(count, True)]
            else:
                assert "dezelfde regels als in de levering over 2022H1" in refused(place, made)
    made = delivery(open_rows(FEW)[::-1], period="2022H2")
    assert take(register(tmp_path / "more"), made, SURE).accepted == FEW


def test_a_wrong_date_or_two_does_not_make_it_another_period(tmp_path: Path) -> None:
    rows = in_2022h1()
    rows[-1] = moved(rows[-1], "20210501", "20210901")
    rows[-2] = moved(rows[-2], "20210501", "20220901")
    receipt = take(register(tmp_path), delivery(rows))
    assert (receipt.accepted, receipt.quarantined) == (22, 1)


def test_a_period_that_is_not_over_is_refused_and_the_day_after_it_is_not() -> None:
    period = Period(2022, "H", 1)
    with pytest.raises(InputError, match="nog niet voorbij"):
        refuse_unfinished(period, datetime(2022, 6, 30, tzinfo=UTC).date())
    refuse_unfinished(period, datetime(2022, 7, 1, tzinfo=UTC).date())


def test_the_rows_of_another_provider_over_the_same_period(tmp_path: Path) -> None:
    place = register(tmp_path)
    take(place, delivery(in_2022h1()))
    said = refused(place, delivery(in_2022h1()[1:], provider=OTHER))
    assert f"aanbieder {PROVIDER}" in said
    assert take(place, delivery(in_2022h1(seed=3), provider=OTHER)).accepted == 23


def test_who_comes_second_with_its_own_rows_is_not_refused(tmp_path: Path) -> None:
    place = register(tmp_path)
    before = half_a_year_ago()
    take(place, delivery(before, period="2021H2", version="6"), SURE)
    take(place, delivery(in_2022h1()[1:], provider=OTHER), SURE)
    assert take(place, delivery(in_2022h1())).accepted == 23


def test_the_next_file_of_another_under_a_number_whose_own_youths_are_absent(tmp_path: Path) -> None:
    place = register(tmp_path)
    for provider, seed in ((PROVIDER, 1), (OTHER, 3)):
        before = half_a_year_ago(seed)
        take(place, delivery(before, provider=provider, period="2021H2", version="6"), SURE)
    said = refused(place, delivery(in_2022h1(), provider=OTHER))
    assert f"van aanbieder {PROVIDER}" in said and "staat wat er liep niet" in said
    both = [*in_2022h1(), *in_2022h1(3)]  # a takeover: its own youths are there too
    assert take(place, delivery(both, provider=OTHER)).accepted == 46
    assert take(place, delivery(in_2022h1()[1:], provider=THIRD), SURE).accepted == 22


def test_a_takeover_by_a_number_without_history_must_be_confirmed(tmp_path: Path) -> None:
    place = register(tmp_path)
    take(place, delivery(half_a_year_ago(), period="2021H2", version="6"), SURE)
    said = refused(place, delivery(in_2022h1(), provider=THIRD))
    assert f"van aanbieder {PROVIDER}" in said and "liep er niets" in said and "--klopt" in said
    assert take(place, delivery(in_2022h1(), provider=THIRD), SURE).accepted == 23


def test_a_large_file_under_the_number_of_a_small_provider(tmp_path: Path) -> None:
    place = register(tmp_path)
    for provider, rows in ((PROVIDER, half_a_year_ago()), (OTHER, half_a_year_ago(3)[:2])):
        take(place, delivery(rows, provider=provider, period="2021H2", version="6"), SURE)
    false = delivery(in_2022h1()[1:], provider=OTHER)
    said = refused(place, false)
    assert f"van aanbieder {PROVIDER}" in said and "staat wat er liep niet" in said
    take(place, false, SURE)
    true = take(place, delivery(in_2022h1()))
    told = next(one for one in true.findings if one.rule == "DEZELFDE-REGELS-BIJ-ANDER")
    assert (true.accepted, told.count, told.effect) == (23, 22, 22)
    assert OTHER in told.title and told.share == pytest.approx(22 / 23)


def test_who_shares_no_rows_with_another_is_told_nothing(tmp_path: Path) -> None:
    place = register(tmp_path)
    take(place, delivery(in_2022h1(3), provider=OTHER))
    rules = {one.rule for one in take(place, delivery(in_2022h1())).findings}
    assert not rules & {"DEZELFDE-REGELS-BIJ-ANDER", "DEZELFDE-REGELS-ANDERE-PERIODE"}


def test_who_began_in_the_last_weeks_is_not_refused_for_what_came_after(tmp_path: Path) -> None:
    starts = ("20220620", "20220622", "20220701", "20220702", "20220703")
    rows = [moved(row, start) for row, start in zip(good_rows(5), starts, strict=True)]
    receipt = take(register(tmp_path), delivery(rows))
    assert (receipt.accepted, receipt.quarantined) == (2, 3)


def test_elements_that_are_absent_count_as_nothing() -> None:
    scope = scope_of(RecordKind.JEUGDHULP, "7", Period(2022, "H", 1))
    texts = pl.DataFrame(good_rows(6)).with_columns(
        pl.lit("20200101").alias("datum_aanvang"), pl.lit("20210101").alias("datum_einde")
    )
    rows = prepared(texts.with_row_index("row", 2), scope.version)
    with pytest.raises(InputError, match="andere periode"):
        refuse_other_period(rows, scope)
    refuse_other_period(rows.select("row"), scope)
