from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
from bench.splitting import plain_terms
from hypothesis import given, settings

from drietrap.benchmark.result import Estimate
from drietrap.catalogue.split import TermKind, quantities_of
from drietrap.catalogue.split_costs import KOSTEN
from drietrap.differences.split.build import About, Place, split
from drietrap.differences.split.certain import bounded, certainty
from drietrap.differences.split.gather import Quantities
from drietrap.differences.split.pairs import all_pairs
from drietrap.differences.split.ranges import Range, exact
from tests.differences.worlds import Truth, places, published


def joined(sides: list[Truth]) -> Quantities:
    made = [published(side) for side in sides]
    ranges = {
        name: Range(
            *(np.concatenate([getattr(one[name], end) for one in made]) for end in ("value", "low", "high"))
        )
        for name in quantities_of(KOSTEN)
    }
    areas = tuple(f"GM000{number}" for number in range(len(sides)))
    return Quantities(areas, ranges, {})


@settings(max_examples=10, deadline=None)
@given(places(fewest=12), places(fewest=12), places(fewest=12))
def test_all_pairs_are_each_on_their_own(one: Truth, two: Truth, three: Truth) -> None:
    """Beside the formulas written out for one pair in plain Python."""
    made = all_pairs(KOSTEN, joined([one, two, three]))
    assert list(zip(made.own.tolist(), made.other.tolist(), strict=True)) == [(0, 1), (0, 2), (1, 2)]
    sides = [published(side) for side in (one, two, three)]
    for place, pair in enumerate(((0, 1), (0, 2), (1, 2))):
        values: list[Mapping[str, float]] = [
            {name: float(held.value[0]) for name, held in sides[side].items()} for side in pair
        ]
        for term, value in plain_terms(KOSTEN, *values).items():
            assert float(made.found.terms[term].value[place]) == pytest.approx(value, rel=1e-7, abs=1e-7)


@settings(max_examples=10, deadline=None)
@given(places(fewest=12), places(fewest=12))
def test_a_split_adds_up_to_the_cent(own: Truth, other: Truth) -> None:
    made = split(KOSTEN, Place("A", published(own), {}), Place("B", published(other), {}), About())
    cents = [round(100 * (term.difference.value or 0.0)) for term in made.terms]
    assert sum(cents) == round(100 * (made.difference.value or 0.0))
    assert made.difference.value == pytest.approx((made.own.value or 0) - (made.other.value or 0), abs=1e-6)
    for term in made.terms:
        for view in term.views:
            known = [part.difference.value or 0.0 for part in view.parts]
            assert sum(known) + (view.rest or 0.0) == pytest.approx(term.difference.value, abs=1e-6)


def range_of(value: float, low: float, high: float) -> Range:
    return Range(*(np.array([end]) for end in (value, low, high)))


@pytest.mark.parametrize(
    ("held", "deviation", "kind", "word"),
    [
        (range_of(100.0, 90.0, 110.0), 1.0, TermKind.REACH, "duidelijk"),
        (range_of(100.0, 90.0, 110.0), 40.0, TermKind.REACH, "waarschijnlijk"),  # 95 % above zero, 99 % not
        (range_of(100.0, 90.0, 110.0), 60.0, TermKind.REACH, "niet te onderscheiden van nul"),
        (range_of(100.0, 90.0, 110.0), 1.0, TermKind.PRICE, "waarschijnlijk"),  # amounts are never clear
        (range_of(9.0, 8.0, 10.0), 0.1, TermKind.REACH, "klein"),  # less than 1 % of 1,000
        (range_of(np.nan, 8.0, 10.0), 0.1, TermKind.REACH, "niet te zeggen"),
        (range_of(100.0, -1.0, 210.0), 0.0, TermKind.REACH, "niet te onderscheiden van nul"),
    ],
)
def test_words_say_no_more_than_the_interval(
    held: Range, deviation: float, kind: TermKind, word: str
) -> None:
    assert certainty(KOSTEN, kind, held, deviation, 1000.0) == word


def test_chance_comes_on_top_of_rounding() -> None:
    found = bounded(range_of(5.0, 4.0, 6.0), 1.0)
    assert found == Estimate(5.0, pytest.approx(4 - 1.959964), pytest.approx(6 + 1.959964))
    assert bounded(exact(np.array([5.0]))) == Estimate(5.0, 5.0, 5.0)
