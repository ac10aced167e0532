"""Protecting counts beside everything that was shown before: releases of all areas, and blocks on those.

A release of all areas is protected together with those before it. Blocks are not part of that: each is safe
with the release that it rests on, whatever other blocks there are (``publication.suppression.inside``). When
a release is protected anew, its proofs can be others, and then each block that is out is tried on them. Where
one does not fit, everything is protected as one whole, which always tells, but can take long.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from drietrap.app.record_answers import AFRESH, Answers
from drietrap.app.record_counts import Together
from drietrap.publication.suppression.block import mark_of
from drietrap.publication.suppression.kept import Kept, kept, recalled, related
from drietrap.publication.suppression.linking import describe
from drietrap.publication.suppression.outcome import Outcome
from drietrap.publication.suppression.rules import CBS
from drietrap.publication.suppression.tables import Dimension, Kind, Release
from drietrap.vocabulary.errors import InputError


class RevealingError(InputError):
    """Old and new figures together would give a withheld count away."""


@dataclass(frozen=True)
class Based:
    """A protected release of all areas, with what it was counted from and the releases before it."""

    counted: Together
    outcome: Outcome
    earlier: tuple[Outcome, ...]


def based(releases: Sequence[Kept], counted: Together, label: str, answers: Answers = AFRESH) -> Based:
    """Return what can be shown of ``counted`` beside ``releases``.

    What was shown before just as it will be now tells nothing more, and is left out.

    Raises
    ------
    RevealingError
        When old and new figures together would give a withheld count away.
    """
    alone = _described(label, counted)
    near = related(releases, alone)
    made = _whole(counted, alone, label, [one for one in near if not one.rests_on], answers)
    blocks = [one for one in near if one.rests_on]
    if not all(_fits(made, block, answers) for block in blocks):
        everything = [*made.earlier, *recalled(blocks, alone, made.earlier)]
        made = replace(made, outcome=answers.protect(_described(label, counted, everything), CBS))
    if near:
        _refuse_unprotected(made.outcome)
    return made


def _whole(counted: Together, alone: Release, label: str, wholes: Sequence[Kept], answers: Answers) -> Based:
    """Return ``counted`` protected beside ``wholes``, the releases of all areas."""
    same = [one for one in wholes if one.could_show(alone, CBS)]
    for besides in ([one for one in wholes if one not in same], wholes):
        before = tuple(recalled(besides, alone))
        outcome = answers.protect(_described(label, counted, before), CBS)
        shown = kept(outcome)
        if all(shown.shows_the_same(one) for one in same):
            break
    return Based(counted, outcome, before)


def on_top(
    releases: Sequence[Kept], below: Based, block: Together, label: str, answers: Answers = AFRESH
) -> tuple[Outcome, str]:
    """Return what can be shown of ``block`` on top of ``below``, and the mark of what it rests on.

    Raises
    ------
    RevealingError
        When old and new figures together would give a withheld count away.
    """
    alone = _described(label, block)
    blocks = [one for one in related(releases, alone) if one.rests_on]
    names = {cell.key for cell in alone.cells if cell.kind is not Kind.SLACK}
    inside = names - {cell.key for cell in below.outcome.release.cells}
    own = [one for one in blocks if one.keys() & inside]
    outcome = None
    if all(_fits(below, one, answers) for one in blocks if one not in own):
        outcome = _block_again(own, below, block, alone, answers)
        if outcome is None:
            outcome = answers.protect_block(_on(below, block, own, label), below.outcome, CBS)
    if outcome is None or outcome.unprotected:
        outcome = answers.protect(_with(below, block, blocks, label), CBS)
    _refuse_unprotected(outcome)
    return _only(block, outcome), mark_of(below.outcome, names)


def _block_again(
    own: Sequence[Kept], below: Based, block: Together, alone: Release, answers: Answers
) -> Outcome | None:
    """Return ``block`` protected as when it was never shown, when ``own`` never showed anything else."""
    if not own or not all(one.could_show(alone, CBS) for one in own):
        return None
    outcome = answers.protect_block(_on(below, block, (), alone.label), below.outcome, CBS)
    same = kept(_only(block, outcome))
    return outcome if all(same.shows_the_same(one) for one in own) else None


def _only(block: Together, outcome: Outcome) -> Outcome:
    """Return ``outcome`` with the tables of the block alone."""
    release = replace(
        outcome.release, tables=block.tables, dimensions=block.dimensions, identities=block.identities
    )
    return replace(outcome, release=release)


def _on(below: Based, block: Together, own: Sequence[Kept], label: str) -> Release:
    """Return the block with the release that it is on, and with what was shown of the same place before."""
    return _with(below, block, own, label) if own else _described(label, block, [below.outcome])


def _with(below: Based, block: Together, blocks: Sequence[Kept], label: str) -> Release:
    both = _both(below.counted, block)
    out = recalled(blocks, _described(label, both), below.earlier)
    return _described(label, both, [*below.earlier, *out])


def _fits(below: Based, block: Kept, answers: Answers) -> bool:
    """Whether a block that is out stays safe with ``below`` and all of its proofs."""
    if mark_of(below.outcome, block.keys()) == block.rests_on:
        return True
    label = f"{below.outcome.release.label} met {block.label}"
    out = recalled([block], _described(label, below.counted), below.earlier)
    joint = _described(label, below.counted, [*below.earlier, *out])
    return not answers.protect_block(joint, below.outcome, CBS).unprotected


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
        raise RevealingError(
            "het register is veranderd sinds een eerder rapport. Naast de cijfers van toen zouden de nieuwe "
            "cijfers een geheim aantal verraden",
            expected="cijfers die samen met wat al naar buiten is niets geheims laten zien",
            action="gebruik het eerdere rapport. Er is nu niets gemaakt en niets bewaard",
        )
