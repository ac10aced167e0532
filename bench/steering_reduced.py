"""One small model, the same for everyone in the comparison of :mod:`bench.steering`.

Everybody is at ease, has an unseen need, waits, or has help, in turn. A need arises with ARISE a month and is
seen with SEEN a month; then follow DELAYS months of waiting and DURATIONS months of help, all equally likely.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable

ARISE, SEEN = 0.01, 0.3
DELAYS = (0, 1, 2, 3)
DURATIONS = tuple(range(1, 17))
MONTHS = 120
SEED = 7


def expected_share() -> float:
    """Return the share that has help in the long run (renewal-reward)."""
    help_, wait = sum(DURATIONS) / len(DURATIONS), sum(DELAYS) / len(DELAYS)
    return help_ / (1 / ARISE + 1 / SEEN + wait + help_)


def tell(run: Callable[[int], list[float]], people: int) -> None:
    """Run a model, and print its seconds and its share with help in each month, as JSON."""
    started, cpu = time.perf_counter(), time.process_time()
    helped = run(people)
    seconds, own = time.perf_counter() - started, time.process_time() - cpu
    print(json.dumps({"seconds": seconds, "cpu": own, "people": people, "share": helped[-1] / people}))
