"""More definitions than the catalogue has, or fewer: the figures of one do not depend on the others."""

from __future__ import annotations

import datetime as dt

import duckdb
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drietrap.catalogue.record_formula import Counted, Course, Method, RecordCount, RecordFormula, Selection
from drietrap.indicators.records.engine import record_figures
from drietrap.indicators.records.figure import FIGURE_KEY, RECORD_FIGURE_SCHEMA, Level
from drietrap.indicators.records.reference import reference_figures
from drietrap.register.record import Record
from drietrap.vocabulary.period import Period
from tests.records.test_engines import FORMULAS, agree
from tests.records.worlds import ALL_LEVELS, PLACES, Given, Rows, example_rows, fast, registers

YEAR = [Period(2023)]
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
LEVELS = {Level.LAND: ("vorm",), Level.GEMEENTE: ("leeftijd",), Level.AANBIEDER: ()}


def many() -> dict[str, RecordFormula]:
    """Return a count of youths for 80 selections: more than there are bits in a whole number."""
    forms = {
        "jeugdhulp": ("01", "02", "11"),
        "jeugdbescherming": ("11", "12", "31"),
        "machtiging": ("71", "72"),
    }
    selections = {
        f"{kind} {form} {course.name} {'' if every else 'en meer'}": Selection(
            (kind,) if every else (kind, "jeugdreclassering"),
            (form,) if every else (form, "41"),
            course=course,
        )
        for kind, codes in forms.items()
        for form in codes
        for course in Course
        for every in (True, False)
    }
    return {
        name: RecordFormula(RecordCount(Counted.YOUTHS, one), None, (), method=Method.BYAR)
        for name, one in selections.items()
    }


MANY = many()


@given(rows=registers())
@settings(max_examples=3, deadline=None, suppress_health_check=SLOW)
def test_more_selections_than_bits_in_a_number(rows: Rows) -> None:
    assert len(MANY) == 80
    agree(fast(rows, MANY, YEAR, levels=LEVELS), reference_figures(rows, MANY, YEAR, LEVELS, PLACES))


@given(rows=registers(), name=st.sampled_from(sorted(FORMULAS)))
@settings(max_examples=6, deadline=None, suppress_health_check=SLOW)
def test_asking_for_one_indicator_gives_what_asking_for_all_gives(rows: Rows, name: str) -> None:
    whole = fast(rows, FORMULAS, YEAR, levels=ALL_LEVELS)
    one = fast(rows, {name: FORMULAS[name]}, YEAR, levels=ALL_LEVELS)
    assert one.equals(whole.filter(indicator=name))
    assert whole.equals(whole.sort(FIGURE_KEY, nulls_last=False))


def test_one_code_in_two_places_and_two_numbers_of_inhabitants_are_refused() -> None:
    """Which of the two counted would depend on their order."""
    columns = ["year", "code", "municipality", "region"]
    places = pl.DataFrame(
        [(2023, "GM0001", to, "JZ01") for to in ("GM0001", "GM0009")], columns, orient="row"
    )
    columns = ["year", "area", "lowest", "below", "people"]
    people = pl.DataFrame([(2023, "GM0001", 0, 18, number) for number in (10, 11)], columns, orient="row")
    asked = [Given("een op", FORMULAS["een op"])]
    with duckdb.connect() as connection:
        schema = Record.create_empty().schema
        connection.register("record", pl.DataFrame(example_rows(), schema=schema).to_arrow())
        with pytest.raises(ValueError, match="two municipalities"):
            record_figures(connection, asked, YEAR, places=places)
        with pytest.raises(ValueError, match="two numbers"):
            record_figures(connection, asked, YEAR, people=people)


def test_nobody_gives_no_figures() -> None:
    """Nothing was delivered over the period, or only what began after it."""
    later = [{**one, "started": dt.date(2024, 1, 1), "ended": None} for one in example_rows()]
    for rows in (later, []):
        found = fast(rows, FORMULAS, YEAR, places=None, levels=ALL_LEVELS)
        assert found.is_empty()
        assert found.schema == RECORD_FIGURE_SCHEMA
