"""Sharing costs within a region: the user pays, solidarity, or a mixture; to the cent.

The contribution of a municipality is a part ``s`` of all costs by a key, and the rest of its own costs:
``s * total * key + (1 - s) * own`` (the three basic forms of the VNG: profijtbeginsel, solidariteitsprincipe
and tussenvorm). With a stop-loss, costs per client above a limit are shared by everybody in full.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from drietrap.statistics.apportion import apportioned
from drietrap.steering.model.rows import Whole

PER_MILLE = 1000


def above(client_costs: Sequence[int], limit: int) -> int:
    """Return the cents above a limit per client, which a stop-loss shares.

    >>> above([5, 20, 12], 10)
    12
    """
    return sum(max(0, cost - limit) for cost in client_costs)


def contributions(
    costs: Sequence[int], keys: Sequence[float], share: int, over: Sequence[int] | None = None
) -> Whole:
    """Return what each municipality pays, in cents; together exactly the costs.

    Parameters
    ----------
    costs
        Own costs in cents.
    keys
        The key of each, in any unit (budget, youths, clients of the year before, a mean of three years).
    share
        Per mille of the costs that is shared: 0 is the profijtbeginsel, 1,000 solidarity.
    over
        Of the own costs, cents above the stop-loss; shared in full.

    Raises
    ------
    ValueError
        When costs or keys are negative, all keys are zero, or the share is no part.

    Examples
    --------
    >>> contributions([100, 300], [1, 1], 500).tolist()
    [150, 250]
    """
    own, key = np.asarray(costs, dtype=np.int64), np.asarray(keys, dtype=np.float64)
    top = np.zeros_like(own) if over is None else np.asarray(over, dtype=np.int64)
    if (own < 0).any() or (key < 0).any() or key.sum() <= 0 or not 0 <= share <= PER_MILLE:
        raise ValueError("costs and keys are not negative, some key is positive, and a share is a part")
    if (top < 0).any() or (top > own).any():
        raise ValueError("what lies above the stop-loss is a part of the costs")
    shared = top + (own - top) * share // PER_MILLE
    pool = int(shared.sum())
    by_key = apportioned(pool * (key / key.sum()), np.asarray(pool))
    return own - shared + by_key
