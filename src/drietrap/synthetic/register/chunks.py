"""Draws for millions of people at once: the same numbers, made in pieces that fit the processor's cache."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from drietrap.synthetic.arithmetic import FloatArray
from drietrap.synthetic.draws import Draws

_PIECE = 32_768


@dataclass(frozen=True)
class ChunkedDraws(Draws):
    """Draws that do long rows of ids piece by piece; a draw depends on its address only."""

    def uniform(self, decision: str, *ids: ArrayLike) -> FloatArray:
        """Return draws strictly between 0 and 1, in the broadcast shape of ``ids``."""
        return _in_pieces(super().uniform, decision, ids)

    def normal(self, decision: str, *ids: ArrayLike) -> FloatArray:
        """Return standard normal draws that are the same on every machine."""
        return _in_pieces(super().normal, decision, ids)


def _in_pieces(draw: Callable[..., FloatArray], decision: str, ids: tuple[ArrayLike, ...]) -> FloatArray:
    parts = np.broadcast_arrays(*ids)
    if parts[0].ndim != 1 or len(parts[0]) <= _PIECE:
        return draw(decision, *ids)
    starts = range(0, len(parts[0]), _PIECE)
    return np.concatenate([draw(decision, *(part[s : s + _PIECE] for part in parts)) for s in starts])
