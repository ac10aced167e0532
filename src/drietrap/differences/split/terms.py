"""The terms of a difference: exact, whatever the order of the factors, with the ends that rounding leaves.

The figure is a product of blocks. A block's part is ``L(Y1, Y0) x ln(B1 / B0)``, with ``L`` the logarithmic
mean (Ang 2004, additive LMDI-I): it adds up, changes sign with the sides, and keeps its share when the figure
is turned upside down. Within a block, which is a sum of pairs of factors, the part is divided as the Shapley
value divides the difference of the sum (for two factors Kitagawa 1955). Every formula names each number once,
so that interval arithmetic gives the ends that the numbers allow; where two ways of writing a term both hold
the truth, the narrower ends are kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from drietrap.catalogue.split import Block, Chain
from drietrap.differences.split.levels import Level, Levels, Pair
from drietrap.differences.split.narrowed import by_the_rest, of_shares
from drietrap.differences.split.ranges import Array, Mask, Range, log_mean_range, log_ratio, total

WHOLE = ""


@dataclass(frozen=True)
class Found:
    """Terms by id, with the parts in which groups and views see them; arrays of one shape throughout.

    ``terms`` hold values where they are known. ``together`` tells per block where its groups are not known,
    so that it is a term as a whole. ``groups`` and ``views`` are keyed by term (or block) and by view.
    """

    difference: Range
    terms: dict[str, Range]
    whole: tuple[Mask, ...]
    groups: dict[str, dict[str, Range]]
    views: dict[str, tuple[Range, ...]]


def terms(chain: Chain, own: Levels, other: Levels, *, parts: bool = True) -> Found:
    """Split the difference in the figure of ``chain``, own minus other; ``parts``: also by group and view."""
    weight = log_mean_range(own.figure, other.figure)
    found: dict[str, Range] = {}
    groups: dict[str, dict[str, Range]] = {}
    views: dict[str, tuple[Range, ...]] = {}
    whole = []
    for place, (block, one, two) in enumerate(zip(chain.blocks, own.blocks, other.blocks, strict=True)):
        a, b = _borrowed(one, two), _borrowed(two, one)
        part = of_shares(chain, place, weight * log_ratio(a.total, b.total), own, other)
        inner = weight / log_mean_range(a.total, b.total)
        known = _known(a) & _known(b)
        whole.append(~known)
        split = _inside(block, a, b, inner, part)
        for term, held in split.items():
            found[term] = found[term] + held if term in found else held
        if block.together:
            found[block.together] = _only(part, ~known)
        if not parts:
            continue
        groups |= _groups(block, a, b, inner)
        for number, view in enumerate(chain.views):
            if view.term in split:
                views[view.id] = _seen(
                    own.shares[number], other.shares[number], *_standardised(a, b, known), inner
                )
    difference = own.figure - other.figure
    return Found(difference, by_the_rest(chain, found, difference), tuple(whole), groups, views)


def chance(chain: Chain, own: Levels, other: Levels, found: Found) -> dict[str, Array]:
    """Return the standard deviation of every term by chance (delta method, both sides independent).

    Each factor that has chance is moved up and down by its standard deviation, with all that it carries
    along, and half the change of a term is its share. Amounts per trajectory or youth stay as they are. The
    deviation of the difference itself is under :data:`WHOLE`.
    """
    variance = {term: np.zeros_like(found.difference.low) for term in (*found.terms, WHOLE)}
    for side in (0, 1):
        for up, down in _moved(own if side == 0 else other):
            sides = [(moved, other) if side == 0 else (own, moved) for moved in (up, down)]
            ends = [terms(chain, *both, parts=False) for both in sides]
            high, low = ({**end.terms, WHOLE: end.difference} for end in ends)
            for term in variance:
                half = (high[term].value - low[term].value) / 2
                variance[term] += np.where(np.isfinite(half), half, 0.0) ** 2
    return {term: np.sqrt(held) for term, held in variance.items()}


def _moved(side: Levels) -> Iterator[tuple[Levels, Levels]]:
    """Give every factor with chance, moved up and moved down by its standard deviation."""
    for place, block in enumerate(side.blocks):
        unknown = ~_known(block)
        if (block.chance * unknown).any():
            shift = np.where(unknown, block.chance, 0.0)
            yield tuple(  # type: ignore[misc]
                _with(side, place, block.pairs, block.total.value + sign * shift) for sign in (1, -1)
            )
        for number, pair in enumerate(block.pairs):
            for name in ("x", "y"):
                shift = pair.x_chance if name == "x" else pair.y_chance
                if shift.any():
                    yield tuple(  # type: ignore[misc]
                        _shifted(side, place, number, name, sign * shift) for sign in (1, -1)
                    )


def _shifted(side: Levels, place: int, number: int, name: str, shift: Array) -> Levels:
    block = side.blocks[place]
    pair = block.pairs[number]
    held = pair.x if name == "x" and pair.x is not None else pair.y
    moved = replace(held, value=np.maximum(held.value + shift, 0.0))
    changed = replace(pair, x=moved) if name == "x" else replace(pair, y=moved)
    pairs = tuple(changed if i == number else one for i, one in enumerate(block.pairs))
    products = [p.product for p in pairs]
    whole = np.add.reduce(products)
    return _with(side, place, pairs, np.where(np.isfinite(whole), whole, block.total.value))


def _with(side: Levels, place: int, pairs: tuple[Pair, ...], value: Array) -> Levels:
    """Return a side with another block; the figure follows."""
    block = side.blocks[place]
    blocks = tuple(
        Level(replace(block.total, value=value), block.chance, pairs) if i == place else one
        for i, one in enumerate(side.blocks)
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        figure = side.figure.value * value / block.total.value
    return Levels(replace(side.figure, value=figure), blocks, side.shares)


def _borrowed(level: Level, other: Level) -> Level:
    """Return a block in which a group that is empty here has the second factor of the other side.

    What nobody uses has no price: that there is none of it is then the whole of its part.
    """
    pairs = []
    for mine, theirs in zip(level.pairs, other.pairs, strict=True):
        nothing = mine.x.value == 0 if mine.x is not None else np.zeros_like(mine.y.value, dtype=bool)
        lent = nothing & ~np.isfinite(mine.y.value)
        ends = zip(_ends(mine.y), _ends(theirs.y), strict=True)
        filled = Range(*(np.where(lent, np.nan_to_num(his), own) for own, his in ends))
        pairs.append(replace(mine, y=filled) if lent.any() else mine)
    return replace(level, pairs=tuple(pairs))


def _known(level: Level) -> Mask:
    """Where every group has a value, and so the block can be divided."""
    known: Mask = np.logical_and.reduce([np.isfinite(pair.product) for pair in level.pairs])
    return known


def _inside(block: Block, a: Level, b: Level, inner: Range, part: Range) -> dict[str, Range]:
    """Return the terms within a block; when there is one, it is the whole block."""
    pieces: dict[str, list[Range]] = {}
    for group, one, other in zip(block.groups, a.pairs, b.pairs, strict=True):
        x, y = _kitagawa(one, other)
        pieces.setdefault(group.y_term, []).append(y)
        if x is not None:
            pieces.setdefault(group.x_term, []).append(x)
    if len(pieces) == 1:
        return dict.fromkeys(pieces, part)
    made = {term: inner * total(held) for term, held in pieces.items()}
    names = list(made)
    if len(names) == 2:
        first, second = made[names[0]], made[names[1]]
        made = {names[0]: first.within(part - second), names[1]: second.within(part - first)}
    return made


def _kitagawa(one: Pair, other: Pair) -> tuple[Range | None, Range]:
    """Return what the difference of a product owes to each factor: its change times the mean of the other."""
    if one.x is None or other.x is None:
        return None, one.y - other.y
    x = (one.x - other.x) * (one.y + other.y).scaled(0.5)
    return x, (one.x + other.x).scaled(0.5) * (one.y - other.y)


def _groups(block: Block, a: Level, b: Level, inner: Range) -> dict[str, dict[str, Range]]:
    """Return the terms of a block per group, where a term has more than one."""
    made: dict[str, dict[str, Range]] = {}
    for group, one, other in zip(block.groups, a.pairs, b.pairs, strict=True):
        made.setdefault(group.y_term, {})[group.id] = inner * _kitagawa(one, other)[1]
    return {term: parts for term, parts in made.items() if len(parts) > 1}


def _standardised(a: Level, b: Level, known: Mask) -> tuple[Range, Range]:
    """Return the level on both sides at their mean composition; the plain total where it is not known."""
    if a.pairs[0].x is None:
        return a.total, b.total
    sides = []
    for level in (a, b):
        parts = [
            (one.x + other.x).scaled(0.5) * mine.y
            for one, other, mine in zip(a.pairs, b.pairs, level.pairs, strict=True)
            if one.x is not None and other.x is not None
        ]
        made = total(parts)
        ends = zip((made.value, made.low, made.high), _ends(level.total), strict=True)
        sides.append(Range(*(np.where(known, inside, plain) for inside, plain in ends)))
    return sides[0], sides[1]


def _ends(held: Range) -> tuple[Array, Array, Array]:
    return held.value, held.low, held.high


def _seen(
    own: tuple[Range, ...], other: tuple[Range, ...], high: Range, low: Range, inner: Range
) -> tuple[Range, ...]:
    """Return the parts of a view: the level of each side divided as its own shares."""
    return tuple(inner * (high * a - low * b) for a, b in zip(own, other, strict=True))


def _only(part: Range, where: Mask) -> Range:
    nothing = np.nan
    return Range(*(np.where(where, end, nothing) for end in _ends(part)))
