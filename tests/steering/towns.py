"""A small invented town for scenarios."""

from __future__ import annotations

from functools import cache

import numpy as np

from drietrap.catalogue.levers.all import LEVERS
from drietrap.steering.base import base
from drietrap.steering.places import Place
from drietrap.steering.population import world_of
from drietrap.steering.scenario.definition import ALL, Measure, Scenario, Variant
from drietrap.steering.scenario.ground import Ground

START, MONTHS, BURN_IN = 324, 24, 24


@cache
def town(youths: int = 4000, months: int = MONTHS) -> Ground:
    """Return a town of so many under 23, with three districts."""
    people = np.tile(np.array([0.18, 0.35, 0.26, 0.21]) * youths / 3, (3, 1))
    place = Place(
        "GM1999",
        "Voorbeeldstad",
        2026,
        ("WK199901", "WK199902", "WK199903"),
        people,
        np.full(3, 0.18),
        np.array([-0.2, 0.0, 0.2]),
    )
    world = world_of([place], START - BURN_IN, BURN_IN + months)
    return Ground("GM1999", "Voorbeeldstad", True, world, base().drawn, np.ones(3), BURN_IN)


def measure(lever: str, *, dose: float | None = None, start: int = START, **other: object) -> Measure:
    """Return a lever turned at once and in full."""
    usual = LEVERS[lever].dose.usual if dose is None else dose
    given = {"delay": 0, "ramp": 1, "reason": "omdat het een proef is", **other}
    return Measure(lever, lever, usual, start, **given)  # type: ignore[arg-type]


def scenario(*measures: Measure, months: int = MONTHS, **other: object) -> Scenario:
    """Return a scenario with one variant of all measures."""
    variant = Variant(ALL, "alles", tuple(one.name for one in measures))
    given = {"draws": 2, "index": 2.5, "occupancy": 95.0, **other}
    return Scenario("t", "Voorbeeldstad", "?", START, months, measures, (variant,), **given)  # type: ignore[arg-type]
