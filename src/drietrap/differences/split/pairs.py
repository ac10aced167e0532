"""Every pair of municipalities at once: the terms of a chain as arrays, without a loop over pairs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from drietrap.catalogue.split import Chain, quantities_of
from drietrap.differences.split.gather import Quantities, usable
from drietrap.differences.split.levels import levels
from drietrap.differences.split.ranges import Array
from drietrap.differences.split.terms import Found, chance, terms


@dataclass(frozen=True)
class Pairs:
    """The split of every pair: ``own`` and ``other`` are places in ``areas``, own before other.

    ``found`` holds values and the ends that rounding leaves, ``deviations`` the standard deviation of each
    term by chance; arrays of one element per pair.
    """

    areas: tuple[str, ...]
    own: NDArray[np.int64]
    other: NDArray[np.int64]
    found: Found
    deviations: Mapping[str, Array]


def all_pairs(chain: Chain, held: Quantities) -> Pairs:
    """Split the difference of every pair of areas in which the figure of ``chain`` is known."""
    kept = np.flatnonzero(usable(held, quantities_of(chain)))
    known = levels(chain, held.at(kept))
    own, other = np.triu_indices(len(kept), k=1)
    mine, theirs = known.at(own), known.at(other)
    found = terms(chain, mine, theirs)
    areas = tuple(held.areas[place] for place in kept)
    return Pairs(areas, own, other, found, chance(chain, mine, theirs, found))
