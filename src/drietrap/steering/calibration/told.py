"""What is told about a calibration: figures used and kept, what was learned, and what stays an assumption."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from drietrap.benchmark.result import Estimate


class Fits(StrEnum):
    """Whether the model gives a published figure back, with what chance, rounding and doubt leave open."""

    INSIDE = "past"
    OUTSIDE = "past niet"
    UNKNOWN = "niet te zeggen"


@dataclass(frozen=True)
class CalibratedFigure:
    """One figure: published, pooled with region and country, and as the model gives it; all as shares.

    ``fitted`` tells whether parameters were fitted to it. ``weight`` is which part of the pooled figure is
    the municipality's own. ``published`` is empty where nothing is published.
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
    region: float
    country: float
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
class DistrictFactor:
    """A district, and the factor on needs there: 1 is as the model expects of its families."""

    id: str
    name: str
    factor: float


@dataclass(frozen=True)
class CalibrationResult:
    """The calibration of one municipality, told."""

    area: str
    name: str
    synthetic: bool
    release: int
    year: int
    youths: float
    records: bool
    sentences: tuple[str, ...]
    figures: tuple[CalibratedFigure, ...]
    costs: tuple[CalibratedCost, ...]
    values: tuple[CalibratedValue, ...]
    districts: tuple[DistrictFactor, ...]
    warnings: tuple[str, ...]
    html: str | None = None
    pdf: str | None = None
    xlsx: str | None = None
