"""What only records give, on small registers that can be counted by hand."""

from __future__ import annotations

import datetime as dt
from typing import Any

import duckdb
import numpy as np
import polars as pl
import pytest

from drietrap.indicators.records.concentration import Divided, of_cost, of_days, of_trajectories
from drietrap.indicators.records.duration import curve, durations
from drietrap.indicators.records.histories import HISTORIES, histories
from drietrap.indicators.records.spells import returned, spells
from drietrap.indicators.records.stacking import combinations, stacked
from drietrap.indicators.records.transition import Outcome, at_18
from drietrap.indicators.records.waiting import waiting
from drietrap.register.record import Record
from tests.records.worlds import Rows, example_rows

D = dt.date
LAST = D(2025, 12, 31)


def course(who: str, started: dt.date, ended: dt.date | None, **more: Any) -> dict[str, Any]:
    """Return a history: seen from its start, until the last day of the register."""
    made: dict[str, Any] = dict.fromkeys(HISTORIES.names())
    made.update(kind="jeugdhulp", provider="aa", form="02", who=who, known=True, started=started, ended=ended)
    made.update(seen_from=started, seen_until=LAST)
    return {**made, **more}


def frame(*rows: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=HISTORIES)


def loaded(rows: Rows) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.register("record", pl.DataFrame(rows, schema=Record.create_empty().schema).to_arrow())
    return connection


def test_a_history_is_one_row_whatever_number_of_deliveries() -> None:
    with loaded(example_rows()) as connection:
        help_ = histories(connection)
        measures = histories(connection, ("jeugdbescherming", "jeugdreclassering"))
    assert help_.schema == HISTORIES
    assert help_.height == 7
    anna = help_.filter((pl.col("who") == "anna") & (pl.col("form") == "02")).row(0, named=True)
    assert (anna["started"], anna["ended"]) == (D(2022, 11, 1), D(2023, 12, 31))
    assert (anna["seen_from"], anna["seen_until"]) == (D(2023, 1, 1), D(2023, 12, 31))
    dewi = help_.filter(pl.col("who") == "dewi").row(0, named=True)
    assert dewi["seen_until"] == D(2023, 6, 30)
    assert help_.filter(~pl.col("known")).height == 1
    ots = measures.filter(pl.col("who") == "bram").select("provider", "started", "ended").rows()
    assert sorted(ots) == [
        ("gi-noord", D(2020, 3, 15), D(2023, 5, 31)),
        ("gi-zuid", D(2023, 6, 1), None),
    ]
    esra = measures.filter(pl.col("who") == "esra").row(0, named=True)
    assert (esra["seen_from"], esra["seen_until"], esra["ended"]) == (
        D(2023, 1, 1),
        D(2023, 9, 30),
        D(2023, 8, 15),
    )


def test_durations_know_what_has_not_ended_and_what_began_before_the_register() -> None:
    """Of 4 that ended after 10, 20, 30 and 40 days the median is 20; with two open cases it is later."""
    start = D(2025, 1, 1)
    ended = [course(f"p{n}", start, start + dt.timedelta(days=n)) for n in (10, 20, 30, 40)]
    plain = durations(frame(*ended)).filter(pl.col("share") == 0.5).row(0, named=True)
    assert (plain["form"], plain["trajectories"], plain["ended"], plain["days"]) == ("02", 4, 4, 20)
    running = [course(f"q{n}", start, None) for n in (1, 2)]
    later = durations(frame(*ended, *running), by=()).filter(pl.col("share") == 0.5).row(0, named=True)
    assert (later["trajectories"], later["ended"], later["days"]) == (6, 4, 30)
    # Began 25 days before the register: at risk only from day 25 on, with those of 30 and 40 days.
    early = course("r", start - dt.timedelta(days=25), start + dt.timedelta(days=3), seen_from=start)
    shares = {one["days"]: one["at_risk"] for one in curve(frame(*ended, early)).iter_rows(named=True)}
    assert shares == {10: 4, 20: 3, 28: 3, 30: 2, 40: 1}


def test_an_end_is_beyond_what_was_seen_when_few_have_ended() -> None:
    rows = [course("a", D(2025, 1, 1), D(2025, 1, 31)), *(course(n, D(2025, 1, 1), None) for n in "bcd")]
    quarter, half = durations(frame(*rows), shares=(0.25, 0.5)).iter_rows(named=True)
    assert quarter["days"] == 30
    assert half["days"] is None


def test_help_that_follows_soon_is_one_spell_and_later_help_is_coming_back() -> None:
    rows = frame(
        course("a", D(2023, 1, 1), D(2023, 3, 1), born=D(2015, 1, 1)),
        course("a", D(2023, 3, 20), D(2023, 6, 1), form="03", born=D(2015, 1, 1)),
        course("a", D(2024, 2, 1), None, born=D(2015, 1, 1)),
        course("b", D(2023, 1, 1), D(2023, 12, 1), born=D(2015, 1, 1)),
        course("b", D(2023, 2, 1), D(2023, 3, 1), form="11", born=D(2015, 1, 1)),
        course("c", D(2023, 1, 1), D(2023, 5, 1), born=D(2006, 1, 1)),
        course("?", D(2023, 1, 1), D(2023, 5, 1), known=False),
    )
    assert spells(rows).select("who", "began", "ended").rows() == [
        ("a", D(2023, 1, 1), D(2023, 6, 1)),
        ("a", D(2024, 2, 1), None),
        ("b", D(2023, 1, 1), D(2023, 12, 1)),
        ("c", D(2023, 1, 1), D(2023, 5, 1)),
    ]
    found = returned(rows, 2023, LAST)
    # c turns 18 within the year after; of a and b only a comes back.
    assert (found["ended"], found["followed"], found["returned"], found["share"]) == (3, 2, 1, 0.5)
    assert returned(rows, 2023, LAST, gap=10)["returned"] == 1
    assert spells(rows, gap=10).height == 5
    nobody = returned(rows, 2023, D(2024, 1, 1), months=24)
    assert (nobody["followed"], nobody["share"]) == (0, None)


def test_forms_at_once_are_counted_on_a_day_by_the_rule_of_the_stock() -> None:
    day = D(2025, 12, 31)
    rows = frame(
        course("a", D(2025, 1, 1), None),
        course("a", D(2025, 1, 1), None, form="11", provider="bb"),
        course("a", D(2025, 1, 1), None, form="11", provider="cc"),
        course("b", D(2025, 1, 1), day),
        course("b", D(2025, 1, 1), None, form="03"),
        course("c", D(2025, 1, 1), None, seen_until=D(2025, 6, 30)),
    )
    assert stacked(rows, day).rows() == [(1, 1, 1), (2, 1, 3)]
    assert combinations(rows, day).rows() == [("jeugdhulp 02 + jeugdhulp 11", 1), ("jeugdhulp 03", 1)]


def test_what_becomes_of_help_at_18() -> None:
    born = D(
        2006, 6, 15
    )  # 18 on 15 June 2024, 17 and a half on 15 December 2023, 18 and a half 15 December 2024
    ends = {
        "before": D(2024, 6, 14),
        "at": D(2024, 6, 15),
        "short": D(2024, 9, 1),
        "long": None,
        "too early": D(2023, 12, 15),
    }
    rows = frame(
        *(course(who, D(2023, 1, 1), end, born=born) for who, end in ends.items()),
        course("new form", D(2023, 1, 1), D(2024, 3, 1), born=born),
        course("new form", D(2024, 3, 2), None, born=born, form="14"),
        course("later", D(2023, 1, 1), None, born=D(2008, 6, 15)),
    )
    found = dict(at_18(rows, 2024, LAST).iter_rows())
    assert found == {Outcome.BEFORE: 1, Outcome.AT_18: 1, Outcome.SHORT: 1, Outcome.EXTENDED: 2}
    assert dict(at_18(rows, 2024, D(2024, 11, 1)).iter_rows()) == {Outcome.UNKNOWN: 5}


def test_waiting_tells_apart_what_cannot_be() -> None:
    rows = pl.DataFrame(
        {
            "hulpvorm": ["02", "02", "02", "02", "11"],
            "datum_verwijzing": [D(2025, 1, 1), D(2025, 1, 1), D(2025, 3, 1), None, D(2025, 1, 1)],
            "datum_aanvang": [D(2025, 1, 11), D(2025, 1, 31), D(2025, 2, 1), D(2025, 2, 1), D(2025, 1, 1)],
        }
    )
    first, second = waiting(rows).iter_rows(named=True)
    names = ("trajectories", "known", "earlier", "unknown", "days_50")
    assert tuple(first[name] for name in names) == (4, 2, 1, 1, 20)
    assert tuple(second[name] for name in names) == (1, 1, 0, 0, 0)


def test_concentration_says_what_it_divides() -> None:
    cost = pl.DataFrame({"who": ["a", "a", "b", "c", "d", None], "bedrag": [8000, 100_00, 500, 500, 1000, 7]})
    money = of_cost(cost, replicates=50)
    assert (money.divided, money.youths) == (Divided.COST, 4)
    quarter = money.frame.filter(pl.col("youths") == 0.25)["share"].item()
    assert quarter == pytest.approx(18_000 / 20_000)
    assert money.for_share(0.9)[0] == pytest.approx(0.25)
    rows = frame(
        course("a", D(2024, 12, 1), None, form="11"),
        course("b", D(2025, 12, 31), None),
        course("b", D(2025, 12, 22), D(2025, 12, 30), form="03"),
        course("c", D(2023, 1, 1), D(2024, 12, 31)),
    )
    days = of_days(rows, D(2025, 1, 1), LAST, replicates=50)
    assert days.youths == 2
    assert "geen kosten" in days.divided
    assert days.frame.filter(pl.col("youths") == 0.5)["share"].item() == pytest.approx(365 / 375)
    each = of_trajectories(rows, D(2025, 1, 1), LAST, replicates=50)
    assert each.frame.filter(pl.col("youths") == 0.5)["share"].item() == pytest.approx(2 / 3)
    turned = of_days(rows.reverse(), D(2025, 1, 1), LAST, replicates=50)
    assert np.array_equal(days.curve.lower, turned.curve.lower)
