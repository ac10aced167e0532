"""Which columns are which measures: editions with other numbers, and layouts that are refused."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drietrap.catalogue.published import TABLES
from drietrap.sources.odata import fetch_table
from drietrap.sources.odata_match import match
from drietrap.vocabulary.errors import ExitCode, InputError
from tests.cbs_server import FakeCbs, FakeTable, Topic, indicators_table
from tests.sources_odata.reading import content, direct_client, served

NATURA = [column.headers for column in TABLES["85075NED"].columns]


def _fetched(source: FakeTable, version: int = 3) -> object:
    with FakeCbs([source]) as cbs, direct_client() as client:
        base = cbs.base3 if version == 3 else cbs.base4
        return fetch_table(source.identifier, base_url=base, version=version, client=client)  # type: ignore[arg-type]


def _renumbered(by: int) -> list[Topic]:
    topics = indicators_table().topics
    return [replace(topic, key=f"{topic.key.rpartition('_')[0]}_{i + by}") for i, topic in enumerate(topics)]


@pytest.mark.parametrize("identifier", ["85098NED", "86001NED"])
def test_a_later_edition_with_other_numbers_is_the_same_table(identifier: str) -> None:
    source = indicators_table(_renumbered(7), identifier)
    with FakeCbs([source]) as cbs, direct_client() as client:
        table = fetch_table(identifier, base_url=cbs.base3, client=client)
    assert table.raw.table == "85098NED"
    assert table.identifier == identifier
    assert content(table) == served(source)


@given(st.permutations(range(len(NATURA))), st.integers(1, 300))
def test_the_stem_of_a_key_is_enough_in_any_order_and_numbering(order: list[int], start: int) -> None:
    keys = {}
    for place, index in enumerate(order):
        stem = NATURA[index][1].rpartition("_")[0]
        prefix = "k_" if stem[0].isdigit() else ""
        keys[f"{prefix}{stem}_{start + place}"] = "een andere titel"
    measures = match("85075NED", keys).measures
    expected = [TABLES["85075NED"].columns[index].measure for index in order]
    assert [measures[key] for key in keys] == expected


@pytest.mark.parametrize("version", [3, 4])
def test_a_new_column_in_a_closed_table_is_named_and_refused(version: int) -> None:
    extra = Topic("JongerenMetPleegzorg_6", "M009999", "Jongeren met pleegzorg")
    source = indicators_table([*indicators_table().topics, extra])
    source.cells = {place: [*values, 1] for place, values in source.cells.items()}
    with pytest.raises(InputError, match="Jongeren met pleegzorg") as caught:
        _fetched(source, version)
    assert caught.value.exit_code == ExitCode.UNUSABLE_INPUT


def test_a_missing_column_in_a_closed_table_is_named_and_refused() -> None:
    source = indicators_table(indicators_table().topics[:4])
    source.cells = {place: values[:4] for place, values in source.cells.items()}
    with pytest.raises(InputError, match=r"ontbreken: 'Jongeren met jeugdreclassering'"):
        _fetched(source)


def test_two_columns_for_one_measure_are_refused_not_chosen_between() -> None:
    columns = {topic.key: topic.title for topic in indicators_table().topics}
    first = indicators_table().topics[0]
    columns = {key.replace("_1", "_21"): title for key, title in columns.items()} | {
        "JongerenMetJeugdhulpInNatura_31": first.title
    }
    with pytest.raises(InputError, match=r"JongerenMetJeugdhulpInNatura_21.*JongerenMetJeugdhulpInNatura_31"):
        match("85098NED", columns)


def test_an_open_table_leaves_other_columns_alone_but_needs_one() -> None:
    assert match("KERNCIJFERS", {"aantal_inwoners": "Inwoners", "Iets_3": "Iets"}).measures == {
        "aantal_inwoners": "inwoners"
    }
    with pytest.raises(InputError, match="geen enkele kolom"):
        match("KERNCIJFERS", {"Iets_3": "Iets"})


def test_a_number_with_a_layout_we_do_not_know_is_refused() -> None:
    with pytest.raises(InputError, match="85098NED"):
        match("37506wwm", {"Iets_1": "Iets"})
