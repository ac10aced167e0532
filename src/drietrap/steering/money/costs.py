"""The costs of a run: by form, taakveld and provider, with the own costs of measures, to the cent."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from drietrap.statistics.inputs import FloatArray
from drietrap.steering.building import TAAKVELDEN
from drietrap.steering.model.codes import GUARDED, SUPERVISED
from drietrap.steering.model.counts import POOLS, Counts
from drietrap.steering.model.rows import Whole
from drietrap.steering.model.tables import OFFERS
from drietrap.steering.money.contract import Contracts, Reference, paid
from drietrap.steering.money.prices import Tariffs, booked, cents

ACCESS, PROTECTION, PROBATION = (TAAKVELDEN.index(code) for code in ("6.2", "6.82a", "6.82b"))


@dataclass(frozen=True)
class Costs:
    """Cents per month.

    Parameters
    ----------
    forms
        (months, A, F): help, by area and form.
    offers
        (months, A, F, 9): the same by offer; the last place is help without one.
    taakvelden
        (months, T): everything of all areas together, without the own costs of measures.
    own
        (months, measures): own costs of measures.
    """

    forms: Whole
    offers: Whole
    taakvelden: Whole
    own: Whole

    @property
    def total(self) -> Whole:
        """(months,): help, protection, probation and own costs together."""
        total: Whole = self.taakvelden.sum(axis=1) + self.own.sum(axis=1)
        return total


def worth_of(counts: Counts, price: Whole) -> Whole:
    """Return cents of help given (months, A, F), at a price per month, form and class (months, F, 4)."""
    classes: Whole = counts.care.sum(axis=3, dtype=np.int64)
    worth: Whole = np.einsum("mafc,mfc->maf", classes, price)
    return worth


def costs_of(
    counts: Counts,
    price: FloatArray,
    tariffs: Tariffs,
    contracts: Contracts,
    now: Reference,
    index: FloatArray,
    own: Whole,
) -> Costs:
    """Return the costs of a run.

    Parameters
    ----------
    counts
        What happened.
    price
        (months, F, 4): cents per month of help without the rise of prices.
    tariffs, contracts, now, index
        See :mod:`drietrap.steering.money.prices` and :mod:`drietrap.steering.money.contract`.
    own
        (months, measures): own costs of measures.
    """
    monthly = cents(price, index)
    worth = worth_of(counts, monthly)
    forms = paid(worth, counts.begun.astype(np.int64), contracts, now, index)
    by_form = booked(forms.sum(axis=1), tariffs.booking).sum(axis=1)
    measures = counts["protection"][:, SUPERVISED : GUARDED + 1].sum(axis=1)
    by_form[:, PROTECTION] += measures * cents(np.full(len(index), float(tariffs.protection)), index)
    by_form[:, PROBATION] += counts["probation"] * cents(np.full(len(index), float(tariffs.probation)), index)
    return Costs(forms, _by_offer(counts, monthly, worth, forms), by_form, own)


def _by_offer(counts: Counts, price: Whole, worth: Whole, forms: Whole) -> Whole:
    """Divide what is paid over offers by the worth of their help; what is left is without an offer."""
    months, areas = worth.shape[:2]
    placed = counts.offers.reshape(months, areas, POOLS // OFFERS, OFFERS, -1).astype(np.int64)
    value = np.einsum("mafoc,mfc->mafo", placed, price)
    shares = np.zeros((*value.shape[:3], OFFERS + 1), dtype=np.int64)
    whole = np.maximum(worth, 1)[..., None]
    shares[..., :OFFERS] = forms[..., None] // whole * value + forms[..., None] % whole * value // whole
    shares[..., OFFERS] = forms - shares[..., :OFFERS].sum(axis=-1)
    return shares
