"""Levers and their effects as a reader sees them."""

from __future__ import annotations

from drietrap.catalogue.levers.lever import Cost, Evidence, Lever
from drietrap.steering.model.handles import HANDLES
from drietrap.steering.scenario.definition import OwnEffect
from drietrap.steering.scenario.result import LeverLine, UsedEffect

OWN = "eigen effect van de gebruiker"


def lever_line(lever: Lever) -> LeverLine:
    """Return a lever as the list of levers shows it."""
    cost = lever.cost or Cost()
    return LeverLine(
        id=lever.id,
        label=lever.label,
        knob=lever.knob.value,
        instrument=lever.instrument.value,
        question=lever.question,
        mechanism=lever.mechanism,
        risk=lever.risk,
        dose=lever.dose.meaning,
        unit=lever.dose.unit,
        least=lever.dose.low,
        most=lever.dose.high,
        usual=lever.dose.usual,
        delay=lever.delay,
        ramp=lever.ramp,
        fixed_cost=cost.fixed,
        cost_per_youth=cost.per_youth,
        assumed=lever.assumed,
        acts=tuple(f"{direct.act.value}: {', '.join(direct.forms)}" for direct in lever.direct),
        effects=used(lever, ()),
    )


def used(lever: Lever, replaced: tuple[OwnEffect, ...]) -> tuple[UsedEffect, ...]:
    """Return the effects of a lever, with those of the user in the place of ours."""
    own = {one.effect: one for one in replaced}
    lines = []
    for effect in lever.effects:
        mine = own.get(effect.name)
        size = effect if mine is None else mine
        lines.append(
            UsedEffect(
                effect.name,
                HANDLES[effect.handle][0].label,
                size.middle,
                size.low,
                size.high,
                effect.evidence.value if mine is None else OWN,
                (effect.source or Evidence.AANNAME.value) if mine is None else mine.source,
                mine is not None,
            )
        )
    return tuple(lines)
