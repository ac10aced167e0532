"""A hierarchical model: a figure is the sum of parts that areas share, each with a variance of its own.

The figures ``y`` (n) have mean one unknown constant and covariance ``sum(v_k * C_k) + diag(sum(w_j * d_j)
+ e)``: known shapes C_k and d_j, unknown variances v_k and w_j, and error variances ``e`` that are known.
The variances are those with the highest restricted likelihood (REML: Patterson & Thompson 1971, Biometrika
58:545). What is expected of an area follows from all others (best linear unbiased prediction: Henderson
1975, Biometrics 31:423).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import linalg

from drietrap.statistics.inputs import FloatArray

_BOUNDS = (-16.0, 8.0)  # of the logarithm of a variance, for figures with variance one
_GRID = 50  # variances are rounded in 1/50 of their logarithm: the same answer for any number of threads
_SETTLED = 1e-7
_STIFF = 1e8
DIFFUSE = 1e4  # prior variance of the constant, in variances of the figures: as good as unknown


@dataclass(frozen=True)
class Variances:
    """The variance of every shared part and of every noise term, in the unit of the figures squared."""

    shared: tuple[float, ...]
    noise: tuple[float, ...]


def restricted(
    y: FloatArray,
    shared: Sequence[FloatArray],
    noise: Sequence[FloatArray],
    error: FloatArray | None = None,
    *,
    steps: int = 40,
) -> Variances:
    """Return the variances with the highest restricted likelihood.

    Parameters
    ----------
    y
        Figures, shape (n).
    shared
        Covariances, each (n, n).
    noise
        Diagonals, each (n): the noise of figure i of term j has variance w_j * noise[j][i].
    error
        Variances that are known (rounding, secrecy), shape (n); None for none.
    steps
        The most steps of the search.

    Raises
    ------
    ValueError
        When the figures do not differ, so that there is nothing to divide.
    """
    spread = float(y.var())
    if not spread > 0:
        raise ValueError("the figures do not differ")
    known = np.zeros_like(y) if error is None else error / spread
    scaled = (y - y.mean()) / np.sqrt(spread)
    sizes = [float(np.trace(matrix)) / y.size for matrix in shared] + [float(d.mean()) for d in noise]
    logs = np.clip(-np.log(len(sizes) * np.maximum(sizes, 1e-12)), *_BOUNDS)
    logs = _climb(logs, lambda at: _surface(at, scaled, shared, noise, known), steps)
    values = spread * np.exp(np.round(logs * _GRID) / _GRID)
    return Variances(
        tuple(float(v) for v in values[: len(shared)]), tuple(float(v) for v in values[len(shared) :])
    )


Surface = Callable[[FloatArray], tuple[float, FloatArray, FloatArray]]


def _climb(logs: FloatArray, surface: Surface, steps: int) -> FloatArray:
    """Return the lowest point, by Newton steps on the average information, damped (Levenberg-Marquardt)."""
    value, slopes, bend = surface(logs)
    damping = 1e-2
    for _ in range(steps):
        held = ((logs <= _BOUNDS[0]) & (slopes > 0)) | ((logs >= _BOUNDS[1]) & (slopes < 0))
        free = np.flatnonzero(~held)
        curved = bend[np.ix_(free, free)] + damping * np.diag(np.diag(bend)[free] + 1e-3)
        move = np.zeros_like(logs)
        move[free] = np.clip(-np.linalg.solve(curved, slopes[free]), -2.0, 2.0)
        tried = np.clip(logs + move, *_BOUNDS)
        new_value, new_slopes, new_bend = surface(tried)
        if new_value > value:
            damping *= 8.0
            if damping > _STIFF:
                break
            continue
        settled = value - new_value < _SETTLED and float(np.abs(tried - logs).max()) < 0.1
        logs, value, slopes, bend = tried, new_value, new_slopes, new_bend
        damping = max(damping / 8.0, 1e-6)
        if settled:
            break
    return logs


def _surface(
    logs: FloatArray,
    y: FloatArray,
    shared: Sequence[FloatArray],
    noise: Sequence[FloatArray],
    known: FloatArray,
) -> tuple[float, FloatArray, FloatArray]:
    """Return minus the restricted log likelihood per figure, its slopes and its average information.

    All in the logarithms of the variances (Gilmour, Thompson & Cullis 1995, Biometrics 51:1440).
    """
    size, levels = y.size, np.exp(logs)
    whole = np.zeros((size, size))
    for level, matrix in zip(levels, shared, strict=False):
        whole += level * matrix
    pairs = list(zip(levels[len(shared) :], noise, strict=True))
    whole[np.diag_indices(size)] += known + sum((level * d for level, d in pairs), np.zeros(size)) + 1e-9
    precision, logdet = _inverse(whole)
    ones = precision.sum(axis=1)
    total = float(ones.sum())
    pull = precision @ y - ones * float(ones @ y) / total
    value = 0.5 * (logdet + np.log(total) + float(y @ pull))
    traces, moved = [], []
    for level, matrix in zip(levels, shared, strict=False):
        inner = float(np.vdot(precision, matrix)) - float(ones @ (matrix @ ones)) / total
        traces.append(level * inner)
        moved.append(level * (matrix @ pull))
    for level, d in pairs:
        traces.append(level * float(d @ (np.diag(precision) - ones**2 / total)))
        moved.append(level * d * pull)
    work = np.array(moved)
    slopes = 0.5 * (np.array(traces) - work @ pull)
    seen = work @ precision
    bend = 0.5 * (seen @ work.T - np.outer(work @ ones, work @ ones) / total)
    return value / size, slopes / size, bend / size


def _inverse(matrix: FloatArray) -> tuple[FloatArray, float]:
    """Return the inverse of a positive definite matrix, and the logarithm of its determinant."""
    lower = linalg.cholesky(matrix, lower=True, check_finite=False)
    half, _ = linalg.lapack.dpotri(lower, lower=1)
    below = np.tril(half, -1)
    return below + below.T + np.diag(np.diag(half)), 2.0 * float(np.log(np.diag(lower)).sum())


class Fitted:
    """Figures with their covariance: what is expected of some from all others, without fitting again.

    Parameters
    ----------
    y
        Figures, shape (n).
    signal
        Covariance of what is of interest (such as the effect of population), shape (n, n).
    other
        Covariance of what else areas share, shape (n, n).
    noise
        Variance of the noise of each figure, shape (n).
    """

    def __init__(self, y: FloatArray, signal: FloatArray, other: FloatArray, noise: FloatArray) -> None:
        self.y = y
        self._centre = float(y.mean())
        self._signal = signal + DIFFUSE * float(y.var())
        self.noise = noise
        self._rest = other + np.diag(noise)
        self.precision, _ = _inverse(self._signal + self._rest)
        self.pull = self.precision @ (y - self._centre)
        self._crossed = self._signal @ self.precision
        self._gained = np.zeros(0)

    def weights_without(self, rows: NDArray[np.intp]) -> FloatArray:
        """Return the weights by which a covariance with all figures foretells, when ``rows`` are unknown.

        Shape (n), zero at ``rows``: for any part with covariance C the expectation is C @ weights.
        """
        column = self.precision[:, rows]
        weights: FloatArray = self.pull - column @ np.linalg.solve(column[rows], self.pull[rows])
        weights[rows] = 0.0
        return weights

    def everything(self, rows: NDArray[np.intp]) -> tuple[FloatArray, FloatArray]:
        """Return the expected figures of ``rows`` from all others, and the covariance of the error.

        The error holds the noise of the figures themselves, so that the figures can be held against it
        (leaving out a group in closed form: Rasmussen & Williams 2006, section 5.4.2, extended to groups).
        """
        covariance: FloatArray = np.linalg.inv(self.precision[np.ix_(rows, rows)]).astype(np.float64)
        return self.y[rows] - covariance @ self.pull[rows], covariance

    def signal_only(self, rows: NDArray[np.intp]) -> tuple[FloatArray, FloatArray]:
        """Return as :meth:`everything`, from the constant and the signal alone, learned from all others.

        What else the areas share counts as uncertainty.
        """
        weights = self.weights_without(rows)
        expected = self._centre + self._signal[rows] @ weights
        blind = self._crossed[np.ix_(rows, rows)]
        told = self._told(rows) - blind @ np.linalg.solve(self.precision[np.ix_(rows, rows)], blind.T)
        block = np.ix_(rows, rows)
        return expected, self._signal[block] - told + self._rest[block]

    def _told(self, rows: NDArray[np.intp]) -> FloatArray:
        if not self._gained.size:
            self._gained = self._crossed @ self._signal
        return self._gained[np.ix_(rows, rows)]

    def groups(self, labels: Sequence[object]) -> Iterator[NDArray[np.intp]]:
        """Give the rows of every group of ``labels`` (n), in order of first appearance."""
        members: dict[object, list[int]] = {}
        for at, label in enumerate(labels):
            members.setdefault(label, []).append(at)
        for rows in members.values():
            yield np.array(rows, dtype=np.intp)
