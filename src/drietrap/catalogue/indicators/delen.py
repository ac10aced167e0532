"""A published group of youths or trajectories as a share of its published total."""

from __future__ import annotations

from dataclasses import dataclass

from drietrap.catalogue.indicator import (
    Cell,
    Example,
    Indicator,
    IntervalMethod,
    Moment,
    Quotient,
    Sum,
    Unit,
)
from drietrap.catalogue.indicators.breaks import MEER_AANBIEDERS_2021
from drietrap.catalogue.indicators.sources import FIRST, STATLINE_NATURA, natura
from drietrap.catalogue.record_formula import RecordFormula


@dataclass(frozen=True)
class Deel:
    """One group: its measure and words, with a worked example and the upper bound when it is withheld."""

    id: str
    measure: str
    label: str
    question: str
    numerator: str
    shown: tuple[float, float, float, float]
    withheld: tuple[float, float]
    records: RecordFormula | None = None


@dataclass(frozen=True)
class Verdeling:
    """A breakdown of a total: what all its groups share. ``total`` is the published total of the example."""

    theme: str
    family: str
    whole: str
    denominator: str
    definition: str
    not_for: str
    total: float


def indicator(deel: Deel, verdeling: Verdeling) -> Indicator:
    """Return the indicator of one group of a breakdown."""
    part, whole = natura(deel.measure), natura(verdeling.whole)
    return Indicator(
        id=deel.id,
        theme=verdeling.theme,
        label=deel.label,
        unit=Unit.PERCENTAGE,
        question=deel.question,
        definition=verdeling.definition,
        not_for=verdeling.not_for,
        numerator=deel.numerator,
        denominator=verdeling.denominator,
        formula=Quotient(Sum((part,)), Sum((whole,)), 100.0, share=True),
        moment=Moment.PERIODE,
        interval_method=IntervalMethod.WILSON,
        reference=STATLINE_NATURA,
        versions=FIRST,
        disclosure_group=f"85075NED-{verdeling.family}",
        examples=_examples(deel, part, whole, verdeling.total),
        breakdowns=("gemeente", "wijk"),
        breaks=(MEER_AANBIEDERS_2021,),
        family=verdeling.family,
        records=deel.records,
    )


def _examples(deel: Deel, part: Cell, whole: Cell, total: float) -> tuple[Example, ...]:
    """Return the worked example of a shown and of a withheld group."""
    number, value, lower, upper = deel.shown
    small_total, bound = deel.withheld
    return (
        Example(((part, number), (whole, total)), value, lower, upper),
        Example(((part, None), (whole, small_total)), None, 0.0, bound),
    )
