"""The kernel is compiled once, by whichever worker comes first."""

from __future__ import annotations

import numpy as np
import pytest
from filelock import FileLock

from drietrap.steering.kernel.compiled import store
from drietrap.steering.running import run

from .random_worlds import START, random_plan, random_world


@pytest.fixture(scope="session", autouse=True)
def compiled_once() -> None:
    """Compile, while the other workers wait for the machine code instead of making it too."""
    rng = np.random.default_rng(0)
    world, plan = random_world(rng, 2), random_plan(rng, capped=True)
    with FileLock(store() / "compiling.lock"):
        run(world, plan.part(0, 1), 0, START)
