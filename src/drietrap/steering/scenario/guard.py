"""Help stays available for those who really need it: measured beside euros, and said first when it does not.

Four numbers stand for it: severe needs without help, waiting of youths with a severe need, help that is
broken off, and crises. A number is worse when it rises by at least one percent *and* does so in at least
nine of ten draws; a draw differs from the others in everybody's fate and in every uncertain value, so that
this holds beyond chance and beyond what we do not know.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from drietrap.statistics.inputs import FloatArray
from drietrap.steering.model.rows import Whole
from drietrap.steering.scenario.outcome import NUMBERS
from drietrap.steering.scenario.simulating import Draws
from drietrap.steering.scenario.verdicts import GuardVerdict

SURE, LIKELY = 0.9, 0.7  # parts of the draws
MATTERS = 0.01  # relative rise from which it counts
FEWEST = 10  # draws below which nothing is sure


@dataclass(frozen=True)
class Watched:
    """A number that is watched: per year, or as a part of another number."""

    id: str
    label: str
    number: str
    of: str = ""


WATCHED = (
    Watched("ernstig-zonder-hulp", "jeugdigen met een ernstige vraag zonder hulp", "ernstig_zonder_hulp"),
    Watched("ernstig-wachten", "wachten van jeugdigen met een ernstige vraag", "ernstig_wachten"),
    Watched("uitval", "hulp die voortijdig stopt, per maand hulp", "uitval", "hulp"),
    Watched("crisis", "vragen die uitlopen op crisis", "crisis"),
)
_PLACE = {name: place for place, name in enumerate(NUMBERS)}


@dataclass(frozen=True)
class Watch:
    """What a choice of measures does to a watched number, by draw: without, with, and the verdict.

    ``worse`` is the part of draws in which it is higher, ``change`` the relative change of the mean.
    """

    watched: Watched
    without: FloatArray
    turned: FloatArray
    worse: float
    change: float
    verdict: GuardVerdict


def watch(draws: Draws, chosen: frozenset[str]) -> tuple[Watch, ...]:
    """Return all watched numbers over the whole horizon."""
    without, turned = draws.baseline("telling"), draws.tables[chosen]["telling"]
    return tuple(_watch(one, _number(without, one), _number(turned, one)) for one in WATCHED)


def _number(telling: Whole, watched: Watched) -> FloatArray:
    """Return a number by draw, over all years; per 1,000 of another number where it has one."""
    total: FloatArray = telling[:, :, _PLACE[watched.number]].sum(axis=1).astype(np.float64)
    if not watched.of:
        return total
    rate: FloatArray = 1000.0 * total / np.maximum(telling[:, :, _PLACE[watched.of]].sum(axis=1), 1)
    return rate


def _watch(watched: Watched, without: FloatArray, turned: FloatArray) -> Watch:
    worse, better = float((turned > without).mean()), float((turned < without).mean())
    base, now = float(without.mean()), float(turned.mean())
    change = now / base - 1.0 if base > 0 else (0.0 if now == 0 else float("inf"))
    sure = SURE if len(turned) >= FEWEST else 2.0
    return Watch(watched, without, turned, worse, change, _verdict(worse, better, change, sure))


def _verdict(worse: float, better: float, change: float, sure: float) -> GuardVerdict:
    if change >= MATTERS and worse >= LIKELY:
        return GuardVerdict.WORSE if worse >= sure else GuardVerdict.MAYBE_WORSE
    if change <= -MATTERS and better >= LIKELY:
        return GuardVerdict.BETTER if better >= sure else GuardVerdict.MAYBE_BETTER
    return GuardVerdict.NO_CHANGE
