"""How long help lasts, from a log in which part has not ended yet, with what is known before.

Help of a form lasts an agreed time (lognormal), may be extended, and may be broken off in any month. What
goes on at the end of the log, moved away or turned eighteen is censored; what began before it counts from its
beginning on (late entry; Klein & Moeschberger 2003, *Survival Analysis*, section 3.5). The likelihood is
discrete, by month, as the model itself is. The normal approximation at the mode gives the uncertainty.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit, logit, ndtr

from drietrap.statistics.inputs import FloatArray
from drietrap.steering.calibration.logbook import BROKEN_OFF, OPEN, PLANNED
from drietrap.steering.calibration.observing import Flags
from drietrap.steering.model.codes import COURT
from drietrap.steering.model.rows import Rows

LONGEST = 276  # months: nobody is helped for longer than 23 years
FEWEST = 20  # ended trajectories of a form; with fewer its duration is not estimated
_EXTENSIONS = 12


@dataclass(frozen=True)
class Agreed:
    """What the duration of a form follows from; ``needs`` are the weights of the rows of ``extend``.

    ``first`` and ``extension`` are medians in months, ``spread`` the standard deviation of their logarithm,
    ``extend`` (needs,) the chance of being extended.
    """

    first: float
    extension: float
    spread: float
    extend: FloatArray
    needs: FloatArray

    def moved(self, move: FloatArray) -> Agreed:
        """Return it moved: medians, spread and odds of extending times the exponents of four moves."""
        first, extension, wider, more = (float(part) for part in move)
        return Agreed(
            float(self.first * np.exp(first)),
            float(self.extension * np.exp(extension)),
            float(self.spread * np.exp(wider)),
            np.asarray(expit(logit(self.extend) + more), dtype=np.float64),
            self.needs,
        )


@dataclass(frozen=True)
class Durations:
    """What a log says about one form.

    Parameters
    ----------
    form, ended, censored
        The form of help, and on how many trajectories this rests.
    move, covariance
        (4,) and (4, 4): how far the medians of the first time and of an extension, the spread and the odds of
        extending move, with their covariance.
    dropout, dropout_spread
        Chance per month of being broken off, and the standard deviation of its logit.
    """

    form: int
    ended: int
    censored: int
    move: FloatArray
    covariance: FloatArray
    dropout: float
    dropout_spread: float


def planned(agreed: Agreed) -> FloatArray:
    """Return the chance of a planned end after 0, 1, ... months of help (longer than we look: together)."""
    first = _chances(agreed.first, agreed.spread)
    again = _chances(agreed.extension, agreed.spread)
    total = np.zeros(LONGEST + 1)
    power, running = np.ones_like(agreed.extend), first
    for _ in range(_EXTENSIONS + 1):
        total += float(agreed.needs @ (power * (1.0 - agreed.extend))) * running
        power = power * agreed.extend
        running = _cut(np.convolve(running, again))
    total[-1] += max(0.0, 1.0 - total.sum())
    return total


def _chances(median: float, spread: float) -> FloatArray:
    """Return the chance of each whole number of months: lognormal, rounded, at least one."""
    ends = np.log(np.arange(1, LONGEST) + 0.5)
    below = ndtr((ends - np.log(median)) / spread)
    return np.diff(np.concatenate([[0.0, 0.0], below, [1.0]]))


def _cut(chances: FloatArray) -> FloatArray:
    kept = chances[: LONGEST + 1].copy()
    kept[-1] += chances[LONGEST + 1 :].sum()
    return kept


def durations_of(
    log: Rows,
    form: int,
    window: tuple[int, int],
    before: Agreed,
    known: FloatArray,
    dropout: tuple[float, float],
) -> Durations | None:
    """Return what a log says about the duration of one form; None when too few have ended.

    Parameters
    ----------
    log
        Rows of :class:`~drietrap.steering.calibration.logbook.Trajectory`.
    form
        Form of help; placements by the court are left out, for they end by the court.
    window
        First month of the log, and the first after it.
    before, known
        Values before, and the standard deviations of the four moves around them.
    dropout
        Chance of being broken off before, and the standard deviation of its logit.
    """
    begin, end = window
    rows = log[
        (log["form"] == form) & (log["route"] != COURT) & (log["start"] < end - 1) & (log["stop"] > begin)
    ]
    late = np.maximum(np.maximum(begin, rows["entry"]) - rows["start"], 0)
    over = (rows["stop"] < end) & (rows["stop"] != OPEN)
    months = np.where(over, rows["stop"], end - 1) - rows["start"]
    normal = over & (rows["reason"] == PLANNED)
    broken = over & (rows["reason"] == BROKEN_OFF)
    if int(normal.sum() + broken.sum()) < FEWEST:
        return None
    tables = _Counts.of(months, late, normal, over & ~normal)

    def loss(move: FloatArray) -> float:
        return float(np.sum((move / known) ** 2) / 2.0) - tables.likelihood(planned(before.moved(move)))

    simplex = np.vstack([np.zeros(4), np.diag(0.7 * known)])
    options = {"xatol": 2e-3, "fatol": 1e-2, "maxiter": 400, "initial_simplex": simplex}
    found = minimize(loss, np.zeros(4), method="Nelder-Mead", options=options)
    rate, spread = _dropout(int(broken.sum()), float((months - late).sum()), dropout)
    censored = int(len(rows) - normal.sum() - broken.sum())
    ended = int(normal.sum() + broken.sum())
    return Durations(form, ended, censored, found.x, _covariance(loss, found.x, known), rate, spread)


@dataclass(frozen=True)
class _Counts:
    """How many ended as planned, or were last seen, after so many months; and from when they were at risk."""

    planned: FloatArray
    longer: FloatArray
    at_least: FloatArray
    late: FloatArray

    @classmethod
    def of(cls, months: FloatArray, late: FloatArray, normal: Flags, other: Flags) -> _Counts:
        def count(values: FloatArray) -> FloatArray:
            inside = np.clip(values, 0, LONGEST).astype(np.int64)
            return np.bincount(inside, minlength=LONGEST + 1).astype(np.float64)

        # Who broke off, moved or came of age in a month had not come to the end of what was agreed before it.
        still = ~normal & ~other
        return cls(
            count(months[normal]), count(months[still]), count(months[other] - 1), count(late[late > 0])
        )

    def likelihood(self, chances: FloatArray) -> float:
        """Return the logarithm of the likelihood of planned ends, given those of all else."""
        left = np.maximum(1.0 - np.cumsum(chances), 1e-12)
        at, end = np.log(left), np.log(np.maximum(chances, 1e-9))
        return float(self.planned @ end + (self.longer + self.at_least - self.late) @ at)


def _dropout(events: int, months: float, before: tuple[float, float]) -> tuple[float, float]:
    """Return chance per month and the sd of its logit: what is known before counts as so many events."""
    chance, spread = before
    prior_events = 1.0 / spread**2
    total = prior_events + events
    return (prior_events + events) / (prior_events / chance + months), float(1.0 / np.sqrt(total))


def _covariance(loss: Callable[[FloatArray], float], at: FloatArray, known: FloatArray) -> FloatArray:
    """Return the inverse of the curvature at the mode, never wider than what was known before."""
    step, size = 0.3 * known, len(at)
    bend = np.zeros((size, size))
    middle = loss(at)
    shift = np.diag(step)
    for i in range(size):
        for j in range(i, size):
            if i == j:
                value = loss(at + shift[i]) - 2 * middle + loss(at - shift[i])
            else:
                value = (
                    loss(at + shift[i] + shift[j])
                    - loss(at + shift[i] - shift[j])
                    - loss(at - shift[i] + shift[j])
                    + loss(at - shift[i] - shift[j])
                ) / 4.0
            bend[i, j] = bend[j, i] = value / (step[i] * step[j])
    values, vectors = np.linalg.eigh(bend)
    values = np.maximum(values, 1.0 / np.max(known) ** 2)
    return np.asarray(vectors @ np.diag(1.0 / values) @ vectors.T, dtype=np.float64)
