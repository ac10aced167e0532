"""Jeugdbescherming and jeugdreclassering: who gets a measure, which, for how long, from which GI."""

from __future__ import annotations

import numpy as np

from drietrap.synthetic.arithmetic import FloatArray, IntArray
from drietrap.synthetic.register.assumptions import (
    ADULT,
    HANDOVER,
    MEASURE_DURATIONS,
    MEASURE_SHARES,
    OTS,
    PROBATION_DURATIONS,
    PROBATION_SHARES,
    PROVISIONAL_FIRST,
    PROVISIONAL_OTS,
)
from drietrap.synthetic.register.fitting import choose, first_of
from drietrap.synthetic.register.ledger import BoolArray, birthday, day
from drietrap.synthetic.register.people import likeness
from drietrap.synthetic.register.providers import pick_gi
from drietrap.synthetic.register.state import PROBATION_KIND, PROTECTION, State

_FORCED = 100.0
_OLDER, _MALE = 1.2, 0.5
_OF_AGE_12 = 2  # age group from which jeugdreclassering is possible


def protect(state: State, candidates: IntArray, forced: BoolArray, target: IntArray, year: int) -> None:
    """Add protection measures until each unit has as many youths under 18 with one as its target.

    ``forced`` are candidates who have no help and so must have a measure.
    """
    running = state.of_kind(state.running(year), PROTECTION)
    has = state.flag(running)
    born = state.people.persons["born"][candidates].astype(np.int64)
    minor = (state.age_group(candidates, year) < 3) & (birthday(born, ADULT) > day(year, 1, 2))
    candidates, forced = candidates[minor], forced[minor]
    present = np.bincount(state.people.units(candidates[has[candidates]]), minlength=len(target))
    free = ~has[candidates]
    candidates, forced = candidates[free], forced[free]
    score = -likeness(state.draws, state.people, candidates, "zwaarte", year)
    chosen = _chosen(state, candidates, forced, target - present, score)
    _add_protection(state, chosen, year)


def supervise(state: State, candidates: IntArray, forced: BoolArray, target: IntArray, year: int) -> None:
    """Add jeugdreclassering until each unit has as many youths with it as its target."""
    running = state.of_kind(state.running(year), PROBATION_KIND)
    has = state.flag(running)
    group = state.age_group(candidates, year)
    present = np.bincount(state.people.units(candidates[has[candidates]]), minlength=len(target))
    free = ~has[candidates] & (group >= _OF_AGE_12)
    candidates, forced = candidates[free], forced[free]
    score = -likeness(state.draws, state.people, candidates, "strafbaar feit", year)
    score = score - _MALE * state.people.persons["male"][candidates]
    score = score - _OLDER * (state.age_group(candidates, year) > _OF_AGE_12)
    chosen = _chosen(state, candidates, forced, target - present, score)
    _add_probation(state, chosen, year)


def _chosen(
    state: State, candidates: IntArray, forced: BoolArray, quota: IntArray, score: FloatArray
) -> IntArray:
    unit = state.people.units(candidates)
    least = np.bincount(unit[forced], minlength=len(quota))
    return candidates[first_of(unit, np.maximum(quota, least), score - _FORCED * forced)]


def _add_protection(state: State, person: IntArray, year: int) -> None:
    """Add one measure per person; an ots may begin as a voorlopige ots."""
    address = len(state.records) + np.arange(len(person))
    form = choose(MEASURE_SHARES, state.alike("maatregel", person, address))
    start = state.starts("aanvang maatregel", person, address, year)
    adult = birthday(state.people.persons["born"][person].astype(np.int64), ADULT)
    gi = pick_gi(state.market, state.people.units(person), state.alike("gi", person, address))
    early = (form == OTS) & (state.draws.uniform("eerst voorlopig", address) < PROVISIONAL_FIRST)
    first = np.where(early, PROVISIONAL_OTS, form)
    end = np.minimum(start + state.days("duur maatregel", MEASURE_DURATIONS, first, address), adult)
    end = np.maximum(end, start)
    follows = early & (end + 1 < adult)
    _add(state, PROTECTION, person, gi, first, start, end, follows.astype(np.int64))
    if follows.any():
        person, gi, start, adult = person[follows], gi[follows], end[follows] + 1, adult[follows]
        address = len(state.records) + np.arange(len(person))
        form = np.full(len(person), OTS)
        length = state.days("duur ots", MEASURE_DURATIONS, form, address)
        _add(state, PROTECTION, person, gi, form, start, np.minimum(start + length, adult), 0)


def _add_probation(state: State, person: IntArray, year: int) -> None:
    address = len(state.records) + np.arange(len(person))
    form = choose(PROBATION_SHARES, state.draws.uniform("reclassering", address))
    start = state.starts("aanvang reclassering", person, address, year)
    end = start + state.days("duur reclassering", PROBATION_DURATIONS, form, address)
    gi = pick_gi(state.market, state.people.units(person), state.alike("gi", person, address))
    _add(state, PROBATION_KIND, person, gi, form, start, end, 0)


def _add(
    state: State,
    kind: int,
    person: IntArray,
    gi: IntArray,
    form: IntArray,
    start: IntArray,
    end: IntArray,
    follows: IntArray | int,
) -> None:
    """Add measures; some go to another GI on a day between start and end."""
    if not len(person):
        return
    address = len(state.records) + np.arange(len(person))
    successor = pick_gi(
        state.market, state.people.units(person), state.draws.uniform("andere gi", address), another=True
    )
    goes = (state.draws.uniform("overdracht", address) < HANDOVER) & (successor != gi) & (end - start > 60)
    goes = goes & (np.asarray(follows) == 0)
    moment = state.draws.uniform("datum overdracht", address)
    date = start + 20 + np.floor(moment * np.maximum(end - start - 40, 1)).astype(np.int64)
    state.records.add(
        kind=kind,
        person=person,
        provider=gi,
        form=form,
        referrer=-1,
        crisis=0,
        started=start,
        ended=end,
        follows=follows,
        handover=np.where(goes, date, -1),
        successor=np.where(goes, successor, -1),
    )
