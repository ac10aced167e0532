"""What a scenario says, ready to be published: every number with where it can lie (95 % of the draws)."""

from __future__ import annotations

from dataclasses import dataclass

from drietrap.benchmark.result import Estimate
from drietrap.steering.scenario.verdicts import ChangeKind, GuardVerdict


@dataclass(frozen=True)
class EffectLine:
    """A number without and with the measures, per year or as a mean at a time, and the difference."""

    id: str
    label: str
    unit: str
    baseline: Estimate
    turned: Estimate
    difference: Estimate


@dataclass(frozen=True)
class TermLine:
    """One term of the split: which measures or knobs, what kind, and euros and youths over the horizon.

    The values of all terms add up to that of the whole.
    """

    label: str
    kind: ChangeKind
    euros: Estimate
    youths: Estimate


@dataclass(frozen=True)
class YearLine:
    """Money of one year, in euros: help and protection, own costs of measures, budget, and the region.

    ``left`` is the budget minus the costs with measures. ``contribution`` is what the municipality pays
    after the region has shared costs, and ``kept`` how that differs from without measures; the costs of the
    other municipalities are as the user gave them.
    """

    year: int
    baseline: Estimate
    turned: Estimate
    difference: Estimate
    own_costs: float
    budget: float | None
    left: Estimate | None
    contribution: Estimate | None
    kept: Estimate | None


@dataclass(frozen=True)
class Outlay:
    """What an amount can become, in euros.

    ``expected`` is the mean of the draws; in 10, 50 and 90 of 100 draws it stays below ``low``, ``middle``
    and ``high``.
    """

    expected: float
    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class BudgetLine:
    """One taakveld (or the whole) in one year of the budget, in euros.

    ``months`` of the year are in the scenario. ``own_costs`` is the part of ``turned`` that measures cost
    themselves, and ``prices`` the part that is the rise of prices since the first year. ``budget`` is what
    the user set aside, and ``over_budget`` in which part of the draws that is too little; for the whole only.
    """

    year: int
    months: int
    code: str
    label: str
    baseline: Outlay
    measures: Outlay
    turned: Outlay
    own_costs: float
    prices: float
    budget: float | None
    over_budget: float | None


@dataclass(frozen=True)
class GuardLine:
    """A number that says whether help stays available; ``worse_share``: in which part of draws it rises."""

    id: str
    label: str
    unit: str
    baseline: Estimate
    turned: Estimate
    difference: Estimate
    worse_share: float
    verdict: GuardVerdict


@dataclass(frozen=True)
class NoticeLine:
    """Who notices: a need group, age band or district, by youths with help and severe needs without."""

    kind: str
    label: str
    youths: Estimate
    unmet: Estimate | None


@dataclass(frozen=True)
class TaakveldLine:
    """Costs of one taakveld over the horizon, in euros."""

    code: str
    baseline: Estimate
    difference: Estimate


@dataclass(frozen=True)
class ProviderLine:
    """Costs of one provider for one form of help over the horizon, in euros."""

    label: str
    form: str
    baseline: Estimate
    difference: Estimate


@dataclass(frozen=True)
class VariantResult:
    """Everything about one variant.

    ``beware`` are sentences that must stand before everything else; ``sentence`` is the answer on money.
    """

    id: str
    label: str
    measures: tuple[str, ...]
    beware: tuple[str, ...]
    sentence: str
    warnings: tuple[str, ...]
    euros: Estimate
    terms: tuple[TermLine, ...]
    years: tuple[YearLine, ...]
    effects: tuple[EffectLine, ...]
    guards: tuple[GuardLine, ...]
    notices: tuple[NoticeLine, ...]
    taakvelden: tuple[TaakveldLine, ...]
    providers: tuple[ProviderLine, ...]
    budget_lines: tuple[BudgetLine, ...]


@dataclass(frozen=True)
class UsedEffect:
    """An effect: the factor with its bounds (80 %), how it is known and from where.

    ``replaced`` when the user gave it.
    """

    id: str
    handle: str
    middle: float
    lower: float
    upper: float
    evidence: str
    source: str
    replaced: bool


@dataclass(frozen=True)
class MeasureLine:
    """A measure as it was used.

    ``conditions`` says how it works and what can go wrong; ``assumed`` whether all its sizes are assumptions.
    """

    id: str
    lever: str
    label: str
    knob: str
    dose: str
    begins: str
    until: str
    reason: str
    mechanism: str
    risk: str
    cost: float
    assumed: bool
    effects: tuple[UsedEffect, ...]


@dataclass(frozen=True)
class TechnicalLine:
    """One fact about how the answer was made."""

    label: str
    text: str


@dataclass(frozen=True)
class ScenarioResult:
    """What a scenario says about a municipality."""

    area: str
    name: str
    synthetic: bool
    title: str
    question: str
    begins: str
    until: str
    draws: int
    variants: tuple[VariantResult, ...]
    measures: tuple[MeasureLine, ...]
    assumptions: tuple[str, ...]
    technical: tuple[TechnicalLine, ...] = ()
    html: str | None = None
    pdf: str | None = None
    xlsx: str | None = None


@dataclass(frozen=True)
class LeverLine:
    """A lever as the list of levers shows it.

    ``least``, ``most`` and ``usual`` are doses in ``unit``; ``acts`` says what the dose itself does;
    costs are in euros per year at full dose.
    """

    id: str
    label: str
    knob: str
    instrument: str
    question: str
    mechanism: str
    risk: str
    dose: str
    unit: str
    least: float
    most: float
    usual: float
    delay: int
    ramp: int
    fixed_cost: int
    cost_per_youth: float
    assumed: bool
    acts: tuple[str, ...]
    effects: tuple[UsedEffect, ...]


@dataclass(frozen=True)
class LeverList:
    """Levers, in the order of the knobs."""

    levers: tuple[LeverLine, ...]
