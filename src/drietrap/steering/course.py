"""The steps of a run: some families through all months, or everybody through one month and its queues."""

from __future__ import annotations

from dataclasses import dataclass

from drietrap.steering.kernel.loops import begin_all, count_month, families_first, one_month
from drietrap.steering.kernel.queue import line_up
from drietrap.steering.model.counts import Counts
from drietrap.steering.model.people import World
from drietrap.steering.model.rows import Rows
from drietrap.steering.model.tables import Plan
from drietrap.steering.queues import Line, give_places


@dataclass(frozen=True)
class Course:
    """One run in the making; ``standing`` is moved along by its steps.

    Parameters
    ----------
    world, plan, seed, start, standing
        As in :func:`drietrap.steering.running.run`.
    """

    world: World
    plan: Plan
    seed: int
    start: int
    standing: Rows

    def families(self, families: Rows, counts: Counts) -> None:
        """Run families through all months; only where capacity has no limits."""
        plan = self.plan
        families_first(
            self.seed,
            self.start,
            families,
            self.world.persons,
            self.standing,
            plan.version,
            plan.tables,
            plan.markets,
            plan.ease,
            counts.months,
            counts.care,
            counts.begun,
            counts.offers,
            counts.districts,
        )

    def month(self, row: int, families: Rows, counts: Counts) -> Line | None:
        """Run families through one month; return who waits for a place, where capacity has limits."""
        plan, version, month = self.plan, self.plan.version[row], self.start + row
        capped = plan.capacity is not None
        persons, standing = self.world.persons, self.standing
        one_month(
            self.seed,
            month,
            capped,
            families,
            persons,
            standing,
            plan.tables[version],
            plan.markets[version],
            plan.ease,
            counts.months[row],
        )
        if not capped:
            return None
        return Line(*line_up(self.seed, month, families, persons, standing, len(self.world.areas)))

    def places(self, row: int, lines: list[Line], counts: Counts) -> None:
        """Give the free places of a month to who waits for them, and let that help begin."""
        plan, version, month = self.plan, self.plan.version[row], self.start + row
        if plan.capacity is None:
            return
        chosen = give_places(lines, plan.capacity[version])
        table, persons = plan.tables[version], self.world.persons
        begin_all(self.seed, month, chosen, persons, self.standing, table, counts.months[row])

    def stocks(self, row: int, families: Rows, counts: Counts) -> None:
        """Count where families stand at the end of a month."""
        count_month(
            self.start + row,
            families,
            self.world.persons,
            self.standing,
            counts.months[row],
            counts.care[row],
            counts.begun[row],
            counts.offers[row],
            counts.districts[row],
        )
