"""What the definitions on records count: the selections that they share, and formulas in few words."""

from __future__ import annotations

from dataclasses import replace

from drietrap.catalogue.beleidsinformatie import (
    JEUGDBESCHERMING,
    JEUGDHULP,
    JEUGDRECLASSERING,
    MACHTIGING,
)
from drietrap.catalogue.record_formula import (
    Ages,
    Counted,
    Course,
    Method,
    RecordCount,
    RecordExample,
    RecordFormula,
    Selection,
)

TOT_18, TOT_23, VAN_12_TOT_23, VAN_18_TOT_23 = Ages(0, 18), Ages(0, 23), Ages(12, 23), Ages(18, 23)
HULP = Selection((JEUGDHULP,))
VERBLIJF = Selection((JEUGDHULP,), forms=("11", "12", "13", "14"))
ZONDER_VERBLIJF = Selection((JEUGDHULP,), forms=("01", "02", "03", "04"))
WIJKTEAM = Selection((JEUGDHULP,), forms=("01",))
NIET_WIJKTEAM = Selection((JEUGDHULP,), forms=("02", "03", "04"))
# Ots, voogdij and their provisional forms; 31 (preventief justitieel kader) is no measure of the court.
BESCHERMING = Selection((JEUGDBESCHERMING,), forms=("11", "12", "21", "22", "23"))
OTS, VOTS = (replace(BESCHERMING, forms=(form,)) for form in ("11", "12"))
VOOGDIJ = replace(BESCHERMING, forms=("21", "22", "23"))
RECLASSERING = Selection((JEUGDRECLASSERING,))
ZORG = Selection((JEUGDHULP, JEUGDBESCHERMING, JEUGDRECLASSERING))
MACHTIGINGEN = Selection((MACHTIGING,))

Given = tuple[str, int, int | None]
"""Period, numerator and denominator of a worked example."""


def jongeren(which: Selection, ages: Ages | None = None, also: Selection | None = None) -> RecordCount:
    """Return the count of youths."""
    return RecordCount(Counted.YOUTHS, which, also, ages)


def trajecten(which: Selection, course: Course = Course.RAN) -> RecordCount:
    """Return the count of trajectories with a course."""
    return RecordCount(Counted.TRAJECTORIES, replace(which, course=course))


def via(which: Selection, referrer: str | None) -> Selection:
    """Return what came through a referrer; None is an unknown one."""
    return replace(which, referrers=(referrer,))


def percentage(above: RecordCount, below: RecordCount | Ages, *given: Given, note: str = "") -> RecordFormula:
    """Return a share in percent, of which the numerator is part of the denominator."""
    return RecordFormula(above, below, _examples(given), scale=100.0, note=note)


def een_op(above: RecordCount, below: Ages, *given: Given) -> RecordFormula:
    """Return '1 in N'; examples give the same counts as for the percentage."""
    return RecordFormula(above, below, _examples(given), inverse=True)


def verhouding(
    above: RecordCount, below: RecordCount, *given: Given, scale: float = 100.0, note: str = ""
) -> RecordFormula:
    """Return a ratio of two counts, neither part of the other."""
    return RecordFormula(above, below, _examples(given), scale=scale, method=Method.BYAR, note=note)


def aantal(what: RecordCount, *given: tuple[str, int]) -> RecordFormula:
    """Return a plain count."""
    examples = tuple(RecordExample(period, number, None) for period, number in given)
    return RecordFormula(what, None, examples, method=Method.BYAR)


def _examples(given: tuple[Given, ...]) -> tuple[RecordExample, ...]:
    return tuple(RecordExample(*one) for one in given)
