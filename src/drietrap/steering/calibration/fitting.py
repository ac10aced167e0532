"""Fitting: the parameters that give the figures back, and how sure that leaves each of them.

All uncertain elements together are a vector of moves with a normal distribution before calibration. Figures
(logarithms) depend on it through the model; :mod:`.sensitivity` holds how each figure moves with each
element.
The most likely vector is found by Gauss-Newton with that fixed sensitivity, running the model anew each
round; the distribution after calibration is the linear-normal one around it (Tarantola 2005, *Inverse Problem
Theory*, section 3.2). What no figure depends on keeps its distribution: the data cannot tell it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from drietrap.statistics.inputs import FloatArray

ROUNDS = 5
ENOUGH = 0.005  # a round that changes no figure by more than this share is the last
_LONGEST = 1.0  # most standard deviations that one element moves in a round


@dataclass(frozen=True)
class Target:
    """What figures should be: logarithms, and the standard deviation of each; only the places in ``at``."""

    at: tuple[int, ...]
    value: FloatArray
    spread: FloatArray


@dataclass(frozen=True)
class Prior:
    """What is known before: mean moves, and a root of their covariance (covariance = root @ root.T)."""

    mean: FloatArray
    root: FloatArray

    @property
    def spread(self) -> FloatArray:
        """Standard deviation of each element."""
        return np.asarray(np.sqrt((self.root**2).sum(axis=1)), dtype=np.float64)


@dataclass(frozen=True)
class Posterior:
    """What is known after.

    Parameters
    ----------
    prior, target
        What it was made from.
    slope
        (targets, elements): how the logarithm of a figure moves with an element.
    moves
        (elements,): the most likely moves.
    figures
        Logarithms of all figures that the model gives there.
    rounds
        How often the model was run.
    """

    prior: Prior
    target: Target
    slope: FloatArray
    moves: FloatArray
    figures: FloatArray
    rounds: int

    @cached_property
    def gain(self) -> FloatArray:
        """(elements, targets): how far a misfit of each figure moves each element."""
        return gain_of(self.prior, self.slope, self.target.spread)

    def spread(self) -> FloatArray:
        """Return the standard deviation of each element after calibration."""
        left = self.prior.root - self.gain @ (self.slope @ self.prior.root)
        noise = self.gain * self.target.spread
        return np.asarray(np.sqrt((left**2).sum(axis=1) + (noise**2).sum(axis=1)), dtype=np.float64)

    def drawn(self, before: FloatArray, chance: FloatArray) -> FloatArray:
        """Return one draw of the moves.

        Parameters
        ----------
        before
            (elements,): standard normal draws.
        chance
            (targets,): standard normal draws for the figures (Matheron's rule: a draw from before, corrected
            by how far it and its figures miss).
        """
        move = self.prior.root @ before
        missed = self.slope @ move + self.target.spread * chance
        return np.asarray(self.moves + move - self.gain @ missed, dtype=np.float64)


def fitted(
    prior: Prior,
    target: Target,
    slope: FloatArray,
    simulate: Callable[[FloatArray], FloatArray],
    rounds: int = ROUNDS,
) -> Posterior:
    """Return what is known after looking at the target.

    Parameters
    ----------
    prior, target
        What is known before, and what the figures should be.
    slope
        (all figures, elements): sensitivity of the logarithm of each figure.
    simulate
        From moves to the logarithms of all figures, by running the model.
    """
    at = np.array(target.at, dtype=np.int64)
    mine = slope[at]
    gain = gain_of(prior, mine, target.spread)
    moves, figures, used = prior.mean, simulate(prior.mean), 1
    spread = prior.spread
    while used < rounds:
        there = np.where(np.isfinite(figures[at]), figures[at], target.value)
        wanted = prior.mean + gain @ (target.value - there - mine @ (prior.mean - moves))
        step = wanted - moves
        largest = np.max(np.abs(step) / np.where(spread > 0, spread, np.inf), initial=0.0)
        moves = moves + step * min(1.0, _LONGEST / max(largest, 1e-12))
        before, figures, used = figures, simulate(moves), used + 1
        if largest <= _LONGEST and np.nanmax(np.abs(np.nan_to_num(figures[at] - before[at]))) < ENOUGH:
            break
    return Posterior(prior, target, mine, moves, figures, used)


def gain_of(prior: Prior, slope: FloatArray, spread: FloatArray) -> FloatArray:
    """Return how far a misfit of each figure moves each element, shape (elements, figures).

    ``slope`` and ``spread`` are those of the figures.
    """
    through = slope @ prior.root
    among = through @ through.T + np.diag(spread**2)
    return np.asarray(np.linalg.solve(among, through @ prior.root.T).T, dtype=np.float64)
