"""Are known parameters found back? One register after another is made, calibrated on, and compared.

The truth of each register is a draw from what is known before, so that 95 % intervals hold the truth 95 % of
the time when calibration is right (Cook, Gelman & Rubin 2006, J. Comput. Graph. Stat. 15:675), and a value
that the log says nothing about stays as unsure as it was.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from drietrap.statistics.inputs import FloatArray
from drietrap.steering.base import Basis, base
from drietrap.steering.calibration.elements import Elements
from drietrap.steering.calibration.figures import figures_of
from drietrap.steering.calibration.generated import generated_log
from drietrap.steering.calibration.logbook import joined
from drietrap.steering.calibration.records import Log, calibrated_on
from drietrap.steering.calibration.simulated import START, Simulator
from drietrap.steering.model.people import World
from drietrap.steering.places import ONE_PARENT, Place
from drietrap.steering.population import world_of

MONTHS = 36  # of a register
FIRST_TRUTH = 1_000  # draws of truths are numbered from here
_AGES = np.array([0.157, 0.330, 0.270, 0.243])  # of 0-3, 4-11, 12-17 and 18-22 in the country


@dataclass(frozen=True)
class Recovered:
    """One register: true moves, those found, and their standard deviations before and after."""

    truth: FloatArray
    found: FloatArray
    before: FloatArray
    after: FloatArray

    @property
    def inside(self) -> FloatArray:
        """1 where the 95 % interval holds the truth, else 0."""
        return (np.abs(self.found - self.truth) <= 1.96 * self.after).astype(np.float64)


def population(youths: int) -> Place:
    """Return a municipality of so many youths under 23, with the ages of the country and three districts."""
    people = np.tile(_AGES * youths / 3, (3, 1))
    codes = ("WK200100", "WK200101", "WK200102")
    frailty = np.array([-0.2, 0.0, 0.2])
    return Place("GM2001", "Proefstad", 2022, codes, people, np.full(3, ONE_PARENT), frailty)


def recovered(
    seed: int, youths: int, faulty: Callable[[Log], Log] = lambda log: log, rounds: int = 4
) -> Recovered:
    """Make a register from a known truth and calibrate on it.

    Parameters
    ----------
    seed
        Of the truth and of everything that happens.
    youths
        Size of the municipality.
    faulty
        What goes wrong in the log before it is used.
    rounds
        How often the model may be run.
    """
    basis, place = base(), population(youths)
    elements = Elements(basis)
    number = FIRST_TRUTH + seed
    truth = elements.draw(number)
    window = (START - MONTHS, START)
    parameters = elements.moved(truth).parameters(3)
    log = generated_log(world_of([place], window[0], MONTHS), parameters, 2 * seed + 1, window)
    simulate = _simulate(world_of([place], START, 12), basis, 2 * seed + 2)
    delivered = faulty(log)
    read = replace(delivered, rows=joined(delivered.rows))  # as deliveries are read
    found = calibrated_on(read, basis, simulate, rounds)
    return Recovered(truth, found.moves, elements.spread, found.spread())


def _simulate(world: World, basis: Basis, seed: int) -> Callable[[Basis], tuple[FloatArray, FloatArray]]:
    simulator = Simulator(world, basis.parameters(3), (seed, seed + 1_000_003))

    def simulate(one: Basis) -> tuple[FloatArray, FloatArray]:
        year = simulator.year(one.parameters(3))
        return figures_of(year), year.needs

    return simulate
