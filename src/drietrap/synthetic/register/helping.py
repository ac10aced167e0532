"""Jeugdhulp: which trajectories start in a year, in which form, sent by whom, given by whom."""

from __future__ import annotations

import numpy as np

from drietrap.synthetic.arithmetic import IntArray, apportion, exp
from drietrap.synthetic.register.assumptions import (
    ADULT,
    AMBULATORY_BY_AGE,
    CONTINUES_AFTER_18,
    CRISIS_DURATION,
    CRISIS_SHARE,
    DURATIONS,
    FIRST_STAY,
    FORMS,
    NONE,
    OLDEST,
    REFERRER_BY_STRATUM,
    REFERRER_CODES,
    STAY_BY_AGE,
    TEAM,
    TEAM_OF_NO_REFERRER,
)
from drietrap.synthetic.register.fitting import choose, deal, first_of, rake, whole
from drietrap.synthetic.register.ledger import BoolArray, birthday
from drietrap.synthetic.register.people import likeness
from drietrap.synthetic.register.providers import pick
from drietrap.synthetic.register.state import HELP, PROTECTION, State
from drietrap.synthetic.register.territory import Targets

_SEVERE_WEIGHT = 0.5  # how much more often severe cases get a further trajectory
_PROTECTED, _ADOLESCENT = 1.6, 0.4  # how these weigh in who gets a stay


def help_youths(state: State, entrants: IntArray, in_care: IntArray, targets: Targets, year: int) -> None:
    """Add the trajectories of a year: one per entrant, and more for those in care up to the table's total."""
    running = state.of_kind(state.running(year), HELP)
    units = len(state.territory.unit_codes)
    unit_of_running = state.people.units(state.records["person"][running])
    open_by_referrer = np.bincount(
        unit_of_running * len(REFERRER_CODES) + state.records["referrer"][running],
        minlength=units * len(REFERRER_CODES),
    ).reshape(units, -1)
    wanted = np.maximum(targets.referrers - open_by_referrer, 0)
    present = np.bincount(unit_of_running, minlength=units)
    entering = np.bincount(state.people.units(entrants), minlength=units)
    more = np.maximum(targets.referrers.sum(axis=1) - present - entering, 0)
    person = np.concatenate([entrants, _further(state, in_care, more, year)])
    stay = _stays(state, person, running, targets.severe["verblijf"], year)
    referrer = _referrers(state, person, stay, wanted, year)
    _add(state, person, stay, referrer, running, year)


def _further(state: State, in_care: IntArray, more: IntArray, year: int) -> IntArray:
    """Return who gets a further trajectory: severe cases more often."""
    minors = in_care[state.age_group(in_care, year) < 3]
    order = np.lexsort((minors, state.people.units(minors)))
    minors = minors[order]
    present, group = np.unique(state.people.units(minors), return_inverse=True)
    weight = exp(_SEVERE_WEIGHT * likeness(state.draws, state.people, minors, "zwaarte", year))
    return np.repeat(minors, apportion(more[present], group, weight))


def _stays(state: State, person: IntArray, running: IntArray, target: IntArray, year: int) -> BoolArray:
    """Return which new trajectories are with stay: at most one per person, none beside a running stay."""
    stays = running[state.records["form"][running] >= FIRST_STAY]
    has = state.flag(stays)
    inside = np.flatnonzero(has)
    minors_inside = inside[state.age_group(inside, year) < 3]
    present = np.bincount(state.people.units(minors_inside), minlength=len(target))
    group = state.age_group(person, year)
    once = np.zeros(len(person), dtype=np.bool_)
    once[np.unique(person, return_index=True)[1]] = True
    able = np.flatnonzero(once & ~has[person] & (group < 3))
    protected = state.flag(state.of_kind(state.running(year), PROTECTION))[person[able]]
    score = -likeness(state.draws, state.people, person[able], "zwaarte", year)
    score = score - _PROTECTED * protected - _ADOLESCENT * (group[able] == 2)
    result = np.zeros(len(person), dtype=np.bool_)
    result[able] = first_of(state.people.units(person[able]), target - present, score)
    return result


def _referrers(state: State, person: IntArray, stay: BoolArray, wanted: IntArray, year: int) -> IntArray:
    """Fit strata of the new trajectories to the referrers that the table still wants, and deal them."""
    protected = state.flag(state.of_kind(state.running(year), PROTECTION))[person]
    stratum = np.where(stay, 0, 2 + 2 * state.age_group(person, year)) + protected
    strata, units = len(REFERRER_BY_STRATUM), len(wanted)
    cell = state.people.units(person) * strata + stratum
    rows = np.bincount(cell, minlength=units * strata)
    table = rake(REFERRER_BY_STRATUM, rows.reshape(units, strata), wanted).reshape(units * strata, -1)
    chance = state.draws.uniform("afronding verwijzer", np.arange(units * strata), year)
    score = likeness(state.draws, state.people, person, "verwijzer", year)
    return deal(cell, whole(table, rows, chance), score)


def _add(
    state: State, person: IntArray, stay: BoolArray, referrer: IntArray, running: IntArray, year: int
) -> None:
    address = len(state.records) + np.arange(len(person))
    form = _forms(state, person, stay, referrer, address, year)
    start = state.starts("aanvang", person, address, year)
    kept = _different(state, person, form, start, running)
    person, form, start, referrer, address = (part[kept] for part in (person, form, start, referrer, address))
    crisis = state.draws.uniform("crisis", address) < np.array(CRISIS_SHARE)[form]
    end = _ends(state, person, form, start, crisis, address)
    group = state.people.units(person) * len(FORMS) + form
    provider = pick(state.market, group, year, state.alike("aanbieder", person, address))
    added = state.records.add(
        kind=HELP,
        person=person,
        provider=provider,
        form=form,
        referrer=referrer,
        crisis=crisis.astype(np.int64),
        started=start,
        ended=end,
        follows=0,
        handover=-1,
        successor=-1,
    )
    _one_after_the_other(state, np.concatenate([running, added]))


def _forms(
    state: State, person: IntArray, stay: BoolArray, referrer: IntArray, address: IntArray, year: int
) -> IntArray:
    """Return the hulpvorm; the team is only there for those without a referrer."""
    age = state.age_group(person, year)
    chance = state.alike("hulpvorm", person, address)
    team = (referrer == NONE) & (state.alike("wijkteam", person, address) < TEAM_OF_NO_REFERRER)
    outside = np.where(team, TEAM, 1 + choose(AMBULATORY_BY_AGE[age], chance))
    return np.where(stay, FIRST_STAY + choose(STAY_BY_AGE[age], chance), outside)


def _different(
    state: State, person: IntArray, form: IntArray, start: IntArray, running: IntArray
) -> BoolArray:
    """Return which rows have a key (person, form, first day) that no row before them and none running has."""
    records = state.records
    people = np.concatenate([records["person"][running], person]).astype(np.int64)
    forms = np.concatenate([records["form"][running], form]).astype(np.int64)
    days = np.concatenate([records["started"][running], start]).astype(np.int64)
    key = (people * len(FORMS) + forms) * 100_000 + days
    first = np.zeros(len(key), dtype=np.bool_)
    first[np.unique(key, return_index=True)[1]] = True
    return first[len(running) :]


def _ends(
    state: State, person: IntArray, form: IntArray, start: IntArray, crisis: BoolArray, address: IntArray
) -> IntArray:
    """Return the last day: help mostly stops at 18, and always before 23."""
    born = state.people.persons["born"][person].astype(np.int64)
    ordinary = state.days("duur", DURATIONS, form, address)
    short = state.days("duur crisis", (CRISIS_DURATION,), np.zeros(len(form), dtype=np.int64), address)
    end = start + np.where(crisis, short, ordinary)
    adult, oldest = birthday(born, ADULT), birthday(born, OLDEST) - 1
    stops = (start < adult) & (state.alike("verlengd", person, address) >= CONTINUES_AFTER_18)
    return np.maximum(np.minimum(end, np.where(stops, adult, oldest)), start)


def _one_after_the_other(state: State, records: IntArray) -> None:
    """End help of one form before the next of that form begins for the same youth."""
    person, form, start = (state.records[name][records] for name in ("person", "form", "started"))
    order = records[np.lexsort((start, form, person))]
    before, after = order[:-1], order[1:]
    columns = state.records
    same = (columns["person"][before] == columns["person"][after]) & (
        columns["form"][before] == columns["form"][after]
    )
    overlap = same & (columns["started"][after] <= columns["ended"][before])
    state.records["ended"][before[overlap]] = columns["started"][after[overlap]] - 1
