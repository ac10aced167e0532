"""What a variant's effect is made of: each part alone, each pair together, and one term for the rest.

All anchored at the baseline: the effect of a part is what it does alone, the effect of a pair is what the
two do together beyond that, and the last term is what more than two do together beyond all that. So the
order of parts does not matter, and the terms add up to the whole exactly, in every draw.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from drietrap.steering.model.rows import Whole
from drietrap.steering.scenario.definition import Scenario, Variant
from drietrap.steering.scenario.drawing import players
from drietrap.steering.scenario.simulating import Draws
from drietrap.steering.scenario.verdicts import ChangeKind


@dataclass(frozen=True)
class SplitTerm:
    """One term: which parts it is about, and the change by draw and year (draws, years, ...)."""

    kind: ChangeKind
    parts: tuple[str, ...]
    change: Whole


def split(scenario: Scenario, variant: Variant, draws: Draws, group: str) -> tuple[SplitTerm, ...]:
    """Return the terms of a variant for a group of numbers; together exactly its difference."""
    parts = players(scenario, variant)
    alone = {name: draws.difference(chosen, group) for name, chosen in parts.items()}
    terms = [SplitTerm(ChangeKind.ALONE, (name,), change) for name, change in alone.items()]
    for one, other in combinations(parts, 2):
        both = draws.difference(parts[one] | parts[other], group)
        terms.append(SplitTerm(ChangeKind.PAIR, (one, other), both - alone[one] - alone[other]))
    whole = draws.difference(frozenset(variant.measures), group)
    rest = whole - sum((term.change for term in terms), start=whole - whole)
    if len(parts) > 2:
        terms.append(SplitTerm(ChangeKind.HIGHER, tuple(parts), rest))
    return tuple(terms)
