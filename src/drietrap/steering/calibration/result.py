"""What calibration leaves: parameters for a municipality with their uncertainty, and how well they fit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from scipy.special import ndtri

from drietrap.statistics.inputs import FloatArray
from drietrap.statistics.randomness import address, normal
from drietrap.steering.base import Basis
from drietrap.steering.calibration.costs import Costed
from drietrap.steering.calibration.elements import Elements
from drietrap.steering.calibration.fitting import Posterior
from drietrap.steering.calibration.pooling import Pooled
from drietrap.steering.calibration.straightening import Straightener
from drietrap.steering.model.parameters import Parameters
from drietrap.steering.places import Place

_SEED = address("onzekerheid van de ijking")
_ELEMENTS, _FIGURES = range(2)
ASSUMED = (
    0.2  # a value of which calibration took away less than this part of the uncertainty is an assumption
)


@dataclass(frozen=True)
class Learned:
    """How much was learned about one table: its spread before and after, largest over its elements."""

    id: str
    before: float
    after: float

    @property
    def share(self) -> float:
        """Which part of the uncertainty was taken away."""
        return 1.0 - self.after / self.before if self.before > 0 else 0.0


@dataclass(frozen=True)
class Origin:
    """Which source a calibration rests on.

    ``records`` tells whether a register was used, ``over`` which months it covers (in Dutch) and ``note`` why
    it was or was not used, or what must be known about it; empty when there is nothing to say.
    """

    records: bool
    over: str = ""
    note: str = ""


PUBLISHED_ONLY = Origin(records=False)


@dataclass(frozen=True)
class Calibration:
    """The calibrated model of one municipality.

    Parameters
    ----------
    place
        The municipality with its districts and young people.
    release
        Number of the release that the figures came from.
    basis
        Base values; prices and booking are already those of the municipality.
    posterior
        What is known of the uncertain elements.
    district
        (districts,): factor on needs and reports.
    pooled
        The published figures, fitted and kept, after pooling.
    costs
        Costs per group of taakvelden.
    origin
        Which source it rests on.
    """

    place: Place
    release: int
    basis: Basis
    posterior: Posterior
    district: FloatArray
    pooled: tuple[Pooled, ...]
    costs: tuple[Costed, ...]
    origin: Origin = PUBLISHED_ONLY

    @cached_property
    def elements(self) -> Elements:
        """The uncertain elements, in the order of the moves."""
        return Elements(self.basis)

    @cached_property
    def middle(self) -> Basis:
        """The most likely values."""
        return self.elements.moved(self.posterior.moves)

    @cached_property
    def _straight(self) -> Straightener:
        return Straightener(self.place, self.elements, self.posterior)

    @cached_property
    def parameters(self) -> Parameters:
        """The most likely parameters."""
        return self._with_districts(self.middle.parameters(len(self.district)))

    def basis_drawn(self, number: int) -> Basis:
        """Return the values of one draw from what is known; draw 0 is the most likely.

        Draws lie around the figures they were fitted to; what figures cannot tell varies as assumed.
        """
        if number == 0:
            return self.middle
        before = normal(_SEED, _ELEMENTS, np.arange(len(self.posterior.moves)), number)
        chance = normal(_SEED, _FIGURES, np.arange(len(self.posterior.target.at)), number)
        return self.elements.moved(self._straight.corrected(self.posterior.drawn(before, chance)))

    def drawn(self, number: int) -> Parameters:
        """Return the parameters of one draw; draw 0 is the most likely."""
        if number == 0:
            return self.parameters
        return self._with_districts(self.basis_drawn(number).parameters(len(self.district)))

    def learned(self) -> tuple[Learned, ...]:
        """Return for every table how much was learned about it, most first."""
        after = self.posterior.spread()
        found = []
        for name in dict.fromkeys(table for table, _ in self.elements.places):
            at = self.elements.index(name)
            best = int(at[np.argmin(after[at] / np.maximum(self.elements.spread[at], 1e-12))])
            found.append(Learned(name, float(self.elements.spread[best]), float(after[best])))
        return tuple(sorted(found, key=lambda one: (-one.share, one.id)))

    def _with_districts(self, parameters: Parameters) -> Parameters:
        return replace(parameters, district=self.district)


def quantile_spread(confidence: float = 0.95) -> float:
    """Return how many standard deviations lie on each side of the middle."""
    return float(ndtri((1.0 + confidence) / 2.0))
