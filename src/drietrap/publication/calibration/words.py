"""Rows of the tables about a calibration, the same on screen, on paper and in the workbook."""

from __future__ import annotations

from drietrap.benchmark.result import Estimate
from drietrap.publication.wording import euros
from drietrap.steering.calibration.told import (
    REGISTER,
    CalibratedCost,
    CalibratedDuration,
    CalibratedFigure,
    CalibratedValue,
)
from drietrap.vocabulary.notation import number

FIGURE_HEADS = ("cijfer", "bron", "eigen cijfer", "telt mee", "model", "tussen (95%)", "oordeel")
KEPT_HEADS = ("cijfer", "bron", "eigen cijfer", "model", "tussen (95%)", "oordeel")
COST_HEADS = ("soort hulp", "taakvelden", "lasten", "model", "prijs")
DURATION_HEADS = ("hulp", "land", "hier", "tussen (95%)")
VALUE_HEADS = ("waarde", "herkomst", "geleerd", "bron")


def share(value: float | None) -> str:
    """Write a share as a percentage; with more decimals when it is small."""
    if value is None:
        return "–"
    percent = 100.0 * value
    return f"{number(percent, 2 if percent < 1.0 else 1)}%"


def amount(value: float | None, unit: str) -> str:
    """Write a figure in its own unit: a share, or so many per youth."""
    if value is None:
        return "–"
    return number(value, 2) if unit.startswith("per ") else share(value)


def between(estimate: Estimate, unit: str) -> str:
    """Write the ends of an interval."""
    if estimate.lower is None or estimate.upper is None:
        return "–"
    return f"{amount(estimate.lower, unit)} tot {amount(estimate.upper, unit)}"


def figure_row(one: CalibratedFigure) -> tuple[str, ...]:
    """Return the row of a figure that was used."""
    first, second, *rest = kept_row(one)[:3]
    return (first, second, *rest, share(one.weight), *kept_row(one)[3:])


def kept_row(one: CalibratedFigure) -> tuple[str, ...]:
    """Return the row of a figure that was not used."""
    own, whole = one.published.value, one.source == REGISTER  # a share from a register: in whole per cents
    return (
        f"{one.label} ({one.unit})",
        f"{one.source}, {one.year}",
        f"{number(100.0 * own, 0)}%" if whole and own is not None else amount(own, one.unit),
        amount(one.model.value, one.unit),
        between(one.model, one.unit),
        one.verdict.value,
    )


def cost_row(one: CalibratedCost) -> tuple[str, ...]:
    """Return the row of a group of costs."""
    published = "geen bruikbaar cijfer" if one.published is None else euros(one.published)
    return (one.label, ", ".join(one.taakvelden), published, euros(one.model), f"× {number(one.factor, 2)}")


def duration_row(one: CalibratedDuration) -> tuple[str, ...]:
    """Return the row of a form of help, in months."""
    here, low, high = (one.months.value, one.months.lower, one.months.upper)
    ends = f"{number(low or 0.0, 1)} tot {number(high or 0.0, 1)}"
    return (one.form, number(one.before, 1), number(here or 0.0, 1), ends)


def value_row(one: CalibratedValue) -> tuple[str, ...]:
    """Return the row of a table of values."""
    return (one.label, one.grade, share(one.learned), one.source)
