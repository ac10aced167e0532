"""What a comparison says: estimates with intervals, a verdict in words, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class GroupKind(StrEnum):
    """With whom a municipality is compared."""

    NEDERLAND = "nederland"
    JEUGDREGIO = "jeugdregio"
    GROOTTEKLASSE = "grootteklasse"
    BUREN = "statistische buren"


@dataclass(frozen=True)
class Group:
    """A comparison group; ``members`` are area codes, the municipality itself is never among them."""

    kind: GroupKind
    id: str
    label: str
    members: tuple[str, ...]
    explanation: str = ""


class Verdict(StrEnum):
    """What the interval of the difference carries, in the words a reader sees."""

    CLEARLY_HIGHER = "duidelijk hoger"
    PROBABLY_HIGHER = "waarschijnlijk hoger"
    NO_DIFFERENCE_SHOWN = "niet te onderscheiden"
    SMALL_DIFFERENCE = "klein verschil"
    PROBABLY_LOWER = "waarschijnlijk lager"
    CLEARLY_LOWER = "duidelijk lager"
    UNKNOWN = "niet te zeggen"


class Spread(StrEnum):
    """Where the municipality lies in the ordinary variation between municipalities (funnel)."""

    ORDINARY = "gewone spreiding"
    NOTABLE = "opvallend"
    EXCEPTIONAL = "zeer opvallend"
    UNKNOWN = "spreiding onbekend"


@dataclass(frozen=True)
class Estimate:
    """A value with its interval; all None when it is withheld or cannot be computed."""

    value: float | None
    lower: float | None
    upper: float | None


@dataclass(frozen=True)
class Funnel:
    """Where the municipality lies in a funnel plot (Spiegelhalter 2005).

    ``limits_*`` are chance only, ``adjusted_*`` allow for the overdispersion between municipalities;
    each is (lower, upper) in the unit of the indicator. ``z`` is the unadjusted z-score, ``z_adjusted``
    the adjusted one, ``phi`` the overdispersion factor.
    """

    target: float
    limits_95: tuple[float, float]
    limits_998: tuple[float, float]
    adjusted_95: tuple[float, float]
    adjusted_998: tuple[float, float]
    z: float
    z_adjusted: float
    phi: float


@dataclass(frozen=True)
class Rank:
    """Rank among ``of`` municipalities with a figure, 1 is the highest value, with its 95 % interval."""

    value: int
    lower: int
    upper: int
    of: int


@dataclass(frozen=True)
class Comparison:
    """One municipality on one indicator against one group.

    ``difference`` is own minus reference in the unit of the indicator. ``q_value`` is the p-value after
    control of the false discovery rate over all indicators of this municipality and group.
    ``changes_without`` names the neighbours whose leaving out changes the verdict.
    """

    indicator: str
    area: str
    period: str
    group: Group
    own: Estimate
    own_rounding: Estimate
    reference: Estimate
    difference: Estimate
    p_value: float | None
    q_value: float | None
    verdict: Verdict
    spread: Spread
    sentence: str
    lineage: str
    provisional: bool
    hidden: str | None = None
    funnel: Funnel | None = None
    rank: Rank | None = None
    shrunk: Estimate | None = None
    changes_without: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Neighbour:
    """A statistical neighbour: how far, how close in words, and how often it stays under resampling."""

    area: str
    name: str
    distance: float
    closeness: str
    stability: float


@dataclass(frozen=True)
class TrendPoint:
    """One period of a series."""

    period: str
    estimate: Estimate
    provisional: bool
    lineage: str


@dataclass(frozen=True)
class TrendSegment:
    """A stretch of a series without a break; ``change`` is last minus first, with its interval."""

    points: tuple[TrendPoint, ...]
    starts_after: str | None
    change: Estimate | None
    sentence: str


@dataclass(frozen=True)
class Trend:
    """A series of one indicator for one area, cut at its breaks and never joined over them."""

    indicator: str
    area: str
    segments: tuple[TrendSegment, ...]
