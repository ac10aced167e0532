"""Which terms of a split get no verdict, and why: what the sources beside each other do not allow to say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from drietrap.catalogue.indicator import Break
from drietrap.catalogue.split import Block, Chain, Uncovered
from drietrap.catalogue.split_quantities import POPULATIONS, QUANTITIES
from drietrap.differences.split.build import Place
from drietrap.differences.split.words import NO_VERDICT
from drietrap.vocabulary.notation import percentage
from drietrap.vocabulary.period import Period


def withheld(
    chain: Chain, own: Place, other: Place, years: Mapping[str, int], breaks: Sequence[Break]
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return per term why it gets no verdict, and the notes that say so once.

    Parameters
    ----------
    years
        The year of every quantity.
    breaks
        The breaks in the series that concern one of both sides.
    """
    terms: dict[str, str] = {}
    notes: list[str] = []
    for one in breaks:
        joined = _joined(chain, years, one)
        if joined:
            words = f"dit deel verbindt cijfers van voor en na de trendbreuk van {one.period}"
            terms |= dict.fromkeys(joined, f"Niet te zeggen: {words}.")
            notes.append(
                f"{NO_VERDICT} over {_listed(chain, joined)}: de cijfers over gebruik zijn van voor, die "
                f"over lasten van na de trendbreuk van {one.period}."
            )
    if chain.uncovered:
        why = chain.uncovered.reason + _shares(chain.uncovered, own, other)
        terms |= dict.fromkeys(chain.uncovered.terms, f"Niet te zeggen: {why}.")
        notes.append(f"{NO_VERDICT} over {_listed(chain, chain.uncovered.terms)}: {why}.")
    return terms, tuple(dict.fromkeys(notes))


def _joined(chain: Chain, years: Mapping[str, int], one: Break) -> tuple[str, ...]:
    """Return the terms that rest on use or amounts of the other side of a break than the figure does."""
    since = Period.parse(one.period).year
    after = years[chain.figure.above[0]] >= since
    found = [
        name
        for block in chain.blocks
        if any((years[q] >= since) != after for q in _measured(block) if q in years)
        for name in _terms_of(block)
    ]
    return tuple(name for name in dict.fromkeys(found) if not chain.text(name).leftover)


def _measured(block: Block) -> tuple[str, ...]:
    """Return the quantities of a block that a break in use or amounts touches: no populations."""
    ratios = [block.total, *(ratio for group in block.groups for ratio in (group.x, group.y) if ratio)]
    named = dict.fromkeys(name for ratio in ratios for name in (*ratio.above, *ratio.below))
    return tuple(name for name in named if QUANTITIES[name].source not in POPULATIONS)


def _terms_of(block: Block) -> tuple[str, ...]:
    named = [name for group in block.groups for name in (group.x_term, group.y_term)]
    return tuple(name for name in (*named, block.together) if name)


def _shares(uncovered: Uncovered, own: Place, other: Place) -> str:
    if not uncovered.part:
        return ""
    words = [
        f"{percentage(100 * share, 0)} bij {side.name}"
        for side in (own, other)
        if (share := float(side.held[uncovered.part].value[0] / side.held[uncovered.whole].value[0])) >= 0
    ]
    label = QUANTITIES[uncovered.part].label
    return f" ({label}: {' en '.join(words)})" if words else ""


def _listed(chain: Chain, names: Sequence[str]) -> str:
    """Name terms; not the block as a whole, which stands in for terms that are named too."""
    whole = {block.together for block in chain.blocks}
    words = [f"‘{chain.text(name).label}’" for name in names if name not in whole]
    return " en ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
