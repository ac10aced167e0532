"""From protected counts to figures: what is rounded to fives stays an interval."""

from __future__ import annotations

from drietrap.benchmark.result import Estimate
from drietrap.publication.records.dossier import BesideAsked, RecordsDossier, Where
from drietrap.publication.suppression.rules import CBS

_Range = tuple[float | None, float, float]
_NOTHING = Estimate(None, None, None)


def own(dossier: RecordsDossier, asked: BesideAsked) -> Estimate:
    """Return the figure from records with everything its rounded counts allow; empty when one is withheld."""
    above = _range(dossier, asked.numerator)
    below = _range(dossier, asked.denominator)
    if above is None or below is None or below[1] <= 0:
        return _NOTHING
    value = None if above[0] is None or not below[0] else asked.scale * above[0] / below[0]
    return Estimate(value, asked.scale * above[1] / below[2], asked.scale * above[2] / below[1])


def _range(dossier: RecordsDossier, part: Where | float) -> _Range | None:
    """Return value, lowest and highest count behind what is shown; None when it is withheld."""
    if isinstance(part, float):
        return part, part, part
    shown = dossier.shown(part)
    lowest, highest = CBS.readings(shown)
    if shown is None or highest is None:
        return None
    return float(shown), float(lowest), float(highest)
