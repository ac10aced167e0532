"""What is counted of a run, month by month; whole numbers that add up over parts of the population."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Protocol

import numpy as np
from numpy.typing import NDArray

from drietrap.steering.model.rows import Rows, Whole, layout

Wide = NDArray[np.int32]
POOLS = 80  # places for offers per area: ten forms of at most eight providers


class Month(Protocol):
    """Counts of one month. Stocks are at its end, flows in it.

    Axes as in :class:`~drietrap.steering.model.tables.Table`, with P phase (4).

    - ``people`` (B,), ``phases`` (P,): everybody who lives here.
    - ``helped`` (F, B, D), ``waiting`` (F, D, 4; by how long), ``unseen`` (N, D): stocks of youths.
    - ``protection`` (5,), ``placed``, ``probation``: stocks.
    - ``onset``, ``resolved``, ``worsened`` (N, D): needs that arose, went over in ordinary life, became
      heavier (by the old severity). ``seen`` (W, D, 3): decisions. ``unsettled`` (N, D): normalised while
      the need went on.
    - ``started`` (F, W), ``ended`` (F, 8), ``extended`` (F,): help. ``crises``, ``gave_up`` (N,): of youths
      without help; of youths who wait. ``of_age`` (P,): who left youth care at 18, by phase.
    - ``measures`` (5, 5): events of protection by state and slot; slot 4 of state 0 is a report.
    - ``probations``: probation that began.
    """

    people: Annotated[Whole, np.int64, (4,)]
    phases: Annotated[Whole, np.int64, (4,)]
    helped: Annotated[Whole, np.int64, (10, 4, 3)]
    waiting: Annotated[Whole, np.int64, (10, 3, 4)]
    unseen: Annotated[Whole, np.int64, (8, 3)]
    protection: Annotated[Whole, np.int64, (5,)]
    placed: Annotated[int, np.int64]
    probation: Annotated[int, np.int64]
    onset: Annotated[Whole, np.int64, (8, 3)]
    resolved: Annotated[Whole, np.int64, (8, 3)]
    worsened: Annotated[Whole, np.int64, (8, 3)]
    seen: Annotated[Whole, np.int64, (6, 3, 3)]
    unsettled: Annotated[Whole, np.int64, (8, 3)]
    started: Annotated[Whole, np.int64, (10, 6)]
    ended: Annotated[Whole, np.int64, (10, 8)]
    extended: Annotated[Whole, np.int64, (10,)]
    crises: Annotated[Whole, np.int64, (8,)]
    gave_up: Annotated[Whole, np.int64, (8,)]
    of_age: Annotated[Whole, np.int64, (4,)]
    measures: Annotated[Whole, np.int64, (5, 5)]
    probations: Annotated[int, np.int64]


class AreaMonth(Protocol):
    """Counts of one month in one area, for who pays.

    ``care`` (F, N, 4): youths with help by class of intensity; each is one month to pay. ``begun`` (F,):
    help that began. ``offers`` (80, 4): youths with help per offer and class of intensity.
    """

    care: Annotated[Wide, np.int32, (10, 8, 4)]
    begun: Annotated[Wide, np.int32, (10,)]
    offers: Annotated[Wide, np.int32, (POOLS, 4)]


class DistrictMonth(Protocol):
    """Counts of one month in one district: youths with help; youths with a severe need and no help."""

    helped: Annotated[int, np.int32]
    severe: Annotated[int, np.int32]


@dataclass(frozen=True)
class Counts:
    """All counts of a run.

    Parameters
    ----------
    months
        (months,) rows of :class:`Month`.
    by_area
        (months, areas) rows of :class:`AreaMonth`.
    by_district
        (months, districts) rows of :class:`DistrictMonth`.
    """

    months: Rows
    by_area: Rows
    by_district: Rows

    @classmethod
    def zeros(cls, months: int, areas: int, districts: int) -> Counts:
        """Return counts of nothing."""
        return cls(
            np.zeros(months, dtype=layout(Month)),
            np.zeros((months, areas), dtype=layout(AreaMonth)),
            np.zeros((months, districts), dtype=layout(DistrictMonth)),
        )

    def __getitem__(self, name: str) -> Whole:
        """Return one table of :class:`Month` for all months: shape (months, ...)."""
        return self.months[name]

    @property
    def care(self) -> Wide:
        """Youths with help, (months, areas, F, N, 4)."""
        return self.by_area["care"]

    @property
    def begun(self) -> Wide:
        """Help that began, (months, areas, F)."""
        return self.by_area["begun"]

    @property
    def offers(self) -> Wide:
        """Youths with help per offer and class of intensity, (months, areas * 80, 4)."""
        table: Wide = self.by_area["offers"].reshape(len(self.months), -1, 4)
        return table

    @property
    def districts(self) -> Wide:
        """Youths with help, and youths with a severe need and no help, (months, districts, 2)."""
        return np.stack([self.by_district["helped"], self.by_district["severe"]], axis=-1)

    def add(self, other: Counts) -> None:
        """Add the counts of another part of the population to these."""
        for mine, theirs in zip(self._tables(), other._tables(), strict=True):
            for name in mine.dtype.names or ():
                mine[name] += theirs[name]

    def _tables(self) -> tuple[Rows, ...]:
        return self.months, self.by_area, self.by_district
