"""Draws that are done, kept one by one, so that a run that was broken off goes on where it was."""

from __future__ import annotations

import hashlib
import io
import zipfile
from functools import cache
from pathlib import Path

import numpy as np

from drietrap import __version__
from drietrap.register.kept import keep_file, keep_used
from drietrap.steering.scenario.definition import Scenario
from drietrap.steering.scenario.drawing import Chosen, Drawn, runs_of
from drietrap.steering.scenario.ground import Ground
from drietrap.steering.scenario.outcome import Outcome
from drietrap.steering.scenario.writing import written

KEPT = 20  # scenarios of which draws are kept: some tens of megabytes each
_CLIPPED = "clipped"
_SHOWN = 12  # characters of the key in the name of a folder


def key_of(scenario: Scenario, ground: Ground) -> str:
    """Return a key of everything that a draw depends on, except how many draws there are."""
    found = hashlib.sha256(f"{__version__}\n{ground.code}\n{ground.burn_in}\n".encode() + _source())
    lines = [line for line in written(scenario).splitlines() if not line.startswith("trekkingen = ")]
    found.update("\n".join(lines).encode())
    found.update(np.ascontiguousarray(ground.district).tobytes())
    found.update(ground.world.digest())
    for number in (0, 1):
        values = ground.basis(number).values
        for name in sorted(values):
            found.update(name.encode() + values[name].table.tobytes())
    return found.hexdigest()


@cache
def _source() -> bytes:
    """Return what tells this very model, with these levers, from another."""
    room = Path(__file__).resolve().parents[2]
    files = sorted([*(room / "steering").rglob("*.py"), *(room / "catalogue" / "levers").glob("*.py")])
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).digest()


class Kept:
    """A folder of draws of one scenario on one ground; another scenario gets another folder.

    Parameters
    ----------
    folder
        Where folders of draws are made.
    scenario, ground
        What the draws are of.
    """

    def __init__(self, folder: Path, scenario: Scenario, ground: Ground) -> None:
        self._runs = runs_of(scenario)
        self.folder = folder / f"trekkingen-{key_of(scenario, ground)[:_SHOWN]}"
        self.folder.mkdir(parents=True, exist_ok=True)
        keep_used(self.folder, KEPT)

    def load(self, number: int) -> Drawn | None:
        """Return a draw that was kept; None when there is none, or it is damaged."""
        path = self._path(number)
        try:
            with np.load(path, allow_pickle=False) as file:
                clipped = float(file[_CLIPPED])
                names = {name.split("|")[1] for name in file.files if "|" in name}
                outcomes: dict[Chosen, Outcome] = {
                    chosen: {name: file[f"{place}|{name}"] for name in names}
                    for place, chosen in enumerate(self._runs)
                }
        except (OSError, KeyError, ValueError, EOFError, zipfile.BadZipFile):
            return None
        return Drawn(outcomes, clipped)

    def save(self, number: int, drawn: Drawn) -> None:
        """Keep a draw, whole or not at all."""
        tables = {
            f"{place}|{name}": table
            for place, chosen in enumerate(self._runs)
            for name, table in drawn.outcomes[chosen].items()
        }
        stream = io.BytesIO()
        np.savez(stream, **tables, **{_CLIPPED: np.array(drawn.clipped)})  # type: ignore[arg-type]
        keep_file(self._path(number), stream.getvalue())

    def _path(self, number: int) -> Path:
        return self.folder / f"trekking-{number:05d}.npz"
