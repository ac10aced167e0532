"""The chain itself: step after step, each with how many remain, who fell out and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from drietrap.catalogue.organisation import ORGANISATION
from drietrap.differences.selection import toml
from drietrap.differences.selection.alike import alike, allowed
from drietrap.differences.selection.bounds import bound, one_of
from drietrap.differences.selection.components import Component
from drietrap.differences.selection.conspicuous import conspicuous
from drietrap.differences.selection.definition import (
    AlikeStep,
    Bound,
    ConspicuousStep,
    DifferentStep,
    OneOf,
    OrdinaryStep,
    Selection,
    Step,
)
from drietrap.differences.selection.different import (
    Search,
    candidates,
    combination,
    pairs,
    require_size,
    search,
)
from drietrap.differences.selection.ordinary import ordinary, places
from drietrap.differences.selection.outcome import Outcome, fell
from drietrap.differences.selection.result import (
    Chosen,
    Conspicuous,
    Fallen,
    Ordinary,
    SelectionResult,
    StepResult,
    ValueFlip,
    WeightRange,
)
from drietrap.differences.selection.sensitivity import changes, unsought
from drietrap.differences.selection.told import why
from drietrap.differences.selection.world import World
from drietrap.vocabulary.errors import InputError, NoDataError
from drietrap.vocabulary.notation import counted, number


@dataclass
class _Trail:
    """What the steps have left so far."""

    kept: tuple[int, ...]
    steps: list[StepResult] = field(default_factory=list)
    ordinary: dict[int, Ordinary] = field(default_factory=dict)
    conspicuous: dict[int, tuple[Conspicuous, ...]] = field(default_factory=dict)
    same: dict[int, tuple[str, ...]] = field(default_factory=dict)
    alike: AlikeStep | None = None
    search: Search | None = None
    weights: tuple[WeightRange, ...] = ()
    flips: tuple[ValueFlip, ...] = ()
    checked: bool = True


def run(world: World, selection: Selection) -> SelectionResult:
    """Carry out a selection.

    Parameters
    ----------
    world
        The municipalities of the period with what is known of each, in any order.
    selection
        The chain. The same chain on the same release gives the same result.

    Returns
    -------
    Every step, the chosen municipalities with why, the next best sets and what would change the choice.

    Raises
    ------
    InputError
        When a step asks what cannot be asked, such as a factor that is the outcome in disguise.
    NoDataError
        When no municipality is left, or too few to choose from: which condition removed the last ones, and
        how far the nearest was from staying.
    """
    world = world.ordered()
    _check_order(selection)
    trail = _Trail(tuple(range(len(world.land.areas))))
    if selection.among:
        _add(world, trail, "onder", _among(world, selection.among))
    for place, step in enumerate(selection.steps):
        if isinstance(step, DifferentStep):
            _choose(world, trail, step)
        else:
            _add(
                world, trail, toml.kind_of(step), _narrowed(world, trail, step, selection.steps[place + 1 :])
            )
    return _told(world, selection, trail)


def _check_order(selection: Selection) -> None:
    if not selection.steps and not selection.among:
        raise InputError("in deze keuze staat geen enkele stap", expected="ten minste één stap")
    last = [isinstance(step, DifferentStep) for step in selection.steps[:-1]]
    if any(last):
        raise InputError("'verschillend' kiest de gemeenten en kan alleen de laatste stap zijn")


def _among(world: World, areas: tuple[str, ...]) -> Outcome:
    position = {area: i for i, area in enumerate(world.land.areas)}
    strange = [area for area in areas if area not in position]
    if strange:
        raise NoDataError(
            f"{strange[0]} is geen gemeente van {world.land.year}",
            action="kies een andere gemeente of periode",
        )
    kept = tuple(sorted({position[area] for area in areas}))
    fallen = [fell(world, i, "niet gevraagd", None) for i in position.values() if i not in kept]
    return Outcome(counted(len(kept), "gevraagde gemeente", "gevraagde gemeenten"), "", kept, tuple(fallen))


def _narrowed(world: World, trail: _Trail, step: Step, later: tuple[Step, ...]) -> Outcome:
    match step:
        case Bound():
            return bound(world, trail.kept, step)
        case OneOf():
            return one_of(world, trail.kept, step)
        case OrdinaryStep():
            return ordinary(world, trail.kept, step)
        case ConspicuousStep():
            return conspicuous(world, trail.kept, step)
        case AlikeStep():
            trail.alike = step
            others = next((one.number - 1 for one in later if isinstance(one, DifferentStep)), 1)
            return alike(world, trail.kept, step, others)
        case DifferentStep():
            raise InputError("'verschillend' kan alleen de laatste stap zijn")


def _add(world: World, trail: _Trail, kind: str, outcome: Outcome) -> None:
    """Add a step to the trail; refuse to go on with nobody."""
    before = len(trail.kept)
    step = StepResult(
        kind,
        outcome.condition,
        outcome.unit,
        before,
        tuple(world.land.areas[i] for i in outcome.kept),
        outcome.fallen,
        outcome.remarks,
    )
    if not outcome.kept:
        raise _nobody(step)
    trail.kept = outcome.kept
    trail.steps.append(step)
    trail.ordinary |= outcome.ordinary
    trail.conspicuous |= outcome.conspicuous
    trail.same |= outcome.same


def _nobody(step: StepResult) -> NoDataError:
    near = step.nearest
    doubtful = sum(one.doubtful for one in step.fallen)
    told = f" Bij {counted(doubtful, 'gemeente', 'gemeenten')} is het niet zeker" if doubtful else ""
    return NoDataError(
        f"geen gemeente blijft over: de laatste {step.before} vielen af op '{step.condition}'.{told}",
        expected=_usual(step) if near is None else f"het dichtst bij kwam {_near(near, step.unit)}",
        action="maak deze voorwaarde ruimer, of laat haar weg",
    )


def _usual(step: StepResult) -> str | None:
    """Return the reason that most of the fallen share, where nobody was measurably near."""
    reasons = Counter(one.reason for one in step.fallen)
    return f"bij de meeste: {max(sorted(reasons), key=lambda reason: reasons[reason])}" if reasons else None


def _near(near: Fallen, unit: str) -> str:
    size = near.shortfall or 0.0
    digits = 0 if size >= 100 else 1 if size >= 10 else 2
    return f"{near.name} ({near.reason}); het scheelt {number(size, digits)} in {unit}"


def _choose(world: World, trail: _Trail, step: DifferentStep) -> None:
    """Choose the most different set of those that remain."""
    require_size(step)
    if len(trail.kept) < step.number:
        raise _too_few(trail, step.number)
    pairs_allowed: NDArray[np.bool_] | None = None
    if trail.alike is not None:
        pairs_allowed = allowed(world, trail.kept, trail.alike)
    gathered = candidates(world, trail.kept, step, pairs_allowed)
    found = search(gathered, step)
    if step.population > 0:
        trail.ordinary = places(world, trail.kept, step.factors) | trail.ordinary
    trail.weights, trail.flips, trail.checked = changes(world, found, step)
    kept = tuple(trail.kept[place] for place in found.best)
    fallen = [
        fell(world, i, "niet in de groep die het meest verschilt", None) for i in trail.kept if i not in kept
    ]
    condition = f"de {step.number} die het meest verschillen op {_on(gathered.parts)}"
    _add(world, trail, "verschillend", Outcome(condition, "", kept, tuple(fallen)))
    trail.search = found


def _on(parts: tuple[Component, ...]) -> str:
    """Return what a difference is made of, the characteristics of organisation together."""
    organised = [part.weight for part in parts if part.id in ORGANISATION]
    told = [(f"inrichting op {len(organised)} kenmerken", sum(organised))] if organised else []
    told += [(part.label, part.weight) for part in parts if part.id not in ORGANISATION]
    return ", ".join(f"{label} ({round(100 * weight)}%)" for label, weight in told)


def _too_few(trail: _Trail, wanted: int) -> NoDataError:
    left = counted(len(trail.kept), "gemeente", "gemeenten")
    left = f"{'blijft' if len(trail.kept) == 1 else 'blijven'} {left}"
    removing = [step for step in trail.steps if step.fallen]
    if not removing:
        return NoDataError(f"er {left} over en u vraagt er {wanted}", action="vraag een kleiner aantal")
    step = removing[-1]
    near = step.nearest
    last = f"de laatste {len(step.fallen)} vielen af op '{step.condition}'"
    return NoDataError(
        f"er {left} over en u vraagt er {wanted}; {last}",
        expected=None if near is None else f"het dichtst bij kwam {_near(near, step.unit)}",
        action="maak deze voorwaarde ruimer, of vraag een kleiner aantal",
    )


def _told(world: World, selection: Selection, trail: _Trail) -> SelectionResult:
    search, remarks = trail.search, []
    if search is not None and search.perhaps is not None:
        other = combination(world, search.candidates, search.perhaps)
        remarks.append(
            "Niet alles is bekend. Verschilt wat onbekend is, dan is deze keuze misschien beter: "
            f"{', '.join(other.names)}."
        )
    if search is not None and not any(part.shown for part in search.candidates.parts if part.codes):
        remarks.append(
            "Van de inrichting van deze gemeenten is niets gelezen; er is gekozen op wat wel bekend is. "
            "Lever de inrichting aan met 'drietrap lees' (zie docs/howto/gemeenten-kiezen.md)."
        )
    if search is not None and not trail.checked:
        remarks.append(unsought(len(search.candidates.kept), len(search.best)))
    resolved = replace(selection, period=world.period)
    return SelectionResult(
        selection.title,
        toml.written(resolved),
        world.release,
        world.period,
        world.synthetic,
        tuple(trail.steps),
        tuple(_chosen(world, trail, i) for i in trail.kept),
        () if search is None else pairs(world, search.candidates, search.best),
        None if search is None else combination(world, search.candidates, search.best),
        () if search is None else tuple(combination(world, search.candidates, one) for one in search.next),
        trail.weights,
        trail.flips,
        trail.checked,
        tuple(remarks),
    )


def _chosen(world: World, trail: _Trail, i: int) -> Chosen:
    area, region, size = world.land.areas[i], world.land.regions[i], float(world.land.inhabitants[i])
    place, figures = trail.ordinary.get(i), trail.conspicuous.get(i, ())
    organised = world.organisation.get(area, ())
    return Chosen(
        area,
        world.land.names[i],
        None if region is None else region[1],
        size if np.isfinite(size) else None,
        (*trail.same.get(i, ()), *why(place, figures, organised)),
        place,
        figures,
        organised,
    )
