"""What a scenario stands on: a population with its history, the values of every draw, and the market."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from drietrap.statistics.inputs import FloatArray
from drietrap.steering.base import Basis
from drietrap.steering.burn_in import standing_at
from drietrap.steering.model.codes import CRISIS, FORMS, HELPED, RESIDENTIAL
from drietrap.steering.model.parameters import Parameters
from drietrap.steering.model.people import World
from drietrap.steering.model.rows import Rows, Whole, layout
from drietrap.steering.model.tables import OFFERS, ONE, Market, Plan
from drietrap.steering.planning import ease_of, tables_of
from drietrap.steering.scenario.definition import Scenario

SHARES = (0.30, 0.20, 0.14, 0.11, 0.09, 0.07, 0.05, 0.04)
"""Market shares of eight providers of a purchased form (aanname, where no register says otherwise)."""
FIRST_BOUGHT = 2  # help by the district team and freely accessible help have one offer
UNLIMITED = 2**31
_DRAWS_APART = 2**20


@dataclass(frozen=True)
class Ground:
    """A municipality before the first month of a scenario.

    Parameters
    ----------
    code, name
        The municipality, which is the only area of the world.
    synthetic
        Whether it does not exist.
    world
        Everybody, from the burn-in to the end of the scenario.
    basis
        The base values of a draw, from 1 on; 0 is the middle.
    district
        (districts,): factor on needs and reports.
    burn_in
        Months before the start in which the model comes to rest.
    fitted
        What the values were fitted to, in a sentence; empty when they are those of the country.
    warning
        What must not be overlooked about it; empty when there is nothing.
    district_names
        Names of districts by code, where they are known.
    keep
        Folder where it is kept where everybody stands at the start, so that another scenario starts sooner.
    """

    code: str
    name: str
    synthetic: bool
    world: World
    basis: Callable[[int], Basis]
    district: FloatArray
    burn_in: int
    fitted: str = ""
    warning: str = ""
    district_names: Mapping[str, str] = field(default_factory=dict)
    keep: Path | None = None

    def youths(self, month: int) -> int:
        """Return how many under 18 live here at the start of a month."""
        persons = self.world.persons
        born = persons["born"]
        there = (persons["enter"] <= month) & (persons["leave"] > month)
        return int(np.count_nonzero(there & (born <= month) & (born > month - 18 * 12)))


def market(areas: int = 1) -> Rows:
    """Return who offers what in a version where everybody takes new clients: rows (areas,) of Market."""
    rows = np.zeros(areas, dtype=layout(Market))
    rows["share"] = ONE
    rows["open"][..., 0] = 1
    rows["offers"] = 1
    upper = np.rint(np.cumsum(SHARES) * ONE).astype(np.int64)
    upper[-1] = ONE
    rows["share"][:, FIRST_BOUGHT : RESIDENTIAL + 1] = upper
    rows["open"][:, FIRST_BOUGHT : RESIDENTIAL + 1] = 1
    rows["offers"][:, FIRST_BOUGHT : RESIDENTIAL + 1] = OFFERS
    rows["offers"][:, CRISIS] = 0
    return rows


def seed_of(scenario: Scenario, draw: int) -> int:
    """Return the seed of everybody's fate in a draw; the same for every variant."""
    return scenario.seed * _DRAWS_APART + draw


def history(ground: Ground, basis: Basis, seed: int, start: int) -> Rows:
    """Return where everybody stands just before the start, without any limit to places."""
    parameters = parameters_in(ground, basis)
    months = np.zeros(ground.burn_in, dtype=np.int64)
    plan = Plan(months, tables_of([parameters]), market()[None], None, ease_of(ground.district))
    return standing_at(ground.world, plan, seed, start, ground.keep)


def parameters_in(ground: Ground, basis: Basis) -> Parameters:
    """Return the parameters of a draw, with the districts of the municipality."""
    return replace(basis.parameters(len(ground.district)), district=ground.district)


def places(standing: Rows, occupancy: float | None) -> Whole | None:
    """Return how many each offer helps at a time (80,), when ``occupancy`` percent is taken at the start.

    None without an occupancy: then nobody waits for a place. Forms without a queue have no limit.
    """
    if occupancy is None:
        return None
    helped = standing["phase"] == HELPED
    stock = np.bincount(standing["form"][helped], minlength=len(FORMS))
    limits = np.full((len(FORMS), OFFERS), UNLIMITED, dtype=np.int64)
    for form in range(FIRST_BOUGHT, RESIDENTIAL + 1):
        wanted = stock[form] * 100.0 / occupancy * np.asarray(SHARES)
        limits[form] = np.maximum(np.rint(wanted), 1.0).astype(np.int64)
    return limits.reshape(-1)
