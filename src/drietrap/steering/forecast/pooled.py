"""Forecasts of all areas together as draws: the country's path, each area's deviation, chance, and people."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from drietrap.statistics.inputs import FloatArray
from drietrap.statistics.randomness import address, normal
from drietrap.steering.forecast.assumptions import POPULATION
from drietrap.steering.forecast.country import country_paths, country_spreads
from drietrap.steering.forecast.deviation import Deviations, Spread, ahead, spreads
from drietrap.steering.forecast.series import Panel

SPREADS = 40
DRAWS_EACH = 25
DRAWS = SPREADS * DRAWS_EACH


@dataclass(frozen=True)
class Draws:
    """Draws of counts, shape (areas, draws, times); the same draw number belongs together in all areas.

    ``country`` holds draws of the national rate per person (draws, times). ``spreads`` and ``national``
    are the draws of how areas and the country vary. ``process`` is the variance of the logarithm that is
    left when all parameters are known, shape (areas, times).
    """

    areas: tuple[str, ...]
    times: FloatArray
    counts: FloatArray
    country: FloatArray
    process: FloatArray
    spreads: tuple[Spread, ...]
    national: tuple[Spread, ...]


def pooled(
    panel: Panel,
    country: Panel,
    times: FloatArray,
    people: FloatArray,
    *,
    seed: int,
    trend: bool,
    borrowed: tuple[Spread, ...] | None = None,
    unsure_people: float = POPULATION,
) -> Draws:
    """Return draws of the counts of every area at later times.

    Parameters
    ----------
    panel
        Counts of the areas; every area has at least one.
    country
        Counts of one area, the whole; it may run on longer than the panel.
    times
        Moments in years, after the last one of the panel and the country.
    people
        Persons at those moments (areas x times).
    trend
        With the slopes of country and areas; without them every series walks on from where it is.
    borrowed
        The spread of areas learned elsewhere, where this panel has one time only.
    unsure_people
        Standard deviation, as a share, of the people a year ahead.
    """
    data = Deviations.of(panel, country)
    known = borrowed or spreads(data, SPREADS, seed, trend=trend)
    national = country_spreads(country, known, seed, trend=trend)
    path = country_paths(country, national, times, DRAWS_EACH, seed)
    counts = np.empty((len(panel.areas), DRAWS, times.size))
    unsure = _standard(seed, "bevolking", panel.areas, 1)[..., 0]
    chances = _standard(seed, "afwijking", panel.areas, 2 * times.size)
    for number, one in enumerate(known):
        rows = slice(number * DRAWS_EACH, (number + 1) * DRAWS_EACH)
        found = ahead(data, one, times)
        both = found.mean[:, None, :] + chances[:, rows] @ np.swapaxes(found.half, 1, 2)
        lasting, chance = both[..., : times.size], both[..., times.size :]
        others = unsure_people * unsure[:, rows, None] * np.sqrt(times - panel.times[-1])
        level = people[:, None, :] * np.exp(path[rows][None] + lasting + others)
        counts[:, rows] = level * np.maximum(1 + chance / 2, 0.0) ** 2
    process = _process(data, country, national, known, times) + unsure_people**2 * (times - panel.times[-1])
    return Draws(panel.areas, times, counts, np.exp(path), process, known, national)


@lru_cache(maxsize=4)
def _standard(seed: int, name: str, areas: tuple[str, ...], columns: int) -> FloatArray:
    """Return standard normal draws (areas, draws, columns): two methods meet the same chances."""
    place = np.array([address(area) for area in areas])[:, None, None]
    found = normal(seed, address(name), place, np.arange(DRAWS)[:, None], np.arange(columns))
    found.flags.writeable = False
    return found


def middle_of(known: tuple[Spread, ...]) -> Spread:
    """Return the median of each number of the spreads."""
    parts = np.median([[one.walk, one.chance, one.duration, one.slope] for one in known], axis=0)
    return Spread(*map(float, parts))


def _process(
    data: Deviations,
    country: Panel,
    national: tuple[Spread, ...],
    known: tuple[Spread, ...],
    times: FloatArray,
) -> FloatArray:
    """Return the mean variance of the log count when level, slopes and spread were known exactly."""
    own = times - data.panel.times[-1]
    whole = np.maximum(times - country.times[-1], 0.0)
    size = np.nan_to_num(np.maximum(data.panel.size, 1.0), nan=1.0)[:, None]
    total = np.zeros((size.size, times.size))
    for land, one in zip(national, known, strict=True):
        total += land.walk**2 * _walked(whole, land.duration) + one.walk**2 * _walked(own, one.duration)
        total += one.chance / size * (1 - np.exp(-2 * own / one.duration))
    return np.asarray(total / len(known))


def _walked(years: FloatArray, duration: float) -> FloatArray:
    """Return the variance of a delayed walk (1 per year) so many years after all of it was known."""
    left = np.exp(-years / duration)
    return np.asarray(years - 2 * duration * (1 - left) + duration / 2 * (1 - left**2))
