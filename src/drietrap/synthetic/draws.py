"""Draws for the fictional country: each is a function of the seed and an address, in portable arithmetic."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from drietrap.statistics.randomness import address, uniform
from drietrap.synthetic.arithmetic import FloatArray, IntArray, exp, log, normal_quantile

_EXACT_UP_TO = 30.0


@dataclass(frozen=True)
class Draws:
    """Random numbers by name of the decision and whole-number ids (municipality, district, year, ...)."""

    seed: int

    def uniform(self, decision: str, *ids: ArrayLike) -> FloatArray:
        """Return draws strictly between 0 and 1, in the broadcast shape of ``ids``."""
        return uniform(self.seed, address(decision), *ids)

    def normal(self, decision: str, *ids: ArrayLike) -> FloatArray:
        """Return standard normal draws that are the same on every machine."""
        return normal_quantile(self.uniform(decision, *ids))

    def binomial(self, decision: str, trials: IntArray, share: ArrayLike, *ids: ArrayLike) -> IntArray:
        """Return binomial counts; see :func:`binomial_quantile`."""
        return binomial_quantile(self.uniform(decision, *ids), trials, share)

    def multinomial(self, decision: str, trials: IntArray, shares: FloatArray, *ids: ArrayLike) -> IntArray:
        """Return counts per category (last axis) that add up to ``trials``; shares need not add up to one."""
        left, weight = trials, np.cumsum(shares[..., ::-1], axis=-1)[..., ::-1]
        counts = []
        for category in range(shares.shape[-1] - 1):
            part = np.minimum(shares[..., category] / weight[..., category], 1.0)
            counts.append(self.binomial(decision, left, part, *ids, category))
            left = left - counts[-1]
        return np.stack([*counts, left], axis=-1)

    def varied(self, decision: str, shares: list[float], spread: list[float], ids: IntArray) -> FloatArray:
        """Return one composition per id around ``shares``: logistic-normal (Aitchison & Shen 1980)."""
        category = np.arange(len(shares))
        width = np.array(spread)
        noise = self.normal(decision, ids[:, None], category[None, :]) * width
        weight = np.array(shares) * exp(noise - 0.5 * width * width)
        return weight / np.cumsum(weight, axis=1)[:, -1:]


def binomial_quantile(chance: FloatArray, trials: IntArray, share: ArrayLike) -> IntArray:
    """Return the binomial quantile at ``chance``.

    Exact by adding up probabilities while the expected number is at most 30; beyond that the second-order
    Cornish-Fisher expansion (Cornish & Fisher 1938), which is then within one or two of the exact quantile.
    """
    u, n, p = np.broadcast_arrays(chance, trials, np.asarray(share, dtype=np.float64))
    swapped = p > 0.5
    q = np.where(swapped, 1.0 - p, p)
    mean = n * q
    result = np.zeros(n.shape, dtype=np.int64)
    u = np.where(swapped, 1.0 - u, u)
    few = (mean <= _EXACT_UP_TO) & (mean > 0)
    many = mean > _EXACT_UP_TO
    result[few] = _by_adding(u[few], n[few], q[few])
    result[many] = _by_expansion(u[many], n[many], q[many])
    return np.where(swapped, n - result, result)


def _by_adding(u: FloatArray, n: IntArray, q: FloatArray) -> IntArray:
    """Walk up from zero until the cumulative probability reaches ``u``."""
    result = np.zeros(len(u), dtype=np.int64)
    open_ = np.arange(len(u))
    term = exp(n * log(1.0 - q))
    reached = term.copy()
    odds = q / (1.0 - q)
    for k in range(200):
        going = (u[open_] > reached) & (n[open_] > k)
        open_, term, reached = open_[going], term[going], reached[going]
        if len(open_) == 0:
            break
        result[open_] = k + 1
        term = term * ((n[open_] - k) / (k + 1.0)) * odds[open_]
        reached = reached + term
    return result


def _by_expansion(u: FloatArray, n: IntArray, q: FloatArray) -> IntArray:
    z = normal_quantile(u)
    spread = np.sqrt(n * q * (1.0 - q))
    skewed = n * q + spread * z + (1.0 - 2.0 * q) * (z * z - 1.0) / 6.0
    return np.clip(np.floor(skewed + 0.5).astype(np.int64), 0, n)
