"""Splitting a difference between two groups into what their factors explain and what they do not.

Oaxaca (1973) and Blinder (1973), with the pooled reference of Jann (2008, "The Blinder-Oaxaca decomposition
for linear regression models", The Stata Journal 8). A regression of the same outcome on the same factors is
fitted to each group; all parts come per factor, so that a reader sees which one explains how much.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from drietrap.statistics.inputs import FloatArray


@dataclass(frozen=True)
class TwoFold:
    """``explained`` by the levels of each factor, ``unexplained``: other coefficients, the constant last.

    Together they are the difference in means.
    """

    difference: float
    explained: FloatArray
    unexplained: FloatArray


@dataclass(frozen=True)
class ThreeFold:
    """``endowments`` (levels), ``coefficients`` and ``interaction`` per factor, the constant last."""

    difference: float
    endowments: FloatArray
    coefficients: FloatArray
    interaction: FloatArray


@dataclass(frozen=True)
class _Group:
    mean: float
    levels: FloatArray
    effects: FloatArray


def two_fold(
    first: FloatArray, first_factors: FloatArray, second: FloatArray, second_factors: FloatArray
) -> TwoFold:
    """Split ``mean(first) - mean(second)``, with one regression on both groups as reference.

    That regression has the group itself as a factor (Jann 2008), so that what the groups differ in apart
    from the factors is not ascribed to the factors. Groups that change places change every sign.

    Parameters
    ----------
    first, second
        Outcomes, shapes (n,) and (m,).
    first_factors, second_factors
        Shapes (n, factors) and (m, factors), without a constant.

    Raises
    ------
    ValueError
        When a group has too few members, or factors that follow from each other.
    """
    a, b = _fitted(first, first_factors), _fitted(second, second_factors)
    joined = np.vstack([first_factors, second_factors])
    group = np.concatenate([np.ones(len(first)), np.zeros(len(second))])
    pooled = _effects(np.concatenate([first, second]), np.column_stack([joined, group]))
    reference = np.delete(pooled, -2)
    explained = (a.levels - b.levels) * reference
    unexplained = a.levels * (a.effects - reference) + b.levels * (reference - b.effects)
    return TwoFold(a.mean - b.mean, explained[:-1], unexplained)


def three_fold(
    first: FloatArray, first_factors: FloatArray, second: FloatArray, second_factors: FloatArray
) -> ThreeFold:
    """Split ``mean(first) - mean(second)`` seen from the second group; parameters as :func:`two_fold`."""
    a, b = _fitted(first, first_factors), _fitted(second, second_factors)
    levels, effects = a.levels - b.levels, a.effects - b.effects
    return ThreeFold(a.mean - b.mean, levels * b.effects, b.levels * effects, levels * effects)


def _fitted(outcome: FloatArray, factors: FloatArray) -> _Group:
    effects = _effects(outcome, factors)
    return _Group(float(np.mean(outcome)), np.append(np.mean(factors, axis=0), 1.0), effects)


def _effects(outcome: FloatArray, factors: FloatArray) -> FloatArray:
    """Return the least-squares coefficients, the constant last."""
    design = np.column_stack([factors, np.ones(len(outcome))])
    if len(outcome) < design.shape[1] or np.linalg.matrix_rank(design) < design.shape[1]:
        raise ValueError("too few members, or factors that follow from each other")
    found: FloatArray = np.asarray(np.linalg.lstsq(design, outcome, rcond=None)[0], dtype=np.float64)
    return found
