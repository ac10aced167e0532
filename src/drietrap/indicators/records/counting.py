"""Count youths and trajectories: every count of every definition, for all places and each breakdown.

Members of one pattern in one place are first added up: the *cube*. Then a table of place x pattern, times
the table that says which pattern is in which count, gives every count of every place. A youth lives in one
place in a period, so that youths add up to wider places as trajectories do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from drietrap.catalogue.record_formula import RecordCount
from drietrap.indicators.records.courses import DID, Facts, Youths
from drietrap.indicators.records.figure import Level
from drietrap.indicators.records.naming import OF_THE_CARE, OF_THE_YOUTH, Names
from drietrap.indicators.records.packing import BoolArray, IntArray, dense, joint, split
from drietrap.indicators.records.patterns import Members, members_of
from drietrap.indicators.records.rows import Sort

_TOGETHER = (("", *OF_THE_YOUTH), *((name,) for name in OF_THE_CARE))
"""Dimensions that are counted from the same cube."""


@dataclass(frozen=True)
class Table:
    """Counts of one level and dimension: a row per span, place and category, in that order, each once.

    ``place`` and ``category`` are numbers of :class:`.naming.Names`. ``counts`` has a column per count asked
    for.
    """

    level: Level
    dimension: str
    span: IntArray
    place: IntArray
    category: IntArray
    counts: IntArray


@dataclass(frozen=True)
class Wanted:
    """What to count: the counts, each once, and the breakdowns of each level beside its total."""

    counts: Sequence[RecordCount]
    levels: Mapping[Level, Sequence[str]]


@dataclass(frozen=True)
class _Cube:
    """How many members (``n``) are the same in everything else here.

    ``places`` and ``categories`` have their number per level and per dimension; ``inside`` says which pattern
    is in which count.
    """

    span: IntArray
    places: Mapping[Level, IntArray]
    categories: Mapping[str, IntArray]
    pattern: IntArray
    n: IntArray
    inside: csr_array


def tables(facts: Facts, sorts: Sequence[Sort], names: Names, wanted: Wanted) -> Iterator[Table]:
    """Yield the counts of each level, in total and by each of its dimensions."""
    for of_providers in (False, True):
        levels = [level for level in wanted.levels if (level is Level.AANBIEDER) is of_providers]
        for together in _TOGETHER:
            asked = {
                level: [name for name in together if name in ("", *wanted.levels[level])] for level in levels
            }
            asked = {level: dimensions for level, dimensions in asked.items() if dimensions}
            if asked:
                cube = _cube(facts, sorts, names, wanted.counts, list(asked), together)
                for level, dimensions in asked.items():
                    yield from (_table(cube, level, name) for name in dimensions)


def _cube(
    facts: Facts,
    sorts: Sequence[Sort],
    names: Names,
    counts: Sequence[RecordCount],
    levels: Sequence[Level],
    together: Sequence[str],
) -> _Cube:
    """Return one cube of trajectories and youths; each unit has patterns of its own."""
    of_providers, youths = Level.AANBIEDER in levels, facts.youths
    source = facts.at_provider if of_providers else facts.anywhere
    finest = [names.places[level].number for level in levels]
    different, place_of = dense(joint(*finest))
    sort = source.course // DID
    apart = [
        place_of[source.provider if of_providers else youths.spot[source.youth]],
        *(names.categories[name].number[sort] for name in together if name in OF_THE_CARE),
    ]
    own = _of_youth(youths, names, together)
    parts: list[tuple[IntArray, ...]] = []
    inside: list[BoolArray] = []
    for counted in dict.fromkeys(one.counted for one in counts):
        members = members_of(counted, source, apart, youths.limits, sorts, counts)
        parts.append(_added_up(members, own, sum(len(table) for table in inside)))
        inside.append(members.inside.reshape(-1, len(counts)))
    span, *categories, place, pattern, n = (np.concatenate(column) for column in zip(*parts, strict=True))
    number = dict(zip(levels, split(different, finest), strict=True))
    return _Cube(
        span,
        {level: number[level][place] for level in levels},
        dict(zip(together, categories, strict=True)),
        pattern,
        n,
        csr_array(np.concatenate(inside).astype(np.int64)),
    )


def _of_youth(youths: Youths, names: Names, together: Sequence[str]) -> tuple[IntArray, ...]:
    """Return what goes with a youth: span, set of age limits, and the categories of the youth itself."""
    own = {"": np.zeros_like(youths.span), "leeftijd": youths.band, "geslacht": youths.sex}
    traits = (names.categories[name].number[own[name]] for name in together if name in own)
    return (youths.span, youths.within, *traits)


def _added_up(members: Members, of_youth: tuple[IntArray, ...], first: int) -> tuple[IntArray, ...]:
    """Return span, categories, place and pattern (from ``first`` on), and how many are the same in these.

    What goes with a youth is joined once per youth, and told apart again after adding up.
    """
    youth, place, *care = members.told
    columns = (joint(*of_youth)[youth], place, *care, members.chosen)
    same, n = np.unique(joint(*columns), return_counts=True)
    joined, place, *care, chosen = split(same, columns)
    span, within, *traits = split(joined, of_youth)
    return span, *traits, *care, place, first + chosen * members.inside.shape[1] + within, n


def _table(cube: _Cube, level: Level, dimension: str) -> Table:
    columns = (cube.span, cube.places[level], cube.categories[dimension])
    different, row = dense(joint(*columns))
    shape = (len(different), cube.inside.shape[0])
    members = csr_array((cube.n, (row, cube.pattern)), shape=shape)
    span, place, category = split(different, columns)
    return Table(level, dimension, span, place, category, (members @ cube.inside).toarray())
