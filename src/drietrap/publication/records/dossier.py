"""What the report from records shows; counts are taken from the protected tables, never handed in."""

from __future__ import annotations

from dataclasses import dataclass

from drietrap.benchmark.result import Estimate
from drietrap.catalogue.indicator import Unit
from drietrap.publication.suppression.safe import SafeRelease

FEWEST_YOUTHS = 100
"""Fewer youths get no curve: a step of 5 % must stand for five youths or more."""
FEWEST_TRAJECTORIES = 30
"""Fewer trajectories get no duration."""
_STEP = 5


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

    ``denominator`` is a cell, or a number of inhabitants; ``sentences`` explain the difference.
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
    """``members`` of the youths (those with most) take ``share`` of the total; from 0 to 1."""

    members: float
    share: float
    lower: float
    upper: float


@dataclass(frozen=True)
class Divided:
    """How a total is divided over ``youths`` youths (rounded to fives); ``for_90`` take 90 % of it."""

    what: str
    youths: int
    steps: tuple[Step, ...]
    for_90: Estimate


@dataclass(frozen=True)
class Lasting:
    """In how many days half of the trajectories of a kind has ended; None beyond what was seen."""

    label: str
    trajectories: int
    days: Estimate


@dataclass(frozen=True)
class Market:
    """How help is divided over providers; ``largest`` in per cent, ``hhi`` from 0 to 10,000, rounded."""

    providers: int
    largest: int
    hhi: int


@dataclass(frozen=True)
class Delivered:
    """What the figures rest on: providers and rows over the period."""

    providers: int
    rows: int
    quarantined: int


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
    market: Market | None
    delivered: Delivered
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

    def is_safe(self) -> bool:
        """Whether what stands beside the tables rests on enough youths, and shows no exact small count."""
        curves = all(one.youths >= FEWEST_YOUTHS and one.youths % _STEP == 0 for one in self.divided)
        lasting = all(
            one.trajectories >= FEWEST_TRAJECTORIES and one.trajectories % _STEP == 0 for one in self.lasting
        )
        return curves and lasting
