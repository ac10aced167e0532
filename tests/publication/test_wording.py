"""How figures are written, against examples written by hand."""

from __future__ import annotations

import doctest

import pytest

from drietrap.benchmark.result import Estimate, GroupKind, Verdict
from drietrap.catalogue.indicator import Unit
from drietrap.publication import wording
from drietrap.publication.report import write
from drietrap.publication.tables import table


@pytest.mark.parametrize("module", [wording, write])
def test_examples_in_the_documentation(module: object) -> None:
    result = doctest.testmod(module)  # type: ignore[arg-type]
    assert result.attempted > 0
    assert result.failed == 0


@pytest.mark.parametrize(
    ("value", "unit", "written"),
    [
        (13.86, Unit.PERCENTAGE, "13,9%"),
        (2341.4, Unit.EURO, "€\u00a02.341"),
        (12.345, Unit.EURO, "€\u00a012,35"),
        (640.0, Unit.COUNT, "640"),
        (7.2, Unit.ONE_IN, "1 op de 7,2"),
        (1.42, Unit.RATIO, "1,4"),
        (None, Unit.EURO, "geen cijfer"),
    ],
)
def test_values_in_their_unit(value: float | None, unit: Unit, written: str) -> None:
    assert wording.amount(value, unit) == written


@pytest.mark.parametrize(
    ("estimate", "written"),
    [
        (Estimate(13.9, 13.6, 14.2), "1 op de 7"),
        (Estimate(15.8, 15.3, 16.3), "1 op de 6"),
        (Estimate(12.5, 11.0, 14.5), "1 op de 7 tot 9"),
        (Estimate(0.0, 0.0, 0.1), "geen cijfer"),
        (Estimate(None, None, None), "geen cijfer"),
    ],
)
def test_one_in_says_no_more_than_the_interval(estimate: Estimate, written: str) -> None:
    assert wording.one_in_words(estimate) == written


def test_every_verdict_has_its_own_sign_and_sentence() -> None:
    assert len(set(wording.SIGNS.values())) == len(wording.SIGNS) == len(Verdict)
    assert wording.against(Verdict.NO_DIFFERENCE_SHOWN, GroupKind.BUREN) == (
        "niet te onderscheiden van de statistische buren"
    )
    assert wording.against(Verdict.UNKNOWN, GroupKind.BUREN) == ""


def test_a_ragged_table_is_refused() -> None:
    with pytest.raises(ValueError, match="another number of cells"):
        table("t", "x", ("a", "b"), [("1",)])
