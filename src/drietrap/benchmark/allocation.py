"""Shape of the money that the Gemeentefonds allocates to a municipality for youth care.

All amounts are whole euro cents, so that parts add up exactly; weights, volumes and factors are numbers
as published.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True)
class AllocationTerm:
    """One measure (maatstaf) of the formula: weight (EUR per unit) x volume x factor = amount (cents)."""

    measure: str
    label: str
    weight: float
    volume: float
    amount: int


@dataclass(frozen=True)
class Allocation:
    """The recomputed amount of one municipality in one circular, beside the published one (cents).

    The amounts of ``terms`` add up to ``total``; ``per_youth`` is the total per inhabitant under 18.
    ``published`` is None when the circular gives no amount.
    """

    area: str
    circular: str
    year: str
    factor: float
    terms: tuple[AllocationTerm, ...]
    total: int
    published: int | None
    per_youth: int


class ChangeParts(NamedTuple):
    """What the change of one measure comes from, in cents."""

    weight: int
    volume: int
    factor: int


@dataclass(frozen=True)
class AllocationChange:
    """The difference between two circulars per measure and per cause (cents); the parts add up exactly.

    Every part is the Shapley value, so the order in which things change does not matter.
    """

    area: str
    before: Allocation
    after: Allocation
    by_measure: dict[str, ChangeParts]
    total: int


@dataclass(frozen=True)
class Redistribution:
    """The budget of 2016 as a percentage of that of 2015, beside that of the country."""

    area: str
    area_name: str
    budget_2016: float
    country_2016: float
    source: str
