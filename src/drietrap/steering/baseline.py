"""The plan in which nothing changes: one version of the tables, one offer per form, no limits."""

from __future__ import annotations

import numpy as np

from drietrap.steering.model.codes import CRISIS
from drietrap.steering.model.parameters import Parameters
from drietrap.steering.model.rows import layout
from drietrap.steering.model.tables import ONE, Market, Plan
from drietrap.steering.planning import ease_of, tables_of


def baseline_plan(
    parameters: Parameters, months: int, areas: int = 1, slots_of: Parameters | None = None
) -> Plan:
    """Return the plan of ``months`` in which nothing changes, with room for everybody.

    With ``slots_of``, events lie in the slots of those parameters, so that a run compares with theirs.
    """
    markets = np.zeros((1, areas), dtype=layout(Market))
    markets["share"] = ONE
    markets["open"][..., 0] = 1
    markets["offers"] = 1
    markets["offers"][..., CRISIS] = 0
    return Plan(
        np.zeros(months, dtype=np.int64),
        tables_of([slots_of or parameters, parameters])[1:],
        markets,
        None,
        ease_of(parameters.district),
    )
