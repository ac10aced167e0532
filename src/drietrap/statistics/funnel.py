"""Funnel plots: which areas lie outside what chance, and ordinary variation between areas, explain.

Spiegelhalter (2005), *Funnel plots for comparing institutional performance*, Statistics in Medicine
24:1185. A z-score says how many standard errors an area lies from the target. When areas differ more than
chance allows (overdispersion), the funnel is widened: by a factor (multiplicative) or by adding a variance
between areas (additive, random effects).

One deliberate step beyond the paper: winsorising pulls in the tails, so that even without overdispersion
the plain estimate of phi is about 0.68 at a share of 0.1, and adjusted funnels are too narrow. By default
phi is divided by that expectation; ``consistent=False`` gives the published estimate.
"""

from __future__ import annotations

import math
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from drietrap.statistics.inputs import (
    FloatArray,
    Limits,
    check_confidence,
    counts,
    floats,
    refuse,
    two_sided_quantile,
)

Transformation = Literal["none", "arcsine"]
SIGNIFICANT = 2.0
"""Standard errors above 1 from which phi counts as overdispersion (Spiegelhalter 2005, over-dispersion)."""


def proportion_limits(
    target: ArrayLike,
    trials: ArrayLike,
    confidence: float = 0.95,
    method: Literal["normal", "exact"] = "normal",
) -> Limits:
    """Return the limits within which a share lies by chance alone when the target is true.

    Parameters
    ----------
    target
        Share between 0 and 1.
    trials
        Size of each area (at least 1), any broadcastable shape.
    confidence
        Share of areas that should fall inside when only chance is at work.
    method
        ``normal``: target ± z standard errors (Spiegelhalter 2005), in step with
        :func:`z_scores`; ``exact``: binomial quantiles with interpolation (same, appendix), for
        small numbers.

    Returns
    -------
    Lower and upper limit, shares between 0 and 1.

    Raises
    ------
    ValueError
        For a target outside 0 to 1, less than one trial, or an impossible confidence.
    """
    if method == "normal":
        return adjusted_limits(target, trials, confidence)
    theta, n = _target_and_trials(target, trials)
    tail = (1 - check_confidence(confidence)) / 2
    return _exact_limit(theta, n, tail), _exact_limit(theta, n, 1 - tail)


def _exact_limit(theta: FloatArray, n: FloatArray, probability: float) -> FloatArray:
    from scipy import stats  # slow to import, and only exact limits need it

    count = stats.binom.ppf(probability, n, theta)
    part = (stats.binom.cdf(count, n, theta) - probability) / stats.binom.pmf(count, n, theta)
    limit: FloatArray = np.clip((count - part) / n, 0.0, 1.0)
    return limit


def standard_errors(
    target: ArrayLike, trials: ArrayLike, transformation: Transformation = "none"
) -> FloatArray:
    """Return the standard error of an area's (transformed) share when the target is true.

    ``none``: sqrt(target (1 - target) / trials); ``arcsine``: 1 / (2 sqrt(trials)), on the scale of
    arcsin(sqrt(share)).
    """
    theta, n = _target_and_trials(target, trials)
    if transformation == "arcsine":
        return np.where(np.isnan(theta), np.nan, 0.5 / np.sqrt(n))
    return np.sqrt(theta * (1 - theta) / n)


def z_scores(
    successes: ArrayLike, trials: ArrayLike, target: ArrayLike, transformation: Transformation = "none"
) -> FloatArray:
    """Return how many standard errors each area lies above (+) or below (-) the target.

    Parameters
    ----------
    successes, trials
        Counts, any broadcastable shapes; NaN gives NaN.
    target
        Share strictly between 0 and 1.
    transformation
        ``arcsine`` makes the variance the same for all shares, better for small shares.

    Raises
    ------
    ValueError
        For impossible counts, no trials, or a target of 0 or 1.
    """
    k, n = counts(successes, trials)
    error = standard_errors(target, n, transformation)
    refuse(error == 0, "a target of 0 or 1 leaves no room for chance")
    theta = _scaled(np.asarray(target, dtype=np.float64), transformation)
    return (_scaled(k / n, transformation) - theta) / error


def winsorise(z: ArrayLike, share: float = 0.1) -> FloatArray:
    """Return ``z`` with the lowest and the highest ``share`` pulled in to the quantiles there.

    Spiegelhalter (2005); quantiles by linear interpolation (type 7, the default of R, as the
    R package FunnelPlotR uses them). NaN stays NaN and is not counted.
    """
    (values,) = floats(z)
    if not 0 <= share < 0.5:
        raise ValueError("a share to winsorise lies from 0 up to 0.5")
    known = values[~np.isnan(values)]
    if known.size == 0:
        return values
    low, high = np.quantile(known, [share, 1 - share])
    return np.clip(values, low, high)


def overdispersion(z: ArrayLike, share: float = 0.1, *, consistent: bool = True) -> float:
    """Return phi: the mean of the squared winsorised z-scores, 1 when there is chance alone.

    Spiegelhalter (2005). With ``consistent`` it is divided by what winsorising leaves of a
    standard normal variance (see the module). NaN is not counted; no known z at all gives NaN.
    """
    pulled = winsorise(z, share)
    known = pulled[~np.isnan(pulled)]
    if known.size == 0:
        return math.nan
    return float(np.mean(known**2)) / (_winsorised_moments(share)[0] if consistent else 1.0)


def overdispersion_threshold(count: int, share: float = 0.1, *, consistent: bool = True) -> float:
    """Return the phi above which ``count`` areas differ more than chance explains.

    1 + 2 sqrt(v / count), where v is the variance of one squared winsorised z. The published estimate has
    v = 2 (Spiegelhalter 2005, over-dispersion); for the consistent one v follows from the influence function
    of the winsorised second moment (Huber & Ronchetti 2009, *Robust Statistics*), and is 2 again
    at a share of 0.
    """
    if count < 1:
        return math.inf
    variance = _winsorised_moments(share)[1] if consistent else 2.0
    return 1 + SIGNIFICANT * math.sqrt(variance / count)


def between_variance(
    z: ArrayLike, standard_error: ArrayLike, share: float = 0.1, *, consistent: bool = True
) -> float:
    """Return tau squared: the variance between areas that chance does not explain, by moments.

    (n phi - (n - 1)) / (sum w - sum w^2 / sum w) with w = 1 / standard_error^2 (DerSimonian & Laird 1986,
    as in Spiegelhalter 2005); 0 unless phi is above :func:`overdispersion_threshold`.

    Parameters
    ----------
    z, standard_error
        z-scores and the standard errors they were made with, one shape; NaN is not counted.
    share, consistent
        As in :func:`overdispersion`.

    Returns
    -------
    Variance in the squared unit of the (transformed) share.
    """
    scores, error = floats(z, standard_error)
    refuse(error <= 0, "a standard error is not positive")
    known = ~np.isnan(scores + error)
    count = int(known.sum())
    phi = overdispersion(scores[known], share, consistent=consistent)
    if count < 2 or phi <= overdispersion_threshold(count, share, consistent=consistent):
        return 0.0
    weights = error[known] ** -2
    return float((count * phi - (count - 1)) / (weights.sum() - (weights**2).sum() / weights.sum()))


def adjusted_limits(
    target: ArrayLike,
    trials: ArrayLike,
    confidence: float = 0.95,
    *,
    phi: float = 1.0,
    tau2: float = 0.0,
    transformation: Transformation = "none",
) -> Limits:
    """Return the funnel limits widened for overdispersion.

    Target ± z sqrt(phi s^2) (multiplicative) or ± z sqrt(s^2 + tau2) (additive), on the transformed scale
    and back (Spiegelhalter 2005). Phi below 1 counts as 1: a funnel is never narrowed.

    Raises
    ------
    ValueError
        For impossible input, or when both ways of widening are given.
    """
    theta, n = _target_and_trials(target, trials)
    error = _widened(standard_errors(theta, n, transformation), phi, tau2)
    centre = _scaled(theta, transformation)
    reach = two_sided_quantile(confidence) * error
    return _unscaled(centre - reach, transformation), _unscaled(centre + reach, transformation)


def adjusted_z(z: ArrayLike, standard_error: ArrayLike, *, phi: float = 1.0, tau2: float = 0.0) -> FloatArray:
    """Return z-scores on the widened scale: outside ± the normal quantile is outside the adjusted limits."""
    scores, error = floats(z, standard_error)
    return scores * error / _widened(error, phi, tau2)


def _widened(error: FloatArray, phi: float, tau2: float) -> FloatArray:
    if phi > 1 and tau2 > 0:
        raise ValueError("widen by phi or by tau2, not by both")
    if tau2 < 0 or phi < 0:
        raise ValueError("phi and tau2 are not negative")
    return np.sqrt(max(phi, 1.0) * error**2 + tau2)


def _target_and_trials(target: ArrayLike, trials: ArrayLike) -> tuple[FloatArray, FloatArray]:
    theta, n = floats(target, trials)
    refuse((theta < 0) | (theta > 1), "a target share lies between 0 and 1")
    refuse(n < 1, "an area has at least one trial")
    return theta, n


def _scaled(share: FloatArray, transformation: Transformation) -> FloatArray:
    return np.arcsin(np.sqrt(share)) if transformation == "arcsine" else share


def _unscaled(value: FloatArray, transformation: Transformation) -> FloatArray:
    if transformation == "arcsine":
        back: FloatArray = np.sin(np.clip(value, 0.0, np.pi / 2)) ** 2
        return back
    return np.clip(value, 0.0, 1.0)


def _winsorised_moments(share: float) -> tuple[float, float]:
    """Return the mean of a squared winsorised standard normal, and n times the variance of phi.

    The second counts that the quantiles are estimated too: the influence of a point inside is
    z^2 - mean - inner, and of a point outside c^2 - mean + outer, with c the quantile.
    """
    if share == 0:
        return 1.0, 2.0
    cut = float(-special.ndtri(share))
    density = math.exp(-cut * cut / 2) / math.sqrt(2 * math.pi)
    inside = 1 - 2 * share
    second = inside - 2 * cut * density
    fourth = 3 * second - 2 * cut**3 * density
    mean = second + 2 * share * cut**2
    shift = -mean - 4 * share**2 * cut / density
    outer = cut**2 - mean + 2 * share * cut * inside / density
    variance = fourth + 2 * shift * second + shift**2 * inside + 2 * share * outer**2
    return mean, variance / mean**2
