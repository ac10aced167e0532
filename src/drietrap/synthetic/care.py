"""Youths in care, their households, trajectories and referrers, and how severe their care is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from drietrap.synthetic.arithmetic import FloatArray, IntArray, exp, logistic, logit
from drietrap.synthetic.districts import Districts
from drietrap.synthetic.draws import Draws
from drietrap.synthetic.municipalities import Units
from drietrap.synthetic.parameters import parameters

AGES = ("0_3", "4_11", "12_17", "18_22")
_DEPRIVATION = "pct_sociaal_minimum"
_MOST_EXTRA = 2  # a youth has at most this many trajectories beyond the first


@dataclass(frozen=True)
class Use:
    """Use per district in one year: youths by age, by household, trajectories by referrer."""

    ages: IntArray
    households: IntArray
    referrers: IntArray


def at_risk(people: IntArray) -> IntArray:
    """Return the number of people in the four age groups of youth care."""
    return np.column_stack([people[:, 0], people[:, 1], people[:, 2] + people[:, 3], people[:, 4]])


def district_effect(draws: Draws, units: Units, districts: Districts) -> FloatArray:
    """Return what to add to the log-odds of use: by characteristics, municipality and district."""
    given = parameters()
    effect = given.use_spread * draws.normal("gebruik gemeente", np.arange(len(units)))
    for name, slope in given.use_slopes.items():
        effect = effect + slope * units.score[name]
    within = given.districts["spreiding_gebruik"]
    effect = effect[districts.unit] + within * draws.normal("gebruik wijk", *districts.address())
    variance = given.use_spread * given.use_spread + within * within + 0.02
    return effect - 0.5 * variance


def youths(draws: Draws, districts: Districts, effect: FloatArray, year: int) -> IntArray:
    """Return youths in care by age group in one year: a logistic model, then chance."""
    given = parameters()
    under_18, over_18 = given.trend[year]
    trend = exp(np.array([under_18, under_18, under_18, over_18]))
    share = logistic(logit(given.rate_by_age)[None, :] + effect[:, None]) * trend
    age = np.arange(len(AGES))
    unit, number = (part[:, None] for part in districts.address())
    return draws.binomial("jongeren", at_risk(districts.people[year]), share, unit, number, year, age)


def use(draws: Draws, units: Units, districts: Districts, effect: FloatArray, year: int) -> Use:
    """Return the full use of one year."""
    given = parameters()
    numbers = np.arange(len(units))
    ages = youths(draws, districts, effect, year)
    total = np.cumsum(ages, axis=1)[:, -1]
    address = (*districts.address(), year)
    household = draws.varied("huishouden gemeente", given.households.shares, given.households.spread, numbers)
    referrer = draws.varied("verwijzer gemeente", given.referrers.shares, given.referrers.spread, numbers)
    spread = given.trajectories_spread
    extra = (given.trajectories_per_youth - 1.0) / _MOST_EXTRA
    chance = extra * exp(spread * draws.normal("trajecten gemeente", numbers) - 0.5 * spread * spread)
    more = draws.binomial("trajecten", _MOST_EXTRA * total, np.minimum(chance, 0.9)[districts.unit], *address)
    return Use(
        ages,
        draws.multinomial("huishouden", total, household[districts.unit], *address),
        draws.multinomial("verwijzer", total + more, referrer[districts.unit], *address),
    )


@dataclass(frozen=True)
class Severity:
    """Youths per unit in one year; every number is part of the one it is drawn from."""

    jeugdzorg: IntArray
    jeugdhulp: IntArray
    verblijf: IntArray
    bescherming: IntArray
    bescherming_verblijf: IntArray
    reclassering: IntArray


def severity(draws: Draws, units: Units, ages: IntArray, year: int) -> Severity:
    """Return how many youths (``ages`` per unit) have help, stay, protection and probation."""
    given = parameters()
    numbers = np.arange(len(units))
    under_18 = ages[:, 0] + ages[:, 1] + ages[:, 2]
    shares = {name: _share(draws, units, name) for name in given.severity}
    protected = draws.binomial("bescherming", under_18, shares["bescherming"], numbers, year)
    placed = draws.binomial("uithuis", protected, shares["bescherming_verblijf"], numbers, year)
    national_placed = given.severity["bescherming"][0] * given.severity["bescherming_verblijf"][0]
    help_of_rest = (given.help_of_care - national_placed) / (1.0 - national_placed)
    helped = placed + draws.binomial("jeugdhulp", under_18 - placed, help_of_rest, numbers, year)
    placed_of_help = national_placed / given.help_of_care
    stay_of_rest = np.maximum(shares["verblijf"] - placed_of_help, 0.005) / (1.0 - placed_of_help)
    stay = placed + draws.binomial("verblijf", helped - placed, stay_of_rest, numbers, year)
    older = ages[:, 2] + ages[:, 3]
    probation = draws.binomial("reclassering", older, _probation_share(draws, units), numbers, year)
    return Severity(under_18, helped, stay, protected, placed, probation)


def _share(draws: Draws, units: Units, name: str) -> FloatArray:
    level, slope, spread = parameters().severity[name]
    noise = spread * draws.normal(f"zwaarte {name}", np.arange(len(units)))
    lowered = float(logit(level)) - 0.5 * (spread * spread + slope * slope) * (1.0 - 2.0 * level)
    return logistic(lowered + slope * units.score[_DEPRIVATION] + noise)


def _probation_share(draws: Draws, units: Units) -> FloatArray:
    """Return the share with jeugdreclassering; it follows the slope and spread of jeugdbescherming."""
    _, slope, spread = parameters().severity["bescherming"]
    noise = spread * draws.normal("zwaarte reclassering", np.arange(len(units)))
    level = float(logit(parameters().reclassering_share)) - 0.5 * (spread * spread + slope * slope)
    return logistic(level + slope * units.score[_DEPRIVATION] + noise)


def measures(draws: Draws, districts: Districts, youths: IntArray, severity: Severity, year: int) -> IntArray:
    """Return the trajectories of protection and probation per district: they have no referrer.

    One trajectory per youth with a measure (assumption); those of a unit go over its districts by ``youths``
    in care, each district getting the whole number below or above its part (systematic sampling, Madow 1949).
    """
    of_unit = severity.bescherming + severity.reclassering
    order = np.lexsort((districts.number, districts.unit))
    unit = districts.unit[order]
    running = np.cumsum(youths[order])
    begins = np.searchsorted(unit, unit)  # place of the first district of the same unit
    before = np.where(begins > 0, running[begins - 1], 0)
    whole = np.bincount(unit, weights=youths[order], minlength=len(of_unit)).astype(np.int64)
    part = (running - before) * of_unit[unit] / np.maximum(whole[unit], 1)
    upto = np.floor(part + draws.uniform("maatregelen wijk", unit, year)).astype(np.int64)
    previous = np.where(np.arange(len(unit)) > begins, np.concatenate(([0], upto[:-1])), 0)
    result = np.empty(len(unit), dtype=np.int64)
    result[order] = upto - previous
    return result
