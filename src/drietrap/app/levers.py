"""The levers of the catalogue, as a reader sees them."""

from __future__ import annotations

from drietrap.catalogue.levers.all import LEVERS
from drietrap.publication.disclosure import Published, publish
from drietrap.steering.scenario.lever_lines import lever_line
from drietrap.steering.scenario.measure_reading import lever_of
from drietrap.steering.scenario.result import LeverList


def levers(name: str | None = None) -> Published[LeverList]:
    """Return all levers, or the one with a name.

    Raises
    ------
    InputError
        When there is none with that name, with the nearest.
    """
    chosen = LEVERS.values() if name is None else (lever_of(name),)
    return publish(LeverList(tuple(map(lever_line, chosen))), public_sources=True)
