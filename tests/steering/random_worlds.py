"""Small random populations and plans in which everything happens often."""

from __future__ import annotations

from typing import Any

import numpy as np

from drietrap.steering.model.codes import DISTRICT_TEAM
from drietrap.steering.model.people import Family, Person, World
from drietrap.steering.model.rows import layout, shape_of
from drietrap.steering.model.tables import OFFERS, ONE, Market, Plan, Table

MONTHS = 30
AREAS, DISTRICTS = 2, 5
START = 250
_SLOTTED = {"onset": 0.6, "shared": 0.1, "unseen": 0.8, "waiting": 0.5, "measure": 0.5}
_CUMULATIVE = ("severity", "decide", "choose", "delay", "intensity", "place")
_CHANCES = {
    "affected": 0.8,
    "settled": 0.8,
    "dropout": 0.1,
    "extend": 0.5,
    "success": 0.8,
    "stays_adult": 0.7,
    "report": 0.05,
    "probation": 0.02,
}


def random_world(rng: np.random.Generator, families: int) -> World:
    """Return families of one to four youths, of all ages, some of whom come or go."""
    sizes = rng.integers(1, 5, families)
    last = np.cumsum(sizes)
    home = np.zeros(families, dtype=layout(Family))
    home["number"] = rng.permutation(10 * families)[:families]
    home["first"], home["last"] = last - sizes, last
    home["area"] = np.sort(rng.integers(0, AREAS, families))
    home["district"] = rng.integers(0, DISTRICTS, families)
    home["stratum"] = rng.integers(0, 8, families)
    people = np.zeros(last[-1], dtype=layout(Person))
    people["number"] = rng.permutation(10 * len(people))[: len(people)]
    people["born"] = START + rng.integers(-24 * 12, MONTHS, len(people))
    often = rng.random((2, len(people))) < 0.2
    people["enter"] = np.where(often[0], START + rng.integers(0, MONTHS, len(people)), -9_999)
    people["leave"] = np.where(often[1], START + rng.integers(0, MONTHS, len(people)), 9_999)
    people["sex"] = rng.integers(0, 2, len(people))
    return World(people, home, tuple("AB"), tuple("12345"))


def random_plan(rng: np.random.Generator, capped: bool, versions: int = 3) -> Plan:
    """Return tables in which every chance is drawn, in several versions on the same slots."""
    tables = np.zeros(versions, dtype=layout(Table))
    for name, total in _SLOTTED.items():
        _slots(rng, tables, name, total)
    for name in _CUMULATIVE:
        shape = shape_of(Table, name)
        tables[name] = np.sort(rng.integers(0, ONE + 1, (versions, *shape)), axis=-1)
    for name, most in _CHANCES.items():
        tables[name] = (rng.random((versions, *shape_of(Table, name))) * most * ONE).astype(np.int64)
    for name in ("duration", "extension", "probation_months"):
        tables[name] = rng.integers(1, 12, (versions, *shape_of(Table, name)))
    tables["onset_width"] //= 4
    markets = np.zeros((versions, AREAS), dtype=layout(Market))
    markets["offers"] = rng.integers(0, 4, (AREAS, 10))
    markets["offers"][:, :, DISTRICT_TEAM] = 2
    number = np.arange(OFFERS)
    share = np.sort(rng.integers(0, ONE, (versions, AREAS, 10, OFFERS)), axis=-1)
    markets["share"] = np.where(number + 1 >= markets["offers"][..., None], ONE, share)
    markets["open"] = rng.random((versions, AREAS, 10, OFFERS)) < 0.7
    capacity = rng.integers(0, 3, (versions, AREAS * 80)) if capped else None
    version = np.sort(rng.integers(0, versions, MONTHS))
    return Plan(version, tables, markets, capacity, rng.integers(30_000, 130_000, DISTRICTS))


def _slots(rng: np.random.Generator, tables: Any, name: str, total: float) -> None:
    shape = shape_of(Table, f"{name}_start")
    room = rng.dirichlet(np.ones(shape[-1]), shape[:-1]) * total
    starts = np.cumsum(room, axis=-1) - room
    used = rng.random((len(tables), *shape))
    tables[f"{name}_start"] = (starts * ONE).astype(np.int64)
    tables[f"{name}_width"] = (room * used * ONE).astype(np.int64)
    if f"{name}_top" in (tables.dtype.names or ()):
        tables[f"{name}_top"] = int(total * ONE) + 1
