"""Prices in whole cents, by month, with the rise of prices that a scenario expects."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from drietrap.statistics.inputs import FloatArray
from drietrap.steering.base import Basis
from drietrap.steering.model.rows import Whole

PRICE_YEAR = 2023  # price level of the base values
_PARTS = 10_000  # weights of booking are whole numbers out of this


@dataclass(frozen=True)
class Tariffs:
    """What does not depend on levers, at the price level of :data:`PRICE_YEAR`.

    Parameters
    ----------
    protection, probation
        Cents per month of a child protection measure, and of youth probation.
    booking
        (forms, taakvelden): parts out of 10,000 of a form that are booked on each taakveld.
    """

    protection: int
    probation: int
    booking: Whole


def tariffs_of(basis: Basis) -> Tariffs:
    """Return the tariffs of a set of base values."""
    shares = basis.table("booking")
    parts = np.floor(shares / shares.sum(axis=1, keepdims=True) * _PARTS).astype(np.int64)
    most = shares.argmax(axis=1)
    parts[np.arange(len(parts)), most] += _PARTS - parts.sum(axis=1)
    protection, probation = (float(basis.table(name)) for name in ("protection_price", "probation_price"))
    return Tariffs(round(protection), round(probation), parts)


def index_of(start: int, months: int, percent: float) -> FloatArray:
    """Return by how much prices have risen since :data:`PRICE_YEAR` in every month; a step each January."""
    years = 2000 + (start + np.arange(months)) // 12
    return np.asarray((1.0 + percent / 100.0) ** (years - PRICE_YEAR), dtype=np.float64)


def cents(prices: FloatArray, index: FloatArray) -> Whole:
    """Return prices (months, ...) in whole cents, each with the rise of prices (months,) of its month."""
    rise = index.reshape(-1, *[1] * (prices.ndim - 1))
    rounded: Whole = np.rint(prices * rise).astype(np.int64)
    return rounded


def booked(amounts: Whole, booking: Whole) -> Whole:
    """Divide cents of forms (..., F) over taakvelden (..., F, T), to the cent.

    What rounding down leaves goes to the taakveld with the largest part.
    """
    parts: Whole = amounts[..., None] // _PARTS * booking + amounts[..., None] % _PARTS * booking // _PARTS
    forms = np.arange(len(booking))
    parts[..., forms, booking.argmax(axis=1)] += amounts - parts.sum(axis=-1)
    return parts
