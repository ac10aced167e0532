"""The step for the converse question: municipalities with the same figures.

Two figures are the same when the interval of their difference lies within the margin (equivalence by two
one-sided tests, Schuirmann 1987). A wide interval never makes two municipalities the same.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from drietrap.benchmark.difference import limits
from drietrap.benchmark.sample import Array
from drietrap.catalogue.selection import EQUIVALENCE_CONFIDENCE
from drietrap.differences.selection.conspicuous import national
from drietrap.differences.selection.definition import AlikeStep
from drietrap.differences.selection.outcome import Outcome, fell
from drietrap.differences.selection.told import same
from drietrap.differences.selection.values import check_indicator
from drietrap.differences.selection.world import World
from drietrap.vocabulary.errors import InputError, NoDataError
from drietrap.vocabulary.notation import counted, percentage


def alike(world: World, kept: tuple[int, ...], step: AlikeStep, others: int) -> Outcome:
    """Keep municipalities that have the same figures as at least ``others`` of those that stay.

    Who falls out counts for nobody else any more, so this is repeated until nobody falls.
    """
    _check(world, step)
    needed = margins(world, kept, step.indicators)
    stays = np.ones(len(kept), dtype=bool)
    while True:
        friends = ((needed <= step.margin) & stays).sum(axis=1)
        falling = stays & (friends < others)
        if not falling.any():
            break
        stays &= ~falling
    fallen = []
    for row in np.flatnonzero(~stays):
        ranked = np.sort(needed[row])
        short = float(ranked[others - 1]) - step.margin if len(ranked) >= others else np.inf
        near = int((needed[row] <= step.margin).sum())
        reason = f"heeft dezelfde cijfers als {counted(near, 'andere gemeente', 'andere gemeenten')}"
        if np.isinf(needed[row]).all():
            fallen.append(
                fell(
                    world,
                    kept[row],
                    "geen cijfer, of niet bekend over hoeveel mensen het gaat",
                    None,
                    doubtful=True,
                )
            )
        else:
            fallen.append(fell(world, kept[row], reason, max(short, 0.0)))
    condition = (
        f"dezelfde cijfers als ten minste {counted(others, 'andere', 'andere')} "
        f"(verschil zeker kleiner dan {percentage(100 * step.margin, 0)} van het landelijke cijfer)"
    )
    left = tuple(kept[row] for row in np.flatnonzero(stays))
    told = {i: same(world, i, step.indicators) for i in left}
    return Outcome(condition, "marge", left, tuple(fallen), same=told)


def allowed(world: World, kept: tuple[int, ...], step: AlikeStep) -> NDArray[np.bool_]:
    """Return which pairs of ``kept`` have the same figures."""
    pairs: NDArray[np.bool_] = margins(world, kept, step.indicators) <= step.margin
    return pairs


def margins(world: World, kept: tuple[int, ...], indicators: tuple[str, ...]) -> Array:
    """Return per pair the smallest margin (share of the national value) that holds its whole difference.

    The largest over all indicators; infinite where a figure is not known or in doubt, and on the diagonal.
    """
    chosen = np.array(kept, dtype=np.int64)
    needed = np.zeros((len(chosen), len(chosen)))
    for name in indicators:
        country = national(world, name)
        if not country:
            raise NoDataError(f"van '{name}' is er geen landelijk cijfer om een marge van te nemen")
        own = world.view(name).sample.at(chosen)
        low, high = limits(own.column(), own, EQUIVALENCE_CONFIDENCE)
        apart = np.maximum(np.abs(low), np.abs(high)) / abs(country)
        unsure = ~own.counted if own.chance else np.zeros(len(chosen), dtype=bool)
        apart[unsure, :] = apart[:, unsure] = np.inf
        needed = np.maximum(needed, np.where(np.isfinite(apart), apart, np.inf))
    np.fill_diagonal(needed, np.inf)
    return np.maximum(needed, needed.T)


def _check(world: World, step: AlikeStep) -> None:
    if not step.indicators:
        raise InputError("bij 'zelfde-cijfers' staat geen enkele indicator", expected="ten minste één")
    for name in step.indicators:
        check_indicator(world, name)
    if not 0 < step.margin < 10:
        raise InputError("de marge bij 'zelfde-cijfers' klopt niet", expected="een getal zoals 0.25")
