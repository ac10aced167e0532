"""What a unit would have been without a measure: from units that had none, and from its own past.

Every estimate is judged by *placebos*: each unit without the measure takes the place of the one with it, and
what is found there by chance is the yardstick (Abadie, Diamond & Hainmueller 2010, "Synthetic Control Methods
for Comparative Case Studies", JASA 105:493-505, section 3.4). Gaps are divided by how uncertain each unit is
before they are ranked, since small units move more by chance.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import nnls
from scipy.stats import t as student

from drietrap.statistics.inputs import FloatArray

BoolArray = NDArray[np.bool_]

_DONORS = 20
_FIRM = 1e4
_RIDGE = 0.05


@dataclass(frozen=True)
class Gap:
    """How far the first unit is from what it would have been, beside what placebos show.

    Parameters
    ----------
    estimate
        The gap of the first unit.
    placebos
        The gaps of the other units, each as if it were the one.
    scale
        How uncertain the gap of each unit is; the first unit first.
    """

    estimate: float
    placebos: FloatArray
    scale: FloatArray

    @property
    def p_value(self) -> float:
        """Share of all units with a gap as large for its scale, on either side: exact if order is chance."""
        own, others = self._scores()
        return float((1 + np.count_nonzero(others >= own - 1e-12)) / (1 + others.size))

    def half_width(self, level: float) -> float:
        """Return how far the interval of the estimate reaches to both sides; infinite with too few placebos.

        The interval holds with chance ``level`` when the first unit is like the others but for the measure:
        the placebo scores are the yardstick of its own (split conformal inference: Lei et al. 2018, JASA
        113:1094-1111).
        """
        _, others = self._scores()
        rank = math.ceil(level * (others.size + 1))
        if rank > others.size:
            return math.inf
        return float(np.sort(others)[rank - 1] * self.scale[0])

    def _scores(self) -> tuple[float, FloatArray]:
        return abs(self.estimate) / self.scale[0], np.abs(self.placebos) / self.scale[1:]


def difference_in_differences(outcome: FloatArray, after: BoolArray, noise: FloatArray) -> Gap:
    """Return the change of the first unit less that of the others, of which the past was like its own.

    The change from the mean before to the mean after is predicted from the others by least squares, with
    what a chance high or a trend before would do: how far the last moment lies from the mean before, and the
    slope before. A unit that was chosen because it was high is so compared with units that were high as well
    (regression to the mean). Each other unit is predicted from the rest.

    Parameters
    ----------
    outcome
        Logarithms of rates, units by times, without gaps; the first unit has the measure.
    after
        Which times are after the start; at least one is, and one is not.
    noise
        Variance of each unit's outcome at one time, by chance and rounding.
    """
    before = ~after
    change = outcome[:, after].mean(axis=1) - outcome[:, before].mean(axis=1)
    features = _features(outcome[:, before])
    spread = noise * (1 / np.count_nonzero(after) + 1 / np.count_nonzero(before))
    gaps, scale = _left_out(change, features, spread)
    return Gap(float(gaps[0]), gaps[1:], scale)


def _features(past: FloatArray) -> FloatArray:
    """Return per unit: one, how far the last moment is from the mean, and the slope, as far as they can."""
    units, times = past.shape
    columns = [np.ones(units)]
    if times >= 2:
        columns.append(past[:, -1] - past.mean(axis=1))
    if times >= 4:
        moments = np.arange(times) - (times - 1) / 2
        columns.append(past @ moments / (moments @ moments))
    return np.column_stack(columns)


def _left_out(change: FloatArray, features: FloatArray, spread: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the gaps of all units, each predicted from the others without the first, and their scale."""
    floor = float(np.median(spread))
    weight = np.ones(change.size)
    scale = np.ones(change.size)
    gaps = np.zeros(change.size)
    for _ in range(3):
        root = np.sqrt(weight[1:])
        design = features[1:] * root[:, None]
        inverse = np.linalg.pinv(design.T @ design)
        fitted = inverse @ design.T @ (change[1:] * root)
        leverage = np.einsum("ij,jk,ik->i", design, inverse, design)
        gaps = change - features @ fitted
        gaps[1:] /= np.maximum(1 - leverage, 1e-3)
        own = float(features[0] @ inverse @ features[0])
        common, chance = _components(gaps[1:], spread[1:] / floor)
        inside = common + chance * spread / floor
        scale = np.sqrt(inside)
        scale[1:] /= np.sqrt(np.maximum(1 - leverage, 1e-3))
        scale[0] = math.sqrt(inside[0] + own)
        weight = 1 / inside
    return gaps, scale


def _components(gaps: FloatArray, spread: FloatArray) -> tuple[float, float]:
    """Return what variance all units have, and what they have by their own spread (both zero or more)."""
    square = np.minimum(gaps**2, 25 * np.median(gaps**2))  # a few that are far off must not tell it all
    weight = 1 / (1 + spread)
    design = np.column_stack([np.ones(gaps.size), spread]) * weight[:, None]
    (common, chance), _ = nnls(design, square * weight)
    least = max(float(np.median(gaps**2)), 1e-12)
    return (float(common), float(chance)) if common + chance > 0 else (least, 0.0)


def synthetic_control(outcome: FloatArray, after: BoolArray, noise: FloatArray) -> Gap:
    """Return the gap between the first unit and a weighted mean of others that ran like it before.

    Outcomes are taken from their own mean before (Ferman & Pinto 2021, "Synthetic controls with imperfect
    pretreatment fit", Quantitative Economics 12:1197-1221). Donors are the nearest by their past; weights are
    zero or more, add up to one, and are drawn together a little, so that there is one answer.

    Parameters
    ----------
    outcome, after, noise
        As of :func:`difference_in_differences`; at least three times before.
    """
    centred = outcome - outcome[:, ~after].mean(axis=1, keepdims=True)
    past, gaps = centred[:, ~after], np.zeros(outcome.shape[0])
    spread = np.zeros(outcome.shape[0])
    per_unit = noise * (1 / np.count_nonzero(after) + 1 / np.count_nonzero(~after))
    for unit in range(outcome.shape[0]):
        donors = nearest(past, unit)
        weights = simplex_weights(past[unit], past[donors])
        gaps[unit] = float((centred[unit] - weights @ centred[donors])[after].mean())
        spread[unit] = per_unit[unit] + weights**2 @ per_unit[donors]
    common, chance = _components(gaps[1:], spread[1:] / np.median(spread))
    scale = np.sqrt(common + chance * spread / np.median(spread))
    return Gap(float(gaps[0]), gaps[1:], scale)


def nearest(past: FloatArray, unit: int) -> np.ndarray:
    """Return the units whose past is nearest to that of ``unit``, never the first (it has the measure)."""
    away = np.square(past - past[unit]).sum(axis=1)
    order = np.lexsort((np.arange(away.size), away))
    return np.array([one for one in order if one not in (0, unit)][:_DONORS])


def simplex_weights(own: FloatArray, donors: FloatArray, ridge: float = _RIDGE) -> FloatArray:
    """Return weights, zero or more and one together, with which ``donors`` (rows) come nearest to ``own``.

    Least of ``|own - weights @ donors|^2 + ridge * s^2 * |weights|^2``, in which ``s`` is the mean square of
    the donors' past: without the last term there are many answers when donors outnumber times.
    """
    number = donors.shape[0]
    size = math.sqrt(float(np.square(donors).mean()) * donors.shape[1]) or 1.0
    rows = np.vstack(
        [donors.T / size, math.sqrt(ridge) * np.eye(number), np.full((1, number), _FIRM)],
    )
    wanted = np.concatenate([own / size, np.zeros(number), [_FIRM]])
    weights, _ = nnls(rows, wanted, maxiter=50 * number)
    return np.asarray(weights / weights.sum())


@dataclass(frozen=True)
class Continued:
    """The gap between a unit and its own line before, with the spread of that gap and degrees of freedom."""

    estimate: float
    error: float
    freedom: int

    @property
    def p_value(self) -> float:
        """Chance of a gap as large on either side when the line went on."""
        return float(2 * student.sf(abs(self.estimate) / self.error, self.freedom))

    def half_width(self, level: float) -> float:
        """Return how far the interval of the estimate reaches to both sides."""
        return float(student.ppf(0.5 + level / 2, self.freedom) * self.error)


def interrupted_series(outcome: FloatArray, times: FloatArray, after: BoolArray) -> Continued:
    """Return the mean gap between one unit and its straight line before the start.

    An interrupted time series (Wagner et al. 2002, "Segmented regression analysis of interrupted time series
    studies", J Clin Pharm Ther 27:299-309). Residuals that go on from one time to the next make the gap less
    certain: the variance of the mean after is that of a first-order series with the correlation of the
    residuals, when that is above zero.

    Raises
    ------
    ValueError
        With fewer than four times before.
    """
    before = ~after
    number, ahead = int(np.count_nonzero(before)), int(np.count_nonzero(after))
    if number < 4:
        raise ValueError("a line needs four times before")
    design = np.column_stack([np.ones(number), times[before]])
    inverse = np.linalg.inv(design.T @ design)
    line = inverse @ design.T @ outcome[before]
    rest = outcome[before] - design @ line
    variance = float(rest @ rest) / (number - 2)
    row = np.array([1.0, float(times[after].mean())])
    follow = max(0.0, float(rest[1:] @ rest[:-1]) / max(float(rest @ rest), 1e-300))
    lags = np.abs(np.subtract.outer(np.arange(ahead), np.arange(ahead)))
    mean = float((follow**lags).mean())
    long = (1 + follow) / (1 - follow) if follow < 1 else 1e6
    error = math.sqrt(variance * (mean + long * float(row @ inverse @ row)))
    estimate = float(outcome[after].mean() - row @ line)
    return Continued(estimate, max(error, 1e-12), number - 2)
