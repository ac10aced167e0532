"""What the model gives for a population: figures of a year, from several seeds at once."""

from __future__ import annotations

from dataclasses import dataclass

from drietrap.statistics.inputs import FloatArray
from drietrap.steering.baseline import baseline_plan
from drietrap.steering.burn_in import MONTHS, standing_at
from drietrap.steering.calibration.figures import figures_of
from drietrap.steering.calibration.observing import Year, observed_year
from drietrap.steering.model.parameters import Parameters
from drietrap.steering.model.people import World

BURN_IN = MONTHS
"""Months before the start of the year."""
START = 264  # January 2022


@dataclass(frozen=True)
class Simulator:
    """Runs one population with several seeds, in the slots of fixed parameters so that runs compare.

    Parameters
    ----------
    world
        Population that covers the burn-in and the year.
    slots_of
        Parameters whose slots every run uses.
    seeds
        Seeds; more of them give less noise.
    start, burn_in
        First month of the year, and months before it.
    """

    world: World
    slots_of: Parameters
    seeds: tuple[int, ...] = (1,)
    start: int = START
    burn_in: int = BURN_IN

    def year(self, parameters: Parameters) -> Year:
        """Return the year of all seeds together."""
        areas = len(self.world.areas)
        before = baseline_plan(parameters, self.burn_in, areas, self.slots_of)
        month = baseline_plan(parameters, 1, areas, self.slots_of)
        total: Year | None = None
        for seed in self.seeds:
            standing = standing_at(self.world, before, seed, self.start)
            year = observed_year(self.world, month, seed, self.start, standing)
            total = year if total is None else total.plus(year)
        if total is None:
            raise ValueError("a simulation needs a seed")
        return total

    def figures(self, parameters: Parameters) -> FloatArray:
        """Return the logarithms of the figures of a year."""
        return figures_of(self.year(parameters))
