"""What one step of the chain leaves behind, before it is told as a result."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from drietrap.differences.selection.result import Conspicuous, Fallen, Ordinary
from drietrap.differences.selection.world import World


@dataclass(frozen=True)
class Outcome:
    """Who stays (positions in the territory, in order), who fell and why, and what was found on the way.

    ``unit`` is what the shortfall of the fallen is measured in.
    """

    condition: str
    unit: str
    kept: tuple[int, ...]
    fallen: tuple[Fallen, ...]
    remarks: tuple[str, ...] = ()
    ordinary: Mapping[int, Ordinary] = field(default_factory=dict)
    conspicuous: Mapping[int, tuple[Conspicuous, ...]] = field(default_factory=dict)
    same: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


def fell(world: World, i: int, reason: str, shortfall: float | None, *, doubtful: bool = False) -> Fallen:
    """Return municipality ``i`` as fallen; a shortfall that is no finite number is unknown."""
    known = shortfall is not None and abs(shortfall) < float("inf")
    return Fallen(world.land.areas[i], world.land.names[i], reason, shortfall if known else None, doubtful)


def listed(words: Iterable[str], most: int = 4) -> str:
    """Return words as a Dutch list: ``a, b en c``; what is too many becomes a number."""
    found = list(words)
    if len(found) > most:
        found = [*found[: most - 1], f"nog {len(found) - most + 1}"]
    return found[0] if len(found) == 1 else f"{', '.join(found[:-1])} en {found[-1]}" if found else ""
