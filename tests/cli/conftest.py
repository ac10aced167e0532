"""A small synthetic country, read once per worker; tests that change things work on a copy."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from drietrap.app.folder import DataFolder
from drietrap.app.reading import read
from drietrap.synthetic.country import build
from drietrap.synthetic.files import write_country
from tests.cbs_server.fixtures import fake_cbs, no_pauses  # noqa: F401
from tests.cli.terminal import Ran, run_command


@pytest.fixture(scope="session")
def country_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("land")
    write_country(build(7, municipalities=60), folder)
    return folder


@pytest.fixture(scope="session")
def _country_data(country_files: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("gegevens")
    read(DataFolder(folder), [country_files])
    return folder


@pytest.fixture
def data(_country_data: Path, tmp_path: Path) -> Path:
    """A data folder of its own with the synthetic country in it."""
    return Path(shutil.copytree(_country_data, tmp_path / "gegevens"))


@pytest.fixture
def drietrap(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Run one command line; gives its exit code, output and error output."""

    def call(*words: str | Path) -> Ran:
        return run_command(capsys, *words)

    return call
