"""The shape of a chain of factors: how a figure is made of parts that its difference can be split over.

A chain holds no code. Its figure is the product of its blocks; a block is a sum over groups of pairs of
factors. Every factor is a ratio of quantities, and every quantity is a sum of published cells that can be
added up over municipalities, so that a group has the same chain as a municipality.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from drietrap.catalogue.indicator import Break, Cell, Unit


class TermKind(StrEnum):
    """What kind of cause a term stands for."""

    POPULATION = "bevolking"
    REACH = "bereik"
    VOLUME = "trajecten per jongere"
    MIX = "samenstelling"
    DURATION = "duur"
    INTENSITY = "intensiteit"
    PRICE = "prijs"
    INFLATION = "inflatie"
    REGISTRATION = "registratie"
    REST = "niet te splitsen"


class Chance(StrEnum):
    """What chance a factor is subject to, apart from the rounding of its quantities.

    ``SHARE``: so many of so many youths (binomial). ``EXTRA``: what comes on top of one for everybody, such
    as the second trajectory of a youth (Poisson; an assumption). ``COUNT``: a number that arises by chance
    (Poisson). ``NONE``: amounts and populations.
    """

    NONE = "geen"
    SHARE = "aandeel"
    EXTRA = "meer dan een"
    COUNT = "aantal"


@dataclass(frozen=True)
class Product:
    """A weight times published cells, such as a percentage times the people it is of."""

    weight: float
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Quantity:
    """Something that can be counted or added up over municipalities: a sum of products of cells.

    Parameters
    ----------
    reach
        How many years away from the wanted year a cell may be taken when two places are compared. Two years
        are only compared with cells of those years themselves.
    optional
        Cells that count as zero where the publisher has no row for them.
    secret_up_to
        The largest number that the publisher keeps secret, where the cells themselves do not carry bounds.
    as_shown
        Measures that are published with other decimals every year: whole numbers for every area are rounded
        to whole ones, else to two decimals.
    """

    id: str
    label: str
    source: str
    products: tuple[Product, ...]
    reach: int = 3
    optional: bool = False
    secret_up_to: int | None = None
    as_shown: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ratio:
    """A product of quantities by a product of quantities.

    ``index`` names a deflator that it is multiplied by, ``deflated`` one that it is divided by.
    """

    above: tuple[str, ...]
    below: tuple[str, ...] = ()
    chance: Chance = Chance.NONE
    index: str = ""
    deflated: str = ""


@dataclass(frozen=True)
class Group:
    """A pair of factors, ``x`` (None is one) times ``y``; and which term each is part of."""

    id: str
    label: str
    y: Ratio
    y_term: str
    x: Ratio | None = None
    x_term: str = ""


@dataclass(frozen=True)
class Block:
    """One factor of the figure: ``total``, which is the sum of its groups.

    Where the pairs are not known on a side (a secret number), the block stays whole and is the term
    ``together``.
    """

    total: Ratio
    groups: tuple[Group, ...]
    together: str = ""


@dataclass(frozen=True)
class TermText:
    """A term in words. ``more`` and ``less`` end the sentence 'Dit deel van het verschil komt doordat ...'.

    ``level`` is shown for both sides, times ``scale``, in ``unit``. A ``leftover`` is what an assumption
    leaves over, such as two sources for one number: it never gets a verdict.
    """

    id: str
    kind: TermKind
    label: str
    more: str
    less: str
    level: Ratio | None = None
    scale: float = 1.0
    unit: str = ""
    leftover: bool = False


@dataclass(frozen=True)
class Uncovered:
    """What is counted on one side of a ratio and not paid for on the other.

    ``terms`` then get no verdict. ``reason`` says why; ``part`` of ``whole`` is how much it is, where the
    quantities of the chain tell that.
    """

    terms: tuple[str, ...]
    reason: str
    part: str = ""
    whole: str = ""


@dataclass(frozen=True)
class Shares:
    """A term seen by another division of the same youths or trajectories, such as by referrer.

    The level of the term is divided as ``parts`` are of ``whole``. ``registration`` names the parts that
    tell more about registration than about help.
    """

    id: str
    label: str
    term: str
    parts: tuple[str, ...]
    whole: str
    note: str


@dataclass(frozen=True)
class Chain:
    """A figure and the factors it is made of.

    ``over_time`` chains compare two years of one place (``national`` ones only of the country), the others
    two places. ``stopped`` says what cannot
    be split further with these tables and why. ``checked`` are indicators: a place whose figure of one of
    them is in doubt is nobody's reference. ``booked`` are by term the taakvelden that its amount is on.
    A ``certain`` figure is an amount in the books or a plan: its difference is known, without chance.
    """

    id: str
    label: str
    question: str
    unit: Unit
    scale: float
    step: float
    decimals: int
    figure: Ratio
    blocks: tuple[Block, ...]
    terms: tuple[TermText, ...]
    reference: str
    views: tuple[Shares, ...] = ()
    notes: tuple[str, ...] = ()
    stopped: tuple[str, ...] = ()
    checked: tuple[str, ...] = ()
    breaks: tuple[Break, ...] = ()
    over_time: bool = False
    national: bool = False
    uncovered: Uncovered | None = None
    booked: tuple[tuple[str, tuple[str, ...]], ...] = ()
    certain: bool = False

    def text(self, term: str) -> TermText:
        """Return the words of a term."""
        return next(text for text in self.terms if text.id == term)


def ratios_of(chain: Chain) -> tuple[Ratio, ...]:
    """Return every ratio that the chain is reckoned with, its figure first."""
    found = [chain.figure]
    for block in chain.blocks:
        found.append(block.total)
        found += [ratio for group in block.groups for ratio in (group.x, group.y) if ratio]
    return tuple(found)


def deflators_of(chain: Chain) -> tuple[str, ...]:
    """Return the ids of the deflators that the chain needs."""
    named = [name for ratio in ratios_of(chain) for name in (ratio.index, ratio.deflated) if name]
    return tuple(dict.fromkeys(named))


def quantities_of(chain: Chain) -> tuple[str, ...]:
    """Return the ids of every quantity that the chain reads, in order of mention, each once."""
    levels = [text.level for text in chain.terms if text.level]
    named = [name for ratio in (*ratios_of(chain), *levels) for name in (*ratio.above, *ratio.below)]
    named += [name for view in chain.views for name in (*view.parts, view.whole)]
    return tuple(dict.fromkeys(named))
