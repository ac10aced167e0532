"""The difference between two releases."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drietrap.register.changes import compare

KEY = ("area", "period")


def release(*rows: tuple[str, float | None, str | None]) -> pl.DataFrame:
    return pl.DataFrame(
        [("2022", *row) for row in rows],
        schema={"period": pl.String, "area": pl.String, "value": pl.Float64, "hidden": pl.String},
        orient="row",
    )


def test_added_removed_changed_and_the_largest_jump() -> None:
    before = release(("A", 10, None), ("B", 100, None), ("C", None, "geheim"), ("D", 5, None), ("E", 7, None))
    after = release(("A", 20, None), ("B", 110, None), ("C", 10, None), ("E", 7, None), ("F", 1, None))
    found = compare(before, after, KEY)
    assert found.added["area"].to_list() == ["F"]
    assert found.removed["area"].to_list() == ["D"]
    assert found.changed["area"].to_list() == ["A", "B", "C"]
    assert found.changed["difference"].to_list() == [10, 10, None]
    assert found.unchanged == 1
    assert found.largest()["area"].to_list() == ["A", "B", "C"]
    assert found.largest(1)["jump"].to_list() == [0.5]
    assert found.sentence() == "3 cijfers veranderd, 1 erbij, 1 vervallen en 1 gelijk."
    assert not found.nothing


def test_hidden_for_another_reason_is_a_change() -> None:
    found = compare(release(("A", None, "geheim")), release(("A", None, "ontbreekt")), KEY)
    assert found.changed["hidden_after"].to_list() == ["ontbreekt"]


def test_the_same_release_has_no_changes_and_a_key_must_be_one() -> None:
    one = release(("A", 1, None), ("B", None, "geheim"))
    assert compare(one, one[[1, 0]], KEY).nothing
    assert compare(one, one, KEY).sentence() == "Er is niets veranderd: 2 cijfers gelijk."
    with pytest.raises(ValueError, match="not unique"):
        compare(pl.concat([one, one]), one, KEY)


VALUES = st.dictionaries(st.sampled_from("ABCDEFGH"), st.integers(0, 3))


@settings(deadline=None, max_examples=50)
@given(VALUES, VALUES)
def test_like_comparing_two_dictionaries(old: dict[str, int], new: dict[str, int]) -> None:
    found = compare(
        release(*((k, float(v), None) for k, v in old.items())),
        release(*((k, float(v), None) for k, v in new.items())),
        KEY,
    )
    assert set(found.added["area"]) == new.keys() - old.keys()
    assert set(found.removed["area"]) == old.keys() - new.keys()
    assert set(found.changed["area"]) == {k for k in old.keys() & new.keys() if old[k] != new[k]}
    assert found.unchanged == sum(old[k] == new[k] for k in old.keys() & new.keys())
