"""The shape of an indicator definition: one frozen object says everything a reader must know.

A definition holds no code: :mod:`drietrap.indicators` turns ``formula`` into SQL, and beside it a slow
reference engine reads the same definition.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """Unit of an indicator's value, as a reader sees it."""

    PERCENTAGE = "%"
    EURO = "€"
    RATIO = "verhouding"
    ONE_IN = "1 op de"
    COUNT = "aantal"


class Moment(StrEnum):
    """Which moment or stretch of time a figure describes."""

    PEILDATUM = "stand op een peildatum"
    PERIODE = "alles wat in de periode liep"
    STROOM = "begin of einde in de periode"
    BOEKJAAR = "boekjaar"


class IntervalMethod(StrEnum):
    """How the interval of an indicator is made; always on top of the rounding of its inputs."""

    WILSON = "Wilson"
    ROUNDING = "alleen afronding"


@dataclass(frozen=True)
class Cell:
    """A published measure: table id, measure id, and the variant (budget or accounts, circular)."""

    table: str
    measure: str
    variant: str = ""


@dataclass(frozen=True)
class Sum:
    """The sum of published measures; ``absent_as_zero`` only where the publisher leaves out zeros."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Population:
    """The people behind a published percentage, taken from the nearest year within ``reach`` years.

    ``factor`` and ``assumption`` are for a group that is not published and estimated from one that is;
    the assumption is then shown with every figure that rests on it.
    """

    id: str
    label: str
    cells: tuple[Cell, ...]
    factor: float = 1.0
    reach: int = 3
    assumption: str | None = None


@dataclass(frozen=True)
class Published:
    """The value as published, such as a percentage; ``base`` gives the population behind it."""

    cell: Cell
    base: Population | None = None


@dataclass(frozen=True)
class Quotient:
    """``scale`` x numerator / denominator; a share when the numerator is part of the denominator.

    A denominator that is a :class:`Population` is taken from its nearest year.
    """

    numerator: Sum
    denominator: Sum | Population
    scale: float = 1.0


@dataclass(frozen=True)
class ShareOfShare:
    """``share`` percent of ``whole`` percent: the product of two published percentages, in percent."""

    share: Cell
    whole: Cell
    base: Population | None = None


@dataclass(frozen=True)
class OneIn:
    """The published percentage as '1 in N': 100 divided by it."""

    cell: Cell


Formula = Published | Quotient | ShareOfShare | OneIn


@dataclass(frozen=True)
class Break:
    """A break in a series: values before and from ``period`` on cannot be compared as one series."""

    period: str
    reason: str
    source: str
    area: str | None = None


@dataclass(frozen=True)
class Version:
    """A dated version of the definition; the newest is the one in use."""

    since: str
    what: str


@dataclass(frozen=True)
class Example:
    """A small worked example: inputs per measure as published (None is withheld) and the outcome.

    ``lower`` and ``upper`` bound the rounding interval of the value.
    """

    inputs: tuple[tuple[Cell, float | None], ...]
    value: float | None
    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True)
class Indicator:
    """One indicator, complete: what it measures, for which question, and what it is not for."""

    id: str
    theme: str
    label: str
    unit: Unit
    question: str
    definition: str
    not_for: str
    numerator: str
    denominator: str
    formula: Formula
    moment: Moment
    interval_method: IntervalMethod
    reference: str
    versions: tuple[Version, ...]
    disclosure_group: str
    examples: tuple[Example, ...]
    breakdowns: tuple[str, ...] = ()
    breaks: tuple[Break, ...] = ()
    family: str | None = None
    decimals: int = 1
