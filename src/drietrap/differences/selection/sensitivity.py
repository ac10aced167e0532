"""What would change the choice: the weight of a part, or one value of one municipality.

Both are found on the list of all possible sets, so nothing is missed; with more than :data:`MOST_SETS` sets
it is not tried. For a weight the differences are straight lines, so the nearest weight at which another set
comes before the chosen one follows exactly from where lines cross.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from drietrap.benchmark.sample import Array
from drietrap.differences.selection.components import Component, choice_matrices
from drietrap.differences.selection.definition import Aim, DifferentStep
from drietrap.differences.selection.different import Candidates, Search
from drietrap.differences.selection.result import ValueFlip, WeightRange
from drietrap.differences.selection.world import World
from drietrap.statistics.dispersion import DIGITS
from drietrap.vocabulary.notation import number as dutch

MOST_SETS = 20_000
_MOST_WORK = 20_000_000
_TINY = 1e-9
_BEYOND = 1e-6
_Stretch = tuple[Array, Array]


@dataclass(frozen=True)
class _Sets:
    """All allowed sets: their members, and for each set its pairs as flat places in a matrix."""

    members: NDArray[np.int64]
    pairs: NDArray[np.int64]
    by_total: bool

    def best(self, differences: Array) -> tuple[int, ...]:
        """Return the set that comes first."""
        flat = np.round(differences, DIGITS).ravel()[self.pairs]
        smallest, total = flat.min(axis=1), np.round(flat.sum(axis=1), DIGITS)
        first, second = (total, smallest) if self.by_total else (smallest, total)
        ahead = np.flatnonzero(first == first.max())
        ahead = ahead[second[ahead] == second[ahead].max()]
        return tuple(int(one) for one in self.members[ahead[0]])


def unsought(candidates: int, number: int) -> str:
    """Return that it was not looked for what would change the choice, and from how many sets that is."""
    return (
        f"Wat de keuze zou veranderen is niet gezocht. Uit {candidates} gemeenten zijn "
        f"{dutch(math.comb(candidates, number))} groepen van {number} te maken; dat zoeken kan tot "
        f"{dutch(MOST_SETS)}. De keuze zelf is wel de beste van al die groepen. Kies eerst strenger met een "
        "andere stap om dit wel te zien."
    )


def changes(
    world: World, search: Search, step: DifferentStep
) -> tuple[tuple[WeightRange, ...], tuple[ValueFlip, ...], bool]:
    """Return between which weights the choice stands, and which values would change it.

    The last part says whether both were looked for.
    """
    found = search.candidates
    if math.comb(len(found.kept), step.number) > MOST_SETS:
        return (), (), False
    sets = _all_sets(found, step)
    ranges = tuple(_range(world, sets, search, part) for part in found.parts) if len(found.parts) > 1 else ()
    return ranges, tuple(_flips(world, sets, search)), True


def _all_sets(found: Candidates, step: DifferentStep) -> _Sets:
    size = len(found.kept)
    members = np.array(list(combinations(range(size), step.number)), dtype=np.int64)
    first, second = np.triu_indices(step.number, 1)
    pairs = members[:, first] * size + members[:, second]
    together = found.allowed.ravel()[pairs].all(axis=1)
    return _Sets(members[together], pairs[together], step.aim is Aim.TOTAL)


def _range(world: World, sets: _Sets, search: Search, part: Component) -> WeightRange:
    found = search.candidates
    rest = found.low - part.weight * part.low
    chosen = int(np.flatnonzero((sets.members == search.best).all(axis=1))[0])
    lower, upper = _stands(sets, rest, part.low, chosen, part.weight)

    def instead(weight: float | None, side: float) -> tuple[str, ...]:
        if weight is None:
            return ()
        beyond = max(weight + side * _BEYOND, 0.0)
        return tuple(world.land.areas[found.kept[place]] for place in sets.best(rest + beyond * part.low))

    return WeightRange(part.id, part.label, part.weight, lower, upper, instead(lower, -1), instead(upper, 1))


def _stands(
    sets: _Sets, rest: Array, mine: Array, chosen: int, weight: float
) -> tuple[float | None, float | None]:
    """Return the nearest weights below and above ``weight`` beyond which another set comes first.

    With weight w a pair differs by rest + w x mine. A set comes before the chosen one where all its pairs are
    above some pair of the chosen set; or not below it, while that pair is not the smallest of the chosen set
    or the sum is larger. Each is a stretch of w between crossings of lines.
    """
    base, slope = rest.ravel()[sets.pairs], mine.ravel()[sets.pairs]
    total = _above(slope.sum(axis=1) - slope[chosen].sum(), base[chosen].sum() - base.sum(axis=1))
    stretches = [total] if sets.by_total else []
    for p in range(0 if sets.by_total else base.shape[1]):
        lines = slope - slope[chosen, p], base[chosen, p] - base
        start, end = _every(_above(*lines, strict=False))
        some = end - start > _TINY
        at_least = start[some], end[some]
        equal = ((np.abs(lines[0]) <= _TINY) & (np.abs(lines[1]) <= _TINY)).any(axis=1)[some]
        stretches += [
            (start[some][~equal], end[some][~equal]),
            _both(at_least, (total[0][some], total[1][some])),
        ]
        for q in range(base.shape[1]):
            smaller = _above(slope[chosen, [p]] - slope[chosen, q], base[chosen, q] - base[chosen, [p]])
            stretches.append(_both(at_least, smaller))
    below, above = -np.inf, np.inf
    for start, end in stretches:
        real = end - start > _TINY
        above = min(above, np.min(start[real & (start >= weight - _TINY)], initial=np.inf))
        below = max(below, np.max(end[real & (end <= weight + _TINY)], initial=-np.inf))
    lower = None if below <= 0 else float(min(below, weight))
    return lower, None if np.isinf(above) else float(max(above, weight))


def _above(slope: Array, needed: Array, *, strict: bool = True) -> _Stretch:
    """Return the stretch of w from 0 on where slope x w is above ``needed``; an empty one as (inf, -inf).

    What is equal everywhere is above only when not ``strict``.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        crossing = needed / slope
    flat = np.abs(slope) <= _TINY
    start = np.where(~flat & (slope > 0), np.maximum(crossing, 0.0), 0.0)
    end = np.where(~flat & (slope < 0), crossing, np.inf)
    never = flat & (needed > (-_TINY if strict else _TINY))
    return np.where(never, np.inf, start), np.where(never, -np.inf, end)


def _every(stretch: _Stretch) -> _Stretch:
    """Return where all pairs of a set are above."""
    return stretch[0].max(axis=1), stretch[1].min(axis=1)


def _both(one: _Stretch, other: _Stretch) -> _Stretch:
    return np.maximum(one[0], other[0]), np.minimum(one[1], other[1])


def _flips(world: World, sets: _Sets, search: Search) -> Iterator[ValueFlip]:
    found = search.candidates
    parts = [part for part in found.parts if part.codes]
    looked_at: Iterable[int] = range(len(found.kept))
    if sets.pairs.size * len(found.kept) * sum(len(part.codes) for part in parts) > _MOST_WORK:
        looked_at = sorted({*search.best, *(search.next[0] if search.next else ())})
    for place in looked_at:
        for part in parts:
            yield from _flips_of(world, sets, search, place, part)


def _flips_of(world: World, sets: _Sets, search: Search, place: int, part: Component) -> Iterator[ValueFlip]:
    found = search.candidates
    i = found.kept[place]
    for code in part.codes:
        if code == part.held[place]:
            continue
        low, _ = choice_matrices((*part.held[:place], code, *part.held[place + 1 :]))
        best = sets.best(found.low + part.weight * (low - part.low))
        if best != search.best:
            yield ValueFlip(
                world.land.areas[i],
                world.land.names[i],
                part.id,
                part.label,
                part.shown[place],
                part.relabelled(code),
                tuple(world.land.areas[found.kept[other]] for other in best),
            )
