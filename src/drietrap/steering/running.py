"""Run a population through the months of a plan; the same result for any number of threads and any chunks.

Families do not know each other, except that they may wait for the same place. Without limits to capacity
each family goes through all months at once (*families first*); with limits everybody takes a month together
and the free places are given out at its end (*months first*). Draws are addressed and counts are whole
numbers that are added up, so both orders, and any division of the work, give the same.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from queue import SimpleQueue
from typing import Literal, TypeVar

from drietrap.steering.course import Course
from drietrap.steering.model.counts import Counts
from drietrap.steering.model.people import World
from drietrap.steering.model.rows import Rows
from drietrap.steering.model.tables import Plan

Order = Literal["families", "months"]
Tell = Callable[[float], None]
T = TypeVar("T")
CHUNK = 10_000  # families


def run(
    world: World,
    plan: Plan,
    seed: int,
    start_month: int,
    standing: Rows | None = None,
    threads: int | None = None,
    order: Order | None = None,
    chunk: int = CHUNK,
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
        How many families are handed to a thread at a time.
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
    course = Course(world, plan, seed, start_month, after)
    workers = threads or os.cpu_count() or 1
    tables = [Counts.zeros(len(plan.version), len(world.areas), len(world.districts)) for _ in range(workers)]
    chunks = [world.families[first : first + chunk] for first in range(0, len(world.families), chunk)]
    with ThreadPoolExecutor(workers) as pool:
        through = _families_first if chosen == "families" else _months_first
        through(course, _Crew(pool, chunks, tables), tell or (lambda _: None))
    for other in tables[1:]:
        tables[0].add(other)
    return tables[0], after


class _Crew:
    """Threads that share the families; whoever works counts in tables that nobody else uses meanwhile."""

    def __init__(self, pool: ThreadPoolExecutor, chunks: list[Rows], tables: list[Counts]) -> None:
        self._pool, self.chunks, self.tables = pool, chunks, tables
        self._idle: SimpleQueue[Counts] = SimpleQueue()
        for table in tables:
            self._idle.put(table)

    def all(self, work: Callable[[Rows, Counts], T], tell: Tell | None = None) -> list[T]:
        """Do the work for every chunk of families; return the results in their order."""
        results = []
        for result in self._pool.map(partial(self._one, work), self.chunks):
            results.append(result)
            if tell is not None:
                tell(len(results) / len(self.chunks))
        return results

    def _one(self, work: Callable[[Rows, Counts], T], chunk: Rows) -> T:
        counts = self._idle.get()
        try:
            return work(chunk, counts)
        finally:
            self._idle.put(counts)


def _families_first(course: Course, crew: _Crew, tell: Tell) -> None:
    crew.all(course.families, tell)


def _months_first(course: Course, crew: _Crew, tell: Tell) -> None:
    months = len(course.plan.version)
    for row in range(months):
        lines = crew.all(partial(course.month, row))
        course.places(row, [line for line in lines if line is not None], crew.tables[0])
        crew.all(partial(course.stocks, row))
        tell((row + 1) / months)
