"""Shrinkage: a small area borrows strength from the group it belongs to (empirical Bayes).

The spread between areas is estimated from all areas together; the estimate of one area is then its own
figure, pulled towards the group as far as its own number is small. Limits take the fitted group as given
(its own uncertainty is left out, small when there are tens of areas).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from drietrap.statistics.inputs import (
    FloatArray,
    check_confidence,
    counts,
    events_and_exposure,
)
from drietrap.statistics.newton import Surface, lowest

TOO_FEW = "fewer than two areas with figures: there is no group to learn from"
NO_CONTRAST = "no area, or every area, has events throughout: the spread between areas is unknown"
NO_SPREAD = "the areas differ no more than chance explains: all share one figure"
_SMALLEST, _LARGEST = math.log(1e-6), math.log(1e9)

Estimates = tuple[FloatArray, FloatArray, FloatArray]


@dataclass(frozen=True)
class BetaBinomialFit:
    """How shares vary between areas: Beta(alpha, beta).

    When no spread was found ``reason`` says why, alpha and beta are infinite, and every area gets the
    pooled share, with limits from all counts together (Jeffreys prior).
    """

    alpha: float
    beta: float
    mean: float
    reason: str | None
    pooled: tuple[float, float]

    def posterior(self, k: ArrayLike, n: ArrayLike, confidence: float = 0.95) -> Estimates:
        """Return mean, lower and upper limit of the share of areas with ``k`` successes in ``n`` trials.

        Any broadcastable shapes; NaN gives NaN; no trials give the group's own distribution. ValueError
        for impossible counts.
        """
        successes, trials = counts(k, n)
        tail = (1 - check_confidence(confidence)) / 2
        if self.reason is None:
            first, second = self.alpha + successes, self.beta + trials - successes
            mean = first / (first + second)
        else:
            blank = successes * trials * 0
            first, second = self.pooled[0] + 0.5 + blank, self.pooled[1] + 0.5 + blank
            mean = self.mean + blank
        return mean, special.betaincinv(first, second, tail), special.betainccinv(first, second, tail)


@dataclass(frozen=True)
class GammaPoissonFit:
    """How rates vary between areas: Gamma(shape, rate), so that counts are negative binomial.

    ``rate`` is in units of exposure. When no spread was found ``reason`` says why, shape and rate are
    infinite, and every area gets the pooled rate, with limits from all events together (Jeffreys prior).
    """

    shape: float
    rate: float
    mean: float
    reason: str | None
    pooled: tuple[float, float]

    def posterior(self, events: ArrayLike, exposure: ArrayLike, confidence: float = 0.95) -> Estimates:
        """Return mean, lower and upper limit of the rate of areas, in events per unit of exposure.

        Any broadcastable shapes; NaN gives NaN. ValueError for negative events or exposure not positive.
        """
        count, at_risk = events_and_exposure(events, exposure)
        tail = (1 - check_confidence(confidence)) / 2
        if self.reason is None:
            shape, rate = self.shape + count, self.rate + at_risk
            mean = shape / rate
        else:
            blank = count * at_risk * 0
            shape, rate = self.pooled[0] + 0.5 + blank, self.pooled[1] + blank
            mean = self.mean + blank
        return mean, special.gammaincinv(shape, tail) / rate, special.gammainccinv(shape, tail) / rate


def beta_binomial(successes: ArrayLike, trials: ArrayLike) -> BetaBinomialFit:
    """Fit a beta distribution of shares between areas by maximum likelihood.

    Beta-binomial likelihood (Skellam 1948, JRSS B 10:257), started at moments (Kleinman 1973, JASA
    68:46). Areas with NaN or no trials are left out. There is spread only when the likelihood rises as
    the spread leaves zero (the score of Tarone 1979, Biometrika 66:585).
    """
    k, n = (array.ravel() for array in counts(successes, trials))
    known = ~np.isnan(k + n) & (n > 0)
    k, n = k[known], n[known]
    pooled = (float(k.sum()), float((n - k).sum())) if k.size else (math.nan, math.nan)
    reason = TOO_FEW if k.size < 2 else NO_CONTRAST if 0 in pooled else None
    mean = pooled[0] / sum(pooled)
    if reason is None:
        score = k * (k - 1) / mean + (n - k) * (n - k - 1) / (1 - mean) - n * (n - 1)
        reason = None if score.sum() > 0 else NO_SPREAD
    if reason is None:
        centre, size = _most_likely(_beta_binomial_loss(k, n), _logit(mean), _beta_start(k, n, mean))
        mean = float(special.expit(centre))
        if size < _LARGEST:
            precision = math.exp(size)
            return BetaBinomialFit(mean * precision, (1 - mean) * precision, mean, None, pooled)
        reason = NO_SPREAD
    return BetaBinomialFit(math.inf, math.inf, mean, reason, pooled)


def gamma_poisson(events: ArrayLike, exposure: ArrayLike) -> GammaPoissonFit:
    """Fit a gamma distribution of rates between areas by maximum likelihood.

    Negative binomial likelihood (Clayton & Kaldor 1987, Biometrics 43:671), started at moments.
    Areas with NaN are left out; there is spread only when the likelihood rises as the spread leaves zero.
    """
    y, x = (array.ravel() for array in events_and_exposure(events, exposure))
    known = ~np.isnan(y + x)
    y, x = y[known], x[known]
    pooled = (float(y.sum()), float(x.sum())) if y.size else (math.nan, math.nan)
    reason = TOO_FEW if y.size < 2 else NO_CONTRAST if pooled[0] == 0 else None
    mean = pooled[0] / pooled[1]
    excess = float(((y - mean * x) ** 2 - y).sum())
    if reason is None and excess <= 0:
        reason = NO_SPREAD
    if reason is None:
        start = math.log(float(((mean * x) ** 2).sum()) / excess)
        centre, size = _most_likely(_gamma_poisson_loss(y, x), math.log(mean), start)
        mean = math.exp(centre)
        if size < _LARGEST:
            shape = math.exp(size)
            return GammaPoissonFit(shape, shape / mean, mean, None, pooled)
        reason = NO_SPREAD
    return GammaPoissonFit(math.inf, math.inf, mean, reason, pooled)


def _most_likely(surface: Surface, centre: float, size: float) -> tuple[float, float]:
    """Return the centre and the log precision with the least loss."""
    return lowest(surface, (centre, min(max(size, _SMALLEST), _LARGEST - 1)), (_SMALLEST, _LARGEST))


def _beta_start(k: FloatArray, n: FloatArray, mean: float) -> float:
    """Return the log of alpha + beta by moments: the variance of the shares, corrected for chance."""
    total = n.sum()
    spread = float((n * (k / n - mean) ** 2).sum())
    chance = mean * (1 - mean) * (n.size - 1)
    room = float(total - (n**2).sum() / total) - (n.size - 1)
    between = (spread - chance) / (mean * (1 - mean) * room) if room > 0 else 0.0
    return math.log(1 / between - 1) if 0 < between < 1 else 0.0


def _logit(share: float) -> float:
    return math.log(share / (1 - share))


def _beta_binomial_loss(k: FloatArray, n: FloatArray) -> Surface:
    def loss(centre: float, size: float) -> tuple[float, tuple[float, float], tuple[float, float, float]]:
        mean, precision = float(special.expit(centre)), math.exp(size)
        a, b, areas = mean * precision, (1 - mean) * precision, k.size
        value = special.betaln(k + a, n - k + b).sum() - areas * special.betaln(a, b)
        common = (special.digamma(precision) - special.digamma(n + precision)).sum()
        by_a = (special.digamma(k + a) - special.digamma(a)).sum() + common
        by_b = (special.digamma(n - k + b) - special.digamma(b)).sum() + common
        by_both = (_trigamma(precision) - _trigamma(n + precision)).sum()
        by_aa = (_trigamma(k + a) - _trigamma(a)).sum() + by_both
        by_bb = (_trigamma(n - k + b) - _trigamma(b)).sum() + by_both
        turn = precision * mean * (1 - mean)  # how fast a grows, and b shrinks, with the centre
        slopes = (turn * (by_a - by_b), a * by_a + b * by_b)
        curvature = (
            turn**2 * (by_aa - 2 * by_both + by_bb) + turn * (1 - 2 * mean) * (by_a - by_b),
            turn * (a * by_aa + (b - a) * by_both - b * by_bb + by_a - by_b),
            a**2 * by_aa + 2 * a * b * by_both + b**2 * by_bb + a * by_a + b * by_b,
        )
        return _per_area(areas, value, slopes, curvature)

    return loss


def _gamma_poisson_loss(y: FloatArray, x: FloatArray) -> Surface:
    def loss(centre: float, size: float) -> tuple[float, tuple[float, float], tuple[float, float, float]]:
        mean, shape = math.exp(centre), math.exp(size)
        expected = mean * x
        whole = shape + expected
        rising = special.gammaln(y + shape) - special.gammaln(shape)
        value = rising - shape * np.log1p(expected / shape) + y * np.log(expected / whole)
        by_shape = special.digamma(y + shape) - special.digamma(shape) - np.log1p(expected / shape)
        by_shape = (by_shape + (expected - y) / whole).sum()
        bend = _trigamma(y + shape) - _trigamma(shape) + expected / (shape * whole)
        bend = (bend - (expected - y) / whole**2).sum()
        slopes = (((y - expected) * shape / whole).sum(), shape * by_shape)
        curvature = (
            -(shape * expected * (shape + y) / whole**2).sum(),
            shape * ((y - expected) * expected / whole**2).sum(),
            shape * by_shape + shape**2 * bend,
        )
        return _per_area(y.size, value.sum(), slopes, curvature)

    return loss


def _trigamma(x: ArrayLike) -> FloatArray:
    """Return the second derivative of the logarithm of the gamma function (Hurwitz zeta of 2)."""
    bent: FloatArray = special.zeta(2.0, x)
    return bent


def _per_area(
    areas: int, value: float, slopes: tuple[float, float], curvature: tuple[float, float, float]
) -> tuple[float, tuple[float, float], tuple[float, float, float]]:
    """Turn a log likelihood with its derivatives into a loss per area."""
    one, two = (-float(slope) / areas for slope in slopes)
    first, both, second = (-float(bend) / areas for bend in curvature)
    return -float(value) / areas, (one, two), (first, both, second)
