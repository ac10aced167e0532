"""Run a population through the months of a plan; the same result for any number of threads and any chunks.

Families do not know each other, except that they may wait for the same place in their area. Without limits
to capacity each family goes through all months at once (*families first*); with limits all families of an
area take a month together and the free places are given out at its end (*months first*). Draws are addressed
and counts are whole numbers that are added up, so both orders, and any division of the work, give the same.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from typing import Literal

import numpy as np

from drietrap.steering.kernel.count import count_people
from drietrap.steering.kernel.loops import through_months
from drietrap.steering.kernel.room import Room
from drietrap.steering.kernel.watch import bounds_of
from drietrap.steering.model.counts import Counts
from drietrap.steering.model.people import World
from drietrap.steering.model.rows import Rows
from drietrap.steering.model.tables import Plan

Order = Literal["families", "months"]
Tell = Callable[[float], None]
CHUNK, PARTS = 10_000, 4  # families a thread takes at a time at most, and how often it does at least
BLOCK = 200  # families that take a month together: their rows stay in the nearest cache


def run(
    world: World,
    plan: Plan,
    seed: int,
    start_month: int,
    standing: Rows | None = None,
    threads: int | None = None,
    order: Order | None = None,
    chunk: int | None = None,
    tell: Tell | None = None,
) -> tuple[Counts, Rows]:
    """Run everybody through the months of a plan.

    Parameters
    ----------
    world
        Who lives where.
    plan
        Tables, offers and capacity of every month; its length is that of the run.
    seed
        Whole number from 0 up to 2**63; the same seed gives everybody the same fate.
    start_month
        The first month, counted from January 2000.
    standing
        Where everybody stood at the end of the month before; nobody has a need when left out. It is not
        changed.
    threads
        How many threads; as many as there are cores when left out.
    order
        Families first or months first; months first where capacity has limits, else families first.
    chunk
        How many families a thread takes at a time; a few parts per thread when left out. Months first, a
        thread takes an area.
    tell
        Is told the share that is done, from time to time.

    Returns
    -------
    The counts of all months, and where everybody stands at the end: a run that goes on from there through
    the next months gives the same as one run through all of them.

    Raises
    ------
    ValueError
        When families first is asked for while capacity has limits.
    """
    chosen = order or ("families" if plan.capacity is None else "months")
    if chosen == "families" and plan.capacity is not None:
        raise ValueError("waiting lists need everybody in the same month: months first")
    after = world.at_ease() if standing is None else standing.copy()
    workers = threads or os.cpu_count() or 1
    tables = [Counts.zeros(len(plan.version), len(world.areas), len(world.districts)) for _ in range(workers)]
    idle: SimpleQueue[Counts] = SimpleQueue()
    for table in tables:
        idle.put(table)

    def work(families: Rows) -> None:
        counts = idle.get()  # nobody else counts in these meanwhile
        try:
            _run_part(families, chosen, world, plan, seed, start_month, after, counts)
        finally:
            idle.put(counts)

    size = chunk or min(CHUNK, 1 + len(world.families) // (PARTS * workers))
    parts = _chunks(world.families, size) if chosen == "families" else _areas(world.families)
    with ThreadPoolExecutor(workers) as pool:
        for done, _ in enumerate(pool.map(work, parts), 1):
            if tell is not None:
                tell(done / len(parts))
    for other in tables[1:]:
        tables[0].add(other)
    _fill_in(tables[0].months)
    return tables[0], after


def _chunks(families: Rows, chunk: int) -> list[Rows]:
    return [families[first : first + chunk] for first in range(0, len(families), chunk)]


def _areas(families: Rows) -> list[Rows]:
    together = families[np.argsort(families["area"], kind="stable")]
    borders = np.flatnonzero(np.diff(together["area"])) + 1
    return [part for part in np.split(together, borders) if len(part)]


def _run_part(
    families: Rows,
    order: Order,
    world: World,
    plan: Plan,
    seed: int,
    start: int,
    standing: Rows,
    counts: Counts,
) -> None:
    capped = plan.capacity is not None
    count_people(start, families, world.persons, counts.months)
    size = BLOCK if order == "families" else len(families)
    room = Room.of(families, size, capped)
    through_months(
        seed,
        start,
        capped,
        families,
        world.persons,
        standing,
        plan.version,
        plan.tables,
        plan.markets,
        plan.capacity if plan.capacity is not None else np.zeros((len(plan.tables), 1), dtype=np.int64),
        plan.ease,
        bounds_of(plan)[0],
        counts.months,
        counts.by_area,
        counts.by_district,
        *room,
    )


def _fill_in(months: Rows) -> None:
    """Add up who came and went, and let who was not counted apart be at ease and unprotected."""
    months["people"] = months["people"].cumsum(axis=0)
    for name in ("phases", "protection"):
        table = months[name]
        table[:, 0] = months["people"].sum(axis=1) - table[:, 1:].sum(axis=1)
