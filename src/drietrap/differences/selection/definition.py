"""A selection as a frozen definition: steps in order, each with its own bounds, and nothing drawn by lot."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from drietrap.catalogue.selection import (
    CONSPICUOUS_INDICATORS,
    EQUIVALENCE_MARGIN,
    FALSE_DISCOVERIES,
    ORDINARY_FACTORS,
    ORDINARY_SHARE,
)


class Side(StrEnum):
    """Which conspicuous figures count."""

    HIGH = "hoog"
    LOW = "laag"
    BOTH = "beide"


class Aim(StrEnum):
    """What the search for different municipalities makes as large as possible."""

    SMALLEST = "kleinste"
    TOTAL = "som"


@dataclass(frozen=True)
class Bound:
    """Keep municipalities whose ``on`` lies from ``lowest`` up to and including ``highest``.

    ``on`` is ``inwoners``, a population factor or an indicator, by id. A value of which it is not sure that
    it lies within the bounds falls out, unless ``keep_doubtful``.
    """

    on: str
    lowest: float | None = None
    highest: float | None = None
    keep_doubtful: bool = False


@dataclass(frozen=True)
class OneOf:
    """Keep municipalities with one of these values: of an organisation characteristic, or ``jeugdregio``."""

    on: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class OrdinaryStep:
    """Keep municipalities near the national value on all ``factors`` jointly.

    Either the ``share`` of all municipalities in the country that is most ordinary, or the ``number`` most
    ordinary of those that remain.
    """

    factors: tuple[str, ...] = ORDINARY_FACTORS
    share: float | None = ORDINARY_SHARE
    number: int | None = None


@dataclass(frozen=True)
class ConspicuousStep:
    """Keep municipalities with at least ``at_least`` figures outside ordinary variation.

    ``false_discoveries`` is the share of wrong calls that is accepted among all figures called conspicuous,
    over all municipalities that remain and all indicators together.
    """

    indicators: tuple[str, ...] = CONSPICUOUS_INDICATORS
    side: Side = Side.BOTH
    false_discoveries: float = FALSE_DISCOVERIES
    at_least: int = 1


@dataclass(frozen=True)
class AlikeStep:
    """Keep municipalities that have enough others with the same figures, to choose from in the next step.

    Two figures are the same when the whole interval of their difference lies within ``margin`` times the
    national value, on every indicator.
    """

    indicators: tuple[str, ...]
    margin: float = EQUIVALENCE_MARGIN


@dataclass(frozen=True)
class DifferentStep:
    """Choose the ``number`` municipalities that differ most; always the last step.

    ``organisation``, ``place`` and ``population`` weigh the three parts of a difference;
    ``characteristics`` are organisation characteristics by id (empty: all that can be compared), and
    ``weights`` change the weight of some of them.
    """

    number: int = 4
    aim: Aim = Aim.SMALLEST
    organisation: float = 1.0
    place: float = 1.0
    population: float = 0.0
    characteristics: tuple[str, ...] = ()
    factors: tuple[str, ...] = ORDINARY_FACTORS
    weights: tuple[tuple[str, float], ...] = ()


Step = Bound | OneOf | OrdinaryStep | ConspicuousStep | AlikeStep | DifferentStep


@dataclass(frozen=True)
class Selection:
    """A chain of steps on the municipalities of one period.

    ``among`` restricts the start to these area codes; empty is every municipality of the period.
    """

    title: str
    steps: tuple[Step, ...]
    period: str | None = None
    among: tuple[str, ...] = field(default=())
