"""What is told about a calibration: figures used and kept, what was learned, and what stays an assumption."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from drietrap.benchmark.result import Estimate

REGISTER = "register"
"""The source of a figure that a municipality counted itself."""
HALF_MONTH = 0.5
"""Steps in which a duration from a register is shown."""


class Fits(StrEnum):
    """Whether the model gives a published figure back, with what chance, rounding and doubt leave open."""

    INSIDE = "past"
    OUTSIDE = "past niet"
    UNKNOWN = "niet te zeggen"


@dataclass(frozen=True)
class CalibratedFigure:
    """One figure: the municipality's own, pooled with region and country, and in the model; all as shares.

    ``fitted`` tells whether parameters were fitted to it. ``weight`` is which part of the pooled figure is
    the municipality's own. ``published`` is the own figure: empty where there is none, and coarse when its
    source is the register. ``region`` and ``country`` are empty where nobody publishes it.
    """

    id: str
    label: str
    unit: str
    source: str
    year: int
    fitted: bool
    published: Estimate
    pooled: Estimate
    weight: float
    region: float | None
    country: float | None
    model: Estimate
    verdict: Fits


@dataclass(frozen=True)
class CalibratedCost:
    """One group of costs in EUR a year: published, and in the model with the prices that were found."""

    label: str
    taakvelden: tuple[str, ...]
    published: float | None
    model: float
    factor: float


@dataclass(frozen=True)
class CalibratedValue:
    """One table of values: where it comes from, and which part of its uncertainty the figures took away."""

    id: str
    label: str
    unit: str
    grade: str
    source: str
    year: int
    learned: float
    assumption: bool


@dataclass(frozen=True)
class CalibratedDuration:
    """How long help of a form lasts, in months until the first date agreed: half of it is shorter.

    ``before`` is what the country says, ``months`` what the register made of it (95 %), in half months.
    """

    form: str
    before: float
    months: Estimate


@dataclass(frozen=True)
class DistrictFactor:
    """A district, and the factor on needs there: 1 is as the model expects of its families."""

    id: str
    name: str
    factor: float


@dataclass(frozen=True)
class CalibrationResult:
    """The calibration of one municipality, told.

    ``records`` tells whether its register was used, ``over`` which months that covers and ``note`` why it was
    not used, or what is odd about it. ``durations`` are empty without a register.
    """

    area: str
    name: str
    synthetic: bool
    release: int
    year: int
    youths: float
    records: bool
    over: str
    note: str
    sentences: tuple[str, ...]
    figures: tuple[CalibratedFigure, ...]
    costs: tuple[CalibratedCost, ...]
    durations: tuple[CalibratedDuration, ...]
    values: tuple[CalibratedValue, ...]
    districts: tuple[DistrictFactor, ...]
    warnings: tuple[str, ...]
    html: str | None = None
    pdf: str | None = None
    xlsx: str | None = None
