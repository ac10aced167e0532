"""From delivered records to the log of calibration, and what of it may be seen: beside counting by hand."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drietrap.benchmark.result import Estimate
from drietrap.indicators.records.histories import HISTORIES
from drietrap.publication.disclosure import publish
from drietrap.steering.calibration.logbook import (
    BROKEN_OFF,
    OPEN,
    OTHERWISE,
    PLANNED,
    Trajectory,
    joined,
)
from drietrap.steering.calibration.own_figures import coarse, own_counts, with_own
from drietrap.steering.calibration.published import Counted
from drietrap.steering.calibration.records import Log
from drietrap.steering.calibration.registered import log_of
from drietrap.steering.calibration.told import REGISTER, CalibratedDuration, CalibratedFigure, Fits
from drietrap.steering.calibration.usable import lacking, odd
from drietrap.steering.model.codes import AMBULATORY, CRISIS, GI, GP, RESIDENTIAL
from drietrap.steering.model.rows import layout
from drietrap.vocabulary.errors import IntegrityError

D = dt.date
FIRST, LAST = D(2021, 7, 1), D(2022, 12, 31)
JULY, AFTER = 258, 276
PEOPLE = np.array([4_000.0, 9_000.0, 7_000.0, 6_000.0])


def course(who: str, started: dt.date, ended: dt.date | None = None, **more: Any) -> dict[str, Any]:
    made: dict[str, Any] = dict.fromkeys(HISTORIES.names())
    made.update(kind="jeugdhulp", provider="aa", form="02", who=who, known=True, started=started, ended=ended)
    made.update(referrer="02", sex="M", born=D(2012, 5, 1), crisis=False, seen_from=FIRST, seen_until=LAST)
    return {**made, **more}


def log(*rows: dict[str, Any]) -> Log:
    found = log_of(pl.DataFrame(rows, schema=HISTORIES), PEOPLE)
    assert found is not None
    return found


def test_a_record_becomes_months_of_help() -> None:
    found = log(
        course("a", D(2021, 9, 20), D(2021, 12, 24), reason="01"),  # 95 days: three months
        course("b", D(2022, 3, 5), D(2022, 3, 8), reason="03", sex="V"),  # at least one month
        course("c", D(2020, 12, 1), form="14", crisis=True, referrer="04"),
        course("d", D(2021, 1, 1), D(2022, 5, 9), form="14", reason="01", born=D(2004, 5, 30)),
        course("e", D(2022, 2, 1), seen_from=D(2022, 1, 1), seen_until=D(2022, 6, 30), referrer="06"),
        course("f", D(2022, 2, 1), D(2022, 6, 2), reason="05"),
    )
    rows = {int(one["person"]): one for one in found.rows}
    assert found.window == (JULY, AFTER)
    a, b, c, d, e, f = (rows[number] for number in range(1, 7))
    assert (a["start"], a["stop"], a["reason"], a["form"], a["route"]) == (260, 263, PLANNED, AMBULATORY, GP)
    assert (b["start"], b["stop"], b["reason"], b["sex"]) == (266, 267, BROKEN_OFF, 1)
    assert (c["stop"], c["form"], c["route"], c["entry"]) == (OPEN, CRISIS, GI, JULY)
    assert (d["form"], d["reason"]) == (RESIDENTIAL, OTHERWISE)  # turned eighteen
    assert (e["stop"], e["reason"], e["route"], e["entry"]) == (270, OTHERWISE, -1, 264)  # out of sight
    assert f["reason"] == OTHERWISE


def test_registered_anew_on_1_january_is_one_trajectory_that_has_not_ended() -> None:
    (one,) = log(
        course("a", D(2021, 8, 10), D(2021, 12, 31), reason="01"),
        course("a", D(2022, 1, 1), provider="bb", referrer="04"),
    ).rows
    assert (one["start"], one["stop"], one["route"]) == (259, OPEN, GP)
    apart = log(
        course("a", D(2021, 8, 10), D(2021, 12, 31), reason="01"),
        course("a", D(2022, 3, 1)),
        course("a", D(2022, 1, 1), form="03"),
    )
    assert len(apart.rows) == 3


def test_who_has_only_protection_counts_as_care_and_not_as_help() -> None:
    found = log(
        course("a", D(2022, 1, 10), D(2022, 4, 10), reason="01"),
        course("a", D(2021, 1, 10), kind="jeugdbescherming", form="11"),
        course("b", D(2021, 1, 10), kind="jeugdbescherming", form="11", sex="V", born=D(2019, 3, 1)),
        course("c", D(2020, 1, 10), D(2021, 11, 1), kind="jeugdreclassering", form="41"),
    )
    year = found.year()
    assert year.care.tolist() == [1.0, 1.0, 0.0, 0.0]
    assert (year.helped, year.girls) == (1.0, 1.0)


def many(number: int, **more: Any) -> list[dict[str, Any]]:
    return [course(f"{more.get('born')}-{n}", D(2022, 2, 1), **more) for n in range(number)]


def test_counts_go_in_by_fives_and_small_ones_not_at_all() -> None:
    found = log(*many(9, born=D(2020, 1, 1)), *many(143), *many(61, born=D(2008, 1, 1), sex="V"))
    counts = own_counts(found.year())
    assert "zorg_0_3" not in counts and "zorg_18_22" not in counts and "verblijf" not in counts
    assert counts["zorg_4_11"] == (145.0, 9_000.0)
    assert counts["zorg_12_17"] == (60.0, 7_000.0)
    assert counts["meisjes"] == (60.0, 215.0)
    same = log(*many(9, born=D(2020, 1, 1)), *many(144), *many(60, born=D(2008, 1, 1), sex="V"))
    assert own_counts(same.year()) == counts


def test_an_own_figure_leans_on_the_published_ones_of_others() -> None:
    rng = np.random.default_rng(4)
    exposure = np.full(40, 9_000.0)
    events = rng.poisson(0.03 * exposure * rng.gamma(60, 1 / 60, 40)).astype(float)
    events[5] = np.nan
    others = Counted("zorg_4_11", "85075NED", 2021, np.array([events, events - 2, events + 2]), exposure)
    found = {one.figure: one for one in with_own(log(*many(143)), [others], np.repeat([0, 1], 20), 5)}
    one = found["zorg_4_11"]
    assert (one.source, one.year) == (REGISTER, 2022)
    assert 145 / 9_000 < one.rate < one.region
    assert 0.5 < one.weight < 1.0
    assert one.own == 0.02  # as it may be seen: 145 of 9.000, in whole per cents
    alone = found["route_huisarts"]
    assert alone.weight == 1.0 and np.isnan(alone.region)
    assert alone.step == 0.07  # of 145 trajectories ten are more than six per cent


@given(st.integers(10, 20_000), st.floats(0.0, 1.0))
def test_what_is_shown_of_a_share_stands_for_ten_youths_at_least(whole: int, share: float) -> None:
    step = 0.01 * np.ceil(10.0 / whole / 0.01)
    value, low, high = coarse(np.array([share, 0.9 * share, min(1.1 * share, 1.0)]), step)
    assert step * whole >= 10.0 - 1e-6
    assert abs(value - share) <= step / 2 + 0.005
    assert low <= 0.9 * share + 0.005 and high >= min(1.1 * share, 1.0) - 0.005
    for end in (value, low, high):
        assert end * 100 == pytest.approx(round(end * 100), abs=1e-6)


def test_the_door_refuses_what_is_too_fine() -> None:
    nothing = Estimate(None, None, None)
    share = Estimate(0.15, 0.14, 0.16)
    figure = CalibratedFigure(
        "zorg_4_11", "x", "y", REGISTER, 2022, True, share, share, 1.0, None, None, nothing, Fits.INSIDE
    )
    publish(figure, public_sources=True)
    publish(replace(figure, source="85075NED", published=Estimate(0.1512, 0.15, 0.16)), public_sources=True)
    with pytest.raises(IntegrityError, match="te precies"):
        publish(replace(figure, published=Estimate(0.1512, 0.15, 0.16)), public_sources=True)
    with pytest.raises(IntegrityError, match="te precies"):
        publish(replace(figure, pooled=Estimate(0.15, 0.1433, 0.16)), public_sources=True)
    lasting = CalibratedDuration("daghulp", 9.0, Estimate(7.0, 6.5, 8.0))
    publish(lasting, public_sources=True)
    with pytest.raises(IntegrityError, match="te precies"):
        publish(replace(lasting, months=Estimate(7.1, 6.5, 8.0)), public_sources=True)


def test_what_is_lacking_is_said() -> None:
    assert "geen jeugdhulp" in lacking(None)
    assert log_of(pl.DataFrame(schema=HISTORIES), PEOPLE) is None
    enough = log(*many(120))
    assert lacking(enough) == ""
    assert "minder dan 100 jeugdigen" in lacking(log(*many(99)))
    short = log(*many(120, seen_from=D(2022, 7, 1)))
    assert "6 maanden" in lacking(short)
    assert odd(enough, 125.0) == odd(enough, float("nan")) == ""
    assert "niet alles geleverd" in odd(enough, 200.0)
    assert "meer dan" in odd(enough, 60.0)


_ROW = st.tuples(
    st.integers(1, 3), st.integers(1, 2), st.integers(0, 20), st.integers(1, 8), st.integers(0, 2)
)


@given(st.lists(_ROW, min_size=1, max_size=12))
def test_joined_beside_walking_over_the_months(made: list[tuple[int, int, int, int, int]]) -> None:
    rows = np.zeros(len(made), dtype=layout(Trajectory))
    for at, (person, form, start, months, reason) in enumerate(made):
        rows[at] = (person, 0, start, start + months, start + at % 3, 0, form, at % 5, reason)
    found = [tuple(int(one[name]) for name in ("person", "form", "start", "stop")) for one in joined(rows)]
    expected = []
    for person, form in sorted({(one[0], one[1]) for one in made}):
        mine = [(start, start + months) for p, f, start, months, _ in made if (p, f) == (person, form)]
        helped = {month for start, stop in mine for month in range(start, stop)}
        begin: int | None = None
        for month in range(30):
            if month in helped and begin is None:
                begin = month
            if begin is not None and month not in helped and month + 1 not in helped:
                expected.append((person, form, begin, month))
                begin = None
    assert found == expected


def test_a_joined_trajectory_begins_as_its_first_and_ends_as_its_last() -> None:
    rows = np.zeros(3, dtype=layout(Trajectory))
    rows["form"], rows["start"], rows["stop"] = 2, [10, 14, 13], [14, 20, OPEN]
    rows["route"], rows["reason"], rows["entry"] = [1, 2, 3], [PLANNED, BROKEN_OFF, OTHERWISE], [5, 4, 6]
    (one,) = joined(rows[[2, 0, 1]])
    assert (one["start"], one["stop"], one["route"], one["entry"]) == (10, OPEN, 1, 4)
    assert one["reason"] == OTHERWISE
