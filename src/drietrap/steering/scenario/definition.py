"""A scenario as a person wrote it: the question, the horizon, the measures and why, and the variants."""

from __future__ import annotations

from dataclasses import dataclass

from drietrap.catalogue.levers.all import LEVERS
from drietrap.catalogue.levers.lever import Lever

ALL = "alles"
DRAWS = 200  # for a municipality
SEED = 2023
BY_MEASURE, BY_KNOB = "maatregel", "knop"


@dataclass(frozen=True)
class OwnEffect:
    """The user's own size of an effect of a lever, instead of ours; the source is required."""

    effect: str
    middle: float
    low: float
    high: float
    source: str


@dataclass(frozen=True)
class Measure:
    """A lever that is turned, how far, when, and why.

    Parameters
    ----------
    name
        What it is called in this scenario.
    lever
        Id of the lever.
    dose
        How far, in the unit of the lever.
    start, end
        First month, and the first month no longer (None: it stays), counted from January 2000.
    delay, ramp
        Months to the first effect, and from there to full effect.
    reason
        Why it is in the plan; required.
    cost
        Own costs in whole euros per year at this dose; None for those of the lever.
    own
        Effects of which the user knows better.
    """

    name: str
    lever: str
    dose: float
    start: int
    delay: int
    ramp: int
    reason: str
    end: int | None = None
    cost: int | None = None
    own: tuple[OwnEffect, ...] = ()

    @property
    def definition(self) -> Lever:
        """The lever."""
        return LEVERS[self.lever]

    @property
    def assumed(self) -> bool:
        """Whether all its uncertain effects are assumptions, and none was replaced by the user."""
        return self.definition.assumed and not self.own


@dataclass(frozen=True)
class Variant:
    """A choice of measures; ``name`` and ``title`` for readers."""

    name: str
    title: str
    measures: tuple[str, ...]


@dataclass(frozen=True)
class Member:
    """Another municipality of the region: its costs and its key, in whole euros per year and any unit.

    ``over`` is the per mille of its costs that lies above the stop-loss.
    """

    name: str
    costs: int
    key: float
    over: int = 0


@dataclass(frozen=True)
class Settlement:
    """How the region shares costs.

    Parameters
    ----------
    share
        Per mille of the costs that is shared by the key (1,000: solidarity; 0: the user pays).
    key, label
        The key of this municipality, in the unit of those of the others; what the key is.
    members
        The others.
    over
        Per mille of the own costs that lies above the stop-loss (per client), which is shared in full.
    """

    share: int
    key: float
    label: str
    members: tuple[Member, ...]
    over: int = 0


@dataclass(frozen=True)
class Scenario:
    """Everything that a scenario file says.

    Parameters
    ----------
    title, municipality, question
        For readers; the municipality by name or code.
    start, months
        First month (January 2000 is 0) and how many there are.
    measures, variants
        See above; without variants there is one with all measures.
    draws, seed
        How many draws of what is uncertain, and the seed of everybody's fate.
    index
        Rise of prices, in percents per year.
    budget
        Whole euros by year.
    settlement
        How the region shares costs; None when it does not.
    occupancy
        Percentage of places that is taken at the start; None when there is a place for everybody.
    split_by
        What a difference is split by: ``maatregel`` or ``knop``; empty when their number decides.
    """

    title: str
    municipality: str
    question: str
    start: int
    months: int
    measures: tuple[Measure, ...]
    variants: tuple[Variant, ...]
    draws: int = DRAWS
    seed: int = SEED
    index: float = 0.0
    budget: tuple[tuple[int, int], ...] = ()
    settlement: Settlement | None = None
    occupancy: float | None = None
    split_by: str = ""

    def measures_of(self, variant: Variant) -> tuple[Measure, ...]:
        """Return the measures of a variant, sorted by name, so that their order in the file says nothing."""
        return tuple(
            sorted((one for one in self.measures if one.name in variant.measures), key=lambda one: one.name)
        )

    @property
    def years(self) -> tuple[int, ...]:
        """The calendar years of the horizon."""
        return tuple(range(year_of(self.start), year_of(self.start + self.months - 1) + 1))


def year_of(month: int) -> int:
    """Return the calendar year of a month.

    >>> year_of(0), year_of(-1), year_of(324)
    (2000, 1999, 2027)
    """
    return 2000 + month // 12


def month_text(month: int) -> str:
    """Return a month as it is written in a scenario file.

    >>> month_text(324)
    '2027-01'
    """
    return f"{year_of(month)}-{month % 12 + 1:02d}"
