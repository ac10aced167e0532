"""Sources side by side: pieces add up to the gap, nothing exact comes out, and the truth is in the range."""

from __future__ import annotations

import dataclasses

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drietrap.benchmark.result import Estimate
from drietrap.differences.study.chapter import Gap, Kind
from drietrap.differences.study.sources import (
    published_beside,
    told,
    trajectories_beside,
    youths_beside,
)
from drietrap.publication.disclosure import publish
from drietrap.vocabulary.errors import IntegrityError

_people = st.sets(st.integers(0, 400), max_size=300)


@given(st.integers(-5000, 5000))
def test_a_told_count_is_rounded_or_withheld_and_holds_the_truth(count: int):
    made = told(count)
    assert made.lower is not None
    assert made.upper is not None
    assert made.lower <= count <= made.upper
    assert made.upper - made.lower >= 4
    assert made.value is None if abs(count) < 10 else made.value is not None and made.value % 5 == 0


@given(_people, _people, st.sets(st.integers(0, 400), max_size=400))
def test_the_three_pieces_are_the_whole_difference(delivered: set[int], own: set[int], by_access: set[int]):
    rows = pl.DataFrame(
        {
            "person": [str(one) for one in sorted(delivered)],
            "referrer": ["01" if one in by_access else "02" for one in sorted(delivered)],
        },
        schema={"person": pl.String, "referrer": pl.String},
    )
    registered = pl.DataFrame({"person": [str(one) for one in sorted(own)]}, schema={"person": pl.String})
    gap = youths_beside("2022", None, rows, registered)
    publish(gap, public_sources=True)
    exact = (
        len((delivered - own) & by_access),
        len((delivered - own) - by_access),
        -len(own - delivered),
    )
    assert sum(exact) == len(delivered) - len(own)
    assert [piece.amount for piece in gap.pieces] == [told(one) for one in exact]
    assert [piece.kind for piece in gap.pieces] == [Kind.AVOIDABLE, Kind.UNAVOIDABLE, Kind.AVOIDABLE]
    assert gap.after.lower <= len(delivered) <= len(delivered | own) <= gap.after.upper


def test_production_is_told_per_provider_only_where_it_differs_by_ten_or_more():
    delivered = pl.DataFrame({"provider": ["A"] * 40 + ["B"] * 30 + ["C"] * 5})
    production = pl.DataFrame({"provider": ["A", "A", "B"], "trajectories": [35, 25, 33]})
    gap = trajectories_beside("2022H1", delivered, production)
    publish(gap, public_sources=True)
    assert [(piece.label, piece.amount.value) for piece in gap.pieces] == [
        ("Aanbieder A", -20.0),
        ("Alle andere aanbieders", None),  # B: three less, C: five more
    ]
    assert [source.value.value for source in gap.sources] == [95.0, 75.0]  # 93 and 75
    assert (gap.after.lower, gap.after.upper) == (73.0, 102.0)  # 75, and 60 + 33 + 5 = 98 told as 100


@pytest.mark.parametrize("delivered", [100, 104, 140])
def test_rounding_alone_or_another_difference(delivered: int):
    published = {"value": 102.0, "lower": 100.0, "upper": 104.0}
    gap = published_beside("x", published, delivered)
    publish(gap, public_sources=True)
    assert gap.pieces[1].amount == told(0 if delivered <= 104 else 36)
    assert gap.after.lower <= delivered <= gap.after.upper


@pytest.mark.parametrize(
    "leak", [Estimate(103.0, 101.0, 105.0), Estimate(5.0, 3.0, 7.0), Estimate(None, 7.0, 8.0)]
)
def test_the_door_refuses_a_count_that_is_exact_or_small(leak: Estimate):
    rows = pl.DataFrame({"person": ["a"] * 3, "referrer": ["01"] * 3})
    gap = youths_beside("2022", None, rows, rows)
    harmed: Gap = dataclasses.replace(gap, after=leak)
    with pytest.raises(IntegrityError, match="niet beveiligd"):
        publish(harmed, public_sources=True)
