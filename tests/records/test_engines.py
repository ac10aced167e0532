"""The fast engine and the slow reference engine agree on every small register of records."""

from __future__ import annotations

import dataclasses
import math
import random
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings

from drietrap.catalogue.indicators import given_by_records
from drietrap.catalogue.record_formula import (
    AgeDay,
    Ages,
    Counted,
    Course,
    Method,
    RecordCount,
    RecordFormula,
    Selection,
)
from drietrap.indicators.records.engine import record_figures
from drietrap.indicators.records.figure import FIGURE_KEY, RECORD_FIGURE_SCHEMA, Level
from drietrap.indicators.records.reference import reference_figures
from drietrap.vocabulary.errors import InputError
from drietrap.vocabulary.period import Period
from tests.records.worlds import (
    ALL_LEVELS,
    PLACES,
    Given,
    Rows,
    example_people,
    example_rows,
    fast,
    registers,
)

PERIODS = [Period(2023, "H", 1), Period(2023, "H", 2), Period(2023), Period(2023, "K", 3)]
CARE = ("jeugdhulp", "jeugdbescherming", "jeugdreclassering", "machtiging")
ALL = Selection(CARE)
STAY = Selection(("jeugdhulp",), forms=("11",))


def count(
    counted: Counted, selection: Selection, ages: Ages | None = None, day: AgeDay = AgeDay.FIRST
) -> RecordCount:
    return RecordCount(counted, selection, None, ages, day)


def formulas() -> dict[str, RecordFormula]:
    """Return one formula for every word of the vocabulary."""
    made = {
        f"{counted.value} {course.name}": RecordFormula(
            count(counted, dataclasses.replace(ALL, course=course)), None, (), method=Method.BYAR
        )
        for counted in Counted
        for course in Course
    }
    youths, trajectories = Counted.YOUTHS, Counted.TRAJECTORIES
    by_referrer = Selection(("jeugdhulp",), referrers=("06", None))
    made |= {
        "tot 18": RecordFormula(count(youths, ALL, Ages(0, 18)), Ages(0, 18), (), scale=100.0),
        "tot 18 op laatste dag": RecordFormula(
            count(youths, ALL, Ages(0, 18), AgeDay.LAST), Ages(0, 18), (), scale=100.0
        ),
        "een op": RecordFormula(count(youths, ALL, Ages(4, 12)), Ages(4, 12), (), inverse=True),
        "verblijf van bescherming": RecordFormula(
            RecordCount(youths, Selection(("jeugdbescherming",)), STAY, Ages(0, 18)),
            count(youths, Selection(("jeugdbescherming",)), Ages(0, 18)),
            (),
            scale=100.0,
        ),
        "via 06 of onbekend": RecordFormula(
            count(trajectories, by_referrer), count(trajectories, Selection(("jeugdhulp",))), (), scale=100.0
        ),
        "per jongere": RecordFormula(count(trajectories, ALL), count(youths, ALL), (), method=Method.BYAR),
        "trajecten van 12 tot 18": RecordFormula(
            count(trajectories, STAY, Ages(12, 18)), count(trajectories, STAY), ()
        ),
    }
    return made


FORMULAS = formulas()
PEOPLE = {
    (2023, area, low, high): 40 + low
    for area in ("GM0009", "JZ01", "WK000101")
    for low, high in ((0, 18), (0, 4), (4, 12), (12, 18))
}
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
COMPARED = (*FIGURE_KEY, "value", "lower", "upper", "numerator", "denominator", "hidden")


def same(left: Any, right: Any) -> bool:
    if isinstance(left, float) and isinstance(right, int | float):
        return math.isclose(left, right, rel_tol=1e-8, abs_tol=1e-8)
    return bool(left == right)


def agree(quick: pl.DataFrame, slow: list[dict[str, Any]]) -> None:
    """Check that both engines gave the same figures."""
    ordered = sorted(quick.to_dicts(), key=lambda one: tuple(one[name] or "" for name in FIGURE_KEY))
    keys = [[tuple(one[name] for name in FIGURE_KEY) for one in figures] for figures in (ordered, slow)]
    assert keys[0] == keys[1]
    for one, other in zip(ordered, slow, strict=True):
        different = {name: (one[name], other[name]) for name in COMPARED if not same(one[name], other[name])}
        assert not different, [one[name] for name in FIGURE_KEY]


@given(rows=registers())
@settings(max_examples=8, deadline=None, suppress_health_check=SLOW)
def test_both_engines_make_the_same_figures(rows: Rows) -> None:
    quick = fast(rows, FORMULAS, PERIODS, people=PEOPLE)
    assert quick.schema == RECORD_FIGURE_SCHEMA
    agree(quick, reference_figures(rows, FORMULAS, PERIODS, ALL_LEVELS, PLACES, PEOPLE))


@pytest.mark.long
@given(rows=registers())
@settings(max_examples=300, deadline=None, suppress_health_check=SLOW)
def test_both_engines_make_the_same_figures_of_many_registers(rows: Rows) -> None:
    quick = fast(rows, FORMULAS, PERIODS, people=PEOPLE)
    agree(quick, reference_figures(rows, FORMULAS, PERIODS, ALL_LEVELS, PLACES, PEOPLE))


@given(rows=registers())
@settings(max_examples=3, deadline=None, suppress_health_check=SLOW)
def test_order_of_records_and_number_of_threads_change_nothing(rows: Rows) -> None:
    shuffled = random.Random(len(rows)).sample(rows, len(rows))
    one = fast(rows, FORMULAS, PERIODS[1:3], threads=2)
    other = fast(shuffled, FORMULAS, PERIODS[2:0:-1], threads=1)
    assert one.equals(other)


@given(rows=registers())
@settings(max_examples=6, deadline=None, suppress_health_check=SLOW)
def test_municipalities_add_up_and_youths_are_never_more_than_trajectories(rows: Rows) -> None:
    plain = {id_: formula for id_, formula in FORMULAS.items() if formula.method is Method.BYAR}
    del plain["per jongere"]
    counts = fast(rows, plain, PERIODS, levels=dict.fromkeys(Level, ()))
    key = ["indicator", "period"]
    country = {(i, p): n for i, p, n in _of(counts, Level.LAND).select(*key, "numerator").iter_rows()}
    for level in (Level.JEUGDREGIO, Level.GEMEENTE, Level.WIJK):
        summed = _of(counts, level).group_by(key).agg(pl.col("numerator").sum())
        assert {(i, p): n for i, p, n in summed.iter_rows()} == country, level
    split = counts.with_columns(pl.col("indicator").str.split(" "))
    wide = split.with_columns(
        unit=pl.col("indicator").list.first(), course=pl.col("indicator").list.last()
    ).pivot("unit", index=["course", "level", "area", "provider", "period"], values="numerator")
    for one in wide.fill_null(0).iter_rows(named=True):
        assert one.get("jongeren", 0) <= one.get("trajecten", 0), one


@given(rows=registers())
@settings(max_examples=6, deadline=None, suppress_health_check=SLOW)
def test_stock_plus_begun_less_ended_is_stock(rows: Rows) -> None:
    """Of a half-year of help: all of it stands in one delivery (jeugdreclassering has two)."""
    mine = [one for one in rows if one["kind"] != "jeugdreclassering"]
    chosen = {id_: f for id_, f in FORMULAS.items() if id_.startswith("trajecten ") and f.denominator is None}
    found = fast(mine, chosen, PERIODS[:2]).filter(
        pl.col("level") != Level.AANBIEDER, pl.col("dimension") == ""
    )
    place = ["level", "area", "period"]
    wide = found.pivot("indicator", index=place, values="numerator")
    for one in wide.iter_rows(named=True):
        start, begun, ended, end = (
            one[f"trajecten {name}"] for name in ("AT_START", "BEGUN", "ENDED", "AT_END")
        )
        assert start + begun - ended == end, one
        assert start + begun == one["trajecten RAN"], one


def test_every_definition_of_the_catalogue_counts_its_worked_example() -> None:
    definitions = {id_: item.records for id_, item in given_by_records().items() if item.records}
    rows, people = example_rows(), example_people()
    codes = {example.period for formula in definitions.values() for example in formula.examples}
    periods = [Period.parse(code) for code in sorted(codes)]
    quick = fast(rows, definitions, periods, places=None, people=people)
    slow = reference_figures(rows, definitions, periods, ALL_LEVELS, None, people)
    agree(quick, slow)
    land = {
        (one["indicator"], one["period"]): (one["numerator"], one["denominator"])
        for one in slow
        if one["level"] == Level.GEMEENTE and one["dimension"] == ""
    }
    for id_, formula in definitions.items():
        assert formula.examples, id_
        for example in formula.examples:
            assert land[id_, example.period] == (example.numerator, example.denominator), (
                id_,
                example.period,
            )


def test_a_gap_in_the_deliveries_is_told_and_a_lineage_id_depends_on_them() -> None:
    rows = example_rows()
    part = [one for one in rows if one["period"] != "2023H2"]
    chosen = {"hulp": FORMULAS["jongeren RAN"]}
    year = [Period(2023)]
    whole, less = (
        fast(given, chosen, year, places=None, levels={Level.LAND: ()}).row(0, named=True)
        for given in (rows, part)
    )
    assert not any("geen levering jeugdhulp" in text for text in whole["warnings"])
    assert any("Over het 2e halfjaar 2023 is geen levering jeugdhulp" in text for text in less["warnings"])
    assert any("welke jongere" in text for text in whole["warnings"])
    assert whole["lineage"] != less["lineage"]


def test_what_cannot_be_asked_is_refused() -> None:
    with pytest.raises(InputError, match="geen leveringen"):
        fast(example_rows(), FORMULAS, [Period(2023, "M", 1)])
    with pytest.raises(ValueError, match="twice"):
        record_figures(None, [Given("a", FORMULAS["een op"])] * 2, PERIODS)  # type: ignore[arg-type]


def _of(frame: pl.DataFrame, level: Level) -> pl.DataFrame:
    return frame.filter(pl.col("level") == level)
