"""Renew the sensitivities of the model's figures: ``python -m tools.sensitivity`` (minutes, all cores)."""

from __future__ import annotations

import argparse
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from pathlib import Path

import numpy as np

from drietrap.statistics.inputs import FloatArray
from drietrap.steering.base import base
from drietrap.steering.calibration.elements import Elements
from drietrap.steering.calibration.figures import FIGURES
from drietrap.steering.calibration.sensitivity import APART, FILE, derivative, written
from drietrap.steering.calibration.simulated import START, Simulator
from drietrap.steering.places import ONE_PARENT, Place
from drietrap.steering.population import world_of

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "src" / "drietrap" / "catalogue" / "facts" / "steering" / FILE
# Young people of 0-3, 4-11, 12-17 and 18-22 in the country (CBS 85075NED, 2021), as shares.
_AGES = np.array([0.157, 0.330, 0.270, 0.243])
_DISTRICTS = 12


def typical(youths: int) -> Place:
    """Return a population like the country: districts that differ in frailty, all else the same."""
    people = np.tile(_AGES * youths / _DISTRICTS, (_DISTRICTS, 1))
    codes = tuple(f"WK2000{number:02d}" for number in range(_DISTRICTS))
    frailty = np.linspace(-0.4, 0.4, _DISTRICTS)
    return Place(
        "GM2000", "Nederland in het klein", 2022, codes, people, np.full(_DISTRICTS, ONE_PARENT), frailty
    )


@cache
def _simulator(youths: int) -> Simulator:
    world = world_of([typical(youths)], START, 12)
    return Simulator(world, base().parameters(_DISTRICTS))


@cache
def _middle(youths: int) -> FloatArray:
    return _simulator(youths).figures(base().parameters(_DISTRICTS))


def _one(youths: int, at: int) -> FloatArray:
    return derivative(Elements(base()), _simulator(youths), at, _middle(youths))


def main() -> None:
    """Compute every derivative and write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--youths", type=int, default=60_000)
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    chosen = parser.parse_args()
    elements = Elements(base())
    _middle(chosen.youths)  # machine code is made once
    at = [place for place, (name, _) in enumerate(elements.places) if name not in APART]
    table = np.zeros((len(elements), len(FIGURES)))
    with ProcessPoolExecutor(chosen.workers) as pool:
        for done, row in enumerate(pool.map(partial(_one, chosen.youths), at, chunksize=4)):
            table[at[done]] = row
            if done % 50 == 0:
                sys.stdout.write(f"{done} van {len(at)}\n")
                sys.stdout.flush()
    TARGET.write_text(written(elements, table), encoding="utf-8")


if __name__ == "__main__":
    main()
