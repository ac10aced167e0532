"""Districts, municipalities, regions and the country made to add up, draw by draw.

The country and its municipalities are told separately and reconciled
(:mod:`drietrap.statistics.reconciliation`); what the national number holds that no municipality has (secrecy,
rounding, another count of youths) is a part of its own. Regions are sums. Districts are parts of their
municipality, by their last known number.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from drietrap.statistics.inputs import FloatArray
from drietrap.statistics.randomness import address, normal
from drietrap.statistics.reconciliation import reconciled, summing_matrix
from drietrap.steering.forecast.deviation import Spread
from drietrap.steering.forecast.pooled import Draws
from drietrap.steering.forecast.series import Panel


@dataclass(frozen=True)
class Coherent:
    """Draws that add up: ``areas`` (areas, draws, times) and ``rest`` together are ``country``."""

    areas: FloatArray
    rest: FloatArray
    country: FloatArray


def coherent(draws: Draws, panel: Panel, country: Panel, people: FloatArray) -> Coherent:
    """Return the draws of all municipalities and of the country, made to agree.

    Parameters
    ----------
    draws
        Of all areas of ``panel``.
    people
        Persons of the country at the times of the draws.
    """
    whole = draws.country * people
    share = _rest_share(panel, country)
    rest = whole * share
    nodes = np.concatenate([whole[None], draws.counts, rest[None]])
    found = np.empty_like(nodes)
    summing = summing_matrix([range(len(draws.areas) + 1)], len(draws.areas) + 1)
    for at in range(draws.times.size):
        variance = np.maximum(nodes[:, :, at].var(axis=1), 1e-6)
        found[:, :, at] = reconciled(nodes[:, :, at], summing, variance)
    areas = np.maximum(found[1:-1], 0.0)
    return Coherent(areas, found[-1], areas.sum(axis=0) + found[-1])


def _rest_share(panel: Panel, country: Panel) -> float:
    """Return the share of the national number that no municipality has, at the last time that both have."""
    both = [at for at in panel.times[panel.known.any(axis=0)] if at in country.times[country.known[0]]]
    if not both:
        return 0.0
    at = both[-1]
    place, there = np.flatnonzero(panel.times == at)[0], np.flatnonzero(country.times == at)[0]
    summed = float(np.nansum(np.where(panel.known[:, place], panel.count[:, place], 0.0)))
    return 1 - summed / float(country.count[0, there])


def districts(
    whole: FloatArray,
    counts: FloatArray,
    widths: FloatArray,
    codes: tuple[str, ...],
    years: FloatArray,
    spread: Spread,
    seed: int,
) -> FloatArray:
    """Return draws of every district (districts, draws, times) that add up to ``whole`` (draws, times).

    Parameters
    ----------
    counts, widths
        Last known number of each district, and how many numbers it can stand for.
    years
        How long after that number each time lies.
    spread
        How areas vary; a district is taken to vary as a municipality does, with the chance of its own size.
    """
    place = np.array([address(code) for code in codes])[:, None, None]
    number = np.arange(whole.shape[0])[:, None]
    size = np.maximum(counts, 1.0)[:, None, None]
    steps = normal(seed, address("wijk"), place, number, np.arange(years.size))
    walk = np.cumsum(spread.walk * steps * np.sqrt(np.diff(years, prepend=0.0)), axis=2)
    known = np.sqrt(spread.chance / size + (widths[:, None, None] / size) ** 2 / 12)
    start = known * normal(seed, address("wijk nu"), place, number, 0)
    later = np.sqrt(spread.chance / size) * normal(
        seed, address("wijk straks"), place, number, np.arange(years.size)
    )
    part = size * np.exp(start + walk) * np.maximum(1 + later / 2, 0.0) ** 2
    return np.asarray(whole[None] * part / part.sum(axis=0))
