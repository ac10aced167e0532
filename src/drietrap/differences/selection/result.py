"""What a selection gives: every step with who fell out and why, the chosen ones, and what would change it."""

from __future__ import annotations

from dataclasses import dataclass

from drietrap.benchmark.result import Estimate


@dataclass(frozen=True)
class Fallen:
    """A municipality that a step removed.

    ``shortfall`` is how far it was from staying, in the measure of the step (its ``unit``); None where that
    cannot be said. ``doubtful``: it might have stayed, but what is known does not carry that.
    """

    area: str
    name: str
    reason: str
    shortfall: float | None
    doubtful: bool = False


@dataclass(frozen=True)
class StepResult:
    """One step of the chain: how many came in, who remained, who fell out and why.

    ``condition`` is the step in a Dutch sentence, ``unit`` what ``shortfall`` is measured in, ``remaining``
    the area codes in their order.
    """

    kind: str
    condition: str
    unit: str
    before: int
    remaining: tuple[str, ...]
    fallen: tuple[Fallen, ...]
    remarks: tuple[str, ...] = ()

    @property
    def nearest(self) -> Fallen | None:
        """The municipality that fell out by the least; None when nothing can be said."""
        measured = [one for one in self.fallen if one.shortfall is not None]
        return min(measured, key=lambda one: (one.shortfall or 0.0, one.area), default=None)


@dataclass(frozen=True)
class Departure:
    """How one population factor makes a municipality less ordinary.

    ``z`` is the distance from the national value in robust standard deviations (an interval when it is not
    known), ``share`` the part (0 to 1) of the squared joint distance that goes when this factor is left out.
    """

    factor: str
    label: str
    z: Estimate
    share: float


@dataclass(frozen=True)
class Ordinary:
    """How far a municipality lies from the national value on all chosen factors jointly.

    ``distance`` is in robust standard deviations per factor; its bounds are wider than its value only where
    a factor is not known. ``departures`` has the factor that counts most first.
    """

    area: str
    distance: Estimate
    departures: tuple[Departure, ...]


@dataclass(frozen=True)
class Conspicuous:
    """A figure of a municipality that lies outside ordinary variation.

    ``own`` with the bounds of rounding; ``country`` the national value (where none is published that of all
    municipalities together, for amounts the median); ``z_adjusted`` on the funnel widened for overdispersion;
    ``q_value`` after multiple testing.
    """

    indicator: str
    label: str
    period: str
    own: Estimate
    country: float | None
    z_adjusted: float
    q_value: float
    high: bool
    lineage: str


@dataclass(frozen=True)
class Held:
    """One characteristic of how a municipality is organised, as it was on the day of the study.

    ``code`` is the comparable value (None when the characteristic is free text), ``text`` what was delivered.
    Days as ``2015-01-01``; ``until`` is the first day on which it no longer holds, None while it does.
    """

    characteristic: str
    label: str
    theme: str
    question: int
    code: str | None
    text: str
    since: str
    until: str | None
    source: str


@dataclass(frozen=True)
class Chosen:
    """A municipality that remained at the end, with what the steps said of it.

    ``why`` holds one Dutch sentence per reason.
    """

    area: str
    name: str
    region: str | None
    inhabitants: float | None
    why: tuple[str, ...]
    ordinary: Ordinary | None
    conspicuous: tuple[Conspicuous, ...]
    organisation: tuple[Held, ...]


@dataclass(frozen=True)
class Pair:
    """How much two chosen municipalities differ, from 0 (same on everything) to 1 (different on everything).

    ``distance_km`` is between the middles of their territories, None when unknown. ``differs_on`` and
    ``unknown_on`` name parts of the difference.
    """

    first: str
    second: str
    difference: Estimate
    distance_km: float | None
    differs_on: tuple[str, ...]
    unknown_on: tuple[str, ...]


@dataclass(frozen=True)
class Combination:
    """A set of municipalities and how different they are.

    ``smallest`` is the difference of the two that are most alike, ``total`` the sum over all pairs. The value
    and the lower bound count what is unknown as no difference; the upper bound counts it as fully different.
    """

    areas: tuple[str, ...]
    names: tuple[str, ...]
    smallest: Estimate
    total: Estimate


@dataclass(frozen=True)
class WeightRange:
    """Between which weights of one part of the difference the choice stays the same.

    ``lower``/``upper`` are None where no lower or higher weight changes the choice; ``instead_below`` and
    ``instead_above`` are the municipalities that are chosen just beyond.
    """

    component: str
    label: str
    weight: float
    lower: float | None
    upper: float | None
    instead_below: tuple[str, ...]
    instead_above: tuple[str, ...]


@dataclass(frozen=True)
class ValueFlip:
    """One value that, if it were another, would change the choice."""

    area: str
    name: str
    component: str
    label: str
    now: str | None
    then: str
    instead: tuple[str, ...]


@dataclass(frozen=True)
class SelectionResult:
    """A whole selection.

    ``definition`` is the selection as TOML: with the same release it gives the same result. ``combination``
    is None when the last step does not choose a set; ``chosen`` is then everyone who remained.
    ``weights_checked`` says whether what would change the choice was looked for (for very large sets not).
    """

    title: str
    definition: str
    release: int
    period: str
    synthetic: bool
    steps: tuple[StepResult, ...]
    chosen: tuple[Chosen, ...]
    pairs: tuple[Pair, ...]
    combination: Combination | None
    runners_up: tuple[Combination, ...]
    weights: tuple[WeightRange, ...]
    flips: tuple[ValueFlip, ...]
    weights_checked: bool
    remarks: tuple[str, ...]
