"""What help costs here: prices with which the model's help comes to the published costs per taakveld."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from drietrap.statistics.inputs import FloatArray
from drietrap.steering.base import Basis
from drietrap.steering.building import TAAKVELDEN
from drietrap.steering.calibration.observing import Year
from drietrap.steering.model.codes import (
    AMBULATORY,
    CLOSED,
    CRISIS,
    DAY,
    FAMILY_HOME,
    FOSTER,
    HOME,
    RESIDENTIAL,
)

# Forms that are booked together: which taakvelden, and which forms of help.
GROUPS: tuple[tuple[str, tuple[str, ...], tuple[int, ...]], ...] = (
    ("ambulante hulp", ("6.72a", "6.72b", "6.74a", "6.72"), (AMBULATORY,)),
    ("daghulp", ("6.72c",), (DAY,)),
    ("hulp in het netwerk en overig zonder verblijf", ("6.72d",), (HOME,)),
    ("pleegzorg", ("6.73a",), (FOSTER,)),
    ("gezinsgerichte opvang", ("6.73b",), (FAMILY_HOME,)),
    ("overig verblijf en crisis", ("6.73c", "6.74b"), (RESIDENTIAL, CRISIS)),
    ("gesloten plaatsing", ("6.74c",), (CLOSED,)),
)
_SPLIT = ("6.72a", "6.72b", "6.74a")
DISCREPANCY = (
    0.25  # how far prices may differ from one municipality to the next (sd of the logarithm, aanname)
)


@dataclass(frozen=True)
class Costed:
    """One group of costs: published, in the model at base prices, and the factor on prices that follows.

    Amounts are EUR a year; ``published`` is NaN when nothing usable is published.
    """

    label: str
    taakvelden: tuple[str, ...]
    published: float
    before: float
    factor: float
    spread: float


def costed(basis: Basis, year: Year, scale: float, costs: Mapping[str, float]) -> tuple[Costed, ...]:
    """Return every group of costs with its factor.

    Parameters
    ----------
    basis
        Base values with prices before calibration.
    year
        A year of the model.
    scale
        Youths in the municipality per youth in the model year (several seeds count several times).
    costs
        EUR per taakveld, as published; missing where nothing usable is.
    """
    cents = (year.months * basis.table("price")[:, None] * basis.table("heavier")).sum(axis=1)
    euros = cents * scale / 100.0
    youths = year.stock * scale
    found = [
        _one(label, codes, float(euros[list(forms)].sum()), float(youths[list(forms)].sum()), costs)
        for label, codes, forms in GROUPS
    ]
    protection = year.protection_months * scale * float(basis.table("protection_price")) / 100.0
    probation = year.probation_months * scale * float(basis.table("probation_price")) / 100.0
    found.append(
        _one("jeugdbescherming", ("6.82a", "6.82"), protection, year.protection_months * scale / 12, costs)
    )
    found.append(_one("jeugdreclassering", ("6.82b",), probation, year.probation_months * scale / 12, costs))
    return tuple(found)


def _one(
    label: str, codes: tuple[str, ...], before: float, youths: float, costs: Mapping[str, float]
) -> Costed:
    known = [costs[code] for code in codes if code in costs and np.isfinite(costs[code])]
    published = float(sum(known)) if known else float("nan")
    if not known or published <= 0.0 or before <= 0.0:
        return Costed(label, codes, float("nan"), before, 1.0, DISCREPANCY)
    # Chance in the number of youths, against how far prices can differ: the own figure counts as it is sure.
    chance = 1.0 / max(youths, 1.0)
    weight = DISCREPANCY**2 / (DISCREPANCY**2 + chance)
    spread = float(np.sqrt(weight * chance + 1e-4))
    return Costed(label, codes, published, before, float((published / before) ** weight), spread)


def priced(basis: Basis, found: tuple[Costed, ...], costs: Mapping[str, float]) -> Basis:
    """Return the basis with the prices that follow, and ambulatory help booked as this municipality does."""
    price = basis.table("price").copy()
    for one, (_, _, forms) in zip(found, GROUPS, strict=False):
        price[list(forms)] *= one.factor
    protection, probation = found[len(GROUPS)], found[len(GROUPS) + 1]
    return basis.with_tables(
        {
            "price": price,
            "protection_price": basis.table("protection_price") * protection.factor,
            "probation_price": basis.table("probation_price") * probation.factor,
            "booking": _booking(basis.table("booking"), costs),
        }
    )


def _booking(booking: FloatArray, costs: Mapping[str, float]) -> FloatArray:
    own = np.array([max(costs.get(code, 0.0), 0.0) for code in _SPLIT])
    if not np.isfinite(own).all() or own.sum() <= 0.0:
        return booking
    changed = booking.copy()
    changed[AMBULATORY] = 0.0
    changed[AMBULATORY, [TAAKVELDEN.index(code) for code in _SPLIT]] = own / own.sum()
    return changed
