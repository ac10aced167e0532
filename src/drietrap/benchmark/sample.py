"""Figures of one indicator and period as arrays over municipalities, and sums of them over groups."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from drietrap.statistics.proportions import wilson_rounded

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Sample:
    """Values with everything needed to compare them; all arrays share one shape.

    ``low`` and ``high`` bound the value by rounding alone, in the unit of the indicator. For an indicator
    with chance, ``k_low .. k_high`` of ``n_low .. n_high`` are the counts behind it and ``scale`` turns
    their quotient into the unit; without counts the arrays hold NaN. Unknown is NaN throughout. ``chance``
    says whether the indicator should have counts: where they are missing, nothing can be concluded.
    """

    value: Array
    low: Array
    high: Array
    k_low: Array
    k_high: Array
    n_low: Array
    n_high: Array
    scale: float
    chance: bool = True

    @property
    def counted(self) -> NDArray[np.bool_]:
        """Where the counts behind the value are known, so that chance can be reckoned."""
        return np.isfinite(self.k_low + self.k_high + self.n_low + self.n_high) & (self.n_low > 0)

    @property
    def n(self) -> Array:
        """The middle of the denominator."""
        return (self.n_low + self.n_high) / 2

    def limits(self, confidence: float) -> tuple[Array, Array]:
        """Return rounding and chance together at ``confidence``; rounding alone where there are no counts."""
        counted = self.counted
        lower, upper = self.low.copy(), self.high.copy()
        if counted.any():
            below, above = wilson_rounded(
                np.minimum(self.k_low, self.n_high)[counted],
                np.minimum(self.k_high, self.n_high)[counted],
                self.n_low[counted],
                self.n_high[counted],
                confidence,
            )
            lower[counted] = np.minimum(below * self.scale, self.low[counted])
            upper[counted] = np.maximum(above * self.scale, self.high[counted])
        return lower, upper

    def plain(self) -> Sample:
        """Return the same values without the counts behind them: of an indicator without chance."""
        nothing = np.full(self.value.shape, np.nan)
        return Sample(
            self.value, self.low, self.high, nothing, nothing, nothing, nothing, self.scale, chance=False
        )

    def without(self, left_out: NDArray[np.bool_]) -> Sample:
        """Return the sample with nothing known where ``left_out``."""
        return self._each(lambda array: np.where(left_out, np.nan, array))

    def at(self, index: NDArray[np.int64] | slice | int) -> Sample:
        """Return the part at ``index``, always with at least one dimension."""
        return self._each(lambda array: np.atleast_1d(array[index]).copy())

    def column(self) -> Sample:
        """Return the same values as a column, to set every one of them against every other."""
        return self._each(lambda array: array[:, None])

    def _each(self, change: Callable[[Array], Array]) -> Sample:
        return Sample(
            change(self.value),
            change(self.low),
            change(self.high),
            change(self.k_low),
            change(self.k_high),
            change(self.n_low),
            change(self.n_high),
            self.scale,
            self.chance,
        )


_COLUMNS = (
    "value",
    "rounding_lower",
    "rounding_upper",
    "numerator_lower",
    "numerator_upper",
    "denominator_lower",
    "denominator_upper",
)


def sample(figures: pl.DataFrame, areas: Sequence[str], *, chance: bool, scale: float) -> Sample:
    """Put the figures of one indicator and period in the order of ``areas``; absent areas become NaN."""
    position = {area: i for i, area in enumerate(areas)}
    place = np.array([position.get(area, -1) for area in figures["area"].to_list()], dtype=np.int64)
    given = figures[list(_COLUMNS)].to_numpy()  # what is null becomes NaN
    table = np.full((len(areas), len(_COLUMNS)), np.nan)
    table[place[place >= 0]] = given[place >= 0]
    value, low, high, *counts = (table[:, i].copy() for i in range(len(_COLUMNS)))
    known = Sample(value, low, high, counts[0], counts[1], counts[2], counts[3], scale)
    return known if chance else known.plain()


def pooled(part: Sample, weights: Array, *, ratio: Sample | None = None) -> Sample:
    """Return one sample per row of ``weights``: the members' counts added up, or their mean value.

    Parameters
    ----------
    part
        Sample over municipalities.
    weights
        Matrix of groups x municipalities, 1 for a member and 0 otherwise.
    ratio
        Numerators and denominators to add up when ``part`` has no chance but is a quotient of amounts
        (its ``k`` and ``n``); without it the group value is the plain mean of its members' values.

    Returns
    -------
    Sample over groups. Members without a figure are left out.
    """
    parts = part if np.isfinite(part.k_low).any() else ratio
    if parts is not None and np.isfinite(parts.k_low).any():
        known = np.isfinite(parts.k_low + parts.k_high + parts.n_low + parts.n_high) & (parts.n_high > 0)
        member = weights * known
        k_low, k_high, n_low, n_high = (
            _total(member, array) for array in (parts.k_low, parts.k_high, parts.n_low, parts.n_high)
        )
        k, n = _total(member, _middle(parts)), (n_low + n_high) / 2
        with np.errstate(divide="ignore", invalid="ignore"):
            scale = part.scale
            value, low, high = scale * k / n, scale * k_low / n_high, scale * k_high / n_low
        if parts is part:
            return Sample(value, low, high, k_low, k_high, n_low, n_high, scale)
        nothing = np.full(value.shape, np.nan)
        return Sample(value, low, high, nothing, nothing, nothing, nothing, scale)
    known = np.isfinite(part.low + part.high)
    member = weights * known
    number = member.sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = (_total(member, array) / number for array in (part.low, part.high))
        shown = weights * np.isfinite(part.value)
        value = _total(shown, part.value) / shown.sum(axis=-1)
    nothing = np.full(value.shape, np.nan)
    return Sample(value, low, high, nothing, nothing, nothing, nothing, part.scale)


def _middle(parts: Sample) -> Array:
    with np.errstate(invalid="ignore"):
        shown = parts.value * parts.n / parts.scale
    return np.where(np.isfinite(shown), shown, (parts.k_low + parts.k_high) / 2)


def _total(member: Array, values: Array) -> Array:
    total: Array = member @ np.where(np.isfinite(values), values, 0.0)
    return np.where(member.sum(axis=-1) > 0, total, np.nan)
