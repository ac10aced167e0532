"""The own costs of measures: what a measure costs itself, beside what it does to the costs of help."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from drietrap.catalogue.levers.lever import Act
from drietrap.statistics.inputs import FloatArray
from drietrap.steering.model.rows import Whole
from drietrap.steering.scenario.definition import Measure

_CENTS = 100


def yearly(measure: Measure, youths: int) -> float:
    """Return euros per year of a measure at its dose, at the price level of the base values.

    ``youths`` is the number under 18. What the user gave is for the dose of the scenario.
    """
    if measure.cost is not None:
        return float(measure.cost)
    cost, dose = measure.definition.cost, measure.definition.dose
    if cost is None:
        return 0.0
    steps = any(one.act in (Act.CAP, Act.LUMP, Act.OUTPUT, Act.CLOSE) for one in measure.definition.direct)
    part = 1.0 if steps else abs(measure.dose / dose.full)
    return (cost.fixed + cost.per_youth * youths) * part


def own_costs(measures: Sequence[Measure], start: int, months: int, youths: int, index: FloatArray) -> Whole:
    """Return cents per month and measure, from the first to the last month of each."""
    found = np.zeros((months, len(measures)), dtype=np.int64)
    month = start + np.arange(months)
    for place, measure in enumerate(measures):
        there = (month >= measure.start) & (month < (measure.end or start + months))
        found[:, place] = np.where(there, np.rint(yearly(measure, youths) * _CENTS / 12.0 * index), 0)
    return found
