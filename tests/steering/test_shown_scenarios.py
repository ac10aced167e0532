"""The scenarios of the product show what they are for: knobs that meet, and a saving that hurts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drietrap.catalogue.levers.lever import Knob
from drietrap.steering.scenario.answering import answer
from drietrap.steering.scenario.examples import FOUR_KNOBS, QUICK_SAVING, example
from drietrap.steering.scenario.reading import read
from drietrap.steering.scenario.result import ScenarioResult, VariantResult
from drietrap.steering.scenario.simulating import simulate
from drietrap.steering.scenario.verdicts import ChangeKind, GuardVerdict
from tests.steering.towns import town

MONTHS = 36


def shown(name: str, youths: int, draws: int, *chosen: str) -> ScenarioResult:
    asked = replace(read(example(name).encode(), name), draws=draws, months=MONTHS, split_by="knop")
    variants = tuple(one for one in asked.variants if one.name in chosen or not chosen)
    ground = town(youths, MONTHS)
    asked = replace(asked, variants=variants)
    return answer(asked, ground, simulate(asked, ground))


@pytest.fixture(scope="module")
def knobs() -> dict[str, VariantResult]:
    return {one.id: one for one in shown(FOUR_KNOBS, 3000, 2).variants}


def test_four_knobs_apart_and_together_with_what_they_do_to_each_other(
    knobs: dict[str, VariantResult],
) -> None:
    terms = knobs["alles"].terms
    kinds = [term.kind for term in terms]
    assert kinds == [ChangeKind.ALONE] * 4 + [ChangeKind.PAIR] * 6 + [ChangeKind.HIGHER]
    assert [term.label for term in terms[:4]] == [knob.value for knob in Knob]
    assert sum(term.euros.value or 0.0 for term in terms) == knobs["alles"].euros.value
    assert any(term.euros.value for term in terms[4:])
    for term, name in zip(terms, ("vraag", "toegang", "aanbod", "rechtmatigheid"), strict=False):
        assert term.euros.lower == knobs[name].euros.lower
        assert term.euros.upper == knobs[name].euros.upper


def test_the_quick_saving_saves_and_is_told_to_hurt_before_anything_else() -> None:
    quick, calmer = shown(QUICK_SAVING, 4000, 10, "snel", "rustiger").variants
    assert quick.euros.upper is not None
    assert quick.euros.upper < 0.0
    assert quick.beware[0].startswith("Dit pakket bespaart geld, maar de hulp voor wie die echt nodig heeft")
    unmet, calm = (
        {guard.id: guard for guard in one.guards}["ernstig-zonder-hulp"] for one in (quick, calmer)
    )
    assert unmet.verdict is GuardVerdict.WORSE
    assert calm.verdict not in (GuardVerdict.WORSE, GuardVerdict.MAYBE_WORSE)
