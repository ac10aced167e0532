"""What a municipality pays after its region has shared costs, draw by draw."""

from __future__ import annotations

import numpy as np

from drietrap.steering.model.rows import Whole
from drietrap.steering.money.settlement import PER_MILLE, contributions
from drietrap.steering.scenario.definition import Settlement

_CENTS = 100


def paid(settlement: Settlement | None, before: Whole, after: Whole) -> tuple[Whole, Whole] | None:
    """Return the cents that the municipality pays in every draw, without and with measures.

    None when the region shares nothing. The others cost what the user says, in every draw.
    """
    if settlement is None:
        return None
    return _contribution(settlement, before), _contribution(settlement, after)


def _contribution(found: Settlement, cents: Whole) -> Whole:
    theirs = [one.costs * _CENTS for one in found.members]
    keys = [found.key, *(one.key for one in found.members)]
    above = [found.over, *(one.over for one in found.members)]
    mine = []
    for own in cents.tolist():
        costs = [own, *theirs]
        over = [cost * part // PER_MILLE for cost, part in zip(costs, above, strict=True)]
        mine.append(int(contributions(costs, keys, found.share, over)[0]))
    return np.array(mine, dtype=np.int64)
