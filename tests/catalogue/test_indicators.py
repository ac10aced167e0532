"""The catalogue is complete and says everything a reader must know."""

from __future__ import annotations

import dataclasses
import re

import pytest

from drietrap.catalogue.describe import describe
from drietrap.catalogue.indicator import (
    Indicator,
    IntervalMethod,
    OneIn,
    Quotient,
    Unit,
    cells_of,
    population_of,
)
from drietrap.catalogue.indicators import _THEMES, INDICATORS
from drietrap.catalogue.published import TABLES
from drietrap.catalogue.tables import CellKind
from drietrap.vocabulary.period import Period

ALL = list(INDICATORS.values())
each = pytest.mark.parametrize("indicator", ALL, ids=list(INDICATORS))


def test_ids_are_unique_snake_case_and_nothing_is_lost() -> None:
    assert len(INDICATORS) == sum(len(theme.INDICATORS) for theme in _THEMES) >= 40
    assert all(re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", id_) for id_ in INDICATORS)
    assert len({item.label for item in ALL}) == len(ALL)


@each
def test_every_cell_is_published(indicator: Indicator) -> None:
    for cell in cells_of(indicator.formula):
        assert cell.measure in TABLES[cell.table].by_measure, cell


@each
def test_texts_are_whole_sentences(indicator: Indicator) -> None:
    for text in (indicator.definition, indicator.not_for):
        assert len(text) > 40
        assert text.endswith(".")
        assert "  " not in text
    assert indicator.question.endswith("?")
    for field in dataclasses.fields(indicator):
        value = getattr(indicator, field.name)
        if isinstance(value, str):
            assert value == value.strip() != ""
    for item in indicator.breaks:
        assert item.reason.endswith(".")
        assert Period.parse(item.period).code == item.period


@each
def test_examples_show_a_normal_case_and_an_uncertain_one_with_the_cells_of_the_formula(
    indicator: Indicator,
) -> None:
    assert len(indicator.examples) >= 2
    assert indicator.examples[0].value is not None
    assert any(example.value is None or example.lower != example.value for example in indicator.examples)
    cells = set(cells_of(indicator.formula))
    for example in indicator.examples:
        assert {cell for cell, _ in example.inputs} <= cells


@each
def test_unit_method_and_formula_fit(indicator: Indicator) -> None:
    assert (indicator.unit is Unit.ONE_IN) == isinstance(indicator.formula, OneIn)
    if indicator.interval_method is IntervalMethod.WILSON:
        share = isinstance(indicator.formula, Quotient) and indicator.formula.share
        assert share or population_of(indicator.formula) is not None
    if isinstance(indicator.formula, Quotient):
        first = indicator.formula.numerator.cells[0]
        money = TABLES[first.table].by_measure[first.measure].kind is CellKind.AMOUNT
        assert not (money and indicator.interval_method is IntervalMethod.WILSON)


def test_populations_with_one_id_are_one_population() -> None:
    found = {population for item in ALL if (population := population_of(item.formula)) is not None}
    assert len({population.id for population in found}) == len(found)


@each
def test_the_description_says_what_it_is_for_and_not_for_and_shows_every_example(
    indicator: Indicator,
) -> None:
    text = describe(indicator)
    assert text.startswith(f"## {indicator.label}\n")
    for part in (indicator.question, indicator.definition, indicator.not_for, indicator.reference):
        assert part in text
    assert text.count("Uitkomst: ") == len(indicator.examples)


def test_a_description_shows_numbers_the_dutch_way() -> None:
    text = describe(INDICATORS["uitkering_per_jongere"])
    assert "Uitkering cluster jeugd: € 50.000.000" in text
    assert "Uitkomst: € 2.500 (door de afronding: tussen € 2.500 en € 2.500)." in text
    assert "Uitkomst: niet te tonen; de waarde ligt tussen 0% en 0,05%." in describe(
        INDICATORS["jeugdhulp_gebruik"]
    )
