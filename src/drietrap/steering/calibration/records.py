"""Calibrating on a register: durations, ends, returns, and rates by age, sex and referrer from its log."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from drietrap.statistics.inputs import FloatArray
from drietrap.steering.base import Basis
from drietrap.steering.calibration.durations import Agreed, Durations, durations_of
from drietrap.steering.calibration.elements import Elements
from drietrap.steering.calibration.figures import PLACE, parts_of
from drietrap.steering.calibration.fitting import ROUNDS, Posterior, Prior, Target, fitted
from drietrap.steering.calibration.logbook import year_of
from drietrap.steering.calibration.observing import Year
from drietrap.steering.calibration.sensitivity import sensitivity
from drietrap.steering.model.codes import CRISIS, DISTRICT_TEAM
from drietrap.steering.model.rows import Rows

FLOOR = 0.01  # least standard deviation of the logarithm of a figure
FORMS = range(DISTRICT_TEAM, CRISIS + 1)
# What a log of help says; protection and probation have registrations of their own.
SEEN = (
    "zorg_0_3", "zorg_4_11", "zorg_12_17", "zorg_18_22", "route_team", "route_huisarts", "route_jeugdarts",
    "route_specialist", "route_gi", "verblijf", "meisjes", "terugkeer",
)  # fmt: skip
_TABLES = ("duration", "extension", "duration_spread", "extend")


@dataclass(frozen=True)
class Log:
    """The log of a register with what it is about.

    Parameters
    ----------
    rows
        Rows of :class:`~drietrap.steering.calibration.logbook.Trajectory`.
    window
        First month that the register covers, and the first after it; at least twelve.
    people
        (4,): inhabitants by age band at the end.
    measures
        Protection and probation in the last twelve months, as rows of the same shape; None when they are not
        registered.
    """

    rows: Rows
    window: tuple[int, int]
    people: FloatArray
    measures: Rows | None = None

    def year(self) -> Year:
        """Return the last twelve months."""
        return year_of(self.rows, self.people, self.window[1] - 12, self.measures)


def durations(log: Log, basis: Basis, care: FloatArray) -> tuple[Durations, ...]:
    """Return what a log says about the duration of every form with enough trajectories.

    ``care`` (10, 8) is how the months of help of a form divide over needs, from the model.
    """
    found = []
    for form in FORMS:
        spread = {name: basis.values[name].spread for name in (*_TABLES, "dropout")}
        known = np.array([float(spread[name][form]) for name in _TABLES])
        before = agreed_of(basis, form, care[form])
        drop = (float(basis.table("dropout")[form]), float(spread["dropout"][form]))
        one = durations_of(log.rows, form, log.window, before, known, drop)
        if one is not None:
            found.append(one)
    return tuple(found)


def agreed_of(basis: Basis, form: int, care: FloatArray) -> Agreed:
    """Return what the duration of a form follows from; ``care`` (8,) divides its months over needs."""
    odds = basis.table("extend")[form] / (1.0 - basis.table("extend")[form])
    each = odds * basis.table("extend_need")
    extend = each / (1.0 + each)
    started = care[1:] * (1.0 - extend)  # who is extended more often fills more months
    total = started.sum()
    needs = started / total if total > 0 else np.full(len(started), 1.0 / len(started))
    duration, again = float(basis.table("duration")[form]), float(basis.table("extension")[form])
    return Agreed(duration, again, float(basis.table("duration_spread")[form]), extend, needs)


def prior_of(elements: Elements, found: tuple[Durations, ...]) -> Prior:
    """Return what is known of all elements after looking at durations."""
    mean, root = np.zeros(len(elements)), np.diag(elements.spread)
    place = {key: at for at, key in enumerate(elements.places)}
    for one in found:
        at = [place[name, one.form] for name in _TABLES]
        mean[at] = one.move
        root[np.ix_(at, at)] = np.linalg.cholesky(one.covariance)
        drop = place["dropout", one.form]
        before = float(elements.basis.table("dropout")[one.form])
        mean[drop] = np.log(one.dropout / (1 - one.dropout)) - np.log(before / (1 - before))
        root[drop, drop] = one.dropout_spread
    return Prior(mean, root)


def target_of(year: Year) -> Target:
    """Return the figures of a log as a target; the fewer youths a figure rests on, the wider."""
    parts = seen_in(year)
    mine = [name for name in SEEN if min(parts[name]) >= 1.0]
    at = tuple(PLACE[name] for name in mine)
    value = np.log([parts[name][0] / parts[name][1] for name in mine])
    spread = np.array([np.hypot(1.0 / np.sqrt(parts[name][0]), FLOOR) for name in mine])
    return Target(at, value, spread)


def seen_in(year: Year) -> dict[str, tuple[float, float]]:
    """Return every figure that a log of help gives, as (youths or trajectories, out of how many)."""
    parts = parts_of(year)
    return {name: (float(parts[PLACE[name], 0]), float(parts[PLACE[name], 1])) for name in SEEN}


def calibrated_on(
    log: Log, basis: Basis, simulate: Callable[[Basis], tuple[FloatArray, FloatArray]], rounds: int = ROUNDS
) -> Posterior:
    """Return what is known of all elements after looking at a log: durations first, then rates and returns.

    Parameters
    ----------
    log
        The log of the register.
    basis
        Base values.
    simulate
        From values to (logarithms of all figures, (10, 8) months of help by form and need) of a model year.
    rounds
        How often the model may be run.
    """
    elements = Elements(basis)
    _, care = simulate(basis)
    prior = prior_of(elements, durations(log, basis, care))

    def figures(moves: FloatArray) -> FloatArray:
        return simulate(elements.moved(moves))[0]

    return fitted(prior, target_of(log.year()), sensitivity(basis), figures, rounds)
