"""Whole numbers joined in one, held against tuples of Python."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drietrap.indicators.records.packing import dense, distinct, joint, split, starts

SMALL = st.integers(0, 9)
HUGE = st.integers(0, 2**31 - 1)
Line = tuple[int, int, int, int]


@given(st.lists(st.tuples(SMALL, HUGE, HUGE, SMALL), min_size=1, max_size=30))
def test_joined_numbers_stand_and_are_equal_as_the_tuples_are(lines: list[Line]) -> None:
    """Three of the columns together do not fit in one number: they are numbered anew on the way."""
    columns = [np.array(column, dtype=np.int64) for column in zip(*lines, strict=True)]
    before = [column.copy() for column in columns]
    key = joint(*columns).tolist()
    for one, line in zip(key, lines, strict=True):
        for other, second in zip(key, lines, strict=True):
            assert (one < other, one == other) == (line < second, line == second)
    assert all((column == copy).all() for column, copy in zip(columns, before, strict=True))


@given(st.lists(st.tuples(SMALL, HUGE, SMALL, SMALL), min_size=1, max_size=30))
def test_split_gives_back_what_was_joined(lines: list[Line]) -> None:
    columns = [np.array(column, dtype=np.int64) for column in zip(*lines, strict=True)]
    assert list(zip(*(part.tolist() for part in split(joint(*columns), columns)), strict=True)) == lines


def test_what_did_not_fit_is_not_split() -> None:
    column = np.array([2**31, 0], dtype=np.int64)
    with pytest.raises(ValueError, match="do not fit"):
        split(joint(column, column, column), (column, column, column))


@given(st.lists(SMALL | HUGE, max_size=30))
def test_dense_numbers_are_places_among_the_different_values(values: list[int]) -> None:
    different, place = dense(np.array(values, dtype=np.int64))
    assert different.tolist() == sorted(set(values))
    assert [different[number] for number in place] == values


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=12), st.integers(0, 2))
def test_distinct_rows_of_a_table(lines: list[tuple[bool, bool]], width: int) -> None:
    table = np.array(lines, dtype=np.bool_)[:, :width]
    rows, place = distinct(table)
    assert (rows[place] == table).all()
    assert len(rows) == len({tuple(line[:width]) for line in lines})


def test_starts_of_runs() -> None:
    assert starts(np.array([3, 3, 4, 4, 4, 9])).tolist() == [True, False, True, False, False, True]
    assert starts(np.array([], dtype=np.int64)).tolist() == []
