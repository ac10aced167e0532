"""The rules find every kind of distortion in one fictional register; `make detection` takes 200."""

from __future__ import annotations

import pytest
from bench.detection import FEWEST_TOUCHED, Quiet, Trial, measured
from bench.detection_cases import CASES
from bench.detection_page import ON_FILES, WHY, page, share

from drietrap.synthetic.register.model import SyntheticRegister

SURE = (
    "LEVERING-GESTOPT",
    "LOPEND-VERDWENEN",
    "HERSTART-MASSAAL",
    "AMBULANT-LAAT",
    "WIJKTEAM-VORM",
    "WOONT-ELDERS",
)
CLEAR = 10  # trajectories that differ


@pytest.fixture(scope="module")
def outcome(register: SyntheticRegister) -> tuple[Quiet, list[Trial]]:
    return measured(2001, register)


def test_every_clear_distortion_is_found_where_it_is(outcome: tuple[Quiet, list[Trial]]) -> None:
    _, trials = outcome
    assert {trial.case for trial in trials} == set(CASES)
    assert all(trial.touched >= FEWEST_TOUCHED for trial in trials)
    missed = [trial for trial in trials if trial.touched >= CLEAR and not trial.found]
    assert missed == []
    assert sum(bool(trial.found) for trial in trials) >= len(CASES) - 2
    alone = [trial for trial in trials if any(rule not in ON_FILES for rule in trial.found)]
    assert len(alone) >= len(CASES) / 2


def test_without_distortion_the_rules_are_almost_silent(outcome: tuple[Quiet, list[Trial]]) -> None:
    quiet, _ = outcome
    assert quiet.subjects["aanbieder"] > 200
    for alarms in (quiet.alarms, quiet.alarms_alone):
        assert not set(SURE) & set(alarms)
        assert sum(alarms.values()) < 0.03 * quiet.subjects["aanbieder"]


def test_the_page_counts_what_was_measured() -> None:
    assert set(WHY) == set(CASES)
    assert share(3, 4) == "75% (30-95)"
    trials = [
        Trial("stopped", 1, 12, ("LEVERING-GESTOPT",), ()),
        Trial("stopped", 2, 40, (), ("WOONT-ELDERS",)),
    ]
    text = page([Quiet(1, {"aanbieder": 200, "gemeente": 30}, {"WOONT-ELDERS": 1}, {})], trials)
    assert (
        "| een aanbieder stopt met leveren | 2 | 50% (9-91) | 50% (9-91) | LEVERING-GESTOPT (1) | 1 |" in text
    )
    assert "| een aanbieder stopt met leveren | - | 1 / 1 van 1 | 0 / 0 van 1 |" in text
    assert "| WOONT-ELDERS | aanbieder | 200 | 0,00 (0,00-1,88) | 0,50 (0,09-2,78) |" in text
