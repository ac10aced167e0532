"""One draw of a scenario: the same people, fates and values in the baseline and in every run beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from drietrap.catalogue.levers.lever import Knob
from drietrap.statistics.inputs import FloatArray
from drietrap.steering.model.rows import Rows, Whole
from drietrap.steering.money.contract import Reference
from drietrap.steering.money.costs import costs_of, worth_of
from drietrap.steering.money.prices import Tariffs, cents, index_of, tariffs_of
from drietrap.steering.running import run
from drietrap.steering.scenario.definition import BY_KNOB, BY_MEASURE, Measure, Scenario, Variant
from drietrap.steering.scenario.ground import Ground, history, parameters_in, places, seed_of
from drietrap.steering.scenario.outcome import Outcome, outcome_of
from drietrap.steering.scenario.own import own_costs
from drietrap.steering.scenario.turning import Course, course_of

MOST_PLAYERS = 6  # with more measures than these a variant is split by knob
Chosen = frozenset[str]


def players(scenario: Scenario, variant: Variant) -> dict[str, Chosen]:
    """Return what a variant is split by: its measures, or the knobs (also when there are many measures)."""
    measures = scenario.measures_of(variant)
    by = scenario.split_by or (BY_MEASURE if len(measures) <= MOST_PLAYERS else BY_KNOB)
    if by == BY_MEASURE:
        return {one.name: frozenset({one.name}) for one in measures}
    found = {knob: frozenset(one.name for one in measures if one.definition.knob is knob) for knob in Knob}
    return {knob.value: chosen for knob, chosen in found.items() if chosen}


def runs_of(scenario: Scenario) -> tuple[Chosen, ...]:
    """Return every choice of measures that is run: nothing, each variant, its parts alone and in pairs."""
    found: dict[Chosen, None] = {frozenset(): None}
    for variant in scenario.variants:
        found[frozenset(variant.measures)] = None
        parts = list(players(scenario, variant).values())
        found.update(dict.fromkeys(parts))
        found.update({one | other: None for one, other in combinations(parts, 2)})
    return tuple(found)


@dataclass(frozen=True)
class Drawn:
    """The outcome of one draw, by choice of measures, and what did not fit in the tables."""

    outcomes: dict[Chosen, Outcome]
    clipped: float


@dataclass(frozen=True)
class _Fixed:
    """What all runs of a draw share."""

    scenario: Scenario
    ground: Ground
    seed: int
    standing: Rows
    limits: Whole | None
    tariffs: Tariffs
    index: FloatArray
    youths: int


def draw(scenario: Scenario, ground: Ground, number: int) -> Drawn:
    """Run one draw: the history once, then the baseline and every choice of measures.

    Parameters
    ----------
    scenario, ground
        What is asked, and what it stands on.
    number
        From 1 on; 0 takes the middle of everything.
    """
    basis, seed = ground.basis(number), seed_of(scenario, number)
    standing = history(ground, basis, seed, scenario.start)
    fixed = _Fixed(
        scenario,
        ground,
        seed,
        standing,
        places(standing, scenario.occupancy),
        tariffs_of(basis),
        index_of(scenario.start, scenario.months, scenario.index),
        ground.youths(scenario.start),
    )
    parameters = parameters_in(ground, basis)
    now: Reference | None = None
    outcomes: dict[Chosen, Outcome] = {}
    lost = 0.0
    for chosen in runs_of(scenario):
        measures = sorted((one for one in scenario.measures if one.name in chosen), key=lambda one: one.name)
        course = course_of(parameters, measures, number, scenario.start, scenario.months, fixed.limits)
        outcomes[chosen], now = _run(fixed, course, measures, now)
        lost = max(lost, *course.clipped.values())
    return Drawn(outcomes, lost)


def _run(
    fixed: _Fixed, course: Course, measures: Sequence[Measure], now: Reference | None
) -> tuple[Outcome, Reference]:
    """Run some measures; the first run of a draw is that of none, and says what help costs now."""
    scenario = fixed.scenario
    counts, _ = run(fixed.ground.world, course.plan, fixed.seed, scenario.start, fixed.standing)
    if now is None:
        flat = cents(course.price, np.ones(scenario.months))
        now = Reference(worth_of(counts, flat), counts.begun.astype(np.int64))
    own = np.zeros((scenario.months, len(scenario.measures)), dtype=np.int64)
    at = [scenario.measures.index(one) for one in measures]
    own[:, at] = own_costs(measures, scenario.start, scenario.months, fixed.youths, fixed.index)
    costs = costs_of(counts, course.price, fixed.tariffs, course.contracts, now, fixed.index, own)
    return outcome_of(counts, costs, scenario.start), now
