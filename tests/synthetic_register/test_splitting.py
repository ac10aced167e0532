"""The split names a known cause between two fictional municipalities; `make splitting` takes 200 pairs."""

from __future__ import annotations

import pytest
from bench.splitting_cases import CASES
from bench.splitting_page import page, share
from bench.splitting_truth import Trial, measured, one_seed
from bench.splitting_world import world_of

from drietrap.synthetic.country import Country
from drietrap.synthetic.register.model import SyntheticRegister

AMOUNT = "bedrag"
SHORT = ("prijs", "herstart", "bereik-prijs", "geen")


@pytest.fixture(scope="module")
def trials(country: Country, register: SyntheticRegister) -> dict[str, Trial]:
    chosen = [case for case in CASES if case.id in SHORT]
    return {trial.case: trial for trial in measured(world_of(country, register), 2001, chosen)}


def test_a_known_cause_is_named_first_and_its_size_is_within_the_interval(trials: dict[str, Trial]) -> None:
    for case in CASES:
        if case.id in SHORT and case.terms:
            trial = trials[case.id]
            assert set(trial.named[: len(case.terms)]) == set(case.terms)
            assert set(case.terms) <= set(trial.sure)
            for truth, found in zip(trial.truth, trial.found, strict=True):
                assert found == pytest.approx(truth, rel=0.4)


def test_published_tables_take_a_restart_for_trajectories_or_their_amount(trials: dict[str, Trial]) -> None:
    """They cannot see that help went on: that is why the split from records has a term for it."""
    assert trials["herstart"].published in ("trajecten", "bedrag")


@pytest.mark.long
def test_every_cause_is_named_in_most_of_ten_pairs() -> None:
    found = [trial for seed in range(3001, 3011) for trial in one_seed(seed)]
    for case in CASES:
        if case.terms and not case.older:
            mine = [trial for trial in found if trial.case == case.id]
            named = sum(set(trial.named[: len(case.terms)]) == set(case.terms) for trial in mine)
            assert named >= 7, case.id


def test_the_page_counts_what_was_measured() -> None:
    assert share(3, 4) == "75% (30-95)"
    right = Trial(
        "prijs", 1, 0.2, ("prijs", "duur"), ("prijs",), (100.0,), (110.0,), (90.0,), (130.0,), "bedrag"
    )
    wrong = Trial("prijs", 2, 0.1, ("duur", "prijs"), (), (50.0,), (20.0,), (5.0,), (35.0,), "bereik")
    quiet = Trial("geen", 1, 0.2, ("duur", "prijs"), ("duur",), (), (), (), (), "bedrag")
    text = page([right, wrong, quiet])
    row = "| hogere prijs (kosten per jongere) | 2 | 50% (9-91) | 50% (9-91) | 35% | 50% (9-91) |"
    assert row in text
    assert "van 2 delen sluit bij 50% (9-91)" in text
    assert (
        "| hogere prijs | Bedrag per traject | Bedrag per traject (1), Bereik: jongeren met jeugdzorg (1) |"
        in text
    )
