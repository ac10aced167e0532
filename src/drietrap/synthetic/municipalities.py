"""What municipalities are like: size, characteristics, growth; drawn by a Gaussian copula.

Normal draws get the correlations of the real characteristics (normal scores), and their ranks then get the
real quantiles (Nelsen 2006, *An Introduction to Copulas*, 2.3 and 2.10). A unit is a municipality as it was
in 2021, before the merger of 2022.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from drietrap.synthetic.arithmetic import FloatArray, IntArray, interpolate, ranks
from drietrap.synthetic.draws import Draws
from drietrap.synthetic.parameters import parameters

BASE_YEAR = 2021
DEMO_SIZE = 119_000
# Assumptions (aanname): yearly growth of inhabitants, and change of a characteristic from 2021 to 2022.
GROWTH = (0.006, 0.004)
DRIFT = {"inkomen_per_inwoner": 1.035, "woz_waarde": 1.08}
_YEARLY_NOISE = 0.006
_DEMO_RATIO = 1.4
# CBS classes of urbanity: lower limits of addresses per km² (1 very strong ... 5 none).
_URBANITY = np.array([2500.0, 1500.0, 1000.0, 500.0])


@dataclass(frozen=True)
class Units:
    """Municipalities as in 2021; every array has one entry per unit.

    ``score`` holds the standard normal scores, ``value`` the characteristics by name and year.
    """

    inhabitants: dict[int, IntArray]
    score: dict[str, FloatArray]
    value: dict[int, dict[str, FloatArray]]
    demo: int

    def __len__(self) -> int:
        return len(next(iter(self.inhabitants.values())))


def make_units(draws: Draws, number: int, years: range) -> Units:
    """Return ``number`` units with their inhabitants in every year and characteristics in 2021 and 2022."""
    score = _scores(draws, number)
    uniform_score = {name: (ranks(values) + 0.5) / number for name, values in score.items()}
    base = {
        name: interpolate(uniform_score[name], parameters().levels, parameters().quantiles[name])
        for name in parameters().names
    }
    size = np.floor(base["inwoners"] + 0.5).astype(np.int64)
    demo = _most_ordinary(size, score)
    size[demo] = DEMO_SIZE + int(3000 * draws.uniform("omvang voorbeeldgemeente", demo))
    inhabitants = _inhabitants(draws, size, years)
    value = {
        BASE_YEAR: derived(base, inhabitants[BASE_YEAR]),
        BASE_YEAR + 1: derived(_next_year(draws, base), inhabitants[BASE_YEAR + 1]),
    }
    return Units(inhabitants, score, value, demo)


def _most_ordinary(size: IntArray, score: dict[str, FloatArray]) -> int:
    """Return the unit of about the wanted size that is most like the middle of the country otherwise."""
    distance = np.zeros(len(size))
    for name, values in score.items():
        distance = distance + (0.0 if name == "inwoners" else 1.0) * values * values
    ratio = np.maximum(size / DEMO_SIZE, DEMO_SIZE / size)
    near = ratio <= max(_DEMO_RATIO, float(ratio.min()))
    return int(np.argmin(np.where(near, distance, np.inf)))


def _scores(draws: Draws, number: int) -> dict[str, FloatArray]:
    """Return correlated standard normal scores; sums run in a fixed order."""
    names, factor = parameters().names, parameters().factor
    independent = draws.normal("kenmerk", np.arange(number)[:, None], np.arange(len(names))[None, :])
    result = {}
    for row, name in enumerate(names):
        total = np.zeros(number)
        for column in range(row + 1):
            total = total + factor[row, column] * independent[:, column]
        result[name] = total
    return result


def _inhabitants(draws: Draws, size: IntArray, years: range) -> dict[int, IntArray]:
    growth = 1.0 + GROWTH[0] + GROWTH[1] * draws.normal("groei", np.arange(len(size)))
    now = {BASE_YEAR: size.astype(np.float64)}
    for year in range(BASE_YEAR - 1, years.start - 1, -1):
        now[year] = now[year + 1] / growth
    for year in range(BASE_YEAR + 1, years.stop):
        now[year] = now[year - 1] * growth
    return {year: np.floor(now[year] + 0.5).astype(np.int64) for year in years}


def _next_year(draws: Draws, base: dict[str, FloatArray]) -> dict[str, FloatArray]:
    units = np.arange(len(base["inwoners"]))
    return {
        name: values
        * DRIFT.get(name, 1.0)
        * (1.0 + _YEARLY_NOISE * draws.normal("verandering", units, place))
        for place, (name, values) in enumerate(base.items())
    }


def derived(value: dict[str, FloatArray], inhabitants: IntArray) -> dict[str, FloatArray]:
    """Return the characteristics with those that follow from others, kept possible."""
    result = {name: values for name, values in value.items() if name != "inwoners"}
    result["pct_huurwoningen"] = 100.0 - result["pct_koopwoningen"]
    result["pct_corporatie"] = np.minimum(result["pct_corporatie"], result["pct_huurwoningen"])
    result["huishoudens"] = inhabitants / result["huishoudgrootte"]
    result["dichtheid"] = inhabitants / result["oppervlakte"]
    result["stedelijkheid"] = urbanity(result["adressendichtheid"])
    return result


def urbanity(addresses: FloatArray) -> FloatArray:
    """Return the CBS class of urbanity from addresses per km²: 1 (2,500 or more) to 5 (under 500)."""
    steps: FloatArray = (addresses[:, None] < _URBANITY).sum(axis=1).astype(np.float64)
    return 1.0 + steps


def merge_values(
    value: dict[str, FloatArray], inhabitants: IntArray, municipality: IntArray, number: int
) -> dict[str, FloatArray]:
    """Return characteristics of merged municipalities: areas add up, the rest is the mean per inhabitant."""
    total = np.bincount(municipality, weights=inhabitants, minlength=number).astype(np.float64)
    mean: dict[str, FloatArray] = {
        name: np.bincount(municipality, weights=values * inhabitants, minlength=number) / total
        for name, values in value.items()
    }
    area = np.bincount(municipality, weights=value["oppervlakte"], minlength=number)
    mean["oppervlakte"] = area.astype(np.float64)
    return derived(mean, total.astype(np.int64))
