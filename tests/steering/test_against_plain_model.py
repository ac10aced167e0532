"""The compiled kernel agrees with the plain model, person by person and month by month."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drietrap.steering.model.counts import Counts
from drietrap.steering.model.rows import Rows
from drietrap.steering.running import run

from .plain_model import PlainModel
from .random_worlds import MONTHS, START, random_plan, random_world

TABLES = ("care", "begun", "offers", "districts")


def as_seen(row: Any) -> tuple[Any, ...]:
    """What means something of where somebody stands; compare Youth.as_seen."""
    phase, pool = int(row["phase"]), int(row["pool"])
    led = (*(int(row[n]) for n in ("form", "route", "left")), pool if pool >= 0 else None)
    return (
        phase,
        int(row["protection"]),
        bool(row["placed"]),
        int(row["probation"]),
        bool(row["before"]),
        tuple(int(row[n]) for n in ("need", "severity", "since")) if phase else None,
        led if phase >= 2 else None,
        int(row["intensity"]) if phase == 3 else None,
    )


def as_counted(counts: Counts, row: int) -> Counter[tuple[Any, ...]]:
    """Return what is not zero, by name and place in the table."""
    found: Counter[tuple[Any, ...]] = Counter()
    tables = {name: counts[name][row] for name in counts.months.dtype.names or ()}
    tables |= {name: getattr(counts, name)[row] for name in TABLES}
    for name, table in tables.items():
        for place in np.argwhere(table):
            found[(name, *(int(p) for p in place))] = int(table[tuple(place)])
    return found


def compare(seed: int, families: int, capped: bool) -> set[str]:
    """Run both month by month and compare everything; return the names of what was counted."""
    rng = np.random.default_rng(seed)
    world, plan = random_world(rng, families), random_plan(rng, capped)
    plain = PlainModel(world, plan, seed * 2**31 + 7)
    youths = [youth for home in plain.households for youth in home.youths]
    standing: Rows | None = None
    seen: set[str] = set()
    for row in range(MONTHS):
        plain.month(row, START + row)
        counts, standing = run(world, plan.part(row, row + 1), seed * 2**31 + 7, START + row, standing)
        for youth, mine in zip(youths, standing, strict=True):
            assert as_seen(mine) == youth.as_seen(), (row, youth)
        expected = +plain.count
        assert as_counted(counts, 0) == expected, row
        seen |= {key[0] for key in expected}
    whole, after = run(world, plan, seed * 2**31 + 7, START)
    assert np.array_equal(after, standing)
    assert [as_counted(whole, row) for row in range(MONTHS)] == [+count for count in plain.counts]
    return seen


@settings(max_examples=6)
@given(seed=st.integers(0, 2**20), families=st.integers(1, 30), capped=st.booleans())
def test_agrees_person_by_person(seed: int, families: int, capped: bool) -> None:
    compare(seed, families, capped)


def test_everything_that_is_counted_happens() -> None:
    names = compare(1, 80, capped=True) | compare(2, 80, capped=False)
    assert names == {*(Counts.zeros(1, 1, 1).months.dtype.names or ()), *TABLES}


@pytest.mark.long
@settings(max_examples=500)
@given(seed=st.integers(0, 2**20), families=st.integers(1, 60), capped=st.booleans())
def test_agrees_in_many_worlds(seed: int, families: int, capped: bool) -> None:
    compare(seed, families, capped)
