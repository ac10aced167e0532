"""Every rule on its own worked examples; these are also the documentation of the rule."""

from __future__ import annotations

import re

import pytest

from drietrap.benchmark.consistency.examples import observations
from drietrap.benchmark.consistency.rule import Example, Rule
from drietrap.benchmark.consistency.run import NOT_RUN, RULES, check_tables
from drietrap.benchmark.finding import Finding, Severity

GOOD = [pytest.param(rule, example, id=rule.code) for rule in RULES for example in rule.good]
BAD = [pytest.param(rule, example, id=rule.code) for rule in RULES for example in rule.bad]


def check(example: Example, rules: tuple[Rule, ...]) -> list[Finding]:
    previous = observations(example.previous) if example.previous else None
    findings = check_tables(observations(example.text), {"GM0001": "Voorbeeldstad"}, previous, rules)
    return [one for one in findings if one.rule != NOT_RUN or one.severity is Severity.FOUT]


@pytest.mark.parametrize(("rule", "example"), GOOD)
def test_nothing_is_found_in_a_good_table(rule: Rule, example: Example) -> None:
    assert check(example, (rule,)) == []


@pytest.mark.parametrize(("rule", "example"), BAD)
def test_one_thing_is_found_in_a_bad_table(rule: Rule, example: Example) -> None:
    (found,) = check(example, (rule,))
    assert found.rule == rule.code
    assert found.action == rule.action
    assert len(found.arithmetic) >= 2
    assert re.search(r"\d", " ".join(found.arithmetic))
    assert found.cells
    assert all(re.fullmatch(r"voorbeeld-000000:\d+:[\w.]+", cell) for cell in found.cells)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_has_examples_and_sentences(rule: Rule) -> None:
    assert rule.good
    assert rule.bad
    assert rule.checks.endswith(".")
    assert rule.action.endswith(".")
    assert not rule.title.endswith(".")


def test_codes_are_unique() -> None:
    assert len({rule.code for rule in RULES} | {NOT_RUN}) == len(RULES) + 1
