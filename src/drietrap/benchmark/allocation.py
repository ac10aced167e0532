"""Shape of the money that the Gemeentefonds allocates to a municipality for youth care."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class AllocationTerm:
    """One measure (maatstaf) of the formula: weight x volume x factor; amounts in EUR."""

    measure: str
    label: str
    weight: float
    volume: float
    amount: float


@dataclass(frozen=True)
class Allocation:
    """The recomputed amount of one municipality in one circular, beside the published one (EUR)."""

    area: str
    circular: str
    year: str
    factor: float
    terms: tuple[AllocationTerm, ...]
    total: float
    published: float | None
    per_youth: float


@dataclass(frozen=True)
class AllocationChange:
    """The difference between two circulars per measure and per cause; the parts add up exactly.

    ``by_measure`` maps a measure to (through weight, through volume, through factor) in EUR; every part
    is the Shapley value, so the order in which things change does not matter.
    """

    area: str
    before: Allocation
    after: Allocation
    by_measure: dict[str, tuple[float, float, float]]
    total: float
