"""What a split says: terms that add up to the difference, each with where it can lie and what it means."""

from __future__ import annotations

from dataclasses import dataclass

from drietrap.benchmark.result import Estimate
from drietrap.catalogue.split import TermKind


@dataclass(frozen=True)
class Side:
    """What a municipality is held against: another municipality, a group as its sum, or another year.

    ``kind`` is ``gemeente``, ``groep`` or ``jaar``. ``members`` are area codes; the municipality itself is
    never among those of a group. ``names`` are theirs, in the same order.
    """

    kind: str
    id: str
    label: str
    members: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True)
class SplitPart:
    """One part of a term. Without a value (see ``hidden``) there are only the ends between which it lies."""

    id: str
    label: str
    difference: Estimate
    hidden: str | None = None


@dataclass(frozen=True)
class SplitView:
    """A term seen in parts, such as reach per referrer; parts with a value and ``rest`` add up to the term.

    ``rest`` is what secret numbers and rounding leave; None when nothing is left.
    """

    id: str
    label: str
    parts: tuple[SplitPart, ...]
    rest: float | None
    note: str = ""


@dataclass(frozen=True)
class SplitTerm:
    """One factor's part of the difference.

    Parameters
    ----------
    difference
        In the unit of the figure; ``lower`` and ``upper`` hold rounding and chance together (95 %).
    rounding
        The same by rounding and secrecy alone: no table that would be published like this one has a term
        outside it.
    own, other
        The level of the factor on both sides, in ``unit``; None where the factor is no single number.
    certainty
        What the interval carries: ``duidelijk``, ``waarschijnlijk``, ``niet te onderscheiden van nul``.
    sentence
        What the term means, in plain words.
    """

    id: str
    kind: TermKind
    label: str
    difference: Estimate
    rounding: Estimate
    own: Estimate | None
    other: Estimate | None
    unit: str
    certainty: str
    sentence: str
    views: tuple[SplitView, ...] = ()


@dataclass(frozen=True)
class Split:
    """The difference in one figure, own minus other, and the terms that add up to it exactly.

    Values are whole steps of ``step`` (cents for amounts). ``years`` names the year of every source used,
    ``notes`` what a reader must know, ``stopped`` where and why the split goes no further.
    """

    chain: str
    label: str
    question: str
    unit: str
    step: float
    decimals: int
    own: Estimate
    other: Estimate
    difference: Estimate
    certainty: str
    terms: tuple[SplitTerm, ...]
    sentence: str
    years: tuple[str, ...]
    notes: tuple[str, ...]
    stopped: tuple[str, ...]
    members: int
    left_out: int


@dataclass(frozen=True)
class NoSplit:
    """A figure that cannot be split here, and why."""

    chain: str
    label: str
    reason: str


@dataclass(frozen=True)
class SplitResult:
    """A municipality against one other side, on every figure that can be split."""

    area: str
    name: str
    synthetic: bool
    against: Side
    splits: tuple[Split, ...]
    refused: tuple[NoSplit, ...]
    html: str = ""
    pdf: str = ""
    xlsx: str = ""
