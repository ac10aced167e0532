"""Learning what population factors make of use: districts in municipalities in regions near each other.

The figure of an area is a constant, plus what its population factors do (a curve per factor, and a line for
the mean of its municipality), plus what its region, the surroundings and the municipality share, plus noise
of the area and of chance. See :mod:`drietrap.statistics.mixed` for the method, and
``docs/explanation/verwacht-gebruik.md`` for what it is not for.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from drietrap.catalogue.expected_use import (
    CURVE_WIDTH,
    EXTREME,
    FREEDOM,
    GROUPS,
    REACH_KM,
    RESERVED_DISTRICTS,
    RESERVED_SHARE,
    TAIL,
    Level,
)
from drietrap.differences.expected.material import Material
from drietrap.statistics.covariance import linear, near, same, smooth
from drietrap.statistics.explained import weighted_rows
from drietrap.statistics.imputation import filled
from drietrap.statistics.inputs import FloatArray
from drietrap.statistics.mixed import Fitted, Variances, restricted
from drietrap.statistics.randomness import address

Rows = NDArray[np.intp]


@dataclass(frozen=True)
class Levels:
    """What shares what: id, label for readers and covariance of every level above the area."""

    ids: tuple[str, ...]
    labels: tuple[str, ...]
    shapes: tuple[FloatArray, ...]


@dataclass(frozen=True)
class Learned:
    """A model that learned; ``observed`` are the rows of the material with a figure (or bounds of one).

    ``pull`` (per observed row) is by how much the noise of an odd area is enlarged, so that it counts less.
    ``freedom`` multiplies the variance of the curves.
    """

    design: Design
    observed: Rows
    variances: Variances
    freedom: float
    pull: FloatArray

    @property
    def material(self) -> Material:
        """The areas, their figures and their factors."""
        return self.design.material

    def signal(self, rows: Rows, group: str | None = None) -> FloatArray:
        """Return the covariance of the effect of all factors, or of one group, between ``rows``."""
        line, curve = self.design.population(rows, group)
        return self.variances.shared[0] * line + self.freedom * self.variances.shared[1] * curve

    def other(self, rows: Rows) -> FloatArray:
        """Return the covariance of what municipality, region and surroundings share."""
        total = np.zeros((rows.size, rows.size))
        shapes = self.design.levels(rows).shapes
        for variance, shape in zip(self.variances.shared[2:], shapes, strict=True):
            total += variance * shape
        return total

    def noise(self, rows: Rows) -> FloatArray:
        """Return the variance of the noise of figures: of the area itself, of chance and of rounding."""
        own, chance = self.variances.noise
        return own + chance * self.design.chance[rows] + self.design.bounds[rows]


class Design:
    """Factors on scale and covariances between areas of one material."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self._scaled = np.clip(filled(material.factors), -EXTREME, EXTREME)
        self._context = self._means()
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
        table = np.empty_like(self._scaled)
        youths = _known_youths(self.material.youths)
        labels = np.array(self.material.municipalities)
        for label in dict.fromkeys(self.material.municipalities):
            rows = np.flatnonzero(labels == label)
            table[rows] = weighted_rows(youths, rows) @ self._scaled[rows]
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
        own = self._scaled[rows][:, columns]
        line = linear(own)
        if self._context.shape[1]:
            line += linear(self._context[rows][:, columns])
        return line / len(factors), smooth(own, CURVE_WIDTH) / len(factors)

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


def learn(material: Material) -> Learned:
    """Learn variances, odd areas and the freedom of the curves; never from what is kept apart.

    The odd areas of what is kept apart follow afterwards, with all that was learned fixed.
    """
    observed = np.flatnonzero(np.isfinite(material.low))
    first, second = reserved(material)
    rows = observed[~(first | second)[observed]]
    design = Design(material)
    shapes = [*design.population(rows), *design.levels(rows).shapes]
    y, chance, bounds = design.y[rows], design.chance[rows], design.bounds[rows]
    pull = np.ones(rows.size)
    for again in (False, True):
        variances = restricted(y, shapes, [pull, chance * pull], bounds * pull)
        found = Learned(design, rows, variances, 1.0, pull)
        if not again:
            pull = _odd(found)
    freedom = min(FREEDOM, key=lambda free: _missed(Learned(design, rows, variances, free, pull)))
    whole = Learned(design, observed, variances, freedom, np.ones(observed.size))
    return Learned(design, observed, variances, freedom, _odd(whole))


def without_reserved(learned: Learned) -> Learned:
    """Return the same model with the figures of what is kept apart taken out, odd areas found without it."""
    first, second = reserved(learned.material)
    rows = learned.observed[~(first | second)[learned.observed]]
    bare = replace(learned, observed=rows, pull=np.ones(rows.size))
    return replace(bare, pull=_odd(bare))


def fitted(learned: Learned, extra: Rows | None = None) -> tuple[Rows, Fitted]:
    """Return the rows and the fitted figures of what ``learned`` observed.

    ``extra`` are rows without a figure: they take part with so much noise that nothing is learned of them.
    """
    more = np.zeros(0, dtype=np.intp) if extra is None else extra
    rows = np.concatenate([learned.observed, more])
    y = np.concatenate([learned.design.y[learned.observed], np.zeros(more.size)])
    noise = learned.noise(rows) * np.concatenate([learned.pull, np.ones(more.size)])
    if more.size:
        y[learned.observed.size :] = float(y[: learned.observed.size].mean())
        noise[learned.observed.size :] = 1e6
    return rows, Fitted(y, learned.signal(rows), learned.other(rows), noise)


def _odd(learned: Learned) -> FloatArray:
    """Return by how much the noise of each observed area is enlarged: more than one when it is odd.

    One step of a t distribution of the noise (Lange, Little & Taylor 1989, JASA 84:881), with the score of
    the area from all others.
    """
    rows, model = fitted(learned)
    plain = learned.noise(rows)
    scores = np.empty(rows.size)
    for at in range(rows.size):
        one = np.array([at])
        expected, error = model.everything(one)
        variance = float(error[0, 0]) - plain[at] * (learned.pull[at] - 1)
        scores[at] = (model.y[at] - float(expected[0])) ** 2 / variance
    return np.maximum(1.0, (TAIL + scores) / (TAIL + 1))


def _missed(learned: Learned) -> float:
    """Return the squared error of municipalities that were left out, every youth the same weight."""
    rows, model = fitted(learned)
    youths = learned.design.youths[rows]
    missed = 0.0
    for group in model.groups([learned.material.municipalities[at] for at in rows]):
        expected, _ = model.everything(group)
        missed += float(youths[group] @ (model.y[group] - expected) ** 2)
    return missed
