"""The SQL engine and the slow reference engine agree on every small world."""

from __future__ import annotations

import math
import random
from typing import Any

import duckdb
import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drietrap.catalogue.indicator import (
    Break,
    Cell,
    Formula,
    Indicator,
    IntervalMethod,
    Moment,
    OneIn,
    Population,
    Published,
    Quotient,
    ShareOfShare,
    Sum,
    Unit,
    Version,
)
from drietrap.indicators.engine import figures
from drietrap.indicators.figure import FIGURE_SCHEMA
from drietrap.indicators.reference import reference_figures

AREAS = ("GM0001", "GM0002", "NL01")
PERIODS = ("2020", "2021", "2022K1", "2023")
OBSERVATION = {
    "table": pl.String,
    "variant": pl.String,
    "measure": pl.String,
    "area": pl.String,
    "period": pl.String,
    "kind": pl.String,
    "value": pl.Float64,
    "lower": pl.Float64,
    "upper": pl.Float64,
    "hidden": pl.String,
    "provisional": pl.Boolean,
    "snapshot": pl.String,
    "row": pl.UInt32,
    "column": pl.String,
}
COUNTS = ("c0", "c1", "c2")
PCT0, PCT1 = Cell("P", "p0"), Cell("P", "p1")
C0, C1, C2 = (Cell("C", name, "nieuw", ("oud",)) for name in COUNTS)
MONEY = Cell("M", "lasten")
PEOPLE = Population(
    "mensen", "het aantal mensen", (C0, C1), factor=0.5, reach=2, assumption="Aanname: de helft."
)
SOME = Population("enkelen", "het aantal jongeren met hulp", (C0,), reach=1, share=PCT1)


def made(id_: str, formula: Formula, method: IntervalMethod) -> Indicator:
    """Return a definition with only a formula that matters."""
    return Indicator(
        id=id_,
        theme="proef",
        label="Proef",
        unit=Unit.PERCENTAGE,
        question="?",
        definition="-",
        not_for="-",
        numerator="-",
        denominator="-",
        formula=formula,
        moment=Moment.PERIODE,
        interval_method=method,
        reference="-",
        versions=(Version("2026-01-01", "eerste"),),
        disclosure_group="proef",
        examples=(),
        breaks=(Break("2021", "In GM0001 telt men anders.", "proef", "GM0001"),),
    )


FORMULAS: tuple[Formula, ...] = (
    Published(PCT0),
    Published(PCT0, PEOPLE, 7),
    Published(PCT0, SOME, 7),
    Published(C0),
    OneIn(PCT0),
    OneIn(PCT0, PEOPLE, 7),
    ShareOfShare(PCT0, PCT1),
    ShareOfShare(PCT0, PCT1, PEOPLE, 7),
    Quotient(Sum((C0,)), Sum((C0, C1, C2)), 100.0),
    Quotient(Sum((C0, C1)), Sum((C0, C1, C2), absent_as_zero=True), 100.0, share=True),
    Quotient(Sum((C0,)), Sum((C1,)), 100.0, share=True),
    Quotient(Sum((C0, C1)), Sum((C2,)), 1.0),
    Quotient(Sum((C0,)), PEOPLE, 100.0, share=True),
    Quotient(Sum((MONEY,)), PEOPLE),
    Quotient(Sum((MONEY,)), SOME),
    Quotient(Sum((MONEY,), minus=(Cell("M", "baten"),)), Sum((C0, C1)), 1.0),
    Quotient(Sum((MONEY, Cell("M", "baten")), absent_as_zero=True), Sum((MONEY,)), 100.0),
)

INDICATORS = [
    made(f"proef_{number:02d}{suffix}", formula, method)
    for number, formula in enumerate(FORMULAS)
    for suffix, method in (("", IntervalMethod.WILSON), ("_afronding", IntervalMethod.ROUNDING))
]


@st.composite
def observation(
    draw: st.DrawFn, table: str, variant: str, measure: str, area: str, period: str
) -> dict[str, Any]:
    """Return one published cell: a value with its rounding, withheld, or absent."""
    hidden = draw(st.sampled_from([None, None, None, None, "geheim", "ontbreekt"]))
    value, low, high = None, None, None
    if hidden is None and table == "C":
        value = float(5 * draw(st.integers(0, 12)))
        low, high = max(value - 2, 0.0), value + 2
    elif hidden is None and table == "P":
        value = draw(st.integers(0, 1000)) / 10
        low, high = max(value - 0.05, 0.0), min(value + 0.05, 100.0)
    elif hidden is None:
        value = float(1000 * draw(st.integers(-2, 9)))
        low, high = value - 500, value + 500
    elif hidden == "geheim" and (table == "C" or draw(st.booleans())):
        low, high = 0.0, 7.0
    return {
        "table": table,
        "variant": variant,
        "measure": measure,
        "area": area,
        "period": period,
        "kind": "-",
        "value": value,
        "lower": low,
        "upper": high,
        "hidden": hidden,
        "provisional": draw(st.booleans()),
        "snapshot": "0123456789abcdef",
        "row": draw(st.integers(1, 50)),
        "column": measure,
    }


PLACES = [
    *(("C", variant, name) for variant in ("nieuw", "oud") for name in COUNTS),
    *(("P", "", name) for name in ("p0", "p1")),
    *(("M", "", name) for name in ("lasten", "baten")),
]


@st.composite
def worlds(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Return rows of a small country; every place may miss any measure in any period."""
    rows = []
    for area in AREAS[: draw(st.integers(1, 3))]:
        for period in draw(st.sets(st.sampled_from(PERIODS), min_size=1)):
            rows.extend(
                draw(observation(*place, area, period)) for place in PLACES if draw(st.integers(0, 5))
            )
    return rows


def fast(rows: list[dict[str, Any]], indicators: list[Indicator], threads: int = 2) -> list[dict[str, Any]]:
    """Run the SQL engine on ``rows``."""
    with duckdb.connect(config={"threads": threads}) as connection:
        connection.register("observation", pl.DataFrame(rows, schema=OBSERVATION).to_arrow())
        found = figures(connection, indicators)
    assert found.schema == FIGURE_SCHEMA
    return found.to_dicts()


def same(left: Any, right: Any) -> bool:
    """Whether two values are equal, numbers up to their last digits."""
    if isinstance(left, float) and isinstance(right, int | float):
        return math.isclose(left, right, rel_tol=1e-8, abs_tol=1e-8)
    return bool(left == right)


SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


@given(rows=worlds())
@settings(max_examples=30, deadline=None, suppress_health_check=SLOW)
def test_both_engines_make_the_same_figures(rows: list[dict[str, Any]]) -> None:
    quick, slow = fast(rows, INDICATORS), reference_figures(rows, INDICATORS)
    assert [figure_key(f) for f in quick] == [figure_key(f) for f in slow]
    for one, other in zip(quick, slow, strict=True):
        different = {key: (one[key], other[key]) for key in one if not same(one[key], other[key])}
        assert not different, one


@given(rows=worlds(), seed=st.integers(0, 1000))
@settings(max_examples=6, deadline=None, suppress_health_check=SLOW)
def test_order_of_input_and_number_of_threads_change_nothing(rows: list[dict[str, Any]], seed: int) -> None:
    shuffled = list(rows)
    random.Random(seed).shuffle(shuffled)
    mixed = random.Random(seed).sample(INDICATORS, len(INDICATORS))
    assert fast(rows, INDICATORS, threads=2) == fast(shuffled, mixed, threads=1)


@given(rows=worlds())
@settings(max_examples=10, deadline=None, suppress_health_check=SLOW)
def test_a_value_lies_in_its_intervals_and_says_why_when_it_is_not_there(rows: list[dict[str, Any]]) -> None:
    for figure in fast(rows, INDICATORS):
        assert (figure["value"] is None) == (figure["hidden"] is not None)
        assert (figure["rounding_lower"] is None) == (figure["rounding_upper"] is None)
        assert (figure["method"] is None) == (figure["lower"] is None)
        if figure["lower"] is not None:
            assert figure["lower"] <= figure["rounding_lower"] + 1e-9
            assert figure["rounding_upper"] <= figure["upper"] + 1e-9
        if figure["value"] is not None:
            assert figure["rounding_lower"] - 1e-9 <= figure["value"] <= figure["rounding_upper"] + 1e-9


def figure_key(figure: dict[str, Any]) -> tuple[str, str, str]:
    return figure["indicator"], figure["area"], figure["period"]
