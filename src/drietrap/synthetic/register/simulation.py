"""One year after another: who leaves, who enters, and what the tables ask against what was made."""

from __future__ import annotations

import numpy as np

from drietrap.synthetic.arithmetic import IntArray
from drietrap.synthetic.register import measures
from drietrap.synthetic.register.assumptions import (
    FIRST_STAY,
    HOUSEHOLD_BY_AGE,
    OLDEST,
    REFERRER_CODES,
    RETURNING,
    WITHOUT_HELP,
)
from drietrap.synthetic.register.fitting import first_of, rake, whole
from drietrap.synthetic.register.helping import help_youths
from drietrap.synthetic.register.ledger import BoolArray, birthday, day
from drietrap.synthetic.register.people import join, move
from drietrap.synthetic.register.state import HELP, PROBATION_KIND, PROTECTION, State
from drietrap.synthetic.register.territory import Targets

_AGES, _HOUSEHOLDS = HOUSEHOLD_BY_AGE.shape
_BESIDE_SIBLING = 0.5  # how much sooner a youth comes back whose brother or sister is in care
_PROBATION_ONLY = 0.3  # of those of 12 to 17 with a measure and no help


def run_year(state: State, targets: Targets, year: int) -> dict[str, IntArray]:
    """Make one year; return what came of each margin, per unit and category."""
    move(state.draws, state.people, year)
    _close_surplus(state, targets.ages, year)
    carried = np.flatnonzero(state.flag(state.running(year)))
    wanted = _wanted(state, carried, targets, year)
    back, wanted = _returning(state, wanted, year)
    new = _newcomers(state, wanted, year)
    without = _without_help(state, new, year)
    candidates = np.concatenate([carried, back, new])
    none = np.zeros(len(carried) + len(back), dtype=np.bool_)
    probation = without & _only_probation(state, new, year)
    measures.protect(
        state, candidates, np.append(none, without & ~probation), targets.severe["bescherming"], year
    )
    measures.supervise(state, candidates, np.append(none, probation), targets.severe["reclassering"], year)
    entrants = np.concatenate([back, new[~without]])
    helped = np.flatnonzero(state.flag(state.of_kind(state.running(year), HELP)))
    help_youths(state, entrants, np.concatenate([helped, entrants]), targets, year)
    return realised(state, year)


def _close_surplus(state: State, target: IntArray, year: int) -> None:
    """End care in the year before for youths beyond the number that the table leaves room for."""
    if not len(state.records):
        return
    carried = np.flatnonzero(state.flag(state.running(year)))
    cell = state.people.units(carried) * _AGES + state.age_group(carried, year)
    present = np.bincount(cell, minlength=target.size)
    surplus = np.maximum(present - target.ravel(), 0)
    leaving = carried[first_of(cell, surplus, state.draws.uniform("uitstroom", carried, year))]
    mark = np.zeros(len(state.people.persons), dtype=np.bool_)
    mark[leaving] = True
    running = state.running(year)
    ending = running[mark[state.records["person"][running]]]
    start = np.maximum(state.records["started"][ending], day(year - 1)).astype(np.int64)
    start = np.minimum(start, day(year) - 1)  # an ots that had not begun ends before it starts: it is void
    room = day(year) - start
    chance = state.draws.uniform("datum uitstroom", ending)
    end = start + np.floor(chance * room).astype(np.int64)
    handed = state.records["handover"][ending]
    state.records["ended"][ending] = end
    state.records["handover"][ending] = np.where(handed >= end, -1, handed)
    state.records["follows"][ending] = 0


def _wanted(state: State, carried: IntArray, targets: Targets, year: int) -> IntArray:
    """Return how many must enter per unit, age group and household (flat)."""
    units = len(targets.ages)
    unit = state.people.units(carried)
    present = np.bincount(unit * _AGES + state.age_group(carried, year), minlength=units * _AGES)
    need = np.maximum(targets.ages - present.reshape(units, _AGES), 0)
    family = state.people.persons["family"][carried]
    household = state.people.families["household"][family]
    there = np.bincount(unit * _HOUSEHOLDS + household, minlength=units * _HOUSEHOLDS)
    ask = np.maximum(targets.households - there.reshape(units, _HOUSEHOLDS), 0)
    table = rake(HOUSEHOLD_BY_AGE, need, ask).reshape(-1, _HOUSEHOLDS)
    chance = state.draws.uniform("afronding huishouden", np.arange(units * _AGES), year)
    return whole(table, need.ravel(), chance).ravel()


def _returning(state: State, wanted: IntArray, year: int) -> tuple[IntArray, IntArray]:
    """Return who comes back after earlier care, and how many are wanted still.

    A share of the entrants comes back, and adults wherever possible.
    """
    mark = state.flag(state.running(year))
    away = np.flatnonzero(~mark)
    away = away[birthday(state.people.persons["born"][away].astype(np.int64), OLDEST) > day(year, 1, 2)]
    if not len(away):
        return away, wanted
    group = state.age_group(away, year)
    household = state.people.families["household"][state.people.persons["family"][away]]
    cell = (state.people.units(away) * _AGES + group) * _HOUSEHOLDS + household
    adult = np.arange(len(wanted)) // _HOUSEHOLDS % _AGES == _AGES - 1
    chance = state.draws.uniform("afronding terugkeer", np.arange(len(wanted)), year)
    quota = np.where(adult, wanted, np.floor(RETURNING * wanted + chance).astype(np.int64))
    quota = np.minimum(quota, wanted)
    beside = _families_in_care(state, year)[state.people.persons["family"][away]]
    score = state.draws.uniform("terugkeer", away, year) - _BESIDE_SIBLING * beside
    back = away[first_of(cell, quota, score)]
    returned = np.bincount(cell[np.searchsorted(away, back)], minlength=len(wanted))
    return back, wanted - returned


def _newcomers(state: State, wanted: IntArray, year: int) -> IntArray:
    """Make the youths who are still missing after those who came back."""
    cell = np.repeat(np.arange(len(wanted)), wanted)
    unit, rest = cell // (_AGES * _HOUSEHOLDS), cell % (_AGES * _HOUSEHOLDS)
    known = np.flatnonzero(_families_in_care(state, year))
    return join(state.draws, state.people, known, unit, rest // _HOUSEHOLDS, rest % _HOUSEHOLDS, year)


def _families_in_care(state: State, year: int) -> BoolArray:
    """Return per family whether one of its children has care that runs."""
    mark = np.zeros(len(state.people.families), dtype=np.bool_)
    mark[state.people.persons["family"][state.flag(state.running(year))]] = True
    return mark


def _without_help(state: State, new: IntArray, year: int) -> BoolArray:
    """Return which newcomers have a measure only: some minors, and all who are 18 or older."""
    adult = state.age_group(new, year) == _AGES - 1
    few: BoolArray = adult | (state.draws.uniform("alleen maatregel", new) < WITHOUT_HELP)
    return few


def _only_probation(state: State, new: IntArray, year: int) -> BoolArray:
    group = state.age_group(new, year)
    some = state.draws.uniform("alleen reclassering", new) < _PROBATION_ONLY
    older: BoolArray = (group == _AGES - 1) | ((group == _AGES - 2) & some)
    return older


def realised(state: State, year: int) -> dict[str, IntArray]:
    """Count the margins of a year as the tables do: everything that ran on some day of it.

    Youths by age on 1 January and by household, trajectories by referrer, and youths with stay and with
    protection (under 18) and with probation, by where they live at the end of the year.
    """
    units = len(state.territory.unit_codes)
    running = state.running(year)
    persons = np.flatnonzero(state.flag(running))
    family = state.people.persons["family"][persons]
    household = state.people.families["household"][family].astype(np.int64)
    helping = state.of_kind(running, HELP)
    stays = helping[state.records["form"][helping] >= FIRST_STAY]
    referrer = state.records["referrer"][helping].astype(np.int64)
    where = state.people.units(state.records["person"][helping])
    unit = state.people.units(persons)
    return {
        "leeftijd": _count(unit, state.age_group(persons, year), units, _AGES),
        "huishouden": _count(unit, household, units, _HOUSEHOLDS),
        "verwijzer": _count(where, referrer, units, len(REFERRER_CODES)),
        "verblijf": _youths(state, stays, year, units, 3),
        "bescherming": _youths(state, state.of_kind(running, PROTECTION), year, units, 3),
        "reclassering": _youths(state, state.of_kind(running, PROBATION_KIND), year, units, _AGES),
    }


def _youths(state: State, records: IntArray, year: int, units: int, groups: int) -> IntArray:
    person = np.flatnonzero(state.flag(records))
    person = person[state.age_group(person, year) < groups]
    return np.bincount(state.people.units(person), minlength=units)[:, None]


def _count(unit: IntArray, category: IntArray, units: int, categories: int) -> IntArray:
    counts = np.bincount(unit * categories + category, minlength=units * categories)
    return counts.reshape(units, categories)
