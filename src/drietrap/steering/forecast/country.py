"""The path of the country: where the national rate goes, from its own series, with exact small-sample width.

A random walk, with or without drift, of the log rate. Steps over a break are left out: the level starts anew
and nothing is concluded from the jump. What the series does not know is Student's t (Harvey 1989,
*Forecasting, structural time series models and the Kalman filter*, 4.6; Box & Tiao 1973, 2.4).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from drietrap.statistics.inputs import FloatArray
from drietrap.steering.forecast.assumptions import PRIOR_FREEDOM, PRIOR_YEARLY_SPREAD, REVISION
from drietrap.steering.forecast.series import Panel


@dataclass(frozen=True)
class Walk:
    """What a national series says of its steps.

    ``level`` is the last log rate, at ``moment``; ``slope`` per year with ``slope_weight`` years behind it
    (0 without drift); ``variance`` per year with ``freedom``; ``steps`` unbroken steps were seen.
    ``revision`` is the variance of a provisional last figure.
    """

    moment: float
    level: float
    slope: float
    slope_weight: float
    variance: float
    freedom: float
    steps: int
    revision: float

    def ahead(self, years: FloatArray) -> FloatArray:
        """Return the expected log rate so many years after ``moment``."""
        return np.asarray(self.level + self.slope * years)

    def paths(self, years: FloatArray, steps: FloatArray, chi: FloatArray, line: FloatArray) -> FloatArray:
        """Return draws of the log rate (draws x years).

        Parameters
        ----------
        years
            Rising, after ``moment``.
        steps
            Standard normal draws (draws x years).
        chi
            Draws (one each) of freedom over a chi-squared number with that freedom.
        line
            Standard normal draws (draws x 2), for the slope and the revision.
        """
        gaps = np.diff(years, prepend=0.0)
        scale = np.sqrt(self.variance * chi)[:, None]
        walk = np.cumsum(scale * steps * np.sqrt(gaps), axis=1)
        unsure = scale * line[:, :1] / math.sqrt(self.slope_weight) if self.slope_weight else 0.0
        return np.asarray(self.ahead(years) + walk + unsure * years + math.sqrt(self.revision) * line[:, 1:])


def walk(country: Panel, *, trend: bool) -> Walk:
    """Return what the series of one area, the country, says; with ``trend`` it has a drift.

    Raises
    ------
    ValueError
        When it has no figure at all.
    """
    seen = np.flatnonzero(country.known[0])
    if not seen.size:
        raise ValueError("a country without figures has no path")
    times, rate = country.times[seen], country.log_rate[0][seen]
    gap, step = np.diff(times), np.diff(rate)
    whole = np.array(
        [not any(a < cut <= b for cut in country.breaks[0]) for a, b in pairwise(times.tolist())],
        dtype=bool,
    )
    gap, step = gap[whole], step[whole]
    drift = trend and gap.sum() > 0 and gap.size > 1
    slope = float(step.sum() / gap.sum()) if drift else 0.0
    freedom = gap.size - (1 if drift else 0)
    squares = float(((step - slope * gap) ** 2 / gap).sum())
    total = PRIOR_FREEDOM + freedom
    return Walk(
        moment=float(times[-1]),
        level=float(rate[-1]),
        slope=slope,
        slope_weight=float(gap.sum()) if drift else 0.0,
        variance=(PRIOR_FREEDOM * PRIOR_YEARLY_SPREAD**2 + squares) / total,
        freedom=total,
        steps=int(gap.size),
        revision=REVISION**2 if country.provisional[0] else float(country.rounding[0][seen[-1]]),
    )
