"""What is told of measures that were written down, and of their effects."""

from __future__ import annotations

from dataclasses import dataclass

from drietrap.benchmark.result import Estimate
from drietrap.learning.finding import EffectVerdict, Unknowable


@dataclass(frozen=True)
class MeasureTold:
    """A version of a measure; changes are in per cent, ``expected`` with the bounds that hold it with 80 %.

    ``number`` is the name of the number that must change, ``prediction`` whether it was written down before
    its figures were there, and ``newest`` whether there is no later version.
    """

    id: str
    version: int
    title: str
    area: str
    name: str
    number: str
    start: int
    visible: int
    expected: Estimate
    reason: str
    leans_on: str
    lever: str
    written_on: str
    known_until: str
    prediction: bool
    newest: bool


@dataclass(frozen=True)
class MeasuresResult:
    """All measures that were written down, the oldest first; ``added`` is the one of just now."""

    synthetic: bool
    measures: tuple[MeasureTold, ...]
    added: MeasureTold | None = None


@dataclass(frozen=True)
class EffectMethod:
    """The effect by one method: change in per cent with an interval of 95 %, and beside how many others."""

    method: str
    change: Estimate
    p_value: float
    others: int


@dataclass(frozen=True)
class MeasureYear:
    """The number in a year, with the bounds that rounding and secrecy leave, and how the year was used."""

    period: str
    count: Estimate
    use: str


@dataclass(frozen=True)
class WeighedLever:
    """The factor of an effect of a lever: as it was, and with what was seen; bounds hold it with 80 %."""

    lever: str
    effect: str
    before: Estimate
    after: Estimate


@dataclass(frozen=True)
class EffectResult:
    """What the figures say of a measure.

    Parameters
    ----------
    judged
        The version that was judged: the last one that is a prediction, else the last one.
    versions
        All versions.
    verdict, reason, sentences
        What the figures say, why it cannot be known, and both in words.
    methods, earlier
        Effects by method, the one of the verdict first; and what the same method finds in the years before
        the measure, where there can be no effect.
    years
        The figures.
    became, without
        The mean number in the years after, and what it would have been (interval of 95 %).
    weighed
        The expected change with what was seen (80 %); None when nothing was.
    levers
        Effects of the lever with what was seen.
    assumptions
        What all this takes for granted.
    """

    synthetic: bool
    judged: MeasureTold
    versions: tuple[MeasureTold, ...]
    verdict: EffectVerdict
    reason: Unknowable | None
    sentences: tuple[str, ...]
    methods: tuple[EffectMethod, ...]
    earlier: EffectMethod | None
    years: tuple[MeasureYear, ...]
    became: float | None
    without: Estimate | None
    weighed: Estimate | None
    levers: tuple[WeighedLever, ...]
    assumptions: tuple[str, ...]
    source: str
    html: str | None = None
    pdf: str | None = None
    xlsx: str | None = None
