"""What areas share, as numbers: factors on scale, covariances between areas, and what is kept apart."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from drietrap.catalogue.expected_use import (
    CURVE_WIDTH,
    EXTREME,
    GROUPS,
    REACH_KM,
    RESERVED_DISTRICTS,
    RESERVED_SHARE,
    Level,
)
from drietrap.differences.expected.material import Material
from drietrap.statistics.covariance import curves, linear, near, same, smooth
from drietrap.statistics.explained import weighted_rows
from drietrap.statistics.imputation import filled
from drietrap.statistics.inputs import FloatArray
from drietrap.statistics.randomness import address

Rows = NDArray[np.intp]


@dataclass(frozen=True)
class Levels:
    """What shares what: id, label for readers and covariance of every level above the area."""

    ids: tuple[str, ...]
    labels: tuple[str, ...]
    shapes: tuple[FloatArray, ...]


class Design:
    """Factors on scale and covariances between areas of one material.

    ``scaled`` and ``context`` are the factors of the areas and of their municipalities, filled in where they
    are not known and on scale. Filling in takes long: what was filled in before can be given.
    """

    def __init__(
        self, material: Material, scaled: FloatArray | None = None, context: FloatArray | None = None
    ) -> None:
        self.material = material
        self.scaled = np.clip(filled(material.factors), -EXTREME, EXTREME) if scaled is None else scaled
        self.context = self._means() if context is None else context
        self.youths = _known_youths(material.youths)
        known = np.isfinite(material.low)
        middle = np.where(known, (material.low + material.high) / 2, np.nan)
        self.y = np.where(np.isfinite(material.value), material.value, middle)
        first, second = reserved(material)
        seen = known & ~(first | second)  # chance is learned too: never from what is kept apart
        share = float(np.average(self.y[seen], weights=self.youths[seen])) / 100
        self.chance = 1e4 * share * (1 - share) / self.youths
        # A rounded or withheld figure is anywhere between its bounds: the variance of a uniform.
        self.bounds = np.where(known, (material.high - material.low) ** 2 / 12, 0.0)

    def _means(self) -> FloatArray:
        """Return the mean of every factor in the municipality of each district, on scale."""
        if self.material.model.level is Level.GEMEENTE:
            return np.zeros((len(self.material.areas), 0))
        table = np.empty_like(self.scaled)
        youths = _known_youths(self.material.youths)
        labels = np.array(self.material.municipalities)
        for label in dict.fromkeys(self.material.municipalities):
            rows = np.flatnonzero(labels == label)
            table[rows] = weighted_rows(youths, rows) @ self.scaled[rows]
        return filled(table)

    def population(self, rows: Rows, group: str | None = None) -> tuple[FloatArray, FloatArray]:
        """Return the covariances of lines and of curves in the factors (of one group), between ``rows``."""
        if group is None:
            line, curve = self._all
            block = np.ix_(rows, rows)
            return line[block], curve[block]
        return self._population(rows, group)

    @cached_property
    def _all(self) -> tuple[FloatArray, FloatArray]:
        return self._population(np.arange(len(self.material.areas)), None)

    def _population(self, rows: Rows, group: str | None) -> tuple[FloatArray, FloatArray]:
        factors = self.material.model.factors
        columns = [at for at, factor in enumerate(factors) if group in (None, factor.group)]
        own = self.scaled[rows][:, columns]
        line = linear(own)
        if self.context.shape[1]:
            line += linear(self.context[rows][:, columns])
        return line / len(factors), smooth(own, CURVE_WIDTH) / len(factors)

    def features(self) -> tuple[FloatArray, FloatArray, tuple[str, ...]]:
        """Return lines and curves as columns: each times its transpose is what :meth:`population` returns.

        Lines (n, k), curves (n, m), and for every column of both the group of its factor.
        """
        factors = self.material.model.factors
        size = np.sqrt(len(factors))
        lines = np.hstack([self.scaled, self.context]) / size
        bent = curves(self.scaled, CURVE_WIDTH) / size
        groups = [factor.group for factor in factors]
        each = bent.shape[1] // len(factors)
        times = lines.shape[1] // len(factors)
        return lines, bent, tuple(groups * times + [group for group in groups for _ in range(each)])

    def levels(self, rows: Rows) -> Levels:
        """Return what areas share beside their population."""
        material = self.material
        regions = [material.regions[at] for at in rows]
        shapes = [same(regions), near(material.places[rows], REACH_KM)]
        ids, labels = ["regio", "omgeving"], ["jeugdregio", "gemeenten in de buurt"]
        if material.model.level is Level.WIJK:
            shapes.insert(0, same([material.municipalities[at] for at in rows]))
            ids.insert(0, "gemeente")
            labels.insert(0, "gemeente")
        return Levels(tuple(ids), tuple(labels), tuple(shapes))

    def present(self) -> tuple[str, ...]:
        """Return the groups of factors that this model has, in a fixed order."""
        there = {factor.group for factor in self.material.model.factors}
        return tuple(group for group in GROUPS if group in there)


def _known_youths(youths: FloatArray) -> FloatArray:
    """Return the numbers of youths; where unknown the median, and never below one class of fifteen."""
    known = youths[np.isfinite(youths)]
    middle = float(np.median(known)) if known.size else 1000.0
    return np.maximum(np.where(np.isfinite(youths), youths, middle), 15.0)


def reserved(material: Material) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return which areas are kept apart: whole municipalities, and single districts of the others.

    A draw per code: the same areas are kept apart in every release and for every figure.
    """
    apart = _drawn("drietrap gemeente", material.municipalities) < RESERVED_SHARE
    if material.model.level is Level.GEMEENTE:
        return apart, np.zeros(apart.size, dtype=np.bool_)
    return apart, ~apart & (_drawn("drietrap wijk", material.areas) < RESERVED_DISTRICTS)


def _drawn(decision: str, codes: tuple[str, ...]) -> FloatArray:
    """Return a number from 0 to 1 per code: the hash of the decision and the code."""
    return np.array([address(f"{decision}:{code}") for code in codes]) / 2.0**63
