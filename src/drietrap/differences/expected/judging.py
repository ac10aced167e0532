"""A model that learned, judged on areas that it had not seen, with all that its answers need."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from drietrap.catalogue.expected_use import Level
from drietrap.differences.expected.model import Learned, fitted
from drietrap.differences.expected.quality import (
    AS_A_WHOLE,
    NEW_DISTRICT,
    POPULATION,
    SURROUNDED,
    Foretold,
    Width,
    as_a_whole,
    judged,
    left_out,
    municipalities_of,
    qualities,
    width_of,
)
from drietrap.differences.expected.result import Component, Quality
from drietrap.statistics.gist import Gist, gist
from drietrap.statistics.inputs import FloatArray
from drietrap.statistics.mixed import Fitted

_DECIMALS = 4


@dataclass(frozen=True)
class Judged:
    """A model that learned, with how good it is, how wide its intervals are, and what its answers need.

    ``kept`` has a place for every area of the material; those without a figure take part without weight.
    """

    learned: Learned
    quality: tuple[Quality, ...]
    whole: Foretold
    municipalities: tuple[str, ...]
    of_areas: Width
    of_whole: Width
    components: tuple[Component, ...]
    kept: Gist


def judge(learned: Learned) -> Judged:
    """Judge a model on what was kept apart, and by leaving out each municipality in turn."""
    alone = left_out(learned, population=True)
    told = [(POPULATION, alone), (SURROUNDED, left_out(learned))]
    whole, names = as_a_whole(learned, learned.material.municipalities)
    if learned.material.model.level is Level.WIJK:
        told += [(NEW_DISTRICT, left_out(learned, single=True)), (AS_A_WHOLE, whole)]
    crossed = tuple(
        judged(
            name,
            found,
            names if found is whole else municipalities_of(learned, found),
            width_of(found),
            apart=False,
        )
        for name, found in told
    )
    _, fit = fitted(learned, everyone=True)
    return Judged(
        learned,
        (*qualities(learned), *crossed),
        whole,
        names,
        width_of(alone),
        width_of(whole),
        _components(learned, fit),
        gist(fit, learned.features()[0], learned.material.municipalities),
    )


def _components(learned: Learned, fit: Fitted) -> tuple[Component, ...]:
    """Return which level carries how much of the variation between areas.

    For the population this is how much its fitted effect differs between areas: the prior variance of
    curves says nothing of that.
    """
    columns, _ = learned.features()
    rows = learned.observed
    effect = (columns @ (columns.T @ fit.pull))[rows].var()
    levels = learned.design.levels(rows)
    weight = np.full(rows.size, 1.0 / rows.size)
    sizes = [float(effect)]
    sizes += [
        variance * _between(shape, weight)
        for variance, shape in zip(learned.variances.shared[2:], levels.shapes, strict=True)
    ]
    own, chance = learned.variances.noise
    sizes += [own, float(weight @ (chance * learned.design.chance[rows] + learned.design.bounds[rows]))]
    ids = ("bevolking", *levels.ids, "eigen", "toeval")
    last = "het gebied zelf" if learned.material.model.level is Level.GEMEENTE else "de wijk zelf"
    labels = ("bevolking", *levels.labels, last, "toeval en afronding")
    total = sum(sizes)
    return tuple(
        Component(id, label, round(size / total, _DECIMALS))
        for id, label, size in zip(ids, labels, sizes, strict=True)
    )


def _between(covariance: FloatArray, weight: FloatArray) -> float:
    """Return the variance between areas that a covariance stands for, a shared level left out."""
    return float(weight @ np.diag(covariance)) - float(weight @ covariance @ weight)
