"""The numbers for the budget cycle: they add up to the cent, and their risk is that of the draws."""

from __future__ import annotations

import datetime
from dataclasses import replace

import numpy as np
import pytest

from drietrap.publication.report.document import Section
from drietrap.publication.scenario.budget import budget_section
from drietrap.publication.scenario.sheets import sheets
from drietrap.publication.scenario.write import build
from drietrap.steering.building import TAAKVELDEN
from drietrap.steering.scenario.answering import answer
from drietrap.steering.scenario.budgeting import WHOLE
from drietrap.steering.scenario.definition import Scenario
from drietrap.steering.scenario.result import BudgetLine, ScenarioResult
from drietrap.steering.scenario.simulating import Draws, simulate
from tests.steering.towns import measure, scenario, town

SOME = ("normaliseren", "bestaanszekerheid", "wonen")
LIMITS = ((2027, 5_400_000), (2028, 9_000_000))


@pytest.fixture(scope="module")
def told() -> tuple[Scenario, Draws, ScenarioResult]:
    asked = scenario(*map(measure, SOME), draws=8, budget=LIMITS, index=4.0)
    draws = simulate(asked, town())
    return asked, draws, answer(asked, town(), draws)


def lines_of(told: tuple[Scenario, Draws, ScenarioResult]) -> dict[tuple[str, int], BudgetLine]:
    return {(line.code, line.year): line for line in told[2].variants[0].budget_lines}


def test_expected_amounts_add_up_over_taakvelden_and_to_the_costs(
    told: tuple[Scenario, Draws, ScenarioResult],
) -> None:
    lines, draws = lines_of(told), told[1]
    costs = draws.tables[frozenset(SOME)]["kosten"][..., 0].mean(axis=0) / 100
    for at, year in enumerate((2027, 2028)):
        whole = lines[WHOLE, year]
        parts = [line for (code, when), line in lines.items() if when == year and code != WHOLE]
        assert {line.code for line in parts} == {*TAAKVELDEN, "6.3", "8.3"}
        assert whole.turned.expected == pytest.approx(costs[at], abs=0.01)
        for name in ("baseline", "measures", "turned"):
            total = sum(getattr(line, name).expected for line in parts)
            assert getattr(whole, name).expected == pytest.approx(total, abs=0.01)
        for line in (*parts, whole):
            assert line.baseline.expected + line.measures.expected == pytest.approx(line.turned.expected)
        assert whole.own_costs == pytest.approx(sum(line.own_costs for line in parts))


def test_own_costs_stand_on_the_taakveld_of_the_lever(told: tuple[Scenario, Draws, ScenarioResult]) -> None:
    lines, own = lines_of(told), told[1].tables[frozenset(SOME)]["eigen"][:, 0].mean(axis=0) / 100
    only = lines["6.3", 2027]
    assert only.baseline.expected == 0.0
    assert only.turned.expected == pytest.approx(own[1])
    assert lines["8.3", 2027].turned.expected == pytest.approx(own[2])
    assert lines["6.2", 2027].own_costs == pytest.approx(own[0])


def test_the_risk_is_that_of_the_draws(told: tuple[Scenario, Draws, ScenarioResult]) -> None:
    line = lines_of(told)[WHOLE, 2027]
    euros = np.sort(told[1].tables[frozenset(SOME)]["kosten"][:, 0, 0] / 100)
    # with eight draws the 10th percentile lies at place 0.7, the 90th at 6.3 (linear in between)
    assert line.turned.low == pytest.approx(euros[0] + 0.7 * (euros[1] - euros[0]))
    assert line.turned.middle == pytest.approx((euros[3] + euros[4]) / 2)
    assert line.turned.high == pytest.approx(euros[6] + 0.3 * (euros[7] - euros[6]))
    assert line.budget == 5_400_000
    assert line.over_budget == sum(euros > 5_400_000) / 8


def test_the_rise_of_prices_is_counted_from_the_first_year(
    told: tuple[Scenario, Draws, ScenarioResult],
) -> None:
    lines = lines_of(told)
    assert lines[WHOLE, 2027].prices == 0.0
    assert lines[WHOLE, 2028].prices == pytest.approx(lines[WHOLE, 2028].turned.expected * 0.04 / 1.04)


def text_of(section: Section) -> str:
    return repr(section)


def test_the_report_has_a_part_and_a_sheet_for_the_budget(
    told: tuple[Scenario, Draws, ScenarioResult],
) -> None:
    result = told[2]
    document = build(result, datetime.date(2026, 1, 2), "proef")
    assert [one.id for one in document.sections][-4:] == ["begroting", "maatregelen", "zeker", "techniek"]
    words = text_of(budget_section(result))
    for part in ("P90", "weerstandsvermogen", "jaren = 5", "8.3", "Kans op tekort", result.assumptions[0]):
        assert part in words
    sheet = next(one for one in sheets(result) if one.name == "Begroting")
    assert len(sheet.rows) == 2 * (len(TAAKVELDEN) + 3)
    assert all(len(row) == len(sheet.columns) for row in sheet.rows)


def test_a_year_that_is_not_whole_says_so(told: tuple[Scenario, Draws, ScenarioResult]) -> None:
    asked = replace(told[0], start=told[0].start + 9, draws=1, months=12)
    ground = town(1000, 48)
    result = answer(asked, ground, simulate(asked, ground))
    assert [line.months for line in result.variants[0].budget_lines if line.code == WHOLE] == [3, 9]
    assert "Van 2027 vallen 3 maanden in het scenario" in text_of(budget_section(result))


def test_the_technical_part_says_how_often_and_how_exactly(
    told: tuple[Scenario, Draws, ScenarioResult],
) -> None:
    facts = {one.label: one.text for one in told[2].technical}
    assert facts["Doorrekeningen"].startswith("8. In elke doorrekening draait het model 8 keer")
    euros = told[1].difference(frozenset(SOME), "kosten")[..., 0].sum(axis=1) / 100
    error = round(float(np.sqrt(((euros - euros.mean()) ** 2).sum() / 7 / 8)))
    assert f"€ {error:,}".replace(",", ".") in facts["Rekenfout: alles"].replace("\u2060", "")
    alone = replace(told[0], draws=1)
    one = answer(alone, town(), simulate(alone, town()))
    assert any("één doorrekening" in fact.text for fact in one.technical)
