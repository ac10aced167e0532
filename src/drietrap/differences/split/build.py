"""From terms to a result: cents that add up, ends with chance, certainty and words."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from drietrap.benchmark.result import Estimate
from drietrap.catalogue.split import Block, Chain, Shares, TermText
from drietrap.catalogue.split_quantities import QUANTITIES
from drietrap.differences.split.certain import bounded, certainty
from drietrap.differences.split.levels import Levels, Prices, levels, ratio
from drietrap.differences.split.ranges import Array, Range
from drietrap.differences.split.result import Split, SplitPart, SplitTerm, SplitView
from drietrap.differences.split.terms import WHOLE, Found, chance, terms
from drietrap.differences.split.words import BROKEN, LEFTOVER, UNKNOWN, split_sentence, term_sentence
from drietrap.statistics.apportion import apportioned

HIDDEN = "geheim"
_NEAR = 100  # steps: an euro


@dataclass(frozen=True)
class Place:
    """One side of a split: its name, its quantities (one place, shape (1,)) and its prices."""

    name: str
    held: Mapping[str, Range]
    prices: Prices


@dataclass(frozen=True)
class About:
    """What a split must tell beside its numbers; over a ``broken`` series nothing is certain.

    ``withheld`` says of a term why it gets no verdict; of an ``incomplete`` source nothing gets one.
    """

    years: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    broken: bool = False
    members: int = 1
    left_out: int = 0
    withheld: Mapping[str, str] = field(default_factory=dict)
    incomplete: bool = False


@dataclass(frozen=True)
class _Work:
    chain: Chain
    own: Place
    other: Place
    found: Found
    deviations: Mapping[str, Array]
    size: float
    about: About

    def word(self, text: TermText | None, held: Range) -> str:
        """Return how sure a term is, or (without ``text``) the difference itself."""
        if self.about.broken:
            return BROKEN
        if self.about.incomplete or (text and (text.leftover or text.id in self.about.withheld)):
            return UNKNOWN
        deviation = self.deviations[text.id if text else WHOLE]
        return certainty(self.chain, text.kind if text else None, held, float(deviation[0]), self.size)


def split(chain: Chain, own: Place, other: Place, about: About) -> Split:
    """Return the split of the difference in a figure between two sides."""
    mine, theirs = (levels(chain, side.held, side.prices) for side in (own, other))
    found = terms(chain, mine, theirs)
    deviations = chance(chain, mine, theirs, found)
    figures = [_stepped(chain, side) for side in (mine, theirs)]
    work = _Work(chain, own, other, found, deviations, _size(mine, theirs), about)
    difference = _difference(work, *figures)
    amounts = _amounts(chain, found, difference.value)
    made = [_term(work, text, amounts[text.id]) for text in chain.terms if text.id in amounts]
    made = [term for term in made if not _nothing(term, chain)]
    word = work.word(None, found.difference)
    said = [(term.label, term.difference.value, term.certainty) for term in made]
    return Split(
        chain=chain.id,
        label=chain.label,
        question=chain.question,
        unit=chain.unit.value,
        step=chain.step,
        decimals=chain.decimals,
        own=figures[0],
        other=figures[1],
        difference=difference,
        certainty=word,
        terms=tuple(made),
        sentence=split_sentence(chain, own.name, other.name, difference, word, said),
        years=about.years,
        notes=(*about.notes, *chain.notes),
        stopped=chain.stopped,
        members=about.members,
        left_out=about.left_out,
    )


def _size(own: Levels, other: Levels) -> float:
    """Return the larger of both figures, so that what is small does not depend on the side one stands on."""
    return float(np.fmax(np.abs(own.figure.value[0]), np.abs(other.figure.value[0])))


def _nothing(term: SplitTerm, chain: Chain) -> bool:
    """Whether a term is nought on both sides, as a taakveld that nobody books on."""
    ends = (term.rounding.lower, term.rounding.upper)
    close = all(end is not None and abs(end) < _NEAR * chain.step for end in ends)
    return term.difference.value == 0 and close


def _stepped(chain: Chain, side: Levels) -> Estimate:
    found = bounded(side.figure)
    return _holding(_step(found.value, chain), found)


def _holding(value: float | None, ends: Estimate) -> Estimate:
    """Return a value in whole steps with ends that hold it."""
    if value is None or ends.lower is None or ends.upper is None:
        return Estimate(value, ends.lower, ends.upper)
    return Estimate(value, min(ends.lower, value), max(ends.upper, value))


def _step(value: float | None, chain: Chain) -> float | None:
    return None if value is None else _steps(round(value / chain.step), chain)


def _steps(number: int, chain: Chain) -> float:
    """Return a whole number of steps as the decimal that it is written as."""
    return round(number * chain.step, max(0, round(-math.log10(chain.step))))


def _difference(work: _Work, own: Estimate, other: Estimate) -> Estimate:
    held = bounded(work.found.difference, float(work.deviations[WHOLE][0]))
    if own.value is None or other.value is None:
        return Estimate(None, held.lower, held.upper)
    return _holding(_step(own.value - other.value, work.chain), held)


def _amounts(chain: Chain, found: Found, difference: float | None) -> dict[str, float | None]:
    """Return the terms that are shown, in whole steps that add up to the difference."""
    shown = [name for name in found.terms if name not in _unused(chain, found)]
    if difference is None:
        return dict.fromkeys(shown)
    parts = np.array([found.terms[name].value[0] / chain.step for name in shown])
    whole = apportioned(parts, np.array(round(difference / chain.step)))
    return {name: _steps(int(number), chain) for name, number in zip(shown, whole, strict=True)}


def _unused(chain: Chain, found: Found) -> set[str]:
    """Return the terms that another one stands for: those within a block, or the block as a whole."""
    names: set[str] = set()
    for block, whole in zip(chain.blocks, found.whole, strict=True):
        if block.together:
            names |= _inside(block) if whole[0] else {block.together}
    return names


def _inside(block: Block) -> set[str]:
    return {name for group in block.groups for name in (group.x_term, group.y_term) if name}


def _term(work: _Work, text: TermText, value: float | None) -> SplitTerm:
    held = work.found.terms[text.id]
    rounding = bounded(held)
    both = bounded(held, float(work.deviations[text.id][0]))
    difference = _holding(value, both)
    word = work.word(text, held)
    return SplitTerm(
        id=text.id,
        kind=text.kind,
        label=text.label,
        difference=difference,
        rounding=_holding(value, rounding),
        own=_level(text, work.own),
        other=_level(text, work.other),
        unit=text.unit,
        certainty=word,
        sentence=term_sentence(text, difference, word, work.chain, _reason(work, text)),
        views=tuple(_views(work, text, value)),
    )


def _reason(work: _Work, text: TermText) -> str:
    """Return why a term gets no verdict; empty when it does."""
    return LEFTOVER if text.leftover else work.about.withheld.get(text.id, "")


def _level(text: TermText, side: Place) -> Estimate | None:
    if text.level is None:
        return None
    return bounded(ratio(text.level, side.held, side.prices).scaled(text.scale))


def _views(work: _Work, text: TermText, value: float | None) -> list[SplitView]:
    """Return the term in parts: its groups, other divisions of it, and what is within a whole block."""
    made = []
    for block, whole in zip(work.chain.blocks, work.found.whole, strict=True):
        if text.id in work.found.groups and text.id in _inside(block):
            labels = [(group.id, group.label) for group in block.groups if group.y_term == text.id]
            parts = [(*one, work.found.groups[text.id][one[0]]) for one in labels]
            made.append(_view(work, "groep", "Per groep", parts, value))
        if text.id == block.together and whole[0]:
            inside = [work.chain.text(name) for name in sorted(_inside(block))]
            parts = [(one.id, one.label, work.found.terms[one.id]) for one in inside]
            made.append(_view(work, "onderdelen", "Waar dit uit bestaat", parts, None))
    made += [
        _view(work, view.id, view.label, _labelled(view, work.found), value, view.note)
        for view in work.chain.views
        if view.term == text.id or text.id in _stands_for(work, view)
    ]
    return made


def _stands_for(work: _Work, view: Shares) -> list[str]:
    """Return the whole block that stands for the term of a view, where that term is not known."""
    blocks = zip(work.chain.blocks, work.found.whole, strict=True)
    return [block.together for block, whole in blocks if whole[0] and view.term in _inside(block)]


def _labelled(view: Shares, found: Found) -> list[tuple[str, str, Range]]:
    parts = zip(view.parts, found.views.get(view.id, ()), strict=True)
    return [(part, QUANTITIES[part].label, held) for part, held in parts]


def _view(
    work: _Work,
    id_: str,
    label: str,
    parts: list[tuple[str, str, Range]],
    whole: float | None,
    note: str = "",
) -> SplitView:
    made = []
    for part, words, held in parts:
        found = bounded(held)
        value = _step(found.value, work.chain)
        made.append(
            SplitPart(
                part, words, Estimate(value, found.lower, found.upper), HIDDEN if value is None else None
            )
        )
    known = [part.difference.value for part in made if part.difference.value is not None]
    rest = None if whole is None else _step(whole - sum(known), work.chain)
    return SplitView(id_, label, tuple(made), rest or None, note)
