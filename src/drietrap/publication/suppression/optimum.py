"""The least that can be withheld: the cell suppression problem solved exactly, for small tables.

One integer program decides which cells to withhold; for both ends of every protection interval it carries
a whole table that readers cannot tell from the true one. This is the problem of Fischetti &
Salazar-González (2001, "Solving the Cell Suppression Problem on Tabular Data with Linear Constraints",
Management Science 47(7):1008-1026), with the attacker's subproblems written out instead of cut away.
"""

from __future__ import annotations

import math

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp
from scipy.sparse import block_diag, coo_array, csc_array, hstack, vstack

from drietrap.publication.suppression.ledger import Ledger, Target
from drietrap.publication.suppression.network import Floats, Integers, relation_matrix
from drietrap.publication.suppression.rules import Rules
from drietrap.publication.suppression.tables import Release
from drietrap.vocabulary.errors import InputError

_LARGEST = 200


def least_loss(release: Release, rules: Rules, *, seconds: float = 60.0) -> float | None:
    """Return the least total weight of complementary cells; None when there is no answer in time.

    Parameters
    ----------
    release
        At most 200 cells. Cells that an earlier release withheld count as withheld for free.
    rules
        As given to ``protect``.
    seconds
        Time limit. Only complete answers are returned.
    """
    if len(release.cells) > _LARGEST:
        raise InputError(
            f"De uitgave is te groot voor een exact antwoord: {len(release.cells)} cellen",
            expected=f"hoogstens {_LARGEST} cellen",
        )
    ledger = Ledger(release, rules)
    targets: list[Target] = [
        (int(cell), up) for up in (False, True) for cell in np.flatnonzero(ledger.open[up])
    ]
    if not targets:
        return 0.0
    answer = _solve(release, ledger, targets, seconds)
    return float(answer.fun) if answer.status == 0 else None


def _solve(release: Release, ledger: Ledger, targets: list[Target], seconds: float) -> OptimizeResult:
    """Solve over (withheld or not per cell that may be, changed table per target)."""
    cells = len(release.cells)
    usable = np.flatnonzero(~ledger.hidden & ledger.can_hide)
    low, high = ledger.room(np.arange(cells))
    reach = float(ledger.count.sum() + 2 * ledger.rules.secret_up_to + ledger.up.max(initial=0))
    high = np.minimum(high, reach)
    lower, upper = np.tile(low, (len(targets), 1)), np.tile(high, (len(targets), 1))
    lower[:, usable] = np.maximum(ledger.floor[usable] - ledger.count[usable], -reach)
    upper[:, usable] = reach
    for row, (cell, up) in enumerate(targets):
        if up:
            lower[row, cell] = ledger.up[cell]
        else:
            upper[row, cell] = -ledger.down[cell]
    chosen = len(usable)
    relations = relation_matrix(release)
    balance = hstack(
        [csc_array((relations.shape[0] * len(targets), chosen)), block_diag([relations] * len(targets))]
    )
    ties, limits = _ties(usable, low, high, lower, upper)
    return milp(
        np.concatenate([ledger.weight[usable], np.zeros(cells * len(targets))]),
        constraints=[LinearConstraint(csc_array(balance), 0, 0), LinearConstraint(ties, -math.inf, limits)],
        bounds=Bounds(
            np.concatenate([np.zeros(chosen), lower.ravel()]),
            np.concatenate([np.ones(chosen), upper.ravel()]),
        ),
        integrality=np.concatenate([np.ones(chosen), np.zeros(cells * len(targets))]),
        options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )


def _ties(
    usable: Integers, low: Floats, high: Floats, lower: Floats, upper: Floats
) -> tuple[csc_array, Floats]:
    """Return rows that keep a cell within its rounding unless it is withheld, and their limits."""
    targets, cells = lower.shape
    chosen = len(usable)
    rows = np.arange(targets * chosen)
    pick = np.tile(np.arange(chosen), targets)
    place = chosen + np.repeat(np.arange(targets) * cells, chosen) + np.tile(usable, targets)
    shape = (len(rows), chosen + targets * cells)
    pair = (np.concatenate([rows, rows]), np.concatenate([pick, place]))
    one = np.ones(len(rows))
    room_up = np.tile(upper[0, usable] - high[usable], targets)
    room_down = np.tile(low[usable] - lower[0, usable], targets)
    rise = coo_array((np.concatenate([-room_up, one]), pair), shape=shape)
    fall = coo_array((np.concatenate([-room_down, -one]), pair), shape=shape)
    limits = np.concatenate([np.tile(high[usable], targets), np.tile(-low[usable], targets)])
    return csc_array(vstack([rise, fall])), limits
