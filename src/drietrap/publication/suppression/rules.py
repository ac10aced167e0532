"""When a count is too small or too much of one provider, and how wide the doubt about it must stay.

Protection is stated as by Fischetti & Salazar-González (2001, "Solving the Cell Suppression Problem on
Tabular Data with Linear Constraints", Management Science 47(7):1008-1026): the attacker knows all sums, all
published cells with their rounding, that counts are whole and not negative, and these rules. For a cell that
needs protection his lowest and highest possible count must include its protection interval. The two ends are
proven by whole tables that he cannot tell from the true one, so the guarantee also holds for an attacker who
uses that counts are integers. Not covered: an attacker who repeats the choice of complementary cells to learn
from it, or who knows counts that were not published, or which of them were revised between two releases.
"""

from __future__ import annotations

import datetime
import math
from dataclasses import dataclass
from enum import StrEnum

from drietrap.catalogue.published.cbs_jeugd import SECRET_UP_TO
from drietrap.publication.suppression.tables import Cell, Kind
from drietrap.vocabulary.errors import InputError


class Zeros(StrEnum):
    """What readers see of a zero."""

    WITHHELD = "withheld"
    SHOWN = "shown"


@dataclass(frozen=True)
class Protection:
    """Counts that a reader must hold possible: ``lower`` and ``upper``, both included."""

    lower: int
    upper: int


@dataclass(frozen=True)
class Rules:
    """Primary rules and rounding, in force from a date.

    Parameters
    ----------
    valid_from, source
        Since when, and who says so.
    step
        Counts are rounded to multiples of this, halves up.
    secret_up_to
        Counts up to this are withheld; their protection interval is 0 (or 1, see ``zeros``) up to this.
    zeros
        Whether zero is withheld like other small counts. When zeros are shown they are exact, and a
        reader knows that a withheld count is at least one. A small total of several small parts then
        cannot keep the whole interval (1 + 1 is never 1); such cells come out as unprotected.
    percent
        p of the p%-rule: no provider may come closer than p % to another's part.
    dominance
        (n, k) of the dominance rule: the n largest providers may not make up more than k %.
    """

    valid_from: datetime.date
    source: str
    step: int = 5
    secret_up_to: int = SECRET_UP_TO
    zeros: Zeros = Zeros.WITHHELD
    percent: float | None = None
    dominance: tuple[int, float] | None = None

    def __post_init__(self) -> None:
        if self.step < 1 or self.secret_up_to < 0:
            raise InputError("De regels voor geheimhouding kloppen niet", expected="stap >= 1 en grens >= 0")

    @property
    def floor(self) -> int:
        """Lowest count that a withheld cell can have."""
        return 1 if self.zeros is Zeros.SHOWN else 0

    def rounded(self, count: int) -> int:
        """Return ``count`` as it is shown, rounded half up.

        >>> [CBS.rounded(count) for count in (8, 12, 13)]
        [10, 10, 15]
        """
        return (count + self.step // 2) // self.step * self.step

    def readings(self, shown: int | None) -> tuple[int, int | None]:
        """Return the lowest and highest count behind what is shown; None shown is withheld.

        >>> CBS.readings(10), CBS.readings(None)
        ((8, 12), (0, None))
        """
        if shown is None:
            return self.floor, None
        if shown == 0 and self.zeros is Zeros.SHOWN:
            return 0, 0
        lowest = max(shown - self.step // 2, self.secret_up_to + 1)
        return lowest, shown + (self.step - 1) // 2

    def protection(self, cell: Cell) -> Protection | None:
        """Return the interval that must stay possible for ``cell``; None when it may be shown.

        A small count of 0 to 7 keeps 0 to 7 possible. A cell with a dominant provider keeps the level L
        of its rule possible on both sides: from max(floor, x - L), 2 L wide, so that the interval slides
        up where zero would cut it off (a sliding protection level).
        """
        if cell.kind is Kind.SLACK or cell.structural:
            return None
        if self.floor <= cell.count <= self.secret_up_to:
            small = Protection(self.floor, self.secret_up_to)
        else:
            small = None
        level = self._level(cell)
        if level <= 0 or cell.count < self.floor:
            return small
        lower = max(self.floor, cell.count - level)
        return Protection(
            min(lower, small.lower) if small else lower,
            max(lower + 2 * level, small.upper) if small else lower + 2 * level,
        )

    def _level(self, cell: Cell) -> int:
        """Return how far an estimate must stay off; 0 when safe.

        The p%-rule and the (n, k) dominance rule of Hundepool et al. (2012, *Statistical Disclosure
        Control*), each solved for the count at which the cell would just be safe.
        """
        largest = sorted(cell.contributions, reverse=True)
        levels = [0.0]
        if self.percent is not None and largest:
            levels.append(self.percent / 100 * largest[0] - (cell.count - sum(largest[:2])))
        if self.dominance is not None and largest:
            number, share = self.dominance
            levels.append(100 / share * sum(largest[:number]) - cell.count)
        return math.ceil(max(levels) - 1e-9)


CBS = Rules(
    valid_from=datetime.date(2015, 1, 1),
    source="CBS in Nader onderzoek toegang jeugdhulp (2015), voetnoot 2: vijftallen, 0 tot en met 7 geheim",
)
RULES: tuple[Rules, ...] = (CBS,)


def rules_on(day: datetime.date) -> Rules:
    """Return the rules in force on ``day``."""
    valid = [rules for rules in RULES if rules.valid_from <= day]
    if not valid:
        raise InputError(
            f"Voor {day.isoformat()} zijn er geen regels voor geheimhouding",
            expected=f"een dag vanaf {RULES[0].valid_from.isoformat()}",
        )
    return max(valid, key=lambda rules: rules.valid_from)
