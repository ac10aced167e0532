"""The reduced model in simpy: one process per person."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from typing import Any

import simpy

from bench.steering_reduced import ARISE, DELAYS, DURATIONS, MONTHS, SEED, SEEN, tell


def run(people: int) -> list[float]:
    """Return how many have help at the end of each month."""
    rng, env, helped = random.Random(SEED), simpy.Environment(), [0.0] * MONTHS

    def months_until(chance: float) -> int:
        months = 1
        while rng.random() >= chance:
            months += 1
        return months

    def person() -> Iterator[Any]:
        yield env.timeout(-1 + months_until(ARISE))
        while True:
            yield env.timeout(months_until(SEEN) + rng.choice(DELAYS))
            months = rng.choice(DURATIONS)
            for month in range(int(env.now), min(int(env.now) + months, MONTHS)):
                helped[month] += 1
            yield env.timeout(months + months_until(ARISE))

    for _ in range(people):
        env.process(person())
    env.run(until=MONTHS)
    return helped


if __name__ == "__main__":
    tell(run, int(sys.argv[1]))
