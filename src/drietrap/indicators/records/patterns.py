"""What youths and trajectories are in the eyes of the definitions.

Two members (youths or trajectories) of one *pattern* fit the same selections and are within the same age
limits, so that they are in the same counts. The definitions are read here and nowhere else, and there are far
fewer patterns than members.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from drietrap.catalogue.record_formula import Counted, Course, RecordCount, Selection
from drietrap.indicators.records.courses import DID, FLAGS, Limit, Trajectories
from drietrap.indicators.records.packing import BoolArray, IntArray, dense, distinct, joint, split, starts
from drietrap.indicators.records.rows import Sort

_BITS = 62  # of a whole number


@dataclass(frozen=True)
class Members:
    """Youths or trajectories, with what tells them apart (first of all the youth) and the pattern of each.

    A pattern is a set of selections, and then a set of age limits: ``chosen`` is the first, a number per
    member, and the second goes with the youth. ``inside`` says which pattern is in which count; its shape is
    sets of selections x sets of age limits x counts.
    """

    told: tuple[IntArray, ...]
    chosen: IntArray
    inside: BoolArray


def limits_of(counts: Iterable[RecordCount]) -> list[Limit]:
    """Return every age limit in use, each once."""
    return list(dict.fromkeys((one.ages, one.age_on) for one in counts if one.ages is not None))


def members_of(
    counted: Counted,
    trajectories: Trajectories,
    apart: Sequence[IntArray],
    limits: BoolArray,
    sorts: Sequence[Sort],
    counts: Sequence[RecordCount],
) -> Members:
    """Return the trajectories, or their youths, by pattern.

    Parameters
    ----------
    apart
        What tells youths apart beside themselves (provider, category): arrays with a number per trajectory.
    limits
        The sets of age limits: of :class:`.courses.Youths`.
    counts
        All counts; those of another unit than ``counted`` have nobody.
    """
    mine = [one for one in counts if one.counted is counted]
    parts = (part for one in mine for part in (one.selection, one.also) if part is not None)
    selections = list(dict.fromkeys(parts))
    sets, of_course = distinct(_fits(selections, sorts))
    told, chosen = (trajectories.youth, *apart), of_course[trajectories.course]
    if counted is Counted.YOUTHS:
        told, chosen, sets = _each_once(told, chosen, sets)
    known = limits_of(counts)
    inside = np.zeros((len(sets), len(limits), len(counts)), dtype=np.bool_)
    for column, one in enumerate(counts):
        if one.counted is counted:
            fits = sets[:, selections.index(one.selection)]
            if one.also is not None:
                fits = fits & sets[:, selections.index(one.also)]
            holds = limits[:, known.index((one.ages, one.age_on))] if one.ages is not None else True
            inside[:, :, column] = fits[:, None] & holds
    return Members(told, chosen, inside)


def _fits(selections: Sequence[Selection], sorts: Sequence[Sort]) -> BoolArray:
    """Return which selections each course fits: a row per sort of care and what it did."""
    did = np.arange(DID)
    fits = np.zeros((len(sorts), DID, len(selections)), dtype=np.bool_)
    for column, one in enumerate(selections):
        ran = (did & FLAGS[one.course]) > 0 if one.course is not Course.RAN else np.ones(DID, dtype=np.bool_)
        for number, sort in enumerate(sorts):
            fits[number, :, column] = ran & _chosen(one, sort)
    return fits.reshape(len(sorts) * DID, len(selections))


def _chosen(selection: Selection, sort: Sort) -> bool:
    return (
        sort.kind in selection.kinds
        and (not selection.forms or sort.form in selection.forms)
        and (not selection.referrers or sort.referrer in selection.referrers)
    )


def _each_once(
    told: tuple[IntArray, ...], chosen: IntArray, sets: BoolArray
) -> tuple[tuple[IntArray, ...], IntArray, BoolArray]:
    """Return youths for trajectories: a youth fits what any of its trajectories fits."""
    if not len(chosen):
        return told, chosen, sets
    columns = (*told, chosen)
    *youth, each = split(np.sort(joint(*columns)), columns)
    first = np.flatnonzero(starts(joint(*youth)))
    words = [np.bitwise_or.reduceat(word[each], first) for word in _words(sets)]
    different, which = dense(joint(*(dense(word)[1] for word in words)))
    of_it = np.empty_like(different)
    of_it[which] = np.arange(len(which))
    found = np.column_stack([_bits(word[of_it]) for word in words])[:, : sets.shape[1]]
    return tuple(one[first] for one in youth), which, found


def _words(sets: BoolArray) -> list[IntArray]:
    """Return the rows as whole numbers with a bit per column; more than one number when there are many."""
    weights = 1 << np.arange(_BITS)
    parts = (sets[:, start : start + _BITS] for start in range(0, max(sets.shape[1], 1), _BITS))
    return [part.astype(np.int64) @ weights[: part.shape[1]] for part in parts]


def _bits(word: IntArray) -> BoolArray:
    bits: BoolArray = (word[:, None] >> np.arange(_BITS)) & 1 == 1
    return bits
