"""How amounts of a split are written for a reader."""

from __future__ import annotations

from drietrap.benchmark.result import Estimate
from drietrap.catalogue.indicator import Unit
from drietrap.differences.split.result import Split, SplitTerm
from drietrap.publication.wording import NO_BREAK, NOTHING
from drietrap.vocabulary.notation import euro, number, sign_of

_WHOLE_FROM = 100
_POINTS = "punt"


def amount(value: float | None, split: Split, *, signed: bool = False) -> str:
    """Write an amount in the unit of the figure; with ``signed`` a plus or a minus before it."""
    if value is None:
        return NOTHING
    if not signed:
        return _plain(value, split)
    sign = sign_of(value, split.decimals)
    points = f"-{_POINTS}" if split.unit == Unit.PERCENTAGE.value else ""
    return f"{sign}{_plain(abs(value), split)}{points}"


def _plain(value: float, split: Split) -> str:
    if split.unit == Unit.EURO.value:
        return euro(value * 100, split.decimals).replace(" ", NO_BREAK)
    text = number(value, split.decimals)
    return f"{text}%" if split.unit == Unit.PERCENTAGE.value else text


def between(held: Estimate, split: Split) -> str:
    """Write the interval of a difference, such as ``−€ 454 tot −€ 308``."""
    if held.lower is None or held.upper is None:
        return "niet te zeggen"
    lower, upper = (amount(end, split, signed=True) for end in (held.lower, held.upper))
    return lower if lower == upper else f"{lower} tot {upper}"


def level(term: SplitTerm, held: Estimate | None) -> str:
    """Write the level of a factor on one side; empty when it is no single number."""
    if held is None or held.value is None:
        return ""
    if term.unit.startswith("euro") or abs(held.value) >= _WHOLE_FROM * 10:
        return number(held.value, 0)
    return number(held.value, 1 if abs(held.value) >= 10 else 2)
