"""Protecting counts beside everything that was shown before: releases of all areas, and blocks on those.

A release of all areas is protected together with those before it. Blocks are not part of that: each is safe
with the release that it rests on, whatever other blocks there are (``publication.suppression.inside``). When
a release is protected anew, its proofs can be others, and then each block that is out is tried on them. Where
one does not fit, everything is protected as one whole, which always tells, but can take long.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from drietrap.app.record_counts import Together
from drietrap.publication.suppression.block import mark_of
from drietrap.publication.suppression.inside import protect_block
from drietrap.publication.suppression.kept import Kept, recalled, related
from drietrap.publication.suppression.linking import describe
from drietrap.publication.suppression.outcome import Outcome
from drietrap.publication.suppression.protect import protect
from drietrap.publication.suppression.rules import CBS
from drietrap.publication.suppression.tables import Dimension, Kind, Release
from drietrap.vocabulary.errors import InputError


@dataclass(frozen=True)
class Based:
    """A protected release of all areas, with what it was counted from and the releases before it.

    ``settled`` tells that it is one of those itself, so that it will be found the same again.
    """

    counted: Together
    outcome: Outcome
    earlier: tuple[Outcome, ...]
    settled: bool = False


def based(releases: Sequence[Kept], counted: Together, label: str) -> Based:
    """Return what can be shown of ``counted`` beside ``releases``.

    Raises
    ------
    InputError
        When old and new figures together would give a withheld count away.
    """
    alone = _described(label, counted)
    near = related(releases, alone)
    before = tuple(recalled([one for one in near if not one.rests_on], alone))
    made = Based(counted, protect(_described(label, counted, before), CBS), before)
    blocks = [one for one in near if one.rests_on]
    if not all(_fits(made, block) for block in blocks):
        everything = [*before, *recalled(blocks, alone, before)]
        made = replace(made, outcome=protect(_described(label, counted, everything), CBS))
    if near:
        _refuse_unprotected(made.outcome)
    return made


def on_top(releases: Sequence[Kept], below: Based, block: Together, label: str) -> tuple[Outcome, str]:
    """Return what can be shown of ``block`` on top of ``below``, and the mark of what it rests on.

    Raises
    ------
    InputError
        When old and new figures together would give a withheld count away.
    """
    alone = _described(label, block)
    blocks = [one for one in related(releases, alone) if one.rests_on]
    names = {cell.key for cell in alone.cells if cell.kind is not Kind.SLACK}
    inside = names - {cell.key for cell in below.outcome.release.cells}
    own = [one for one in blocks if one.keys() & inside]
    outcome = None
    if all(_fits(below, one) for one in blocks if one not in own):
        outcome = protect_block(_on(below, block, own, label), below.outcome, CBS)
    if outcome is None or outcome.unprotected:
        outcome = protect(_with(below, block, blocks, label), CBS)
    _refuse_unprotected(outcome)
    shown = replace(
        outcome.release, tables=block.tables, dimensions=block.dimensions, identities=block.identities
    )
    return replace(outcome, release=shown), mark_of(below.outcome, names)


def _on(below: Based, block: Together, own: Sequence[Kept], label: str) -> Release:
    """Return the block with the release that it is on, and with what was shown of the same place before."""
    return _with(below, block, own, label) if own else _described(label, block, [below.outcome])


def _with(below: Based, block: Together, blocks: Sequence[Kept], label: str) -> Release:
    both = _both(below.counted, block)
    out = recalled(blocks, _described(label, both), below.earlier)
    return _described(label, both, [*below.earlier, *out])


def _fits(below: Based, block: Kept) -> bool:
    """Whether a block that is out stays safe with ``below`` and all of its proofs."""
    if mark_of(below.outcome, block.keys()) == block.rests_on:
        return True
    label = f"{below.outcome.release.label} met {block.label}"
    out = recalled([block], _described(label, below.counted), below.earlier)
    joint = _described(label, below.counted, [*below.earlier, *out])
    return not protect_block(joint, below.outcome, CBS).unprotected


def _described(label: str, counted: Together, earlier: Sequence[Outcome] = ()) -> Release:
    return describe(label, counted.tables, counted.dimensions, identities=counted.identities, earlier=earlier)


def _both(one: Together, other: Together) -> Together:
    """Return both as what is published together."""
    named: dict[str, Dimension] = {}
    for dimension in (*one.dimensions, *other.dimensions):
        known = named.get(dimension.name, dimension)
        rollups = tuple(dict.fromkeys((*known.rollups, *dimension.rollups)))
        named[dimension.name] = replace(known, rollups=rollups)
    ties = tuple(dict.fromkeys((*one.identities, *other.identities)))
    return Together((*one.tables, *other.tables), tuple(named.values()), ties)


def _refuse_unprotected(outcome: Outcome) -> None:
    if outcome.unprotected:
        raise InputError(
            f"het register is veranderd sinds een eerder rapport. Naast de cijfers van toen zouden de "
            f"nieuwe cijfers een geheim aantal verraden (aantal cellen: {len(outcome.unprotected)})",
            expected="cijfers die samen met wat al naar buiten is niets geheims laten zien",
            action="gebruik het eerdere rapport. Er is nu niets gemaakt en niets bewaard",
        )
