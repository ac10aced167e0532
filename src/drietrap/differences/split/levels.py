"""The factors of a chain on one side, for one place or for many at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from drietrap.catalogue.split import Block, Chain, Chance, Ratio, Shares
from drietrap.differences.split.ranges import Array, Index, Range, exact, total

Prices = Mapping[str, tuple[float, float, float]]
_NO_PRICES: Prices = {}


@dataclass(frozen=True)
class Pair:
    """A group of a block: both factors, their chance (standard deviation, 0 without)."""

    x: Range | None
    y: Range
    x_chance: Array
    y_chance: Array

    def at(self, index: Index) -> Pair:
        """Return the part at ``index``."""
        return Pair(
            None if self.x is None else self.x.at(index),
            self.y.at(index),
            self.x_chance[index],
            self.y_chance[index],
        )

    @property
    def product(self) -> Array:
        """The value of both factors together: 0 where there is nothing of the first."""
        if self.x is None:
            return self.y.value
        return np.where(self.x.value == 0, 0.0, self.x.value * self.y.value)


@dataclass(frozen=True)
class Level:
    """A block on one side: its total, with its own chance where its groups are not known, and its groups."""

    total: Range
    chance: Array
    pairs: tuple[Pair, ...]

    def at(self, index: Index) -> Level:
        """Return the part at ``index``."""
        return Level(self.total.at(index), self.chance[index], tuple(pair.at(index) for pair in self.pairs))


@dataclass(frozen=True)
class Levels:
    """All blocks of a chain on one side, the figure itself, and the shares of its views."""

    figure: Range
    blocks: tuple[Level, ...]
    shares: tuple[tuple[Range, ...], ...]

    def at(self, index: Index) -> Levels:
        """Return the part at ``index``."""
        return Levels(
            self.figure.at(index),
            tuple(block.at(index) for block in self.blocks),
            tuple(tuple(part.at(index) for part in parts) for parts in self.shares),
        )


def levels(chain: Chain, held: Mapping[str, Range], prices: Prices = _NO_PRICES) -> Levels:
    """Return the factors of ``chain`` from the quantities of one side.

    ``prices`` gives the level of each deflator in the year of this side, with its ends.
    """
    return Levels(
        ratio(chain.figure, held, prices).scaled(chain.scale),
        tuple(_level(block, held, prices) for block in chain.blocks),
        tuple(_shares(view, held) for view in chain.views),
    )


def ratio(given: Ratio, held: Mapping[str, Range], prices: Prices = _NO_PRICES) -> Range:
    """Return a ratio of quantities; unknown where it divides by what can only be zero."""
    shape = next(iter(held.values())).value
    found = exact(np.ones_like(shape))
    for name in given.above:
        found = found * held[name]
    if given.index:
        found = found * _price(given.index, prices, shape)
    for name in given.below:
        found = found / held[name]
    return found / _price(given.deflated, prices, shape) if given.deflated else found


def _price(series: str, prices: Prices, like: Array) -> Range:
    value, low, high = prices[series]
    return Range(*(np.full_like(like, end) for end in (value, low, high)))


def _level(block: Block, held: Mapping[str, Range], prices: Prices) -> Level:
    whole = ratio(block.total, held, prices)
    pairs = []
    for group in block.groups:
        x = ratio(group.x, held, prices) if group.x else None
        x_chance = _chance(group.x, x, held) if group.x and x else np.zeros_like(whole.value)
        y = ratio(group.y, held, prices)
        pairs.append(Pair(x, y, x_chance, _chance(group.y, y, held)))
    chance = Ratio(block.total.above, block.total.below, block.groups[0].y.chance)
    return Level(whole, _chance(chance, whole, held), tuple(_fitting(pairs, whole)))


def _fitting(pairs: list[Pair], whole: Range) -> list[Pair]:
    """Return pairs whose products add up to the total: what rounding moved is shared in proportion."""
    with np.errstate(divide="ignore", invalid="ignore"):
        share = whole.value / total([exact(pair.product) for pair in pairs]).value
    share = np.where(np.isfinite(share), share, 1.0)
    return [Pair(p.x, p.y.around(p.y.value * share), p.x_chance, p.y_chance) for p in pairs]


def _chance(given: Ratio, found: Range, held: Mapping[str, Range]) -> Array:
    """Return the standard deviation of a factor by chance; 0 where it has none or is not known."""
    if given.chance is Chance.NONE:
        return np.zeros_like(found.value)
    above, below = held[given.above[0]].value, held[given.below[0]].value
    with np.errstate(divide="ignore", invalid="ignore"):
        if given.chance is Chance.SHARE:
            share = np.clip(found.value, 0.0, 1.0)
            spread = np.sqrt(share * (1 - share) / below)
        else:
            extra = above if given.chance is Chance.COUNT else np.maximum(above - below, 0.0)
            spread = np.sqrt(extra) / below
    return np.where(np.isfinite(spread), spread, 0.0)


def _shares(view: Shares, held: Mapping[str, Range]) -> tuple[Range, ...]:
    whole = held[view.whole]
    return tuple(held[part] / whole for part in view.parts)
