"""The reduced model as a plan of our own kernel."""

from __future__ import annotations

import sys

import numpy as np

from bench.steering_reduced import ARISE, DELAYS, DURATIONS, MONTHS, SEED, SEEN, tell
from drietrap.steering.model.codes import AMBULATORY, HELPED, SINGLE
from drietrap.steering.model.people import Family, Person, World
from drietrap.steering.model.rows import layout
from drietrap.steering.model.tables import FIRST_ROUTE, ONE, Market, Plan, Table
from drietrap.steering.running import run as through


def plan(months: int) -> Plan:
    """Return the reduced model as a plan: everybody is seen by one route and gets one form of help."""
    tables = np.zeros(1, dtype=layout(Table))
    for name, kind, chance in (("onset", SINGLE - 1, ARISE), ("unseen", FIRST_ROUTE, SEEN)):
        tables[f"{name}_width"][..., kind] = round(chance * ONE)
        tables[f"{name}_top"] = round(chance * ONE)
    tables["choose"][..., AMBULATORY:] = tables["success"] = tables["intensity"] = ONE
    tables["delay"] = np.minimum(np.arange(1, 13), len(DELAYS)) * ONE // len(DELAYS)
    tables["duration"] = np.arange(128) * len(DURATIONS) // 128 + 1
    version = np.zeros(months, dtype=np.int64)
    return Plan(version, tables, np.zeros((1, 1), dtype=layout(Market)), None, np.array([65_536]))


def people_of(people: int) -> World:
    """Return so many only children, who stay under 18."""
    persons, families = np.zeros(people, dtype=layout(Person)), np.zeros(people, dtype=layout(Family))
    persons["number"] = families["number"] = families["first"] = np.arange(people)
    persons["leave"], families["last"] = 9_999, np.arange(people) + 1
    return World(persons, families, ("A",), ("1",))


def run(people: int) -> list[float]:
    """Return how many have help at the end of each month."""
    counts, _ = through(people_of(people), plan(MONTHS), SEED, 0)
    return [float(helped) for helped in counts["phases"][:, HELPED]]


if __name__ == "__main__":
    run(10)  # compiles, the first time on this machine
    tell(run, int(sys.argv[1]))
