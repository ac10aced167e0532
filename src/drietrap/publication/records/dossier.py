"""What the report from records shows; counts are taken from the protected tables, never handed in."""

from __future__ import annotations

from dataclasses import dataclass, replace

from drietrap.benchmark.result import Estimate
from drietrap.catalogue.indicator import Unit
from drietrap.publication.suppression.safe import SafeRelease, SafeRow

FEWEST_YOUTHS = 100
"""Fewer youths get no curve: a step of 5 % must stand for five youths or more."""
FEWEST_TRAJECTORIES = 30
"""Fewer trajectories, by the count that is shown, get no duration."""
LIMIT_WEEKS = 4
"""Limits of a duration go by this many weeks: their width would tell how many trajectories there are."""
_STEP = 5
_TOLERANCE = 1e-9


@dataclass(frozen=True)
class Where:
    """A cell of the protected tables: the table and its codes after the area."""

    table: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class BreakdownAsked:
    """A table to show: ``labels`` gives code and words, in order; ``total`` is the cell above them."""

    id: str
    title: str
    total: Where
    labels: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class CourseAsked:
    """One period of the course: what began, ended, and ran after its last day."""

    period: str
    begun: Where
    ended: Where
    running: Where


@dataclass(frozen=True)
class BesideAsked:
    """A published figure, and the cells from which the same is counted.

    ``denominator`` is a cell, or a number of inhabitants; ``sentences`` explain a difference and are told
    only when the numerator is not withheld.
    """

    label: str
    unit: Unit
    decimals: int
    published: Estimate
    numerator: Where
    denominator: Where | float
    scale: float
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Step:
    """``members`` of the youths (those with most) take ``share`` of it: parts of 1, in whole per cents.

    Exact shares would give the exact total away, and with it the number of youths.
    """

    members: float
    share: float
    lower: float
    upper: float


@dataclass(frozen=True)
class Divided:
    """How a total is divided over ``youths`` youths (rounded to fives); ``for_90`` take 90 % of it.

    ``over`` says in words which periods it covers.
    """

    what: str
    over: str
    youths: int
    steps: tuple[Step, ...]
    for_90: Estimate


@dataclass(frozen=True)
class Lasting:
    """In how many weeks half of the trajectories of a kind has ended; None beyond what was seen.

    ``counted`` is the protected count of such trajectories: where that is withheld there is no duration. The
    value is in whole weeks and its limits, rounded outwards, in steps of :data:`LIMIT_WEEKS`.
    """

    label: str
    counted: Where
    weeks: Estimate


@dataclass(frozen=True)
class DistrictsAsked:
    """The districts of a municipality: tables of youths and of trajectories, and names by code."""

    youths: str
    trajectories: str
    names: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ProvidersAsked:
    """The table by provider; ``whole`` is the code of all help in it, ``total`` that of all providers."""

    table: str
    whole: str
    total: str


@dataclass(frozen=True)
class Delivered:
    """What the figures rest on: providers over the period, and the whole per cent of their rows set apart.

    It is about the whole register, not about the municipality.
    """

    providers: int
    apart: int


@dataclass(frozen=True)
class Remark:
    """What a check over deliveries says, without counts of youths.

    ``providers`` is how many providers of youths of the municipality it was said of; 0 when it is said of the
    municipality.
    """

    period: str
    severity: str
    title: str
    providers: int


@dataclass(frozen=True)
class Source:
    """A count in a period, with the id that leads back to what it was counted from."""

    label: str
    period: str
    lineage: str


@dataclass(frozen=True)
class RecordsDossier:
    """Everything for the report about ``area`` in ``period``; ``tables`` is filled in by the door."""

    area: str
    name: str
    period: str
    made_on: str
    software: str
    synthetic: bool
    breakdowns: tuple[BreakdownAsked, ...]
    course: tuple[CourseAsked, ...]
    beside: tuple[BesideAsked, ...]
    divided: tuple[Divided, ...]
    lasting: tuple[Lasting, ...]
    districts: DistrictsAsked | None
    providers: ProvidersAsked | None
    delivered: Delivered
    remarks: tuple[Remark, ...] = ()
    sources: tuple[Source, ...] = ()
    tables: SafeRelease | None = None

    def shown(self, where: Where) -> int | None:
        """Return the protected count of the area in a cell; None when it is withheld.

        Raises
        ------
        KeyError
            When there is no such cell.
        """
        tables = self.tables.tables if self.tables else ()
        for table in tables:
            if table.id == where.table:
                for row in table.rows:
                    if row.codes == (self.area, *where.codes):
                        return row.value
        raise KeyError(f"{where.table} {where.codes}")

    def rows(self, table: str) -> tuple[SafeRow, ...]:
        """Return the protected rows of a table, of every place in it; none when there is no such table."""
        tables = self.tables.tables if self.tables else ()
        return next((one.rows for one in tables if one.id == table), ())

    def lineage(self, table: str) -> str:
        """Return the id of the counts of a protected table; empty when there is none."""
        named = (one.lineage for one in self.sources if table.startswith(f"{one.label}, {one.period},"))
        return next(named, "")

    def is_safe(self) -> bool:
        """Whether what stands beside the tables rests on enough youths, and shows no exact small count."""
        curves = all(
            one.youths >= FEWEST_YOUTHS and one.youths % _STEP == 0 and all(map(_in_per_cents, one.steps))
            for one in self.divided
        )
        return curves and all(_is_coarse(one.weeks) for one in self.lasting)

    def only_shown(self) -> RecordsDossier:
        """Return this without the parts about people of whom the tables withhold the number, or show few."""
        youths = self.shown(self.breakdowns[0].total)
        lasting = tuple(one for one in self.lasting if (self.shown(one.counted) or 0) >= FEWEST_TRAJECTORIES)
        return replace(
            self,
            divided=self.divided if (youths or 0) >= FEWEST_YOUTHS else (),
            lasting=lasting,
        )


def _is_coarse(weeks: Estimate) -> bool:
    steps = ((weeks.value, 1), (weeks.lower, LIMIT_WEEKS), (weeks.upper, LIMIT_WEEKS))
    return all(value is None or value % step == 0 for value, step in steps)


def _in_per_cents(step: Step) -> bool:
    parts = (100 * value for value in (step.share, step.lower, step.upper))
    return all(abs(part - round(part)) < _TOLERANCE for part in parts)
