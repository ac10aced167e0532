"""How good a model of expected use is: always on areas that it had not seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from drietrap.benchmark.result import Estimate
from drietrap.catalogue.expected_use import Level
from drietrap.differences.expected.design import Rows, reserved
from drietrap.differences.expected.model import Learned, fitted, without_reserved
from drietrap.differences.expected.result import Quality
from drietrap.statistics.explained import (
    ceiling,
    covered,
    explained,
    explained_between,
    weighted_rows,
    width_factor,
)
from drietrap.statistics.inputs import FloatArray
from drietrap.statistics.mixed import Fitted

POPULATION = "gemeente die het model nooit zag, alleen uit de bevolking"
SURROUNDED = "gemeente die het model nooit zag, ook uit regio en omgeving"
NEW_DISTRICT = "nieuwe wijk van een gemeente die het model kent"
AS_A_WHOLE = "gemeente als geheel, alleen uit de bevolking"


@dataclass(frozen=True)
class Foretold:
    """What was foretold of areas without looking at them: ``rows`` of the material, and standard errors."""

    rows: Rows
    observed: FloatArray
    expected: FloatArray
    error: FloatArray
    youths: FloatArray
    chance: FloatArray

    @property
    def scores(self) -> FloatArray:
        """How many standard errors each figure lies from what was foretold."""
        return (self.observed - self.expected) / self.error


@dataclass(frozen=True)
class Width:
    """How many standard errors hold 80 % and 95 % of the areas that were left out."""

    likely: float
    certain: float


def width_of(foretold: Foretold) -> Width:
    """Return the width of intervals that hold what they promise on the areas that were left out."""
    return Width(width_factor(foretold.scores, 0.80), width_factor(foretold.scores, 0.95))


def left_out(learned: Learned, *, single: bool = False, population: bool = False) -> Foretold:
    """Foretell every observed figure without its municipality, or (``single``) without itself alone."""
    rows, model = fitted(learned)
    labels: list[object] = [learned.material.municipalities[at] for at in rows]
    groups = [np.array([at]) for at in range(rows.size)] if single else list(model.groups(labels))
    return _foretold(learned, rows, model, groups, population=population)


def _foretold(
    learned: Learned, rows: Rows, model: Fitted, groups: Sequence[Rows], *, population: bool
) -> Foretold:
    """Foretell the figures of each group from all others; withheld figures are not scored."""
    expected, error = np.zeros(rows.size), np.ones(rows.size)
    extra = learned.noise(rows) * (learned.pull - 1)
    for group in groups:
        told, covariance = model.signal_only(group) if population else model.everything(group)
        expected[group] = told
        error[group] = np.sqrt(np.maximum(np.diag(covariance) - extra[group], 1e-9))
    asked = np.concatenate(list(groups))
    scored = np.sort(asked[np.isfinite(learned.material.value[rows[asked]])])
    design, chosen = learned.design, rows[scored]
    return Foretold(
        chosen,
        model.y[scored],
        expected[scored],
        error[scored],
        design.youths[chosen],
        design.chance[chosen] + design.bounds[chosen],
    )


def as_a_whole(learned: Learned, members: Sequence[str]) -> tuple[Foretold, tuple[str, ...]]:
    """Foretell the figure of every municipality (mean over its districts by youths) from the others.

    Only districts with a figure of their own count. Returns the municipalities in the same order.
    """
    rows, model = fitted(learned)
    labels = np.array([learned.material.municipalities[at] for at in rows])
    shown = np.isfinite(learned.material.value[rows])
    design, found, names = learned.design, [], []
    extra = learned.noise(rows) * (learned.pull - 1)
    for name in dict.fromkeys(members):
        group = np.flatnonzero(labels == name)
        if not shown[group].any():
            continue
        expected, covariance = model.signal_only(group)
        weight = weighted_rows(np.where(shown, design.youths[rows], 0.0), group)
        spread = float(weight @ (covariance - np.diag(extra[group])) @ weight)
        chance = float(weight**2 @ (design.chance + design.bounds)[rows[group]])
        youths = float(design.youths[rows[group]].sum())
        found.append(
            (
                float(weight @ model.y[group]),
                float(weight @ expected),
                np.sqrt(max(spread, 1e-9)),
                youths,
                chance,
            )
        )
        names.append(name)
    columns = np.array(found, dtype=np.float64).T
    return Foretold(np.arange(len(names)), *columns), tuple(names)


def judged(
    situation: str, foretold: Foretold, municipalities: Sequence[str], width: Width, *, apart: bool
) -> Quality:
    """Return how good what was foretold is, with intervals of ``width``; one municipality per figure."""
    observed, weight = foretold.observed, foretold.youths
    share = _rounded(explained(observed, foretold.expected))
    between = explained_between(observed, foretold.expected, municipalities)
    return Quality(
        situation=situation,
        areas=int(observed.size),
        explained=share,
        spread=Estimate(share, *map(_rounded, between)),
        weighted=_rounded(explained(observed, foretold.expected, weight)),
        ceiling=_rounded(ceiling(observed, foretold.chance)),
        ceiling_weighted=_rounded(ceiling(observed, foretold.chance, weight)),
        error=_rounded(float(np.abs(observed - foretold.expected).mean())),
        cover_80=_rounded(covered(observed, foretold.expected, width.likely * foretold.error)),
        cover_95=_rounded(covered(observed, foretold.expected, width.certain * foretold.error)),
        reserved=apart,
    )


def _rounded(value: float) -> float:
    return round(value, 4)


def qualities(learned: Learned) -> tuple[Quality, ...]:
    """Judge the model on what was kept apart: learned and calibrated without it."""
    material = learned.material
    first, second = reserved(material)
    within = without_reserved(learned)
    situations = [(POPULATION, first, False, True), (SURROUNDED, first, False, False)]
    if material.model.level is Level.WIJK:
        situations.append((NEW_DISTRICT, second, True, False))
    found = []
    for situation, mask, single, population in situations:
        width = width_of(left_out(within, single=single, population=population))
        told = foretold_apart(learned, within, population=population)
        chosen = mask[told.rows]
        if chosen.sum() > 1:
            scored = _only(told, chosen)
            found.append(judged(situation, scored, municipalities_of(learned, scored), width, apart=True))
    return tuple(found)


def foretold_apart(learned: Learned, within: Learned, *, population: bool) -> Foretold:
    """Foretell what was kept apart from ``within``, which learned from the other areas alone."""
    kept = np.isin(learned.observed, within.observed)
    pull = np.ones(kept.size)
    pull[kept] = within.pull
    whole = replace(within, observed=learned.observed, pull=pull)
    rows, model = fitted(whole)
    return _foretold(whole, rows, model, [np.flatnonzero(~kept)], population=population)


def municipalities_of(learned: Learned, foretold: Foretold) -> list[str]:
    """Return the municipality of every figure that was foretold."""
    return [learned.material.municipalities[at] for at in foretold.rows]


def _only(told: Foretold, chosen: np.ndarray) -> Foretold:
    return Foretold(
        told.rows[chosen],
        told.observed[chosen],
        told.expected[chosen],
        told.error[chosen],
        told.youths[chosen],
        told.chance[chosen],
    )
