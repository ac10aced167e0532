"""Narrower ends for a term of a split, from what a share and a sum allow.

A secret number can be nought, and the logarithm of nought has no lowest end. That a part is never more than
the whole, and that all terms together are the difference, still leaves such a term ends.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from drietrap.catalogue.split import Chain, Chance
from drietrap.differences.split.levels import Levels
from drietrap.differences.split.ranges import Range, total


def of_shares(chain: Chain, place: int, part: Range, own: Levels, other: Levels) -> Range:
    """Return the part of block ``place`` no wider than it can be where all other blocks are shares.

    The figure F is then at most the block B. With ``B1 >= F1``, ``F0 <= B0`` and a logarithmic mean that
    rises with both its numbers, ``L(F1, F0) ln(B1 / B0) >= L(F1, B0) ln(F1 / B0) = F1 - B0`` where the
    part is negative; with the sides turned round it is at most ``B1 - F0`` where it is positive.
    """
    rest = [block for number, block in enumerate(chain.blocks) if number != place]
    if not rest or any(len(one.groups) > 1 or one.groups[0].y.chance is not Chance.SHARE for one in rest):
        return part
    b1, b0 = (side.blocks[place].total.scaled(chain.scale) for side in (own, other))
    low = np.minimum(own.figure.low - b0.high, 0.0)
    high = np.maximum(b1.high - other.figure.low, 0.0)
    return part.within(Range(part.value, low, high))


def by_the_rest(chain: Chain, found: Mapping[str, Range], difference: Range) -> dict[str, Range]:
    """Return terms no wider than the difference leaves them when the others are taken off.

    Only where every block is one term of its own: else not all of ``found`` adds up.
    """
    own = [block.groups[0].y_term for block in chain.blocks if len(block.groups) == 1 and not block.together]
    if len(found) < 2 or sorted(own) != sorted(found) or len(own) != len(chain.blocks):
        return dict(found)
    return {
        name: held.within(difference - total([one for key, one in found.items() if key != name]))
        for name, held in found.items()
    }
