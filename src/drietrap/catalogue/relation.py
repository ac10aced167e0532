"""How published measures hang together: wholes and their parts, shares and their base, stocks and flows.

These are the shapes; which tables have which relations is in :mod:`drietrap.catalogue.relations`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from drietrap.vocabulary.area import AreaKind


@dataclass(frozen=True)
class PartsOfWhole:
    """Parts that do not overlap; ``complete`` when nothing of the whole is outside them."""

    table: str
    whole: str
    parts: tuple[str, ...]
    complete: bool = True


@dataclass(frozen=True)
class SharesOf100:
    """Percentages of one whole that together are all of it."""

    table: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class ShareOf:
    """A percentage of a published count.

    ``part`` is the published count that the share stands for, if there is one. ``rounded`` when the
    publisher divided the rounded counts instead of the true ones: the share then carries their rounding.
    """

    table: str
    share: str
    base: str
    part: str | None = None
    rounded: bool = True


class CountAndShare(NamedTuple):
    """A count and the same as a percentage; together they imply the size of the group."""

    number: str
    share: str


@dataclass(frozen=True)
class SameGroup:
    """Counts and percentages of one and the same group, so that all imply the same size."""

    table: str
    group: str
    pairs: tuple[CountAndShare, ...]


@dataclass(frozen=True)
class GroupBetween:
    """The size that a count and percentage imply lies between two sums of published numbers."""

    table: str
    group: str
    pair: CountAndShare
    at_least: tuple[str, ...]
    at_most: tuple[str, ...]


@dataclass(frozen=True)
class GroupSum:
    """A group consists of smaller groups, so the implied sizes add up too."""

    table: str
    group: str
    whole: CountAndShare
    parts: tuple[CountAndShare, ...]


@dataclass(frozen=True)
class AtMost:
    """A count that can never exceed another one."""

    table: str
    part: str
    whole: str


@dataclass(frozen=True)
class VariantParts:
    """Variants of a table that are parts of another variant, for every measure."""

    table: str
    whole: str
    parts: tuple[str, ...]
    complete: bool = True


@dataclass(frozen=True)
class AreaParts:
    """Smaller areas that make up larger ones, for counts and amounts.

    ``complete`` when the small areas leave nothing out, provided that all of them are there.
    """

    table: str
    whole: AreaKind
    part: AreaKind
    measures: tuple[str, ...]
    complete: bool = True


@dataclass(frozen=True)
class AreaShares:
    """Percentages of a larger area that are the weighted mean of those of its parts."""

    table: str
    whole: AreaKind
    part: AreaKind
    measures: tuple[str, ...]


@dataclass(frozen=True)
class StockFlow:
    """Begin + inflow - outflow = end."""

    table: str
    begin: str
    inflow: str
    outflow: str
    end: str


@dataclass(frozen=True)
class Cell:
    """One measure of one table in one variant."""

    table: str
    measure: str
    variant: str = ""


@dataclass(frozen=True)
class SameQuantity:
    """The same quantity in two tables; compared per area and period that both have."""

    one: Cell
    other: Cell


@dataclass(frozen=True)
class CostGroup:
    """Costs of one sector: the posts, those that cannot all be zero, income, and the inhabitants."""

    table: str
    costs: tuple[str, ...]
    never_all_zero: tuple[str, ...]
    income: tuple[str, ...]
    inhabitants: str


@dataclass(frozen=True)
class Series:
    """Measures that are comparable from year to year, except over the years in ``breaks``."""

    table: str
    measures: tuple[str, ...]
    breaks: tuple[str, ...] = ()


Relation = (
    PartsOfWhole
    | SharesOf100
    | ShareOf
    | SameGroup
    | GroupBetween
    | GroupSum
    | AtMost
    | VariantParts
    | AreaParts
    | AreaShares
    | StockFlow
    | CostGroup
    | Series
)


def measures_of(relation: Relation) -> tuple[str, ...]:
    """Return every measure that a relation needs of its table."""
    match relation:
        case PartsOfWhole():
            return (relation.whole, *relation.parts)
        case SharesOf100():
            return relation.parts
        case ShareOf():
            return (relation.share, relation.base, *([relation.part] if relation.part else []))
        case SameGroup():
            return tuple(measure for pair in relation.pairs for measure in pair)
        case GroupBetween():
            return (*relation.pair, *relation.at_most)
        case GroupSum():
            return (*relation.whole, *(measure for pair in relation.parts for measure in pair))
        case AtMost():
            return (relation.part, relation.whole)
        case StockFlow():
            return (relation.begin, relation.inflow, relation.outflow, relation.end)
        case CostGroup():
            return (*relation.costs, relation.inhabitants)
        case AreaParts() | AreaShares() | Series():
            return relation.measures
        case VariantParts():
            return ()
