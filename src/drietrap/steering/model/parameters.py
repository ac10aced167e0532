"""What the model must know, in natural units: chances per month, shares, months and cents."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from drietrap.statistics.inputs import FloatArray


@dataclass(frozen=True)
class Parameters:
    """Parameters of one area and all its districts; axes as in :class:`drietrap.steering.model.tables.Table`.

    Parameters
    ----------
    onset
        (23, 2, 8, 5): chance per month that a personal need arises, in the order of ``PERSONAL``.
    shared, affected
        (8, 2) per month that a need comes over a family, in the order of ``SHARED``; (4, 2) chance that a
        child of it has the need.
    severity
        (8, 3): shares of light, moderate and severe among new needs.
    unseen
        (4, 8, 3, 9) per month without help: over, heavier, crisis, and seen by each of six routes.
    waiting
        (8, 3, 4) per month of waiting: over, heavier, crisis, given up.
    normalised
        (2, 6, 8, 3): share of decisions to normalise; the first axis is without and with a brother or sister
        who has help.
    free
        (2, 6, 8, 3): share of freely accessible help among the other decisions.
    settled
        (8, 3): chance that a need is over when it was normalised.
    choose
        (4, 8, 3, 10): weights of the forms of an individual provision.
    delay
        (6,): mean months from decision to possible start (geometric), by route.
    duration, duration_spread
        (10,), (10,): median months of help, and the standard deviation of their logarithm (lognormal).
    longest
        (10,): most months that are agreed at once; infinite without a norm.
    extension
        (10,): median months of an extension, with the same spread.
    intensity
        (10, 3, 4): weights of the classes of intensity, by form and severity.
    dropout, extend, success, stays_adult
        (10,) per month; (10, 8), (10, 8, 3), (10,) chances at the end.
    report
        (4, 4, 8) per month: a report on safety, by age band, no need to severe, and stratum.
    measure
        (5, 4) per month: what follows a report, an investigation or a measure; zero where nothing can.
    place
        (4, 4): weights of the forms of a placement.
    probation, probation_months, probation_spread
        (23, 2) per month; median months and the spread of their logarithm.
    capacity
        (10,): youths helped at a time per 1,000 youths under 18; infinite without a limit.
    price
        (10,): cents per month of help in the lightest class of intensity.
    heavier
        (10, 4): price of each class of intensity relative to the lightest.
    district
        (districts,): factor on needs and reports of each district, 1 on average.
    """

    onset: FloatArray
    shared: FloatArray
    affected: FloatArray
    severity: FloatArray
    unseen: FloatArray
    waiting: FloatArray
    normalised: FloatArray
    free: FloatArray
    settled: FloatArray
    choose: FloatArray
    delay: FloatArray
    duration: FloatArray
    duration_spread: FloatArray
    longest: FloatArray
    extension: FloatArray
    intensity: FloatArray
    dropout: FloatArray
    extend: FloatArray
    success: FloatArray
    stays_adult: FloatArray
    report: FloatArray
    measure: FloatArray
    place: FloatArray
    probation: FloatArray
    probation_months: FloatArray
    probation_spread: FloatArray
    capacity: FloatArray
    price: FloatArray
    heavier: FloatArray
    district: FloatArray

    def mean_months(self, form: int) -> float:
        """Return the mean months of one agreed period of help, without a norm (lognormal)."""
        return float(self.duration[form] * np.exp(self.duration_spread[form] ** 2 / 2.0))


SHAPES: dict[str, tuple[int, ...]] = {
    "onset": (23, 2, 8, 5),
    "shared": (8, 2),
    "affected": (4, 2),
    "severity": (8, 3),
    "unseen": (4, 8, 3, 9),
    "waiting": (8, 3, 4),
    "normalised": (2, 6, 8, 3),
    "free": (2, 6, 8, 3),
    "settled": (8, 3),
    "choose": (4, 8, 3, 10),
    "delay": (6,),
    "duration": (10,),
    "duration_spread": (10,),
    "longest": (10,),
    "extension": (10,),
    "intensity": (10, 3, 4),
    "dropout": (10,),
    "extend": (10, 8),
    "success": (10, 8, 3),
    "stays_adult": (10,),
    "report": (4, 4, 8),
    "measure": (5, 4),
    "place": (4, 4),
    "probation": (23, 2),
    "probation_months": (1,),
    "probation_spread": (1,),
    "capacity": (10,),
    "price": (10,),
    "heavier": (10, 4),
}
