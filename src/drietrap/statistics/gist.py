"""What a fitted hierarchical model says of groups that are left out, kept in little room.

:class:`drietrap.statistics.mixed.Fitted` holds matrices of all figures by all figures. Its answers about one
group need only their product with the columns that make up the signal, and the block of the group itself. A
gist holds those, so that it can be stored and asked again without fitting.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from drietrap.statistics.inputs import FloatArray
from drietrap.statistics.mixed import DIFFUSE, Fitted

Rows = NDArray[np.intp]


@dataclass(frozen=True)
class Gist:
    """A fitted model of n figures whose signal is the product of k columns with their transpose.

    ``crossed`` (n, k + 1) is the inverse covariance times the columns, the last for the unknown constant;
    ``blocks`` holds the inverse covariance within every group of ``labels`` (n), row by row, in order of
    first appearance.
    """

    y: FloatArray
    noise: FloatArray
    pull: FloatArray
    crossed: FloatArray
    blocks: FloatArray
    labels: tuple[str, ...]

    def arrays(self) -> dict[str, FloatArray]:
        """Return everything but the labels."""
        names = ("y", "noise", "pull", "crossed", "blocks")
        return {name: getattr(self, name) for name in names}

    @classmethod
    def recalled(cls, arrays: Mapping[str, FloatArray], labels: Sequence[str]) -> Gist:
        """Return a gist from its arrays."""
        y, noise, pull = (arrays[name] for name in ("y", "noise", "pull"))
        return cls(y, noise, pull, arrays["crossed"], arrays["blocks"], tuple(labels))


def gist(model: Fitted, columns: FloatArray, labels: Sequence[str]) -> Gist:
    """Return the gist of ``model``, whose signal is ``columns @ columns.T``, for groups of ``labels``."""
    whole = _with_constant(columns, model.y)
    blocks = [model.precision[np.ix_(rows, rows)].ravel() for rows in model.groups(labels)]
    return Gist(
        model.y, model.noise, model.pull, model.precision @ whole, np.concatenate(blocks), tuple(labels)
    )


def _with_constant(columns: FloatArray, y: FloatArray) -> FloatArray:
    return np.column_stack([columns, np.full(y.size, np.sqrt(DIFFUSE * float(y.var())))])


class LeftOut:
    """One group of a gist, foretold from all other figures.

    Parameters
    ----------
    kept
        The gist.
    columns
        The columns of the signal, shape (n, k).
    label
        The group.
    """

    def __init__(self, kept: Gist, columns: FloatArray, label: str) -> None:
        self._kept = kept
        self._columns = _with_constant(columns, kept.y)
        labels = np.array(kept.labels)
        self.rows: Rows = np.flatnonzero(labels == label)
        self._block = self._own_block(labels, label)
        self._gained = self._columns.T @ kept.crossed
        self._solved = np.linalg.solve(self._block, kept.pull[self.rows])
        crossed = kept.crossed[self.rows]
        #: What the other figures tell of every column: columns.T @ weights, learned without the group.
        self.told: FloatArray = self._columns.T @ kept.pull - crossed.T @ self._solved

    def _own_block(self, labels: NDArray[np.str_], label: str) -> FloatArray:
        start = 0
        for name in dict.fromkeys(labels.tolist()):
            size = int((labels == name).sum())
            if name == label:
                return self._kept.blocks[start : start + size * size].reshape(size, size)
            start += size * size
        raise KeyError(label)

    def everything(self) -> tuple[FloatArray, FloatArray]:
        """Return as :meth:`drietrap.statistics.mixed.Fitted.everything`, of this group."""
        covariance: FloatArray = np.linalg.inv(self._block).astype(np.float64)
        return self._kept.y[self.rows] - self._solved, covariance

    def signal_only(self, rest: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return as :meth:`drietrap.statistics.mixed.Fitted.signal_only`, of this group.

        ``rest`` is the covariance within the group of all that is no signal, noise included.
        """
        own = self._columns[self.rows]
        expected = float(self._kept.y.mean()) + own @ self.told
        told = own @ self._gained @ own.T
        blind = own @ self._kept.crossed[self.rows].T
        told -= blind @ np.linalg.solve(self._block, blind.T)
        return expected, own @ own.T - told + rest

    def part(self, chosen: Rows) -> FloatArray:
        """Return what some columns of the signal add to every figure, shape (n)."""
        added: FloatArray = self._columns[:, chosen] @ self.told[chosen]
        return added

    def error(self, chosen: Rows, contrast: FloatArray) -> float:
        """Return the variance of the error of a contrast (n) of what some columns add."""
        lean = self._columns[:, chosen].T @ contrast
        gained = self._gained[np.ix_(chosen, chosen)]
        blind = self._kept.crossed[np.ix_(self.rows, chosen)] @ lean
        told = float(lean @ gained @ lean) - float(blind @ np.linalg.solve(self._block, blind))
        return float(lean @ lean) - told
