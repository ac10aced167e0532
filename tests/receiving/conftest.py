"""The fictional deliveries, made and taken in once for all workers; tests that change things take a copy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from drietrap.register.keys import ENVIRONMENT, ENVIRONMENT_FILE
from tests.cli.terminal import Ran, run_command
from tests.receiving.world import World, copied, make_world, opened, remembered, take_everything


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> World:
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    root = shared / "wereld-van-leveringen"
    with FileLock(shared / "wereld-van-leveringen.lock"):
        if not (root / "klaar").exists():
            root.mkdir()
            take_everything(make_world(root))
            (root / "klaar").touch()
    return opened(root)


@pytest.fixture(autouse=True)
def key(world: World, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The key of the fictional register, as the environment names it."""
    monkeypatch.delenv(ENVIRONMENT, raising=False)
    monkeypatch.setenv(ENVIRONMENT_FILE, str(world.key))
    return world.key


@pytest.fixture
def data(world: World, tmp_path: Path) -> Iterator[Path]:
    """A data folder of its own in which everything was taken in."""
    made = copied(world, tmp_path / "gegevens")
    yield made
    remembered(world, made)


@pytest.fixture
def drietrap(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Run one command line; gives its exit code, output and error output."""

    def call(*words: str | Path) -> Ran:
        return run_command(capsys, *words)

    return call
