"""How sure a term is: rounding and chance together, and the word that this carries."""

from __future__ import annotations

import math

from scipy import special

from drietrap.benchmark.result import Estimate
from drietrap.catalogue.comparison import CLEAR_CONFIDENCE, CONFIDENCE, MATERIAL_SHARE
from drietrap.catalogue.indicator import Unit
from drietrap.catalogue.split import Chain, TermKind
from drietrap.differences.split.ranges import Range
from drietrap.differences.split.words import CLEAR, NONE, PROBABLE, SMALL, UNKNOWN

# What hangs on amounts carries no chance, so that nothing in it is called clear (as in the benchmark).
_AMOUNTS = (TermKind.PRICE, TermKind.MIX, TermKind.REST, TermKind.INFLATION)


def bounded(held: Range, deviation: float = 0.0, confidence: float = CONFIDENCE) -> Estimate:
    """Return a range of one place as an estimate; chance comes on top of what rounding leaves."""
    z = float(special.ndtri((1 + confidence) / 2))
    low, high = float(held.low[0]) - z * deviation, float(held.high[0]) + z * deviation
    value = float(held.value[0])
    known = math.isfinite(low) and math.isfinite(high)
    return Estimate(value if math.isfinite(value) else None, low if known else None, high if known else None)


def certainty(chain: Chain, kind: TermKind | None, held: Range, deviation: float, size: float) -> str:
    """Return the word that a term may be called by.

    Parameters
    ----------
    kind
        What kind of cause; None for the difference itself.
    held, deviation
        The ends by rounding, and the standard deviation by chance.
    size
        The larger of both figures. A term below :data:`MATERIAL_SHARE` of it is small.
    """
    likely, sure = (bounded(held, deviation, confidence) for confidence in (CONFIDENCE, CLEAR_CONFIDENCE))
    if likely.lower is None or likely.upper is None or likely.value is None:
        return UNKNOWN
    if not _apart(likely):
        return NONE
    if abs(likely.value) < MATERIAL_SHARE * abs(size):
        return SMALL
    if kind is None and chain.certain:
        return CLEAR
    amount = chain.unit is Unit.EURO and (kind is None or kind in _AMOUNTS)
    return CLEAR if _apart(sure) and not amount else PROBABLE


def _apart(held: Estimate) -> bool:
    """Whether zero is outside the interval."""
    return held.lower is not None and held.upper is not None and (held.lower > 0 or held.upper < 0)
