"""The reduced model in plain NumPy: everybody at once, month by month."""

from __future__ import annotations

import sys

import numpy as np

from bench.steering_reduced import ARISE, DELAYS, DURATIONS, MONTHS, SEED, SEEN, tell

EASE, UNSEEN, WAITING, HELPED = range(4)


def run(people: int) -> list[float]:
    """Return how many have help at the end of each month."""
    rng = np.random.default_rng(SEED)
    phase = np.zeros(people, dtype=np.int8)
    left = np.zeros(people, dtype=np.int16)
    helped = []
    for _ in range(MONTHS):
        draw = rng.random(people)
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
        helped.append(float((phase == HELPED).sum()))
    return helped


if __name__ == "__main__":
    tell(run, int(sys.argv[1]))
