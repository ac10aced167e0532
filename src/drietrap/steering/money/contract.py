"""How help is paid: per month of help, per trajectory begun, or a lump sum; per form of help and month."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from drietrap.statistics.inputs import FloatArray
from drietrap.steering.model.rows import Whole

EFFORT, OUTPUT, LUMP = range(3)
CONTRACTS = ("inspanning: per maand hulp", "output: per traject", "taakgericht: een vast bedrag")


@dataclass(frozen=True)
class Contracts:
    """Per month and form: how it is paid, and how much more or less than it would cost now.

    ``kind`` is (months, F), ``times`` (months, F); 1 is neither more nor less.
    """

    kind: Whole
    times: FloatArray

    @classmethod
    def effort(cls, months: int, forms: int = 10) -> Contracts:
        """Return contracts per month of help for everything."""
        return cls(np.zeros((months, forms), dtype=np.int64), np.ones((months, forms)))


@dataclass(frozen=True)
class Reference:
    """What help costs now: cents (months, A, F) of the baseline at one price level, and how much began."""

    worth: Whole
    begun: Whole

    def lump(self, form: int, start: int) -> FloatArray:
        """Return cents per month and area of the twelve months before ``start``, or of the first twelve."""
        first = max(0, start - 12)
        mean: FloatArray = self.worth[first : max(first + 1, start if start else 12), :, form].mean(axis=0)
        return mean

    def trajectory(self, form: int) -> FloatArray:
        """Return the cents that a trajectory costs now, by area: all help over all beginnings."""
        total, number = self.worth[..., form].sum(axis=0), self.begun[..., form].sum(axis=0)
        mean: FloatArray = total / np.maximum(number, 1)
        return mean


def paid(worth: Whole, begun: Whole, contracts: Contracts, now: Reference, index: FloatArray) -> Whole:
    """Return the cents that are paid (months, A, F).

    Parameters
    ----------
    worth
        (months, A, F): help given, at the price per month of help and the price level of the month.
    begun
        (months, A, F): help that began.
    contracts
        How each form is paid in each month.
    now
        What help costs without any measure; a lump sum and a price per trajectory follow from it.
    index
        (months,): rise of prices since the price level of ``now``.
    """
    amounts = worth.copy()
    for form in range(worth.shape[2]):
        kind = contracts.kind[:, form]
        times = (contracts.times[:, form] * index)[:, None]
        lump, output = kind == LUMP, kind == OUTPUT
        if lump.any():
            fixed = now.lump(form, int(lump.argmax()))
            amounts[lump, :, form] = np.rint(times[lump] * fixed).astype(np.int64)
        if output.any():
            price = np.rint(times[output] * now.trajectory(form)).astype(np.int64)
            amounts[output, :, form] = begun[output, :, form] * price
    return amounts
