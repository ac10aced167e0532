"""The reduced model in vivarium: one component with two columns of the population table."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
import pandas as pd
from vivarium import Component, InteractiveContext

from bench.steering_reduced import ARISE, DELAYS, DURATIONS, MONTHS, SEED, SEEN, tell

EASE, UNSEEN, WAITING, HELPED = range(4)
COLUMNS = ["phase", "left"]


class Reduced(Component):
    """Need, waiting and help of every simulant."""

    def setup(self, builder: Any) -> None:
        """Register the columns."""
        self.rng, self.helped = np.random.default_rng(SEED), list[float]()
        builder.population.register_initializer(initializer=self.begin, columns=COLUMNS)

    def begin(self, data: Any) -> None:
        """Let everybody be at ease."""
        self.population_view.initialize(pd.DataFrame(0, columns=COLUMNS, index=data.index))

    def on_time_step(self, event: Any) -> None:
        """Let a month pass."""
        del event
        self.population_view.update(COLUMNS, self.month)

    def month(self, table: pd.DataFrame) -> pd.DataFrame:
        """Return the columns a month later."""
        rng = self.rng
        phase, left = table["phase"].to_numpy().copy(), table["left"].to_numpy().copy()
        draw = rng.random(len(phase))
        at_ease, unseen, waiting, in_help = (phase == state for state in range(4))
        left[waiting | in_help] -= 1
        phase[at_ease & (draw < ARISE)] = UNSEEN
        phase[in_help & (left == 0)] = EASE
        seen = np.flatnonzero(unseen & (draw < SEEN))
        phase[seen] = WAITING
        left[seen] = rng.choice(DELAYS, len(seen))
        start = np.flatnonzero((phase == WAITING) & (left == 0))
        phase[start] = HELPED
        left[start] = rng.choice(DURATIONS, len(start))
        self.helped.append(float((phase == HELPED).sum()))
        return pd.DataFrame({"phase": phase, "left": left}, index=table.index)


def run(people: int) -> list[float]:
    """Return how many have help at the end of each month."""
    reduced = Reduced()
    context = InteractiveContext(
        components=[reduced], configuration={"population": {"population_size": people}}, logging_verbosity=0
    )
    context.take_steps(MONTHS, with_logging=False)
    return reduced.helped


if __name__ == "__main__":
    tell(run, int(sys.argv[1]))
