"""The worked example of 2015, made once: its folder, its files and its result."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from drietrap.app import study_beginning, studying
from drietrap.app.folder import DataFolder
from drietrap.app.state import opened
from drietrap.app.study_results import StudyResult
from drietrap.differences.study.chapter import Study
from drietrap.differences.study.folder import StudyFolder


@dataclass(frozen=True)
class Example:
    """A study on disk with what the command told of it."""

    data: DataFolder
    place: Path
    result: StudyResult


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Example:
    root = tmp_path_factory.mktemp("onderzoek")
    data = DataFolder.resolve(root / "gegevens")
    study_beginning.begin_example(data, root / "studie")
    made = studying.study(data, root / "studie").content
    return Example(data, root / "studie", made)


@pytest.fixture(scope="session")
def whole(example: Example) -> Study:
    with opened(example.data) as state:
        return studying.gather(example.data, state, StudyFolder(example.place).read(), example.place)
