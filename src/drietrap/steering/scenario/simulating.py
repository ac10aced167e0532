"""All draws of a scenario, kept as they come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from drietrap.steering.model.rows import Whole
from drietrap.steering.scenario.definition import Scenario
from drietrap.steering.scenario.drawing import Chosen, draw, runs_of
from drietrap.steering.scenario.ground import Ground
from drietrap.steering.scenario.keeping import Kept

Tell = Callable[[int, int], None]


@dataclass(frozen=True)
class Draws:
    """All draws: per choice of measures and group of numbers a table (draws, years, ...).

    ``clipped`` is the largest part of a chance that did not fit in the tables.
    """

    tables: dict[Chosen, dict[str, Whole]]
    clipped: float

    def difference(self, chosen: Chosen, group: str) -> Whole:
        """Return what a choice of measures changes, by draw and year."""
        return self.tables[chosen][group] - self.baseline(group)

    def baseline_groups(self) -> tuple[str, ...]:
        """Return the names of the groups of numbers."""
        return tuple(self.tables[frozenset()])

    def baseline(self, group: str) -> Whole:
        """Return the numbers without measures, by draw and year."""
        return self.tables[frozenset()][group]


def simulate(
    scenario: Scenario, ground: Ground, folder: Path | None = None, tell: Tell | None = None
) -> Draws:
    """Run all draws of a scenario.

    Parameters
    ----------
    scenario, ground
        What is asked, and what it stands on.
    folder
        Where draws are kept; nothing is kept without it. Draws that are there already are not run again.
    tell
        Is told how many draws are done, and of how many: first those that were kept, then after every one.
    """
    kept = None if folder is None else Kept(folder, scenario, ground)
    numbers = range(1, scenario.draws + 1)
    known = {} if kept is None else {number: kept.load(number) for number in numbers}
    found = {number: drawn for number, drawn in known.items() if drawn is not None}
    missing = [number for number in numbers if number not in found]
    if tell is not None:
        tell(len(found), scenario.draws)
    for number in missing:
        found[number] = draw(scenario, ground, number)
        if kept is not None:
            kept.save(number, found[number])
        if tell is not None:
            tell(len(found), scenario.draws)
    done = [found[number] for number in numbers]
    groups = done[0].outcomes[frozenset()]
    return Draws(
        {
            chosen: {name: np.stack([one.outcomes[chosen][name] for one in done]) for name in groups}
            for chosen in runs_of(scenario)
        },
        max(one.clipped for one in done),
    )
