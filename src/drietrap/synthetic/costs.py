"""Costs and income per taakveld (Iv3), to the euro: youths in care times a price, with variation.

Level, spread and share of zeros per taakveld come from the accounts of 2023; the price is what makes the
fictional country spend as much per inhabitant as the real one.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from drietrap.synthetic.arithmetic import FloatArray, IntArray, exp
from drietrap.synthetic.draws import Draws
from drietrap.synthetic.parameters import CostField, parameters

DOCUMENTS = ((2023, "begroting"), (2023, "jaarrekening"), (2024, "begroting"))
_FEWEST_ABSENT = 3
_BUDGET_NOISE = 0.08
WIJKTEAMS = "6.2 Wijkteams"


@dataclass(frozen=True)
class Drivers:
    """What costs follow, per municipality."""

    inhabitants: IntArray
    jeugdzorg: IntArray
    verblijf: IntArray
    bescherming: IntArray
    reclassering: IntArray

    def of(self, field: str) -> IntArray:
        """Return the driver of a taakveld by its code."""
        code = field.partition(" ")[0]
        if code in ("6.2", "6.72", "6.82"):
            return self.inhabitants
        if code == "6.82a":
            return self.bescherming
        if code == "6.82b":
            return self.reclassering
        return self.verblijf if code in ("6.73a", "6.73b", "6.73c", "6.74b", "6.74c") else self.jeugdzorg


def absent(draws: Draws, number: IntArray, demo: int) -> list[int]:
    """Return the places of the municipalities that did not deliver their youth costs; never the demo."""
    most = max(_FEWEST_ABSENT, round(parameters().not_delivered * len(number)))
    order = np.argsort(draws.uniform("niet geleverd", number), kind="stable").tolist()
    return sorted([place for place in order if place != demo][:most])


def field_costs(
    draws: Draws, field: str, drivers: Drivers, number: IntArray
) -> dict[tuple[int, str], tuple[IntArray, IntArray]]:
    """Return costs and income (EUR) of one taakveld per document; ``number`` names each municipality."""
    given = parameters().costs[field]
    driver = drivers.of(field).astype(np.float64)
    level = given.eur_per_inhabitant * math.fsum(drivers.inhabitants.tolist()) / math.fsum(driver.tolist())
    kept = draws.uniform(f"nul {field}", number) >= given.zero_share
    noise = given.spread * draws.normal(f"prijs {field}", number)
    mean = level / (1.0 - given.zero_share)
    accounts = driver * mean * exp(noise - 0.5 * given.spread * given.spread) * kept
    ratio = {DOCUMENTS[0]: given.budget_ratio, DOCUMENTS[1]: 1.0, DOCUMENTS[2]: given.next_budget_ratio}
    return {
        document: _one(draws, field, given, accounts * ratio[document], document, number)
        for document in DOCUMENTS
    }


def _one(
    draws: Draws, field: str, given: CostField, costs: FloatArray, document: tuple[int, str], number: IntArray
) -> tuple[IntArray, IntArray]:
    year, kind = document
    if kind == "begroting":
        costs = costs * exp(_BUDGET_NOISE * draws.normal(f"begroting {field}", number, year))
    has_income = draws.uniform(f"baten {field}", number) < given.income_share
    income = costs * has_income * np.minimum(given.income_ratio / max(given.income_share, 0.01), 0.6)
    return np.floor(costs + 0.5).astype(np.int64), np.floor(income + 0.5).astype(np.int64)
