"""What was found when counts were protected is kept beside the persons, checked, and goes with them."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from drietrap.app import record_answers
from drietrap.app.folder import DataFolder
from drietrap.app.record_answers import Answers
from drietrap.app.record_releases import adding
from drietrap.publication.suppression.outcome import Outcome
from drietrap.publication.suppression.rules import Rules
from drietrap.publication.suppression.tables import Release
from tests.receiving.test_record_releases import counted, report

COUNTS = {"A": 21, "B": 3, "C": 41}


def alike(one: Outcome, other: Outcome) -> bool:
    """Whether both are the same, whatever they are called."""
    return dataclasses.replace(one, release=other.release) == other


@pytest.fixture
def searches(monkeypatch: pytest.MonkeyPatch) -> list[Release]:
    """Every release for which proofs were sought."""
    asked: list[Release] = []
    search = record_answers.protect

    def noted(release: Release, rules: Rules, *, stop: bool) -> Outcome:
        asked.append(release)
        return search(release, rules, stop=stop)

    monkeypatch.setattr(record_answers, "protect", noted)
    return asked


def test_the_same_counts_are_protected_once(tmp_path: Path, searches: list[Release]) -> None:
    folder = DataFolder(tmp_path)
    first = report(folder, COUNTS)
    assert len(searches) == 1
    assert alike(report(folder, COUNTS), first)
    assert len(searches) == 1
    report(folder, {**COUNTS, "C": 60})
    assert len(searches) > 1


def test_a_damaged_answer_is_found_again(tmp_path: Path, searches: list[Release]) -> None:
    folder = DataFolder(tmp_path)
    first = report(folder, COUNTS)
    kept = list(folder.answers.iterdir())
    for path in kept:
        path.write_bytes(path.read_bytes()[:-1])
    assert alike(report(folder, COUNTS), first)
    assert len(searches) == 2 and list(folder.answers.iterdir()) == kept


def test_answers_stay_inside_the_register_and_only_the_newest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record_answers, "_MOST", 2)
    folder = DataFolder(tmp_path)
    for number in range(4):
        with adding(folder) as shelf:
            shelf.based(counted({**COUNTS, "C": 41 + number}), "registratie 2022")
    assert len(list(folder.answers.iterdir())) == 2
    assert folder.answers.is_relative_to(folder.persons)


def test_what_shows_the_same_as_before_is_protected_by_itself(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    first = report(folder, COUNTS)
    with adding(folder) as shelf:
        again = shelf.based(counted(COUNTS), "registratie 2022")
        other = shelf.based(counted({**COUNTS, "A": 33}), "registratie 2022")
    assert again.earlier == () and alike(again.outcome, first)
    assert other.earlier != ()


def test_answers_can_be_forgotten(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    report(folder, COUNTS)
    assert any(folder.answers.iterdir())
    Answers(folder.answers).forget()
    assert not folder.answers.exists()
