"""How far each measure works in each month, and which months are alike."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from drietrap.statistics.inputs import FloatArray
from drietrap.steering.model.rows import Whole
from drietrap.steering.scenario.definition import Measure

STEPS = 4  # a ramp is a stair of this many steps, so that months share tables


def strength(measure: Measure, start: int, months: int) -> FloatArray:
    """Return the part of full effect of a measure in every month of a run.

    Nothing before the delay is over; then a stair of four steps around a straight line up to 1, and nothing
    from its end on.
    """
    month = start + np.arange(months)
    since = month - measure.start - measure.delay + 1
    part = since / measure.ramp
    stair = np.where(part < 1.0, (np.ceil(part * STEPS) - 0.5) / STEPS, 1.0)
    there = (since > 0) & (month < (start + months if measure.end is None else measure.end))
    return np.where(there, stair, 0.0)


def versions(measures: Sequence[Measure], start: int, months: int) -> tuple[Whole, FloatArray]:
    """Return which version holds in each month, and the strengths (versions, measures) of each.

    Version 0 is always that in which no measure works.
    """
    columns = [strength(one, start, months) for one in measures]
    rows = np.stack([*columns, np.zeros(months)], axis=1)
    every = np.concatenate([np.zeros((1, rows.shape[1])), rows])
    distinct, number = np.unique(every, axis=0, return_inverse=True)
    # np.unique sorts, and all zeros sorts first: strengths are never negative.
    return number.reshape(-1)[1:].astype(np.int64), distinct[:, :-1]
