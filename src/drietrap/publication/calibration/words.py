"""Rows of the tables about a calibration, the same on screen, on paper and in the workbook."""

from __future__ import annotations

from drietrap.benchmark.result import Estimate
from drietrap.publication.wording import euros
from drietrap.steering.calibration.told import CalibratedCost, CalibratedFigure, CalibratedValue
from drietrap.vocabulary.notation import number

FIGURE_HEADS = ("cijfer", "bron", "gepubliceerd", "telt mee", "model", "tussen (95%)", "oordeel")
KEPT_HEADS = ("cijfer", "bron", "gepubliceerd", "model", "tussen (95%)", "oordeel")
COST_HEADS = ("soort hulp", "taakvelden", "lasten", "model", "prijs")
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
    return (
        f"{one.label} ({one.unit})",
        f"{one.source}, {one.year}",
        amount(one.published.value, one.unit),
        amount(one.model.value, one.unit),
        between(one.model, one.unit),
        one.verdict.value,
    )


def cost_row(one: CalibratedCost) -> tuple[str, ...]:
    """Return the row of a group of costs."""
    published = "geen bruikbaar cijfer" if one.published is None else euros(one.published)
    return (one.label, ", ".join(one.taakvelden), published, euros(one.model), f"× {number(one.factor, 2)}")


def value_row(one: CalibratedValue) -> tuple[str, ...]:
    """Return the row of a table of values."""
    return (one.label, one.grade, share(one.learned), one.source)
