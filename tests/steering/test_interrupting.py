"""A run of a scenario that is stopped while it works keeps what was done, and goes on from there."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tools.pages import ROOT

from drietrap.steering.scenario import simulating
from drietrap.steering.scenario.drawing import draw
from drietrap.steering.scenario.keeping import Kept
from drietrap.steering.scenario.simulating import simulate
from tests.steering.towns import measure, scenario, town

DRAWS, PATIENCE = 500, 60.0
SCRIPT = """
from pathlib import Path
from drietrap.steering.scenario.simulating import simulate
from tests.steering.towns import measure, scenario, town
simulate(scenario(measure("normaliseren"), draws={draws}), town(), Path({place!r}))
"""


def test_ctrl_c_while_the_model_runs_leaves_whole_draws_and_the_next_run_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, ground = scenario(measure("normaliseren"), draws=DRAWS), town()
    kept = Kept(tmp_path, asked, ground)
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT.format(draws=DRAWS, place=str(tmp_path))],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
    )
    began = time.monotonic()
    while len(list(kept.folder.glob("*.npz"))) < 2 and time.monotonic() - began < PATIENCE:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    said = process.communicate(timeout=PATIENCE)[1]
    assert said.rstrip().endswith("KeyboardInterrupt")
    done = sorted(path.name for path in kept.folder.iterdir())
    assert 2 <= len(done) < DRAWS
    assert done == [f"trekking-{number:05d}.npz" for number in range(1, len(done) + 1)]
    made: list[int] = []

    def counted(*given: object) -> object:
        made.append(given[2])  # type: ignore[arg-type]
        return draw(*given)  # type: ignore[arg-type]

    fewer = replace(asked, draws=len(done) + 1)
    monkeypatch.setattr(simulating, "draw", counted)
    whole = simulate(fewer, ground, tmp_path)
    monkeypatch.undo()
    assert made == [len(done) + 1]
    last = simulate(replace(asked, draws=2), ground)
    for chosen, tables in last.tables.items():
        for name, table in tables.items():
            assert np.array_equal(table, whole.tables[chosen][name][:2])
