"""How an indicator is counted from records: a small vocabulary, frozen, without code.

A definition on records stands beside the published one, under the same id. The fast engine of
:mod:`drietrap.indicators.records` counts with it, and a slow reference engine reads the same definition.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

DIMENSIONS = ("leeftijd", "geslacht", "vorm", "verwijzer")
"""The ways in which a figure from records is broken down."""


class Counted(StrEnum):
    """What one is."""

    YOUTHS = "jongeren"
    TRAJECTORIES = "trajecten"


class Course(StrEnum):
    """What a trajectory did in the period.

    The stock follows the counting rule of CBS (longreads jeugdbescherming 2019 to 2023): what ends on the
    last day of the period is not in its final stock, so that the stock at the start, plus what began, less
    what ended, is the stock at the end.
    """

    RAN = "liep in de periode"
    AT_START = "liep aan het begin van de periode"
    AT_END = "liep nog na de laatste dag van de periode"
    BEGUN = "begon in de periode"
    ENDED = "eindigde in de periode"


class AgeDay(StrEnum):
    """The day on which age is taken."""

    FIRST = "eerste dag van de periode"
    LAST = "laatste dag van de periode"


class Method(StrEnum):
    """How the interval of a figure from records is made; there is no rounding in it."""

    WILSON = "Wilson"
    BYAR = "Byar"


@dataclass(frozen=True)
class Ages:
    """Everyone of ``lowest`` up to, not including, ``below`` years. Unknown ages are not in it."""

    lowest: int
    below: int


@dataclass(frozen=True)
class Selection:
    """Which trajectories, measures and authorisations; an empty ``forms`` or ``referrers`` means all.

    ``None`` among the referrers is jeugdhulp of which the referrer is not known.
    """

    kinds: tuple[str, ...]
    forms: tuple[str, ...] = ()
    referrers: tuple[str | None, ...] = ()
    course: Course = Course.RAN


@dataclass(frozen=True)
class RecordCount:
    """A count of youths (each once) or of trajectories.

    ``also`` is what the same youth must have as well; ``ages`` limits the youths by their age on ``age_on``.
    """

    counted: Counted
    selection: Selection
    also: Selection | None = None
    ages: Ages | None = None
    age_on: AgeDay = AgeDay.FIRST

    def __post_init__(self) -> None:
        if self.also is not None and self.counted is not Counted.YOUTHS:
            raise ValueError("only youths can have something else as well")


@dataclass(frozen=True)
class RecordExample:
    """Counts that follow by hand from the example register of :mod:`.record_example`.

    ``denominator`` is None where the formula has none.
    """

    period: str
    numerator: int
    denominator: int | None


@dataclass(frozen=True)
class RecordFormula:
    """``scale`` x numerator / denominator; without a denominator the count itself.

    Parameters
    ----------
    numerator
        What is counted.
    denominator
        Another count, or :class:`Ages`: the inhabitants of that age.
    examples
        Worked by hand on the example register.
    scale
        100 for a percentage.
    inverse
        '1 in N': the denominator divided by the numerator.
    method
        Wilson where the numerator is part of the denominator; Byar for a count, or a count per exposure.
        Trajectories per youth vary less than Poisson counts (every youth has one), so there Byar is wide.
    note
        Dutch, whole sentences: what a reader must know beside the definition of the published figure.
    """

    numerator: RecordCount
    denominator: RecordCount | Ages | None
    examples: tuple[RecordExample, ...]
    scale: float = 1.0
    inverse: bool = False
    method: Method = Method.WILSON
    note: str = ""

    @property
    def counts(self) -> tuple[RecordCount, ...]:
        """The counts of records that it needs."""
        below = self.denominator
        return (self.numerator, below) if isinstance(below, RecordCount) else (self.numerator,)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of records that it rests on, each once, in order of mention."""
        chosen = [part for count in self.counts for part in (count.selection, count.also) if part]
        return tuple(dict.fromkeys(kind for part in chosen for kind in part.kinds))

    @property
    def breakdowns(self) -> tuple[str, ...]:
        """The dimensions in which it says something.

        A share of a whole is not broken down by what tells the part from the whole, and who has two things
        at once is not broken down by the form or referrer of one of them.
        """
        return tuple(name for name in DIMENSIONS if not self._decided_by(name))

    def _decided_by(self, dimension: str) -> bool:
        above, below = self.numerator, self.denominator
        if above.also is not None and dimension in ("vorm", "verwijzer"):
            return True
        if not isinstance(below, RecordCount):
            return False
        match dimension:
            case "leeftijd":
                return above.ages != below.ages
            case "vorm":
                one, other = above.selection, below.selection
                return (one.kinds, one.forms) != (other.kinds, other.forms)
            case "verwijzer":
                one, other = above.selection, below.selection
                return (one.kinds, one.referrers) != (other.kinds, other.referrers)
        return False
