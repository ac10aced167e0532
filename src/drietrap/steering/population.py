"""The population of a run: families with children, who are born, move and grow up, district by district.

Everything follows from the numbers by age of a district and from addressed draws, so that a person is the
same (number, month of birth, sex, family, fate) in a run of the municipality alone and in one of the whole
country, whatever the months of the run.

Births of a district lie evenly in time, each at a rank; a *lane* is a row of births about 30 months apart,
cut into families by draws. A family may move away; another one with children of the same ages, and numbers
of its own, then takes its place, so that the population keeps its size. Deaths are left out, and grown
youths stay with their family until they are 23.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from drietrap.statistics.inputs import FloatArray
from drietrap.statistics.randomness import address
from drietrap.steering.kernel.families import heads_of, many_words
from drietrap.steering.model.people import Family, Person, World
from drietrap.steering.model.rows import Rows, Whole, layout
from drietrap.steering.model.tables import ONE
from drietrap.steering.places import ONE_PARENT, Place

GAP = 30  # months between brothers and sisters
JITTER = 24  # spread of the months of birth around their even places
LARGEST = 4  # children of one family
GAPS = (9, 120)
ANOTHER = 0.62  # chance that a family has another child, up to four (aanname; 1.9 children per family)
MOVES_AWAY = 0.025  # families that leave the municipality in a year (aanname of the fictional register)
GIRLS = 0.487
FRAILER_ALONE = 0.4  # how much frailer families with one parent are (aanname, logistic scale)
OCCUPANTS = 4  # families that may follow each other in one place
YEARS_AHEAD = 30  # births that have a number of their own
_AGE_MONTHS = 23 * 12
_BANDS = ((0, 48), (48, 144), (144, 216), (216, _AGE_MONTHS))
BLOCK = 2**21  # numbers per municipality
_BLOCKS = 2**11
_SEED = address("bevolking van de sturing")
_BIRTH, _SEX, _MOVE, _FAMILY = range(4)
_ALWAYS = 2**20


@dataclass(frozen=True)
class _Births:
    """All births of a municipality that have a number: one entry per place in the population."""

    born: Whole
    district: Whole
    family: Whole  # rank of the first place of the family


def world_of(places: Sequence[Place], start: int, months: int) -> World:
    """Return everybody who lives in the places at some time in a run, each municipality one area.

    Parameters
    ----------
    places
        Municipalities.
    start, months
        First month of the run (January 2000 is 0), and how many there are; at most thirty years after the
        year of the counts.

    Raises
    ------
    ValueError
        When the run ends too late, or a municipality is larger than the numbers allow.
    """
    persons, families, first = list[Rows](), list[Rows](), [0, 0, 0]
    for area, place in enumerate(places):
        if start + months > _reference(place) + 12 * YEARS_AHEAD:
            raise ValueError(f"a run ends at most {YEARS_AHEAD} years after the counts of {place.year}")
        mine, theirs = _municipality(place, start, start + months)
        theirs["first"] += first[0]
        theirs["last"] += first[0]
        theirs["district"] += first[1]
        theirs["area"] = area
        persons.append(mine)
        families.append(theirs)
        first = [first[0] + len(mine), first[1] + len(place.districts), area]
    return World(
        np.concatenate(persons),
        np.concatenate(families),
        tuple(place.code for place in places),
        tuple(district for place in places for district in place.districts),
    )


def _reference(place: Place) -> int:
    return (place.year - 2000) * 12


def _municipality(place: Place, start: int, end: int) -> tuple[Rows, Rows]:
    """Return the persons and families of one municipality that are there from ``start`` up to ``end``."""
    block = int(place.code[2:]) % _BLOCKS * BLOCK
    births = _births(place, block)
    total = len(births.born)
    if total * OCCUPANTS > BLOCK:
        raise ValueError(f"{place.code} has more young people than there are numbers")
    place_of = np.arange(total)
    heads = np.flatnonzero(births.family == place_of)
    begins = births.born[heads]
    persons, families = list[Rows](), list[Rows]()
    came = np.full(len(heads), -_ALWAYS)
    for occupant in range(OCCUPANTS):
        number = block + occupant * total
        left = _leaves(number + heads, occupant, np.maximum(came, begins))
        mine = _present(births, heads, came, left, start, end)
        persons.append(_persons(births, mine, number))
        families.append(_families(place, births, mine, number))
        came = left
    return _joined(persons, families)


def _births(place: Place, block: int) -> _Births:
    """Return every place in the population of a municipality, districts one after another."""
    parts = [_even(people, _reference(place)) for people in place.people]
    sizes = np.array([len(part) for part in parts], dtype=np.int64)
    even = np.concatenate(parts)
    draws = many_words(_SEED, _BIRTH, block + np.arange(len(even)), 0)
    # A triangular wobble, in whole months: the difference of two even draws.
    born = np.floor(even).astype(np.int64) + (draws[:, 0] - draws[:, 1]) * JITTER // (2 * ONE)
    first = np.concatenate([[0], np.cumsum(sizes)])
    rate = place.people.sum(axis=1) / _AGE_MONTHS * GAP
    lanes = np.maximum(1, np.rint(rate)).astype(np.int64)
    family = heads_of(born, first, lanes, draws[:, 2], int(ANOTHER * ONE), (LARGEST, *GAPS))
    return _Births(born, np.repeat(np.arange(len(sizes)), sizes), family)


def _even(people: FloatArray, reference: int) -> FloatArray:
    """Return the even months of birth of a district, from 23 years back to thirty ahead."""
    spans = [(-high, number) for (_, high), number in zip(_BANDS, people, strict=True)][::-1]
    ahead = 12 * YEARS_AHEAD
    edges = np.array([edge for edge, _ in spans] + [0, ahead], dtype=np.float64)
    numbers = [number for _, number in spans] + [people[0] / _BANDS[0][1] * ahead]
    total = np.concatenate([[0.0], np.cumsum(numbers)])
    rank = np.arange(np.floor(total[-1] + 1e-9)) + 0.5
    return np.asarray(reference + np.interp(rank, total, edges), dtype=np.float64)


def _leaves(numbers: Whole, occupant: int, since: Whole) -> Whole:
    """Return the month in which each family moves away (geometric); the last occupant stays."""
    if occupant == OCCUPANTS - 1:
        return np.full(len(numbers), _ALWAYS)
    draw = (many_words(_SEED, _MOVE, numbers, 0)[:, 0] + 0.5) / ONE
    stay = np.floor(np.log(draw) / np.log1p(-MOVES_AWAY / 12.0)).astype(np.int64) + 1
    return np.asarray(since + stay, dtype=np.int64)


@dataclass(frozen=True)
class _Mine:
    """Places that one row of occupants has in the run: sorted by family; when they come and go."""

    place: Whole
    family: Whole
    enter: Whole
    leave: Whole


def _present(births: _Births, heads: Whole, came: Whole, left: Whole, start: int, end: int) -> _Mine:
    at = np.searchsorted(heads, births.family)
    enter, leave = np.maximum(came[at], births.born), np.minimum(left[at], births.born + _AGE_MONTHS)
    there = np.flatnonzero((enter < leave) & (enter < end) & (leave >= start))
    order = there[np.argsort(births.family[there], kind="stable")]
    return _Mine(order, births.family[order], came[at][order], left[at][order])


def _persons(births: _Births, mine: _Mine, number: int) -> Rows:
    rows = np.zeros(len(mine.place), dtype=layout(Person))
    rows["number"] = number + mine.place
    rows["born"] = births.born[mine.place]
    rows["enter"], rows["leave"] = mine.enter, mine.leave
    rows["sex"] = many_words(_SEED, _SEX, rows["number"], 0)[:, 0] < int(GIRLS * ONE)
    return rows


def _families(place: Place, births: _Births, mine: _Mine, number: int) -> Rows:
    head, first = np.unique(mine.family, return_index=True)
    rows = np.zeros(len(head), dtype=layout(Family))
    rows["number"] = number + head
    rows["first"], rows["last"] = first, np.append(first[1:], len(mine.place))
    rows["district"] = births.district[head]
    draws = many_words(_SEED, _FAMILY, rows["number"], 0)
    alone = draws[:, 0] < place.one_parent[rows["district"]] * ONE
    even = (draws[:, 1] + 0.5) / ONE
    # Quarters of the country on a logistic scale, moved by the district and by being alone.
    score = (
        np.log(even / (1.0 - even)) + place.frailty[rows["district"]] + FRAILER_ALONE * (alone - ONE_PARENT)
    )
    rows["stratum"] = np.searchsorted(np.log([1 / 3, 1.0, 3.0]), score, side="right") + 4 * alone
    return rows


def _joined(persons: list[Rows], families: list[Rows]) -> tuple[Rows, Rows]:
    first = 0
    for mine, theirs in zip(persons, families, strict=True):
        theirs["first"] += first
        theirs["last"] += first
        first += len(mine)
    return np.concatenate(persons), np.concatenate(families)
