"""From parameters to tables: what moves a run, one version for every set of positions of the levers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from drietrap.statistics.inputs import FloatArray
from drietrap.steering.model.parameters import Parameters
from drietrap.steering.model.rows import Rows, Whole, layout
from drietrap.steering.model.tables import DELAYS, EASE, ONE, QUANTILES, Table

ROOM = 4.0  # how many times its baseline chance a slot may grow, where there is room for it
_STEP = 2**24  # chances are rounded to this many steps first, so that the last bit of a machine never shows
_LEAST = 2.0**-24


@dataclass(frozen=True)
class Slots:
    """Where the events of one line lie: starts and room per slot, and where the last one ends."""

    start: Whole
    room: Whole
    top: Whole


def whole(chance: FloatArray) -> Whole:
    """Return chances as whole numbers out of 2**32, in steps of 2**-24."""
    steps: Whole = (np.rint(np.clip(chance, 0.0, 1.0) * _STEP) * (ONE // _STEP)).astype(np.int64)
    return steps


def slots(baseline: FloatArray) -> Slots:
    """Lay out the events of the last axis: each keeps room to grow to four times its baseline chance.

    Where the line is too short for that, every slot keeps the same multiple, which is then less than four.

    Raises
    ------
    ValueError
        When the chances of a line add up to more than one.
    """
    total = baseline.sum(axis=-1, keepdims=True)
    if np.any(total > 1.0 + 1e-9):
        raise ValueError(f"chances of events that exclude each other add up to {float(total.max()):.3f}")
    multiple = np.minimum(ROOM, 1.0 / np.maximum(total, _LEAST))
    room = np.floor(baseline * multiple * _STEP).astype(np.int64) * (ONE // _STEP)
    end = np.cumsum(room, axis=-1)
    return Slots(end - room, room, end[..., -1])


def months_table(median: FloatArray, spread: FloatArray, longest: FloatArray) -> Whole:
    """Return equally likely durations in whole months (at least 1) of lognormal ones, cut at a norm.

    Shape (..., 128); quantile k is that of (k + 1/2) / 128.
    """
    normal = ndtri((np.arange(QUANTILES) + 0.5) / QUANTILES)
    months = median[..., None] * np.exp(spread[..., None] * normal)
    cut = np.minimum(months, longest[..., None])
    table: Whole = np.maximum(np.rint(cut), 1.0).astype(np.int64)
    return table


def baseline_layout(parameters: Parameters) -> dict[str, Slots]:
    """Return the slots of a baseline; every version of a scenario uses the same."""
    lines = ("onset", "shared", "unseen", "waiting", "measure")
    return {name: slots(getattr(parameters, name)) for name in lines}


def table_of(parameters: Parameters, lines: dict[str, Slots]) -> Rows:
    """Return one row of :class:`~drietrap.steering.model.tables.Table`, in the slots of a baseline.

    A chance that a lever raised beyond the room of its slot stands at that room; see :func:`clipped`.
    """
    row: Rows = np.zeros(1, dtype=layout(Table))[0]
    for name, line in lines.items():
        row[f"{name}_start"] = line.start
        row[f"{name}_width"] = np.minimum(whole(getattr(parameters, name)), line.room)
        if name != "measure":
            row[f"{name}_top"] = line.top
    row["severity"] = _cumulative(parameters.severity)
    row["decide"] = _decisions(parameters)
    row["choose"] = _cumulative(parameters.choose)
    row["intensity"] = _cumulative(parameters.intensity)
    row["place"] = _cumulative(parameters.place)
    row["delay"] = _delays(parameters.delay)
    row["duration"] = months_table(parameters.duration, parameters.duration_spread, parameters.longest)
    row["extension"] = months_table(parameters.extension, parameters.duration_spread, parameters.longest)
    unlimited = np.full(1, np.inf)
    months = months_table(parameters.probation_months, parameters.probation_spread, unlimited)
    row["probation_months"] = months[0]
    for name in ("affected", "settled", "dropout", "extend", "success", "stays_adult", "report", "probation"):
        row[name] = whole(getattr(parameters, name))
    return row


def clipped(parameters: Parameters, lines: dict[str, Slots]) -> dict[str, float]:
    """Return, per line of events, the largest part of a chance that does not fit in its slot (0: none)."""
    lost: dict[str, float] = {}
    for name, line in lines.items():
        over = np.maximum(getattr(parameters, name) - line.room / ONE, 0.0)
        over[over <= 2.0 / _STEP] = 0.0
        lost[name] = float(over.max())
    return lost


def tables_of(versions: Sequence[Parameters]) -> Rows:
    """Return the tables of all versions, the first of which is the baseline."""
    lines = baseline_layout(versions[0])
    return np.stack([table_of(each, lines) for each in versions])


def ease_of(district: FloatArray) -> Whole:
    """Return by how much draws of needs are stretched in each district: 65,536 divided by its factor."""
    ease: Whole = np.rint(2**EASE / np.maximum(district, 2.0**-8)).astype(np.int64)
    return ease


def _cumulative(weights: FloatArray) -> Whole:
    """Return upper bounds of the classes of the last axis, all but the last; zero weights choose the last."""
    total = weights.sum(axis=-1, keepdims=True)
    shares = np.cumsum(weights, axis=-1) / np.where(total > 0.0, total, 1.0)
    return whole(shares[..., :-1])


def _decisions(parameters: Parameters) -> Whole:
    """Return up to which draw a decision is to normalise, and to normalise or give freely accessible help."""
    normalised = parameters.normalised
    free = normalised + (1.0 - normalised) * parameters.free
    return whole(np.stack([normalised, free], axis=-1))


def _delays(mean: FloatArray) -> Whole:
    """Return up to which draw help can begin after 0, 1, ... months: geometric with a mean, cut at 12."""
    stay = mean / (1.0 + mean)
    return whole(1.0 - stay[:, None] ** (np.arange(DELAYS) + 1.0))
