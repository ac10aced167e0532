"""The reduced model in starsim: one module with two states per agent."""

from __future__ import annotations

import sys

import numpy as np
import starsim as ss

from bench.steering_reduced import ARISE, DELAYS, DURATIONS, MONTHS, SEED, SEEN, tell

EASE, UNSEEN, WAITING, HELPED = range(4)


class Reduced(ss.Module):
    """Need, waiting and help of every agent."""

    def __init__(self) -> None:
        super().__init__()
        self.define_states(ss.FloatArr("phase", default=EASE), ss.FloatArr("left", default=0))
        self.rng = np.random.default_rng(SEED)
        self.helped: list[float] = []

    def step(self) -> None:
        """Let a month pass."""
        rng, phase, left = self.rng, self.phase, self.left
        busy = ((phase == WAITING) | (phase == HELPED)).uids
        arises, sees = (phase == EASE).uids, (phase == UNSEEN).uids
        left[busy] = left[busy] - 1
        ends = ((phase == HELPED) & (left == 0)).uids
        phase[arises[rng.random(len(arises)) < ARISE]] = UNSEEN
        phase[ends] = EASE
        seen = sees[rng.random(len(sees)) < SEEN]
        phase[seen] = WAITING
        left[seen] = rng.choice(DELAYS, len(seen))
        start = ((phase == WAITING) & (left == 0)).uids
        phase[start] = HELPED
        left[start] = rng.choice(DURATIONS, len(start))
        self.helped.append(float((phase == HELPED).sum()))


def run(people: int) -> list[float]:
    """Return how many have help at the end of each month."""
    module = Reduced()
    sim = ss.Sim(
        n_agents=people,
        start=2000,
        dur=ss.months(MONTHS - 1),
        dt=ss.months(1),
        modules=module,
        verbose=0,
        rand_seed=SEED,
        copy_inputs=False,
    )
    sim.run()
    return module.helped[:MONTHS]


if __name__ == "__main__":
    tell(run, int(sys.argv[1]))
