"""Learning what population factors make of use: districts in municipalities in regions near each other.

The figure of an area is a constant, plus what its population factors do (a curve per factor, and a line for
the mean of its municipality), plus what its region, the surroundings and the municipality share, plus noise
of the area and of chance. See :mod:`drietrap.statistics.mixed` for the method, and
``docs/explanation/verwacht-gebruik.md`` for what it is not for.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from drietrap.catalogue.expected_use import FREEDOM, TAIL
from drietrap.differences.expected.design import Design, Rows, reserved
from drietrap.differences.expected.material import Material
from drietrap.statistics.inputs import FloatArray
from drietrap.statistics.mixed import Fitted, Variances, restricted

_NO_WEIGHT = 1e6  # variance of the noise of an area without a figure


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

    def features(self) -> tuple[FloatArray, tuple[str, ...]]:
        """Return columns (n, m) whose product is :meth:`signal` of all areas, and the group of each."""
        lines, bent, groups = self.design.features()
        sizes = np.sqrt([self.variances.shared[0], self.freedom * self.variances.shared[1]])
        return np.hstack([sizes[0] * lines, sizes[1] * bent]), groups

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


def fitted(learned: Learned, *, everyone: bool = False) -> tuple[Rows, Fitted]:
    """Return the rows and the fitted figures of what ``learned`` observed.

    ``everyone`` adds the areas without a figure, in the order of the material: they take part with so much
    noise that nothing is learned of them.
    """
    observed = learned.observed
    rows = np.arange(len(learned.material.areas)) if everyone else observed
    place = observed if everyone else np.arange(observed.size)
    figures = learned.design.y[observed]
    y, noise = np.full(rows.size, figures.mean()), np.full(rows.size, _NO_WEIGHT)
    y[place] = figures
    noise[place] = learned.noise(observed) * learned.pull
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
