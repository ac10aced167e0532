"""The numbers for the budget cycle: per year and taakveld what is likely, and what it can become."""

from __future__ import annotations

import numpy as np

from drietrap.catalogue.published.iv3 import TAAKVELDEN as NAMES
from drietrap.statistics.inputs import FloatArray
from drietrap.steering.building import TAAKVELDEN
from drietrap.steering.model.rows import Whole
from drietrap.steering.money.prices import index_of
from drietrap.steering.scenario.definition import Measure, Scenario, year_of
from drietrap.steering.scenario.result import BudgetLine, Outlay
from drietrap.steering.scenario.simulating import Draws

LOW, HIGH = 0.1, 0.9  # parts of the draws
YEARS = 5  # a budget year and the four after it
WHOLE = "totaal"
NOWHERE = "geen"  # own costs of which no taakveld is known
_OTHER = {WHOLE: "Alles samen", NOWHERE: "Eigen kosten zonder taakveld"}
_ONLY_OWN = "Alleen eigen kosten van maatregelen"
_CENTS = 100.0


def budget_lines(scenario: Scenario, draws: Draws, chosen: frozenset[str]) -> tuple[BudgetLine, ...]:
    """Return the lines of the budget: the first five years, by taakveld and as a whole.

    Own costs of measures stand on the taakveld of their lever. Expected amounts (means of the draws) add up
    over taakvelden, and from baseline and measures to what is paid; the other amounts do not.
    """
    before = _by_code(scenario, draws.baseline("taakveld"), draws.baseline("eigen"))
    after = _by_code(scenario, draws.tables[chosen]["taakveld"], draws.tables[chosen]["eigen"])
    own = _by_code(scenario, np.zeros_like(draws.baseline("taakveld")), draws.tables[chosen]["eigen"])
    budget, rise = dict(scenario.budget), _rise(scenario)
    lines = []
    for at, year in enumerate(scenario.years[:YEARS]):
        limit = budget.get(year)
        for code in after:
            without, turned = before[code][:, at], after[code][:, at]
            whole = code == WHOLE
            lines.append(
                BudgetLine(
                    year=year,
                    months=_months(scenario, year),
                    code=code,
                    label=_OTHER.get(code) or NAMES.get(code, _ONLY_OWN),
                    baseline=_outlay(without),
                    measures=_outlay(turned - without),
                    turned=_outlay(turned),
                    own_costs=float(own[code][:, at].mean()),
                    prices=float(turned.mean()) * rise[at],
                    budget=float(limit) if whole and limit is not None else None,
                    over_budget=float((turned > limit).mean()) if whole and limit is not None else None,
                )
            )
    return tuple(lines)


def _by_code(scenario: Scenario, taakveld: Whole, own: Whole) -> dict[str, FloatArray]:
    """Return euros (draws, years) by taakveld, with own costs (draws, years, measures), and the whole."""
    found = {code: taakveld[..., at] / _CENTS for at, code in enumerate(TAAKVELDEN)}
    for at, measure in enumerate(scenario.measures):
        code = _code(measure)
        found[code] = found.get(code, np.zeros(own.shape[:2])) + own[..., at] / _CENTS
    return {**found, WHOLE: np.asarray(sum(found.values()))}


def _code(measure: Measure) -> str:
    cost = measure.definition.cost
    return NOWHERE if cost is None else cost.taakveld


def _rise(scenario: Scenario) -> FloatArray:
    """Return per year which part of its amounts is the rise of prices since the first year."""
    index = index_of(scenario.start, scenario.months, scenario.index)
    years = [year_of(scenario.start + month) for month in range(scenario.months)]
    by_year = np.array([index[years.index(year)] for year in scenario.years])
    return np.asarray(1.0 - by_year[0] / by_year, dtype=np.float64)


def _months(scenario: Scenario, year: int) -> int:
    return sum(year_of(scenario.start + month) == year for month in range(scenario.months))


def _outlay(euros: FloatArray) -> Outlay:
    low, middle, high = np.quantile(euros, [LOW, 0.5, HIGH])
    return Outlay(float(euros.mean()), float(low), float(middle), float(high))
