"""Families and their children: who comes into care, who is whose brother or sister, who moves where."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from drietrap.synthetic.arithmetic import FloatArray, IntArray
from drietrap.synthetic.draws import Draws
from drietrap.synthetic.register.assumptions import (
    AGE_HIGH,
    AGE_LOW,
    LARGEST_FAMILY,
    MOVES,
    MOVES_AWAY,
    MOVES_FAR,
    SIBLING,
)
from drietrap.synthetic.register.ledger import BoolArray, Ledger, day
from drietrap.synthetic.register.territory import Territory

_MALE = 0.56  # of youths in care (assumption)
_APART = 300  # days between brothers and sisters, at least
_WIDEST = 15 * 365  # days between the eldest and the youngest in care, at most


@dataclass
class People:
    """The population so far. ``district`` and the extremes of birth follow every family."""

    territory: Territory
    families: Ledger
    persons: Ledger
    moves: Ledger

    @classmethod
    def none(cls, territory: Territory) -> People:
        """Return a population without anyone."""
        return cls(
            territory,
            Ledger(
                {
                    "household": np.int8,
                    "start": np.int32,
                    "district": np.int32,
                    "eldest": np.int32,
                    "youngest": np.int32,
                    "children": np.int8,
                }
            ),
            Ledger({"family": np.int32, "born": np.int32, "male": np.int8}),
            Ledger({"family": np.int32, "date": np.int32, "district": np.int32}),
        )

    def units(self, person: IntArray) -> IntArray:
        """Return the unit where people live now."""
        units: IntArray = self.territory.unit[self.families["district"][self.persons["family"][person]]]
        return units


def move(draws: Draws, people: People, year: int) -> None:
    """Let families move in the course of a year."""
    families = np.arange(len(people.families))
    going = families[draws.uniform("verhuizing", families, year) < MOVES]
    if not len(going):
        return
    now = people.families["district"][going].astype(np.int64)
    then = _place(
        draws, people.territory, _destination(draws, people.territory, now, going, year), going, year
    )
    moved = then != now
    date = day(year, 1, 2) + np.floor(draws.uniform("datum verhuizing", going, year) * 363).astype(np.int64)
    people.families["district"][going[moved]] = then[moved]
    people.moves.add(family=going[moved], date=date[moved], district=then[moved])


def _destination(
    draws: Draws, territory: Territory, district: IntArray, family: IntArray, year: int
) -> IntArray:
    """Return the unit that a family moves to: mostly its own, else a neighbour, seldom any."""
    unit = territory.unit[district]
    chance = draws.uniform("waarheen", family, year) / MOVES_AWAY
    pick = draws.uniform("welke gemeente", family, year)
    near = np.array([len(others) for others in territory.neighbours])
    first = np.cumsum(near) - near
    beside = np.concatenate(territory.neighbours)[first[unit] + np.floor(pick * near[unit]).astype(np.int64)]
    anywhere = np.floor(pick * len(territory.unit_codes)).astype(np.int64)
    return np.where(chance >= 1.0, unit, np.where(chance >= MOVES_FAR, beside, anywhere))


def _place(draws: Draws, territory: Territory, unit: IntArray, address: IntArray, year: int) -> IntArray:
    """Return a district of each unit, in proportion to its youths in care."""
    running = np.cumsum(territory.weight)
    first = territory.first[unit]
    last = first + territory.size[unit] - 1
    before = running[first] - territory.weight[first]
    chance = draws.uniform("wijk", address, year)
    place = np.searchsorted(running, before + chance * (running[last] - before), side="right")
    district: IntArray = np.clip(place, first, last)
    return district


def join(
    draws: Draws,
    people: People,
    known: IntArray,
    unit: IntArray,
    age: IntArray,
    household: IntArray,
    year: int,
) -> IntArray:
    """Add new youths, in families that are known or new; return who they are.

    Parameters
    ----------
    known
        Families that a newcomer may be a brother or sister in.
    unit, age, household
        Unit, age group and kind of household of each newcomer.
    """
    if not len(unit):
        return np.empty(0, dtype=np.int64)
    ids = len(people.persons) + np.arange(len(unit))
    born = _births(draws, ids, age, year)
    family = _sibling_of(draws, people, known, (unit, household), born, ids)
    alone = family < 0
    family[alone] = len(people.families) + np.arange(int(alone.sum()))
    if alone.any():
        home = _place(draws, people.territory, unit[alone], family[alone], year)
        people.families.add(
            household=household[alone],
            start=home,
            district=home,
            eldest=born[alone],
            youngest=born[alone],
            children=0,
        )
    count = people.families["children"]
    count[family] += 1  # a family gets at most one newcomer at a time
    people.families["eldest"][family] = np.minimum(people.families["eldest"][family], born)
    people.families["youngest"][family] = np.maximum(people.families["youngest"][family], born)
    male = (draws.uniform("geslacht", ids) < _MALE).astype(np.int64)
    return people.persons.add(family=family, born=born, male=male)


def _births(draws: Draws, ids: IntArray, age: IntArray, year: int) -> IntArray:
    """Return days of birth that give the age group on 1 January; the youngest may be born in the year."""
    low = np.array([day(year - high - 1, 1, 2) for high in AGE_HIGH])
    high = np.array([day(year, 7, 1), *(day(year - low, 1, 1) for low in AGE_LOW[1:])])
    width = high[age] - low[age] + 1
    born: IntArray = low[age] + np.floor(draws.uniform("geboortedag", ids) * width).astype(np.int64)
    return born


def _sibling_of(
    draws: Draws,
    people: People,
    known: IntArray,
    home: tuple[IntArray, IntArray],
    born: IntArray,
    ids: IntArray,
) -> IntArray:
    """Return the known family that each newcomer of a home (unit, household) joins, or -1."""
    found = np.full(len(ids), -1, dtype=np.int64)
    unit, household = people.families["district"][known], people.families["household"][known]
    cell = people.territory.unit[unit] * 3 + household
    order = np.argsort(cell, kind="stable")
    mine = home[0] * 3 + home[1]
    first = np.searchsorted(cell[order], mine, side="left")
    count = np.searchsorted(cell[order], mine, side="right") - first
    chance = draws.uniform("broer of zus", ids) / SIBLING
    wants = np.flatnonzero((chance < 1.0) & (count > 0))
    place = order[first[wants] + np.floor(chance[wants] * count[wants]).astype(np.int64)]
    candidate = known[place]
    fits = _fits(people.families, candidate, born[wants])
    wants, candidate = wants[fits], candidate[fits]
    _, once = np.unique(candidate, return_index=True)
    found[wants[once]] = candidate[once]
    return found


def _fits(families: Ledger, candidate: IntArray, born: IntArray) -> BoolArray:
    eldest = families["eldest"][candidate].astype(np.int64)
    youngest = families["youngest"][candidate].astype(np.int64)
    apart = (born <= eldest - _APART) | (born >= youngest + _APART)
    near = np.maximum(youngest, born) - np.minimum(eldest, born) <= _WIDEST
    fits: BoolArray = apart & near & (families["children"][candidate] < LARGEST_FAMILY)
    return fits


def likeness(draws: Draws, people: People, person: IntArray, decision: str, year: int) -> FloatArray:
    """Return a standard normal per person of which half the variance is that of the family.

    The part of the family stays the same over the years, so that brothers and sisters, and one youth over
    time, get alike help.
    """
    family = people.persons["family"][person]
    shared = draws.normal(decision + " gezin", family)
    own = draws.normal(decision, person, year)
    return 0.7071067811865476 * (shared + own)
