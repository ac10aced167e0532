"""What a chapter holds: figures, gaps, checks, organisation, what is missing, and what people wrote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from drietrap.benchmark.finding import Finding
from drietrap.benchmark.result import Comparison, Estimate, Trend, Verdict
from drietrap.differences.expected.result import ExpectedUse
from drietrap.differences.selection.result import Held
from drietrap.differences.study.placing import Placed
from drietrap.differences.study.questions import Question
from drietrap.differences.study.signing import SignOff
from drietrap.differences.study.texts import TextBlock


@dataclass(frozen=True)
class Corrected:
    """A figure in doubt as the range it can have once mended, and what may be said of that range.

    ``why`` is how the range was made. ``value.value`` is None: nobody knows which of them it is. ``verdict``
    is against the country.
    """

    indicator: str
    period: str
    value: Estimate
    verdict: Verdict
    why: str


class Kind(StrEnum):
    """Whether better registration would have avoided a part of a gap."""

    AVOIDABLE = "vermijdbaar"
    UNAVOIDABLE = "niet te vermijden"
    UNKNOWN = "niet bekend"


@dataclass(frozen=True)
class Piece:
    """A part of a gap: ``amount`` is what it adds to the second source, a range where it is not known."""

    label: str
    kind: Kind
    amount: Estimate
    sentence: str


@dataclass(frozen=True)
class Source:
    """One source of a quantity and what it says; ``public`` when its publisher made it safe already."""

    label: str
    value: Estimate
    public: bool = False


@dataclass(frozen=True)
class Gap:
    """One quantity in several sources, with what makes the last differ from the first.

    ``after`` is the quantity after correction: what it can be when all avoidable parts are mended.
    """

    label: str
    unit: str
    sources: tuple[Source, ...]
    pieces: tuple[Piece, ...]
    after: Estimate


@dataclass(frozen=True)
class DeliveryFinding:
    """One finding: ``whose`` delivery, and at most how many trajectories of this municipality it can move.

    ``touches`` are the figures that rest on what is wrong (``catalogue.rules.themes``).
    """

    whose: str
    rule: str
    title: str
    severity: str
    kind: Kind
    here: Estimate
    touches: tuple[str, ...]
    action: str


@dataclass(frozen=True)
class Delivered:
    """The deliveries over a part of the period (``label``): who is missing, and what the checks found.

    ``absent`` are providers on the municipality's list of contracts without a delivery; None without a list.
    ``stakes`` is, per figure, at most how many trajectories can be wrong there.
    """

    label: str
    providers: int
    absent: tuple[str, ...] | None
    findings: tuple[DeliveryFinding, ...]
    stakes: Mapping[str, float]


@dataclass(frozen=True)
class Missing:
    """What a chapter could not show, and how to get it."""

    what: str
    how: str


@dataclass(frozen=True)
class Chapter:
    """One question about one municipality, before and after people wrote about it."""

    question: Question
    comparisons: tuple[Comparison, ...]
    corrected: tuple[Corrected, ...]
    trends: tuple[Trend, ...]
    findings: tuple[Finding, ...]
    gaps: tuple[Gap, ...]
    delivered: tuple[Delivered, ...]
    organisation: tuple[Held, ...]
    expected: tuple[ExpectedUse, ...]
    splits: Placed
    missing: tuple[Missing, ...]
    text: tuple[TextBlock, ...] = ()
    sign_offs: tuple[SignOff, ...] = ()
    version: str = ""


@dataclass(frozen=True)
class Point:
    """Why a municipality was chosen: an indicator, and what our own verdict makes of it.

    ``sure`` tells whether the verdict also stands after correction of what the checks found. ``own`` and
    ``country`` are the figures themselves; None where there is none, it is withheld or in doubt.
    """

    indicator: str
    verdict: Verdict
    after: Verdict
    question: Question
    own: float | None
    country: float | None

    @property
    def sure(self) -> bool:
        """Whether a direction is left that no mending takes away."""
        return self.after not in (Verdict.UNKNOWN, Verdict.NO_DIFFERENCE_SHOWN, Verdict.SMALL_DIFFERENCE)


@dataclass(frozen=True)
class Part:
    """The part of a study about one municipality."""

    area: str
    name: str
    letter: str
    points: tuple[Point, ...]
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True)
class Step:
    """One step of the selection: what was asked, and how many municipalities remained."""

    label: str
    remaining: int


@dataclass(frozen=True)
class Study:
    """A whole study. ``made_on`` is an ISO date; ``steps`` tell how the municipalities were chosen.

    ``remark`` says what is odd about the choice.
    """

    title: str
    period: str
    made_on: str
    release: int
    begun_with: int | None
    software: str
    synthetic: bool
    parts: tuple[Part, ...]
    roles: tuple[str, ...]
    steps: tuple[Step, ...] = ()
    remark: str = ""
