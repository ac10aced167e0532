"""Draws for the plain model: looked up by what is decided, about whom and when."""

from __future__ import annotations

import numpy as np

from drietrap.statistics.randomness import philox

# The address of a decision, as the documentation of the kernel lists them.
DECISIONS = {
    name: number
    for number, name in enumerate(
        ("month", "onset", "access", "start", "end", "household", "measure", "provider", "lot")
    )
}
BEFORE = 65_536  # months before January 2000 have addresses too


class Draws:
    """All draws of one seed; those of one decision about one subject are made a hundred months at a time."""

    def __init__(self, seed: int) -> None:
        self._key = np.array([seed & 0xFFFFFFFF, seed >> 32], dtype=np.uint32)
        self._made: dict[tuple[str, int, int], list[list[int]]] = {}

    def of(self, decision: str, subject: int, month: int) -> list[int]:
        """Return four whole numbers below 2**32."""
        century, place = divmod(month + BEFORE, 100)
        address = (decision, subject, century)
        if address not in self._made:
            counters = np.zeros((100, 4), dtype=np.uint32)
            counters[:, 0] = subject
            counters[:, 1] = np.arange(century * 100, century * 100 + 100)
            counters[:, 2] = DECISIONS[decision]
            self._made[address] = philox(counters, self._key).tolist()
        return self._made[address][place]
