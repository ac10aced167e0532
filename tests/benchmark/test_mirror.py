"""A provider beside others: every figure counted by hand, and others never recognisable."""

from __future__ import annotations

import datetime as dt
import math
import random
import statistics

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from drietrap.benchmark.mirror import (
    FEWEST_PROVIDERS,
    SIZE_BANDS,
    STEPS,
    Breakdown,
    Measured,
    around,
    figures,
    mirrored,
    share_change,
    size_band,
)
from drietrap.register.record import Record

FIRST, LAST = dt.date(2022, 1, 1), dt.date(2022, 6, 30)
FORMS = Breakdown("hulpvorm", "Hulpvorm", "form", False, (("02", "ambulant"), ("11", "pleegzorg")))
REFERRERS = Breakdown("verwijzer", "Verwijzer", "referrer", True, (("01", "gemeente"), ("02", "huisarts")))
BOTH = (FORMS, REFERRERS)


def made(provider: str, count: int, seed: int) -> list[dict[str, object]]:
    chance = random.Random(seed)
    rows = []
    for row in range(count):
        started = dt.date(2021, 1, 1) + dt.timedelta(days=chance.randrange(545))
        ended = chance.choice([None, None, LAST, FIRST, started + dt.timedelta(days=chance.randrange(700))])
        rows.append(
            {
                "kind": "jeugdhulp",
                "delivery": f"{provider:>016}",
                "row": row,
                "provider": provider,
                "period": "2022H1",
                "version": "7",
                "person": chance.choice([None, f"p{chance.randrange(count)}"]),
                "born_exact": True,
                "form": chance.choice(["02", "02", "11", "14"]),
                "referrer": chance.choice(["01", "02", None]),
                "started": started,
                "ended": ended,
            }
        )
    return rows


def frame(rows: list[dict[str, object]]) -> pl.DataFrame:
    schema = Record.create_empty().schema
    return pl.DataFrame([{name: row.get(name) for name in schema} for row in rows], schema=schema)


def test_every_figure_is_what_counting_by_hand_gives() -> None:
    rows = made("A", 150, 1)
    (own, ago) = figures(frame(rows), FIRST, LAST, BOTH), figures(frame([]), FIRST, LAST, BOTH)
    got = {one.id: one.value for one in mirrored(own, ago, "A", BOTH)}
    begun = [row for row in rows if FIRST <= row["started"] <= LAST]
    over = [row for row in rows if row["ended"] is not None and FIRST <= row["ended"] <= LAST]
    lengths = [(row["ended"] - row["started"]).days for row in over]
    persons = [row["person"] for row in rows]
    assert got["trajecten"] == 150
    assert got["lopend"] == sum(row["ended"] is None or row["ended"] > LAST for row in rows)
    assert got["begonnen"] == len(begun)
    assert got["beeindigd"] == len(over)
    assert got["jeugdigen"] == len(set(persons) - {None}) + persons.count(None)
    assert got["duur"] == pytest.approx(statistics.fmean(lengths))
    assert got["hulpvorm-02"] == pytest.approx(100 * sum(row["form"] == "02" for row in rows) / 150)
    known = [row["referrer"] for row in begun if row["referrer"] is not None]
    assert got["verwijzer-01"] == pytest.approx(100 * known.count("01") / len(known))


def test_measures_taken_over_count_from_and_until_the_handover() -> None:
    row = made("A", 1, 1)[0] | {
        "started": dt.date(2020, 1, 1),
        "taken_over": dt.date(2022, 2, 1),
        "handed_over": dt.date(2022, 3, 1),
        "ended": None,
    }
    own = figures(frame([row]), FIRST, LAST, ())
    got = {one.id: one.value for one in mirrored(own, own.clear(), "A", ())}
    assert (got["begonnen"], got["beeindigd"], got["lopend"], got["duur"]) == (1, 1, 0, None)


def test_only_providers_of_the_same_size_are_comparable() -> None:
    rows = (
        [row for n in range(6) for row in made(f"B{n}", 100 + n, n)] + made("A", 120, 9) + made("C", 600, 8)
    )
    own = figures(frame(rows), FIRST, LAST, BOTH)
    (total, *_) = mirrored(own, own.clear(), "A", BOTH)
    assert total.around.providers == 6
    assert total.around.median == 105  # of 100 to 105, rounded to fives
    assert all(one.around.providers == 0 for one in mirrored(own, own.clear(), "C", BOTH))


@given(st.lists(st.floats(0, 5000), max_size=30), st.sampled_from(Measured))
def test_others_are_shown_from_five_on_and_only_rounded(values: list[float], unit: Measured) -> None:
    found = around(values, unit)
    assert found.providers == len(values)
    if len(values) < FEWEST_PROVIDERS:
        assert (found.lower, found.median, found.upper) == (None, None, None)
        return
    exact = statistics.quantiles(values, n=4, method="inclusive")
    for shown, true in zip((found.lower, found.median, found.upper), exact, strict=True):
        assert shown is not None
        assert shown % STEPS[unit] == 0
        assert abs(shown - true) <= STEPS[unit] / 2 + 1e-6


def test_size_bands_have_no_gap() -> None:
    assert [size_band(n) for n in (0, 1, 19, 20, 99, 100, 499, 500, 10**6)] == [1, 1, 1, 2, 2, 3, 3, 4, 4]
    assert sorted(SIZE_BANDS) == list(SIZE_BANDS)


def test_the_interval_of_a_share_is_that_of_newcombe() -> None:
    # Newcombe (1998), Statistics in Medicine 17:873, table II, example (a): 56/70 and 48/80, method 10.
    change = share_change((56, 70), (48, 80))
    assert change is not None
    assert (round(change.lower / 100, 4), round(change.upper / 100, 4)) == (0.0524, 0.3339)
    assert change.is_clear
    assert share_change((1, 0), (1, 2)) is None


def test_the_interval_of_a_count_covers_as_often_as_it_says() -> None:
    """Counts drawn from the same distribution: the interval of the difference holds 0 in 95 % or more."""
    chance, misses, tries = random.Random(5), 0, 150
    draws = stats.poisson(40).rvs(size=2 * tries, random_state=chance.randrange(2**31))
    for now, before in zip(draws[:tries], draws[tries:], strict=True):
        own, ago = (figures(frame(made("A", int(n), 3)), FIRST, LAST, ()) for n in (now, before))
        change = mirrored(own, ago, "A", ())[0].change
        assert change is not None and change.lower <= change.difference <= change.upper
        misses += change.is_clear
    # More than 17 of 150 at 5 % happens less than once in a thousand times.
    assert misses <= 17


def test_the_interval_of_a_mean_is_students() -> None:
    now, before = made("A", 200, 1), made("A", 200, 2)
    own, ago = (figures(frame(rows), FIRST, LAST, ()) for rows in (now, before))
    change = next(one.change for one in mirrored(own, ago, "A", ()) if one.id == "duur")
    assert change is not None
    halves = []
    for rows in (now, before):
        days = [(r["ended"] - r["started"]).days for r in rows if r["ended"] and FIRST <= r["ended"] <= LAST]
        low, high = stats.t.interval(0.95, len(days) - 1, statistics.fmean(days), stats.sem(days))
        halves.append((high - low) / 2)
    assert change.upper - change.difference == pytest.approx(math.hypot(*halves))
    assert change.difference - change.lower == pytest.approx(math.hypot(*halves))
