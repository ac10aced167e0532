"""What only records give is defined as fully as what is published, and every formula fits its unit."""

from __future__ import annotations

import dataclasses

import pytest

from drietrap.catalogue.describe import describe_records
from drietrap.catalogue.indicator import Indicator, RecordIndicator, Unit
from drietrap.catalogue.indicators import INDICATORS, RECORD_INDICATORS, given_by_records
from drietrap.catalogue.record_formula import Ages, Counted, Course, Method, RecordCount, Selection
from drietrap.vocabulary.period import Period

each = pytest.mark.parametrize("item", list(RECORD_INDICATORS.values()), ids=list(RECORD_INDICATORS))
every = pytest.mark.parametrize("item", list(given_by_records().values()), ids=list(given_by_records()))


def test_ids_and_labels_are_of_one_indicator() -> None:
    assert not set(INDICATORS) & set(RECORD_INDICATORS)
    labels = [item.label for item in (*INDICATORS.values(), *RECORD_INDICATORS.values())]
    assert len(set(labels)) == len(labels)
    assert len(given_by_records()) > 90


@each
def test_texts_are_whole_sentences(item: RecordIndicator) -> None:
    for text in (item.definition, item.not_for):
        assert len(text) > 40
        assert text.endswith(".")
        assert "  " not in text
    assert item.question.endswith("?")
    for field in dataclasses.fields(item):
        value = getattr(item, field.name)
        if isinstance(value, str):
            assert value == value.strip() != ""


@every
def test_formula_unit_and_method_fit(item: Indicator | RecordIndicator) -> None:
    formula = item.records
    assert formula is not None
    assert (item.unit is Unit.COUNT) == (formula.denominator is None)
    assert (item.unit is Unit.ONE_IN) == formula.inverse
    assert (item.unit is Unit.PERCENTAGE) == (formula.scale == 100)
    if formula.denominator is None:
        assert formula.method is Method.BYAR
    if isinstance(formula.denominator, Ages):
        assert formula.numerator.counted is Counted.YOUTHS
        assert formula.numerator.ages == formula.denominator
    for example in formula.examples:
        assert Period.parse(example.period).code == example.period
        assert (example.denominator is None) == (formula.denominator is None)
    if formula.note:
        assert formula.note.endswith(".")


@each
def test_the_description_says_everything(item: RecordIndicator) -> None:
    text = describe_records(item)
    for part in (
        item.label,
        item.question,
        item.definition,
        item.not_for,
        item.reference,
        "**Rekenvoorbeelden**",
    ):
        assert part in text


def test_a_breakdown_that_decides_the_share_is_left_out() -> None:
    assert "verwijzer" not in given_by_records()["verwijzer_huisarts"].records.breakdowns  # type: ignore[union-attr]
    assert "vorm" not in RECORD_INDICATORS["trajecten_met_verblijf"].records.breakdowns
    assert "leeftijd" not in given_by_records()["leeftijd_0_tot_4"].records.breakdowns  # type: ignore[union-attr]
    assert RECORD_INDICATORS["machtiging_van_jeugdbescherming"].records.breakdowns == ("leeftijd", "geslacht")


def test_only_youths_can_have_something_else_as_well() -> None:
    with pytest.raises(ValueError, match="only youths"):
        RecordCount(
            Counted.TRAJECTORIES, Selection(("jeugdhulp",)), Selection(("machtiging",), course=Course.RAN)
        )
