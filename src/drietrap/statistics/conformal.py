"""Widths of forecast intervals that held on their own past (conformal prediction), also where that is short.

A score says how many half-widths the outcome lay from the middle of its interval: 1 is just covered. Scores
of forecasts made at the same moment resemble each other, because what happened to all happened to all; so
what counts as one observation is an origin, not a series.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from drietrap.statistics.inputs import check_confidence, floats

TRUST = 4.0
"""So many origins weigh as much as the model's own width."""
WIDEST = 4.0
"""The past never makes an interval more than this many times wider, or narrower."""


def fewest(confidence: float) -> int:
    """Return how many scores are needed before a split conformal interval of ``confidence`` is finite.

    >>> fewest(0.8), fewest(0.95)
    (4, 19)
    """
    return math.ceil(round(1 / (1 - check_confidence(confidence)), 9)) - 1


def conformal_quantile(scores: ArrayLike, confidence: float) -> float:
    """Return the ceil((n + 1) ``confidence``)-th smallest absolute score; infinite when n is too small.

    A new score that is exchangeable with these is at most this with a chance of at least ``confidence``,
    whatever their distribution (Vovk, Gammerman & Shafer 2005; Lei et al. 2018, JASA 113:1094).
    """
    check_confidence(confidence)
    found = floats(scores)[0].ravel()
    ordered = np.sort(np.abs(found[~np.isnan(found)]))
    place = math.ceil(round((ordered.size + 1) * confidence, 9))
    return float(ordered[place - 1]) if place <= ordered.size else math.inf


def width_factor(scores: ArrayLike, origins: float, confidence: float) -> float:
    """Return by how much to widen (or narrow) intervals of ``confidence``, given how they did before.

    The conformal quantile of all scores, drawn towards 1 on the log scale: with ``origins`` independent
    moments it weighs origins / (origins + :data:`TRUST`). Without a finite quantile the factor is the largest
    score when that is above 1, else 1: a short past may widen, and says nothing in favour of narrowing.

    Parameters
    ----------
    scores
        Outcomes in half-widths from the middle; NaN is left out.
    origins
        How many moments they were foretold from, counted so that their horizons do not overlap.

    Raises
    ------
    ValueError
        When the confidence or the number of origins is impossible.
    """
    check_confidence(confidence)
    if math.isnan(origins) or origins < 0:
        raise ValueError("a number of origins is not negative")
    found = np.abs(floats(scores)[0].ravel())
    found = found[~np.isnan(found)]
    if not found.size or origins == 0:
        return 1.0
    quantile = conformal_quantile(found, confidence)
    if math.isinf(quantile):
        quantile = max(float(found.max()), 1.0)
    bounded = min(max(quantile, 1 / WIDEST), WIDEST)
    return float(bounded ** (origins / (origins + TRUST)))
