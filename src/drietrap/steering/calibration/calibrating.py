"""Calibrating one municipality on its register or published figures, with all others to lean on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import ceil

import numpy as np
import polars as pl
from numpy.typing import NDArray

from drietrap.statistics.inputs import FloatArray
from drietrap.statistics.shrinkage import gamma_poisson
from drietrap.steering.base import Basis, base
from drietrap.steering.calibration.costs import costed, priced
from drietrap.steering.calibration.elements import Elements
from drietrap.steering.calibration.figures import DISCREPANCY, FIGURES, PLACE, Role
from drietrap.steering.calibration.fitting import Posterior, Prior, Target, fitted
from drietrap.steering.calibration.observing import Year
from drietrap.steering.calibration.own_figures import with_own
from drietrap.steering.calibration.pooling import Pooled, pooled
from drietrap.steering.calibration.published import USE, counted, district_counts
from drietrap.steering.calibration.records import Log, durations, prior_of
from drietrap.steering.calibration.result import PUBLISHED_ONLY, Calibration, Origin
from drietrap.steering.calibration.sensitivity import sensitivity
from drietrap.steering.calibration.simulated import Simulator
from drietrap.steering.places import Place
from drietrap.steering.population import world_of
from drietrap.vocabulary.errors import NoDataError

PERSONS = 150_000  # so many youths are run, the municipality several times with other seeds if need be
MOST_SEEDS = 12
FLOOR = 0.01  # least standard deviation of the logarithm of a figure: the model is no better than that
FEWEST_FIGURES = 4  # the shares by age; without them there is no level to calibrate
_DISTRICT_LIMITS = (0.4, 2.5)


@dataclass(frozen=True)
class Evidence:
    """What a municipality is calibrated with.

    Parameters
    ----------
    observations
        The core table of the release, corrections applied.
    places
        All municipalities with their young people.
    regions
        (places,): number of the jeugdregio of each; those without one share a number.
    release
        Number of the release.
    costs
        EUR per taakveld of the municipality; only what is usable.
    origin
        Which source was chosen, and why.
    log
        What the register says of the municipality; None to use published figures alone.
    """

    observations: pl.DataFrame
    places: tuple[Place, ...]
    regions: NDArray[np.int_]
    release: int
    costs: Mapping[str, float]
    origin: Origin = PUBLISHED_ONLY
    log: Log | None = None


def calibrate(evidence: Evidence, area: str, basis: Basis | None = None) -> Calibration:
    """Return the calibrated model of a municipality.

    With a log of the register, figures on help and durations come from it, and the published figures of the
    same are kept to judge by. What a log of help does not say (protection, probation, costs) is published.

    Raises
    ------
    NoDataError
        When nothing is known of its young people, or no figure on their use of youth care.
    """
    at = place_in(evidence.places, area)
    place, basis = evidence.places[at], basis or base()
    found = figures_for(evidence, at)
    elements, simulator = Elements(basis), _simulator(place, basis)
    prior = Prior(np.zeros(len(elements)), np.diag(elements.spread))
    if evidence.log is not None:
        care = simulator.year(basis.parameters(len(place.districts))).needs
        prior = prior_of(elements, durations(evidence.log, basis, care))
    posterior = _fit(elements, simulator, prior, target_of(found))
    year = simulator.year(elements.moved(posterior.moves).parameters(len(place.districts)))
    scale = place.people.sum() / year.people.sum()
    costs = costed(basis, year, float(scale), evidence.costs)
    return Calibration(
        place,
        evidence.release,
        priced(basis, costs, evidence.costs),
        posterior,
        district_factors(evidence.observations, place, year),
        found,
        costs,
        evidence.origin,
    )


def place_in(places: tuple[Place, ...], area: str) -> int:
    """Return the position of a municipality.

    Raises
    ------
    NoDataError
        When it is not known how many young people live there.
    """
    codes = [place.code for place in places]
    if area not in codes:
        raise NoDataError(
            "van deze gemeente is niet bekend hoeveel jeugdigen er wonen",
            expected="de tabel jeugdzorg per wijk (85075NED) of de kerncijfers per gemeente",
            action="lees eerst die tabel met 'drietrap lees'",
        )
    return codes.index(area)


def figures_for(evidence: Evidence, at: int) -> tuple[Pooled, ...]:
    """Return the figures of a municipality, pooled: those of its register first, each fitted or kept."""
    published = counted(evidence.observations, evidence.places)
    own = () if evidence.log is None else with_own(evidence.log, published, evidence.regions, at)
    mine = {one.figure for one in own}
    fitted_on = {figure.id for figure in FIGURES if figure.role is Role.PUBLISHED} - mine
    others = (pooled(one, evidence.regions, at) for one in published)
    return (
        *(replace(one, fitted=True) for one in own),
        *(replace(one, fitted=one.figure in fitted_on) for one in others),
    )


def target_of(found: tuple[Pooled, ...]) -> Target:
    """Return the figures to fit, each once, as logarithms.

    Raises
    ------
    NoDataError
        When the shares by age are missing.
    """
    mine = [one for one in found if one.fitted and one.rate > 0.0]
    if sum(one.figure.startswith("zorg_") for one in mine) < FEWEST_FIGURES:
        raise NoDataError(
            "er zijn geen cijfers over het aantal jeugdigen met jeugdzorg naar leeftijd",
            expected=f"de tabel {USE} (jeugdzorg in natura per gemeente of wijk)",
            action="lees eerst die tabel met 'drietrap lees'; tot dan kan alleen met de landelijke aannames "
            "worden gerekend",
        )
    spread = [float(np.hypot(one.spread, DISCREPANCY.get(one.figure, FLOOR))) for one in mine]
    return Target(
        tuple(PLACE[one.figure] for one in mine), np.log([one.rate for one in mine]), np.array(spread)
    )


def _simulator(place: Place, basis: Basis) -> Simulator:
    seeds = min(max(1, ceil(PERSONS / max(float(place.people.sum()), 1.0))), MOST_SEEDS)
    start = (place.year - 2000) * 12
    world = world_of([place], start, 12)
    return Simulator(world, basis.parameters(len(place.districts)), tuple(range(1, seeds + 1)), start)


def _fit(elements: Elements, simulator: Simulator, prior: Prior, target: Target) -> Posterior:
    districts = len(simulator.world.districts)

    def simulate(moves: FloatArray) -> FloatArray:
        return simulator.figures(elements.moved(moves).parameters(districts))

    return fitted(prior, target, sensitivity(elements.basis), simulate)


def district_factors(observations: pl.DataFrame, place: Place, year: Year) -> FloatArray:
    """Return the factor on needs of each district: published use beside the model's, pooled over districts.

    Weighted by youths it is 1 on average. A district without a figure follows the model.
    """
    events = district_counts(observations, place)
    known = np.isfinite(events) & (year.districts > 0)
    if known.sum() < 2 or events[known].sum() == 0.0:
        return np.ones(len(place.districts))
    expected = year.districts * events[known].sum() / year.districts[known].sum()
    fit = gamma_poisson(np.where(known, events, np.nan), np.where(known, expected, np.nan))
    factor = np.ones(len(place.districts))
    if fit.reason is None:
        factor[known] = fit.posterior(events[known], expected[known])[0]
    factor = np.clip(factor, *_DISTRICT_LIMITS)
    weight = np.where(year.districts > 0, year.districts, 0.0)
    return np.asarray(factor * weight.sum() / (factor * weight).sum(), dtype=np.float64)
