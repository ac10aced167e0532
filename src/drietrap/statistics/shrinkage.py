"""Shrinkage: a small area borrows strength from the group it belongs to (empirical Bayes).

The spread between areas is estimated from all areas together; the estimate of one area is then its own
figure, pulled towards the group as far as its own number is small. Limits take the fitted group as given
(its own uncertainty is left out, small when there are tens of areas).
"""

from __future__ import annotations

import math
from collections.abc import Callable
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
        centre, size = _maximum(_beta_binomial_loss(k, n), _logit(mean), _beta_start(k, n, mean))
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
        centre, size = _maximum(_gamma_poisson_loss(y, x), math.log(mean), start)
        mean = math.exp(centre)
        if size < _LARGEST:
            shape = math.exp(size)
            return GammaPoissonFit(shape, shape / mean, mean, None, pooled)
        reason = NO_SPREAD
    return GammaPoissonFit(math.inf, math.inf, mean, reason, pooled)


Loss = Callable[[FloatArray], tuple[float, FloatArray]]


def _maximum(loss: Loss, centre: float, size: float) -> tuple[float, float]:
    """Return the centre and the log precision with the least loss."""
    start = np.array([centre, min(max(size, _SMALLEST), _LARGEST - 1)])
    bounds = [(None, None), (_SMALLEST, _LARGEST)]
    options = {"ftol": 1e-13, "gtol": 1e-7, "maxiter": 1000}
    from scipy import optimize  # slow to import, and only a fit needs it

    found = optimize.minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options=options)
    return float(found.x[0]), float(found.x[1])


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


def _beta_binomial_loss(k: FloatArray, n: FloatArray) -> Loss:
    def loss(parameters: FloatArray) -> tuple[float, FloatArray]:
        mean, precision = float(special.expit(parameters[0])), math.exp(parameters[1])
        a, b = mean * precision, (1 - mean) * precision
        value = special.betaln(k + a, n - k + b).sum() - k.size * special.betaln(a, b)
        common = special.digamma(precision) - special.digamma(n + precision)
        by_a = (special.digamma(k + a) - special.digamma(a) + common).sum()
        by_b = (special.digamma(n - k + b) - special.digamma(b) + common).sum()
        slope = np.array([precision * mean * (1 - mean) * (by_a - by_b), a * by_a + b * by_b])
        return -float(value) / k.size, -slope / k.size

    return loss


def _gamma_poisson_loss(y: FloatArray, x: FloatArray) -> Loss:
    def loss(parameters: FloatArray) -> tuple[float, FloatArray]:
        mean, shape = math.exp(parameters[0]), math.exp(parameters[1])
        expected = mean * x
        rising = special.gammaln(y + shape) - special.gammaln(shape)
        value = rising - shape * np.log1p(expected / shape) + y * np.log(expected / (shape + expected))
        by_centre = (y - expected) * shape / (shape + expected)
        by_shape = special.digamma(y + shape) - special.digamma(shape) - np.log1p(expected / shape)
        by_shape = by_shape + (expected - y) / (shape + expected)
        slope = np.array([by_centre.sum(), shape * by_shape.sum()])
        return -float(value.sum()) / y.size, -slope / y.size

    return loss
