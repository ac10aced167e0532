"""The clock of the measurements: seconds that pass, and seconds of the processor.

Another program on the machine disturbs the second less than the first.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")


def clocked(work: Callable[[], Result]) -> tuple[float, float, Result]:
    """Return seconds by the clock, seconds of the processor (with children), and what ``work`` returned."""
    clock, processor = time.perf_counter(), _processor()
    result = work()
    return time.perf_counter() - clock, _processor() - processor, result


def _processor() -> float:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)
