"""What a fetch gives: cells, metadata and a snapshot, the same from both protocols."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from unittest import mock

import cbsodata
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drietrap.sources import odata
from drietrap.sources.odata import cbs_code, fetch_table, is_snapshot, read_snapshot
from drietrap.sources.odata_http import plain_number
from drietrap.sources.raw import CELL_SCHEMA
from drietrap.vocabulary.errors import InputError
from drietrap.vocabulary.period import Period
from tests.cbs_server import FakeCbs, FakeTable, indicators_table
from tests.cbs_server.tables import Dimension, regions, years
from tests.sources_odata.reading import content, direct_client, served


def test_v3_gives_every_cell_with_its_place(fake_cbs: FakeCbs) -> None:
    table = fetch_table("85098ned", base_url=fake_cbs.base3)
    assert content(table) == served(indicators_table())
    assert table.raw.frame.schema == CELL_SCHEMA
    assert table.raw.table == table.identifier == "85098NED"
    assert (table.title, table.released) == ("Indicatoren jeugdzorg in natura; gemeenten", "2023-06-30")
    assert table.reason == "Actualisering"
    cell = table.raw.frame.filter(measure="pct_verblijf_van_jeugdhulp", area="GM0505", period="2022JJ00*")
    assert cell.row(0, named=True) == {
        "row": 6,
        "column": "JongerenMetJeugdhMetVerblInNat_2",
        "measure": "pct_verblijf_van_jeugdhulp",
        "area": "GM0505",
        "period": "2022JJ00*",
        "variant": "",
        "text": "7",
    }


def test_v4_gives_the_same_as_v3(fake_cbs: FakeCbs) -> None:
    three = fetch_table("85098NED", base_url=fake_cbs.base3)
    four = fetch_table("85098NED", base_url=fake_cbs.base4, version=4)
    keys = ["measure", "area", "period", "variant", "text"]
    assert three.raw.frame.select(keys).sort(keys).equals(four.raw.frame.select(keys).sort(keys))
    assert (three.title, three.released, three.reason) == (four.title, four.released, four.reason)


@pytest.mark.parametrize("version", [3, 4])
def test_a_snapshot_reads_back_exactly_and_is_the_same_each_time(fake_cbs: FakeCbs, version: int) -> None:
    base = fake_cbs.base3 if version == 3 else fake_cbs.base4
    first = fetch_table("85098NED", base_url=base, version=version)  # type: ignore[arg-type]
    second = fetch_table("85098NED", base_url=base, version=version)  # type: ignore[arg-type]
    again = read_snapshot(first.body)
    assert first.body == second.body
    assert is_snapshot(first.body[:40])
    assert again.raw.frame.equals(first.raw.frame)
    assert replace(again, raw=first.raw) == first


@pytest.mark.parametrize("version", [3, 4])
def test_only_the_periods_asked(fake_cbs: FakeCbs, version: int) -> None:
    base = fake_cbs.base3 if version == 3 else fake_cbs.base4
    table = fetch_table("85098NED", base_url=base, version=version, periods=["2022"])  # type: ignore[arg-type]
    whole = served(indicators_table())
    assert content(table) == {key: value for key, value in whole.items() if key[2] == "2022JJ00*"}
    assert table.periods == ("2022JJ00",)


def test_a_period_that_the_table_lacks_is_named_before_data_are_fetched(fake_cbs: FakeCbs) -> None:
    with pytest.raises(InputError, match=r"2030JJ00 .* 2021JJ00, 2022JJ00"):
        fetch_table("85098NED", base_url=fake_cbs.base3, periods=["2030"])
    assert not any("DataSet" in path for path in fake_cbs.requests)


@given(st.integers(1900, 2099), st.sampled_from([("J", 1), ("H", 2), ("K", 4), ("M", 11)]))
def test_a_cbs_period_code_means_the_same_period(year: int, part: tuple[str, int]) -> None:
    period = Period(year, *part)
    assert Period.parse(cbs_code(period.code)) == period


def test_cbsodata_reads_the_same_from_the_feed() -> None:
    """Oracle: the client cbsodata reads our fake service as it reads CBS, and sees what we see."""
    source = indicators_table()
    names = {title: code for code, (title, _) in source.dimensions[0].members.items()}
    statuses = {code[:4]: code + "*" * (status != "Definitief") for code, (_, status) in _periods(source)}
    with FakeCbs([source], limit3=4) as cbs, direct_client() as client:
        cbsodata.options.use_https = False
        try:
            theirs = cbsodata.get_data("85098NED", catalog_url=cbs.host)
        finally:
            cbsodata.options.use_https = True
        ours = fetch_table("85098NED", base_url=cbs.base3, client=client, page_rows=4)
    keys = {topic.key for topic in source.topics}
    expected = {
        (key, names[record["RegioS"]], statuses[record["Perioden"]]): record[key]
        for record in theirs
        for key in keys
    }
    found = ours.raw.frame.select("column", "area", "period", "text").rows()
    assert {row[:3]: None if row[3] is None else float(row[3]) for row in found} == expected


def test_more_than_ten_thousand_rows_come_in_pages_with_progress() -> None:
    areas = {f"WK{number:06d}": f"Wijk {number}" for number in range(10_500)}
    source = indicators_table()
    source.dimensions[0] = regions(areas)
    source.cells = {(area, "2021JJ00"): [i % 100, None, 1.5, 2, 3] for i, area in enumerate(areas)}
    seen: list[tuple[int, int | None]] = []
    with FakeCbs([source]) as cbs, direct_client() as client:
        table = fetch_table(
            "85098NED", base_url=cbs.base3, client=client, progress=lambda *step: seen.append(step)
        )
    assert seen == [(10_000, 10_500), (10_500, 10_500)]
    assert content(table) == served(source)
    assert table.raw.frame["row"].max() == 10_500


_VALUES = st.one_of(
    st.none(), st.integers(-(10**9), 10**9), st.decimals(-1000, 1000, places=1).map(float), st.just(1e16)
)


@st.composite
def _tables(draw: st.DrawFn) -> FakeTable:
    source = indicators_table()
    codes = draw(st.lists(st.integers(1, 1999), min_size=1, max_size=5, unique=True))
    status = st.sampled_from(["Definitief", "Voorlopig", "NaderVoorlopig"])
    periods = {f"{year}JJ00": draw(status) for year in draw(st.sets(st.integers(2015, 2024), min_size=1))}
    source.dimensions = [regions({f"GM{code:04d}": f"Gemeente {code}" for code in codes}), years(periods)]
    sexes = {"T001038": ("Totaal", None), "3000": ("Mannen", None)} if draw(st.booleans()) else None
    if sexes:
        source.dimensions.append(Dimension("Geslacht", "Dimension", 7, sexes))
    places = [(f"GM{code:04d}", period) for code in codes for period in periods]
    full = [(*place, sex) for place in places for sex in sexes] if sexes else places
    kept = draw(st.lists(st.sampled_from(full), min_size=1, unique=True))
    row = st.lists(_VALUES, min_size=5, max_size=5)
    source.cells = {place: draw(row) for place in kept}
    return source


@settings(max_examples=25, deadline=None)
@given(_tables(), st.integers(1, 12), st.integers(1, 12))
def test_any_table_gives_the_same_cells_under_any_page_size(source: FakeTable, rows: int, page: int) -> None:
    sexes = {"T001038": "Totaal", "3000": "Mannen"}
    expected = served(source, lambda place: sexes[place[2]] if len(place) > 2 else "")
    with FakeCbs([source], limit3=rows, page4=page) as cbs, direct_client() as client:
        three = fetch_table("85098NED", base_url=cbs.base3, client=client, page_rows=rows)
        four = fetch_table("85098NED", base_url=cbs.base4, client=client, version=4)
    assert content(three) == content(four) == expected
    assert read_snapshot(four.body).raw.frame.equals(four.raw.frame)


def test_a_table_without_regions_is_about_the_country() -> None:
    source = indicators_table()
    source.dimensions = source.dimensions[1:]
    source.cells = {("2021JJ00",): [1, 2, 3, 4, 5]}
    with FakeCbs([source]) as cbs, direct_client() as client:
        table = fetch_table("85098NED", base_url=cbs.base3, client=client)
    assert table.raw.frame["area"].unique().to_list() == ["NL01"]
    assert table.raw.frame["text"].to_list() == ["1", "2", "3", "4", "5"]


def test_without_a_version_v4_is_asked_when_v3_does_not_have_the_table() -> None:
    with (
        FakeCbs([]) as empty,
        FakeCbs([indicators_table()]) as cbs,
        direct_client() as client,
        mock.patch.object(odata.odata3, "BASE_URL", empty.base3),
        mock.patch.object(odata.odata4, "BASE_URL", cbs.base4),
    ):
        table = fetch_table("85098NED", client=client)
    assert table.version == 4
    assert content(table) == served(indicators_table())


@given(st.floats(allow_nan=False, allow_infinity=False), st.sampled_from(["", "f", "e", "E", ".1f"]))
def test_a_plain_number_is_the_same_number(value: float, form: str) -> None:
    spelled = format(value, form)
    plain = plain_number(spelled)
    assert Decimal(plain) == Decimal(spelled)
    assert "e" not in plain.lower()
    assert "." not in plain or not plain.endswith(("0", "."))


def test_rows_of_a_page_keep_the_order_of_the_service(fake_cbs: FakeCbs) -> None:
    frame = fetch_table("85098NED", base_url=fake_cbs.base3).raw.frame
    assert frame["row"].is_sorted()
    assert frame.filter(pl.col("row") == 1)["column"].to_list() == [
        topic.key for topic in indicators_table().topics
    ]


def _periods(source: FakeTable) -> list[tuple[str, tuple[str, str | None]]]:
    return list(source.dimensions[1].members.items())
