"""The last step: the municipalities that differ most from each other, by an exact search."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from drietrap.benchmark.result import Estimate
from drietrap.benchmark.sample import Array
from drietrap.catalogue.selection import MOST_CHOSEN, RUNNERS_UP
from drietrap.differences.selection.components import Component, components, together
from drietrap.differences.selection.definition import Aim, DifferentStep
from drietrap.differences.selection.result import Combination, Pair
from drietrap.differences.selection.world import World
from drietrap.statistics.dispersion import TooManyError, most_different
from drietrap.vocabulary.errors import InputError, NoDataError

_CLEAR = 0.5


@dataclass(frozen=True)
class Candidates:
    """Those to choose from (positions in the territory), their differences, and who may go together."""

    kept: tuple[int, ...]
    parts: tuple[Component, ...]
    low: Array
    high: Array
    allowed: NDArray[np.bool_]


@dataclass(frozen=True)
class Search:
    """The best set and the next best ones, as places among the candidates."""

    candidates: Candidates
    best: tuple[int, ...]
    next: tuple[tuple[int, ...], ...]
    perhaps: tuple[int, ...] | None


def require_size(step: DifferentStep) -> None:
    """Refuse a number of municipalities that no search is made for, however many remain."""
    if not 2 <= step.number <= MOST_CHOSEN:
        raise InputError(
            f"een groep van {step.number} kan niet", expected=f"een aantal van 2 tot en met {MOST_CHOSEN}"
        )


def candidates(
    world: World, kept: tuple[int, ...], step: DifferentStep, allowed: NDArray[np.bool_] | None
) -> Candidates:
    """Gather what the search needs."""
    parts = components(world, kept, step)
    may = np.ones((len(kept), len(kept)), dtype=bool) if allowed is None else allowed
    return Candidates(kept, parts, *together(parts), may)


def search(found: Candidates, step: DifferentStep) -> Search:
    """Return the sets that differ most; what is unknown counts as no difference.

    ``perhaps`` is another set that could be better still if all that is unknown were a difference.

    Raises
    ------
    InputError
        When there are too many municipalities to be sure of the best set.
    NoDataError
        When no set of this size has the same figures throughout.
    """
    by_total = step.aim is Aim.TOTAL
    try:
        sets = most_different(
            found.low, step.number, top=1 + RUNNERS_UP, by_total=by_total, allowed=found.allowed
        )
    except TooManyError:
        raise InputError(
            f"uit {len(found.kept)} gemeenten zijn te veel groepen van {step.number} te maken om de beste "
            "zeker te weten",
            action="kies eerst met een andere stap, of vraag een kleiner aantal",
        ) from None
    if not sets:
        raise NoDataError(
            f"geen {step.number} van de {len(found.kept)} gemeenten hebben onderling dezelfde cijfers",
            action="neem een ruimere marge, minder indicatoren of een kleiner aantal",
        )
    best = sets[0].members
    return Search(found, best, tuple(one.members for one in sets[1:]), _perhaps(found, step, best))


def _perhaps(found: Candidates, step: DifferentStep, best: tuple[int, ...]) -> tuple[int, ...] | None:
    """Return the set that is best when all that is unknown is a difference; None when it is the same one."""
    if np.allclose(found.low, found.high):
        return None
    try:
        wide = most_different(found.high, step.number, by_total=step.aim is Aim.TOTAL, allowed=found.allowed)
    except TooManyError:
        return None
    return wide[0].members if wide[0].members != best else None


def combination(world: World, found: Candidates, members: tuple[int, ...]) -> Combination:
    """Return a set as a result."""
    pairs = tuple(combinations(members, 2))
    low, high = (np.array([matrix[pair] for pair in pairs]) for matrix in (found.low, found.high))
    areas = [found.kept[place] for place in members]
    return Combination(
        tuple(world.land.areas[i] for i in areas),
        tuple(world.land.names[i] for i in areas),
        Estimate(float(low.min()), float(low.min()), float(high.min())),
        Estimate(float(low.sum()), float(low.sum()), float(high.sum())),
    )


def pairs(world: World, found: Candidates, members: tuple[int, ...]) -> tuple[Pair, ...]:
    """Return how much every two of the chosen differ, and on what."""
    far = world.kilometres()
    told = []
    for a, b in combinations(members, 2):
        i, j = found.kept[a], found.kept[b]
        differs = [part.label for part in found.parts if part.low[a, b] >= _CLEAR]
        unsure = [part.label for part in found.parts if part.high[a, b] - part.low[a, b] > _CLEAR]
        low, high = float(found.low[a, b]), float(found.high[a, b])
        told.append(
            Pair(
                world.land.areas[i],
                world.land.areas[j],
                Estimate(low, low, high),
                float(far[i, j]) if np.isfinite(far[i, j]) else None,
                tuple(differs),
                tuple(unsure),
            )
        )
    return tuple(told)
