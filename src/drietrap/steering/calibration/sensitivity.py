"""How each figure moves with each element of the base values: computed once, and kept as data.

Differences of the model on a population like the country, with the same draws before and after (``python -m
tools.sensitivity`` renews the file). The logarithm of a figure moves about equally in every municipality;
what is left of that is made up for by running the model of the municipality in every round of fitting.
"""

from __future__ import annotations

import csv
import io
from functools import cache
from importlib import resources

import numpy as np

from drietrap.statistics.inputs import FloatArray
from drietrap.steering.base import Basis
from drietrap.steering.calibration.elements import Elements
from drietrap.steering.calibration.figures import FIGURES
from drietrap.steering.calibration.simulated import Simulator
from drietrap.vocabulary.errors import IntegrityError

FILE = "gevoeligheid.csv"
STEP = 0.25  # how far an element is moved, at most; less when it is surer than that
LEAST = 0.01  # what moves a figure by less counts as nothing
CHANCE = (
    3.0  # so many times the usual (median) size of a figure's sensitivities is chance: it counts as nothing
)
# Tables that no figure depends on: what things cost, and how intensive they are.
APART = frozenset(
    {"price", "heavier", "capacity", "protection_price", "probation_price", "intensity", "longest", "booking"}
)


def derivative(elements: Elements, simulator: Simulator, at: int, figures: FloatArray) -> FloatArray:
    """Return how the logarithm of each figure moves with one element; ``figures`` are those of the middle."""
    if elements.places[at][0] in APART:
        return np.zeros(len(FIGURES))
    step = min(float(elements.spread[at]), STEP)
    moves = np.zeros(len(elements))
    moves[at] = step
    moved = simulator.figures(elements.moved(moves).parameters(len(simulator.world.districts)))
    return np.asarray((moved - figures) / step, dtype=np.float64)


def written(elements: Elements, table: FloatArray) -> str:
    """Return the sensitivities as CSV: one row per element, one column per figure."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(["tabel", "plaats", *(figure.id for figure in FIGURES)])
    for (name, place), row in zip(elements.places, table, strict=True):
        if name not in APART:
            writer.writerow([name, place, *(f"{value:.4f}" for value in row)])
    return stream.getvalue()


@cache
def _kept() -> dict[tuple[str, int], FloatArray]:
    file = resources.files("drietrap.catalogue") / "facts" / "steering" / FILE
    rows = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8"))))
    if rows[0][2:] != [figure.id for figure in FIGURES]:
        raise IntegrityError(
            f"{FILE} is gemaakt voor andere cijfers; maak het opnieuw met 'python -m tools.sensitivity'."
        )
    return {(row[0], int(row[1])): np.array(row[2:], dtype=np.float64) for row in rows[1:]}


def sensitivity(basis: Basis) -> FloatArray:
    """Return the sensitivity of every figure for every element, shape (figures, elements).

    Raises
    ------
    IntegrityError
        When the file does not know an element.
    """
    kept, elements = _kept(), Elements(basis)
    table = np.zeros((len(FIGURES), len(elements)))
    for at, place in enumerate(elements.places):
        if place[0] in APART:
            continue
        if place not in kept:
            raise IntegrityError(
                f"{FILE} kent {place[0]} niet; maak het opnieuw met 'python -m tools.sensitivity'."
            )
        table[:, at] = kept[place]
    return np.asarray(np.where(np.abs(table) < _chance()[:, None], 0.0, table), dtype=np.float64)


@cache
def _chance() -> FloatArray:
    """Return below which size a sensitivity is chance: most elements do nothing to a figure."""
    sizes = np.abs(np.array(list(_kept().values())))
    return np.asarray(np.maximum(LEAST, CHANCE * np.median(sizes, axis=0)), dtype=np.float64)
