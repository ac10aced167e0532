"""Whether a register says enough of a municipality to calibrate on, and in words what is lacking."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from drietrap.steering.calibration.published import Counted
from drietrap.steering.calibration.records import Log

FEWEST_MONTHS = 12
FEWEST_YOUTHS = 100
LEAST_SHARE, MOST_SHARE = (
    0.8,
    1.25,
)  # of the published number of youths: outside it something is odd (aanname)


def published_youths(published: Iterable[Counted], at: int) -> float:
    """Return the published number of youths with care of municipality ``at``; NaN where an age is lacking."""
    return float(sum(one.events[at] for one in published if one.figure.startswith("zorg_")) or np.nan)


def lacking(log: Log | None) -> str:
    """Return why a register cannot be used; empty when it can."""
    if log is None:
        return "in de leveringen staat geen jeugdhulp voor deze gemeente"
    months = log.window[1] - log.window[0]
    if months < FEWEST_MONTHS:
        return f"de leveringen gaan over {months} maanden, en er zijn er {FEWEST_MONTHS} nodig"
    if log.year().care.sum() < FEWEST_YOUTHS:
        return f"in de leveringen staan minder dan {FEWEST_YOUTHS} jeugdigen van deze gemeente"
    return ""


def odd(log: Log, published: float) -> str:
    """Return what is odd about the number of youths in a register; empty when nothing is, or unknown."""
    share = float(log.year().care.sum()) / published
    if share < LEAST_SHARE:
        return (
            f"in het register staat minder dan {100 * LEAST_SHARE:.0f} procent van het gepubliceerde aantal "
            "jeugdigen met jeugdzorg: er is waarschijnlijk niet alles geleverd"
        )
    if share > MOST_SHARE:
        return (
            f"in het register staat meer dan {100 * MOST_SHARE:.0f} procent van het gepubliceerde aantal "
            "jeugdigen met jeugdzorg"
        )
    return ""
