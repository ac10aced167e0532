"""The shape of an indicator definition: one frozen object says everything a reader must know.

A definition holds no code: :mod:`drietrap.indicators` turns ``formula`` into SQL, and beside it a slow
reference engine reads the same definition. ``records`` says how the same is counted from records.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from drietrap.catalogue.record_formula import RecordFormula


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
    """A published measure: table id, measure id, and the variant (budget or accounts, circular).

    ``or_variants`` stand in, in this order, for an area and period for which ``variant`` is not published
    (a year's later circular replaces its earlier one).
    """

    table: str
    measure: str
    variant: str = ""
    or_variants: tuple[str, ...] = ()

    @property
    def variants(self) -> tuple[str, ...]:
        """All variants, the preferred one first."""
        return (self.variant, *self.or_variants)


@dataclass(frozen=True)
class Sum:
    """The sum of published measures, less those in ``minus``.

    ``absent_as_zero`` only where the publisher leaves out zeros: a cell without a row then counts as zero,
    as long as at least one cell of the sum has one. A row that is marked absent never counts as zero.
    """

    cells: tuple[Cell, ...]
    minus: tuple[Cell, ...] = ()
    absent_as_zero: bool = False


@dataclass(frozen=True)
class Population:
    """The people behind a published percentage, taken from the nearest year within ``reach`` years.

    ``factor`` and ``assumption`` are for a group that is not published and estimated from one that is;
    the assumption is then shown with every figure that rests on it. With ``share`` (a published percentage
    of the figure's own period) the group is that part of the people, such as those who have youth care.
    ``label`` is lower case and fits after 'voor'.
    """

    id: str
    label: str
    cells: tuple[Cell, ...]
    factor: float = 1.0
    reach: int = 3
    assumption: str | None = None
    share: Cell | None = None


@dataclass(frozen=True)
class Published:
    """The value as published, such as a percentage; ``base`` gives the population behind it.

    ``secret_up_to`` is the largest number of people for which the publisher withholds the percentage.
    """

    cell: Cell
    base: Population | None = None
    secret_up_to: int | None = None


@dataclass(frozen=True)
class Quotient:
    """``scale`` x numerator / denominator.

    A denominator that is a :class:`Population` is taken from its nearest year. ``share`` says that the
    numerator is part of the denominator, so that the outcome cannot exceed ``scale``.
    """

    numerator: Sum
    denominator: Sum | Population
    scale: float = 1.0
    share: bool = False


@dataclass(frozen=True)
class ShareOfShare:
    """``share`` percent of ``whole`` percent: the product of two published percentages, in percent."""

    share: Cell
    whole: Cell
    base: Population | None = None
    secret_up_to: int | None = None


@dataclass(frozen=True)
class OneIn:
    """The published percentage as '1 in N': 100 divided by it."""

    cell: Cell
    base: Population | None = None
    secret_up_to: int | None = None


Formula = Published | Quotient | ShareOfShare | OneIn


def population_of(formula: Formula) -> Population | None:
    """Return the population that ``formula`` rests on, if any."""
    if not isinstance(formula, Quotient):
        return formula.base
    return formula.denominator if isinstance(formula.denominator, Population) else None


def cells_of(formula: Formula) -> tuple[Cell, ...]:
    """Return every published measure that ``formula`` reads, in order of mention, each once."""
    match formula:
        case Published(cell=cell) | OneIn(cell=cell):
            found: tuple[Cell, ...] = (cell,)
        case ShareOfShare(share=share, whole=whole):
            found = (share, whole)
        case Quotient(numerator=above, denominator=below):
            found = (*above.cells, *above.minus)
            if isinstance(below, Sum):
                found += (*below.cells, *below.minus)
    population = population_of(formula)
    if population is not None:
        found += (*population.cells, *((population.share,) if population.share else ()))
    return tuple(dict.fromkeys(found))


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

    Inputs are of one area and one period, in the unit of their column (amounts in EUR). ``lower`` and
    ``upper`` bound the rounding interval of the value; None where nothing can be said.
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
    records: RecordFormula | None = None


@dataclass(frozen=True)
class RecordIndicator:
    """An indicator that only records give: no table of it is published."""

    id: str
    theme: str
    label: str
    unit: Unit
    question: str
    definition: str
    not_for: str
    numerator: str
    denominator: str
    records: RecordFormula
    moment: Moment
    reference: str
    versions: tuple[Version, ...]
    disclosure_group: str
    family: str | None = None
    decimals: int = 1
