"""Kaplan-Meier against a textbook, against another way of computing it, and with late entry by hand."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drietrap.statistics.survival import kaplan_meier, quantile, share_after

# Weeks of remission of 21 children on 6-MP; True is a relapse. Freireich et al. (1963), Blood 21:699, the
# worked example of Kleinbaum & Klein, Survival Analysis (3rd ed.), chapter 2, and Klein & Moeschberger, 4.2.
WEEKS = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
RELAPSED = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]
# time, at risk, relapses, share (Kleinbaum & Klein, table 2.4), and limits as Stata's sts list prints them.
PRINTED = [
    (6, 21, 3, 0.8571, 0.6197, 0.9516),
    (7, 17, 1, 0.8067, 0.5631, 0.9228),
    (10, 15, 1, 0.7529, 0.5032, 0.8894),
    (13, 12, 1, 0.6902, 0.4316, 0.8491),
    (16, 11, 1, 0.6275, 0.3675, 0.8049),
    (22, 7, 1, 0.5378, 0.2678, 0.7468),
    (23, 6, 1, 0.4482, 0.1881, 0.6801),
]


class Case(NamedTuple):
    time: int
    ended: bool
    entry: int


CASES = st.lists(
    st.tuples(st.integers(0, 8), st.booleans(), st.integers(0, 8)).map(
        lambda one: Case(one[0], one[1], min(one[2], one[0]))
    ),
    min_size=1,
    max_size=25,
)


def test_the_textbook_example() -> None:
    found = kaplan_meier(WEEKS, RELAPSED)
    columns = (found.time, found.at_risk, found.events, found.share, found.lower, found.upper)
    for row, expected in zip(zip(*columns, strict=True), PRINTED, strict=True):
        assert row == pytest.approx(expected, abs=6e-5)
    assert found.censored == 12
    median, lower, upper = quantile(found, 0.5)
    assert (median, lower) == (23, 13)
    assert math.isinf(upper)
    assert share_after(found, 9)[0] == pytest.approx(0.8067, abs=6e-5)
    assert share_after(found, 5) == (1, 1, 1)


@given(CASES)
def test_step_by_step_gives_the_same(cases: list[Case]) -> None:
    """The definition: at every time, who is under observation just before it, and who ends."""
    found = kaplan_meier(*(np.array(column) for column in zip(*cases, strict=True)))
    share, variance, steps = 1.0, 0.0, []
    seen = [one for one in cases if one.entry == 0 or one.entry < one.time]
    for time in sorted({one.time for one in seen if one.ended}):
        at_risk = [one for one in seen if one.time >= time and (one.entry < time or one.entry == 0)]
        ends = [one for one in at_risk if one.time == time and one.ended]
        share *= 1 - len(ends) / len(at_risk)
        variance += len(ends) / (len(at_risk) * (len(at_risk) - len(ends))) if share else 0.0
        steps.append((time, len(at_risk), len(ends), share, variance))
    assert list(found.time) == [one[0] for one in steps]
    for place, (_, risk, ends, left, spread) in enumerate(steps):
        assert (found.at_risk[place], found.events[place]) == (risk, ends)
        assert found.share[place] == pytest.approx(left)
        if 0 < left < 1:
            half = 1.959963984540054 * math.sqrt(spread) / math.log(left)
            assert found.lower[place] == pytest.approx(left ** math.exp(-half))
            assert found.upper[place] == pytest.approx(left ** math.exp(half))
        assert found.lower[place] <= found.share[place] <= found.upper[place]


def test_without_open_cases_it_is_the_plain_share() -> None:
    found = kaplan_meier([1, 2, 2, 5], [True] * 4)
    assert list(found.share) == [0.75, 0.25, 0.0]
    assert quantile(found, 0.5)[0] == 2


@pytest.mark.parametrize(("time", "entry"), [([-1.0], 0.0), ([float("nan")], 0.0), ([2.0], 3.0)])
def test_impossible_durations_are_refused(time: list[float], entry: float) -> None:
    with pytest.raises(ValueError, match=r"duration|before it was seen"):
        kaplan_meier(time, [True], entry)
