"""All uncertain elements of the base values as one vector: how far each is moved on its own scale."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from drietrap.statistics.inputs import FloatArray
from drietrap.steering.base import Basis, Scale, noise


@dataclass(frozen=True)
class Elements:
    """The uncertain elements of a basis, tables one after another in the order of their ids.

    A vector of moves has one entry per element: 0 is the middle, 1 on a logarithmic scale is a factor e.
    """

    basis: Basis

    @cached_property
    def places(self) -> tuple[tuple[str, int], ...]:
        """Table and place in it (flattened) of each element."""
        return tuple(
            (name, int(place))
            for name in sorted(self.basis.values)
            for place in np.flatnonzero(self._uncertain(name))
        )

    @cached_property
    def spread(self) -> FloatArray:
        """Standard deviation of each element before calibration."""
        return np.array([self.basis.values[name].spread.ravel()[place] for name, place in self.places])

    def __len__(self) -> int:
        return len(self.places)

    def index(self, name: str) -> NDArray[np.int64]:
        """Return the positions in the vector of the elements of a table."""
        return np.array([at for at, (table, _) in enumerate(self.places) if table == name], dtype=np.int64)

    def moved(self, moves: FloatArray) -> Basis:
        """Return the basis with every element moved."""
        shifts: dict[str, FloatArray] = {}
        for (name, place), move in zip(self.places, moves, strict=True):
            if move != 0.0:
                table = shifts.setdefault(name, np.zeros(self.basis.values[name].table.shape))
                table.reshape(-1)[place] = move
        return self.basis.with_tables({n: self.basis.values[n].moved(shift) for n, shift in shifts.items()})

    def draw(self, number: int) -> FloatArray:
        """Return the moves of one draw before calibration; all zero for draw 0."""
        if number == 0:
            return np.zeros(len(self))
        drawn = {
            name: noise(name, self.basis.values[name].table.shape, number).ravel() for name in self._tables
        }
        found: FloatArray = self.spread * np.array([drawn[name][place] for name, place in self.places])
        return found

    @cached_property
    def _tables(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for name, _ in self.places))

    def _uncertain(self, name: str) -> NDArray[np.bool_]:
        value = self.basis.values[name]
        if value.scale is Scale.FIXED:
            return np.zeros(value.table.size, dtype=np.bool_)
        table = value.table.ravel()
        top = 1.0 if value.scale is Scale.LOGIT else np.inf
        return np.asarray((table > 0.0) & (table < top) & (value.spread.ravel() > 0.0), dtype=np.bool_)
