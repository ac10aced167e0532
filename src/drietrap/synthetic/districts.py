"""Districts (wijken): how a municipality divides, and how many young people live there by age."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from drietrap.synthetic.arithmetic import FloatArray, IntArray, apportion, exp, log
from drietrap.synthetic.draws import Draws
from drietrap.synthetic.municipalities import BASE_YEAR, Units
from drietrap.synthetic.parameters import parameters

MOST_DISTRICTS = 99
# Shares of 0-14 that are 0-3 and 4-11 (even years of age), and of 18-24 that are 18-22: population split.
_OF_YOUNG = (4 / 15, 8 / 11)
_LARGEST_SHARE_YOUNG = 0.42


@dataclass(frozen=True)
class Districts:
    """Districts of the units; arrays have one entry per district, people one column per age group.

    ``people[year]`` has the columns 0-3, 4-11, 12-14, 15-17, 18-22, 23-24.
    """

    unit: IntArray
    number: IntArray  # from zero within the unit
    inhabitants: dict[int, IntArray]
    people: dict[int, IntArray]

    def address(self) -> tuple[IntArray, IntArray]:
        """Return what names a district in a draw."""
        return self.unit, self.number


def make_districts(draws: Draws, units: Units, years: range) -> Districts:
    """Return the districts; the same draw in every year, so that numbers move with the population only."""
    unit, number = _divide(draws, units)
    weight = exp(parameters().districts["spreiding_inwoners"] * draws.normal("omvang wijk", unit, number))
    inhabitants = {year: apportion(units.inhabitants[year], unit, weight) for year in years}
    young, grown = _shares(draws, units, unit, number)
    people = {year: _people(draws, inhabitants[year], young, grown, unit, number) for year in years}
    return Districts(unit, number, inhabitants, people)


def _divide(draws: Draws, units: Units) -> tuple[IntArray, IntArray]:
    shape = parameters().districts
    noise = shape["aantal_spreiding"] * draws.normal("aantal wijken", np.arange(len(units)))
    noise[units.demo] = 0.0  # the demo municipality has the number of districts that fits its size
    size = log(units.inhabitants[BASE_YEAR].astype(np.float64))
    expected = exp(shape["aantal_constante"] + shape["aantal_helling"] * size + noise)
    count = np.clip(np.floor(expected + 0.5), 1, MOST_DISTRICTS // 3).astype(np.int64)
    unit = np.repeat(np.arange(len(units)), count)
    number = np.arange(len(unit)) - np.repeat(np.cumsum(count) - count, count)
    return unit, number


def _shares(draws: Draws, units: Units, unit: IntArray, number: IntArray) -> tuple[FloatArray, FloatArray]:
    """Return the share of inhabitants of 0-14, and that of 15-24 among the others."""
    spread = parameters().districts["spreiding_jong"]
    base = units.value[BASE_YEAR]
    young = base["pct_0_14"][unit] / 100.0
    grown = base["pct_15_24"][unit] / 100.0
    varied = young * exp(spread * draws.normal("jeugd in wijk", unit, number) - 0.5 * spread * spread)
    return np.minimum(varied, _LARGEST_SHARE_YOUNG), grown / (1.0 - young)


def _people(
    draws: Draws,
    inhabitants: IntArray,
    young: FloatArray,
    grown: FloatArray,
    unit: IntArray,
    number: IntArray,
) -> IntArray:
    split = parameters().population
    to_14 = draws.binomial("0-14", inhabitants, young, unit, number)
    to_24 = draws.binomial("15-24", inhabitants - to_14, grown, unit, number)
    to_3 = draws.binomial("0-3", to_14, _OF_YOUNG[0], unit, number)
    to_11 = draws.binomial("4-11", to_14 - to_3, _OF_YOUNG[1], unit, number)
    # 15-17 follows the children, not the 15-24 group, which students and workers enlarge.
    teens = split["jongeren_15_17_per_0_14"] * young / ((1.0 - young) * grown)
    to_17 = draws.binomial("15-17", to_24, np.minimum(teens, 0.45), unit, number)
    to_22 = draws.binomial("18-22", to_24 - to_17, split["jongeren_18_22_van_18_24"], unit, number)
    return np.column_stack([to_3, to_11, to_14 - to_3 - to_11, to_17, to_22, to_24 - to_17 - to_22])
