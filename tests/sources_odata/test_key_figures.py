"""Key figures: one table a year without periods, more areas than CBS gives in one query."""

from __future__ import annotations

import pytest

from drietrap.catalogue.tables import EDITION
from drietrap.sources.odata import fetch_table, read_snapshot
from drietrap.sources.odata_match import fetchable
from drietrap.vocabulary.errors import InputError
from tests.cbs_server import FakeCbs
from tests.cbs_server.tables import KEY_FIGURES, FakeTable, key_figures_table
from tests.sources_odata.reading import direct_client

SOME = {
    "NL00": ["Nederland", "Land", 17_475_415, 2_700_000, 2.1, 10.4, 5],
    "GM0505": ["Dordrecht", "Gemeente", 119_115, 19_525, 2.2, 12.7, 5],
    "WK050501": ["Dordrecht", "Wijk", 4_870, 700, 1.7, None, None],
    "BU05050101": ["Dordrecht", "Buurt", 1_500, 200, 1.6, 9.9, None],
}


def _fetched(table: FakeTable, **more: object):  # type: ignore[no-untyped-def]
    with FakeCbs([table]) as cbs, direct_client() as client:
        return fetch_table(table.identifier, base_url=cbs.base3, client=client, **more)  # type: ignore[arg-type]


def _cells(table: object) -> dict[tuple[str, str], str | None]:
    frame = table.raw.frame  # type: ignore[attr-defined]
    return {(row[0], row[1]): row[2] for row in frame.select("area", "measure", "text").rows()}


@pytest.mark.parametrize(("number", "year"), [("85039NED", "2021"), ("85318ned", "2022")])
def test_a_table_without_periods_is_about_its_own_year(number: str, year: str) -> None:
    table = _fetched(key_figures_table(SOME, identifier=number.upper(), year=year))
    assert (table.raw.table, table.identifier) == ("KERNCIJFERS", number.upper())
    assert table.raw.frame.select("period", "variant").unique().rows() == [(year, EDITION)]


def test_padded_keys_become_codes_and_neighbourhoods_are_not_asked() -> None:
    cells = _cells(_fetched(key_figures_table(SOME)))
    assert {area for area, _ in cells} == {"NL01", "GM0505", "WK050501"}
    assert cells["GM0505", "pct_jeugdzorg_tot_23"] == "12.7"
    assert cells["GM0505", "inwoners_0_14"] == "19525"
    assert cells["WK050501", "pct_jeugdzorg_tot_23"] is None
    assert {measure for _, measure in cells} == {
        "inwoners",
        "inwoners_0_14",
        "huishoudgrootte",
        "pct_jeugdzorg_tot_23",
    }


def test_numbers_in_keys_may_differ_by_year() -> None:
    renumbered = [
        type(topic)(f"{topic.key.rpartition('_')[0]}_{at + 40}", "", topic.title, topic.unit)
        for at, topic in enumerate(KEY_FIGURES)
    ]
    first, second = _fetched(key_figures_table(SOME)), _fetched(key_figures_table(SOME, renumbered))
    assert _cells(first) == _cells(second)


def test_a_measure_that_is_not_there_is_named_and_the_rest_is_read() -> None:
    left = {area: values[:5] + values[6:] for area, values in SOME.items()}
    table = _fetched(key_figures_table(left, KEY_FIGURES[:5] + KEY_FIGURES[6:]))
    assert "Jongeren met jeugdzorg" in table.missing
    assert "Inwoners" not in table.missing
    assert _cells(table)["GM0505", "inwoners"] == "119115"


def test_more_areas_than_one_query_gives_come_in_parts() -> None:
    members = {"NL00": SOME["NL00"]}
    members |= {f"GM{at:04d}": ["x", "Gemeente", at, 1, 2.0, 9.5, 1] for at in range(1, 353)}
    members |= {f"WK{at:06d}": ["x", "Wijk", at, 1, 2.0, 9.5, 1] for at in range(1, 3_401)}
    members |= {f"BU{at:08d}": ["x", "Buurt", at, 1, 2.0, 9.5, 1] for at in range(1, 14_001)}
    seen: list[tuple[int, int | None]] = []
    table = _fetched(key_figures_table(members), progress=lambda n, of: seen.append((n, of)), page_rows=1_000)
    cells = _cells(table)
    assert len({area for area, _ in cells}) == 1 + 352 + 3_400
    assert all(cells[f"WK{at:06d}", "inwoners"] == str(at) for at in range(1, 3_401))
    assert seen[-1] == (3_753, 3_753)
    assert read_snapshot(table.body).raw.frame.equals(table.raw.frame)


def test_all_areas_in_one_query_are_refused_by_the_service() -> None:
    """The reason for the parts: what the test server does here is what CBS does."""
    members = {f"BU{at:08d}": ["x", "Buurt", at, 1, 2.0, 9.5, 1] for at in range(1, 10_002)}
    with FakeCbs([key_figures_table(members)]) as cbs, direct_client() as client:
        answer = client.get(f"{cbs.base3}/85039NED/TypedDataSet")
    assert answer.status_code >= 400


def test_a_table_about_another_year_than_its_number_says_is_refused() -> None:
    with pytest.raises(InputError, match="2021"):
        _fetched(key_figures_table(SOME, year="2019"))


def test_the_fourth_version_of_the_protocol_is_refused_with_what_to_do() -> None:
    with pytest.raises(InputError, match="--odata 3"):
        fetch_table("85039NED", version=4)


def test_only_its_own_year_can_be_asked() -> None:
    assert _fetched(key_figures_table(SOME), periods=["2021"]).raw.frame.height
    with pytest.raises(InputError, match="2022JJ00"):
        _fetched(key_figures_table(SOME), periods=["2022"])


def test_the_numbers_are_among_those_that_can_be_fetched() -> None:
    assert {"85098NED", "85075NED", "85039NED", "85318NED"} <= set(fetchable())
