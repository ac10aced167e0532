"""What the model of expected use says of a municipality and its districts, and how good the model is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from drietrap.benchmark.result import Estimate


class Against(StrEnum):
    """What the observed value carries beside what the population makes likely."""

    HIGHER = "hoger dan verwacht"
    LOWER = "lager dan verwacht"
    AS_EXPECTED = "zoals verwacht"
    UNKNOWN = "niet te zeggen"


@dataclass(frozen=True)
class FactorValue:
    """One population factor: its value here (None when unknown) and its average over all youths."""

    label: str
    unit: str
    here: float | None
    average: float


@dataclass(frozen=True)
class FactorEffect:
    """What one group of collinear factors does here: ``effect`` in percentage points against the average.

    ``share`` is the part of the
    variation explained by population that this group carries over all areas (Shapley), 0 to 1.
    """

    id: str
    label: str
    effect: Estimate
    share: float
    factors: tuple[FactorValue, ...]


@dataclass(frozen=True)
class Expectation:
    """One area: observed and expected use, both in % of youths.

    ``observed`` carries chance and rounding. ``expected`` comes from population factors alone, learned
    from other municipalities; its interval (95 %) and ``likely`` (80 %) say where the figure of such an
    area lies. ``nearby`` adds what the region and the municipalities around have in common;
    ``difference`` is observed minus expected. ``youths`` is None when unknown.
    """

    area: str
    name: str
    youths: float | None
    observed: Estimate
    expected: Estimate
    likely: Estimate
    nearby: Estimate
    difference: Estimate
    verdict: Against
    hidden: str | None = None


@dataclass(frozen=True)
class Quality:
    """How well the model foretells areas that it had not seen.

    ``situation`` says which (B1 Dutch). ``explained`` is R², ``spread`` the same with the interval (95 %)
    that comes from which municipalities are scored, ``weighted`` R² with every area counted by its youths,
    ``ceiling`` and ``ceiling_weighted`` what chance in small areas leaves to explain. ``cover_80`` and
    ``cover_95`` are the shares of ``areas`` within the intervals. ``reserved`` when these areas were kept
    apart until the model was finished, else cross-validation.
    """

    situation: str
    areas: int
    explained: float
    spread: Estimate
    weighted: float
    ceiling: float
    ceiling_weighted: float
    error: float
    cover_80: float
    cover_95: float
    reserved: bool


@dataclass(frozen=True)
class Component:
    """A part of the variation between areas: which level carries how much (share of the variance)."""

    id: str
    label: str
    share: float


@dataclass(frozen=True)
class AreaPoint:
    """One municipality among all: expected (from the others) and observed use, in % of youths."""

    area: str
    expected: float
    observed: float


@dataclass(frozen=True)
class ExpectedUse:
    """The answer for one municipality from one model.

    ``average`` is the expected value of an area with average factors. ``factors`` are ordered by the size
    of their effect here. ``districts`` is empty when the model is about municipalities. ``all_areas``
    places the municipality among the others.
    """

    model: str
    label: str
    unit: str
    period: str
    source: str
    average: float
    own: Expectation
    factors: tuple[FactorEffect, ...]
    districts: tuple[Expectation, ...]
    quality: tuple[Quality, ...]
    components: tuple[Component, ...]
    all_areas: tuple[AreaPoint, ...]
    sentences: tuple[str, ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class ExpectedUseResult:
    """Every answer about one municipality; ``html``, ``pdf`` and ``xlsx`` are None without a report."""

    area: str
    name: str
    synthetic: bool
    answers: tuple[ExpectedUse, ...]
    left_out: tuple[str, ...] = ()
    html: str | None = None
    pdf: str | None = None
    xlsx: str | None = None
