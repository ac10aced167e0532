"""The size of a group that a count and a percentage imply together, and where such sizes conflict.

A count and its percentage give the size of the group: count / percentage x 100. When the same group, or
groups that contain each other, get sizes that cannot both be true, one of the numbers is wrong.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from drietrap.benchmark.consistency.tables import TOLERANCE, Row, Sheet, Tables
from drietrap.benchmark.consistency.words import line, whole_span
from drietrap.catalogue.relation import CountAndShare, GroupBetween, GroupSum, SameGroup
from drietrap.catalogue.relations import GROUP_BETWEEN, GROUP_SUM, SAME_GROUP
from drietrap.statistics.interval import Interval


@dataclass(frozen=True)
class Suspect:
    """A count and share that may be wrong, with the group size that all other numbers allow."""

    pair: CountAndShare
    allowed: Interval


@dataclass(frozen=True)
class Conflict:
    """Numbers in one row that imply different sizes of one group."""

    sheet: Sheet
    row: Row
    group: str
    suspects: tuple[Suspect, ...]
    measures: tuple[str, ...]
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Slip:
    """A share whose digits were shifted or cut off: the share itself and those that would fit."""

    pair: CountAndShare
    published: float
    fitting: Interval
    lost: bool


def size(sheet: Sheet, row: Row, pair: CountAndShare) -> Interval | None:
    """Return the group size that a count and a share imply, None when one of them is not published."""
    if sheet.value(row, pair.number) is None or sheet.value(row, pair.share) is None:
        return None
    count, share = sheet.bounds(row, pair.number), sheet.bounds(row, pair.share)
    if share[1] == 0:
        return None
    return Interval(100 * count[0] / share[1], 100 * count[1] / share[0] if share[0] > 0 else math.inf)


def fitting_share(sheet: Sheet, row: Row, suspect: Suspect) -> Interval | None:
    """Return the shares that fit the published count and the size of the group."""
    count = sheet.bounds(row, suspect.pair.number)
    if suspect.allowed.lower <= 0:
        return None
    return Interval(100 * count[0] / suspect.allowed.upper, 100 * count[1] / suspect.allowed.lower)


def fitting_count(sheet: Sheet, row: Row, suspect: Suspect) -> Interval:
    """Return the counts that fit the published share and the size of the group."""
    share = sheet.bounds(row, suspect.pair.share)
    return Interval(share[0] * suspect.allowed.lower / 100, share[1] * suspect.allowed.upper / 100)


def slip(conflict: Conflict) -> Slip | None:
    """Return the one slip of the decimal mark that explains a conflict, if there is exactly one."""
    found = [one for one in (_slip(conflict, suspect) for suspect in conflict.suspects) if one is not None]
    return found[0] if len(found) == 1 else None


def _slip(conflict: Conflict, suspect: Suspect) -> Slip | None:
    published = conflict.sheet.value(conflict.row, suspect.pair.share)
    fitting = fitting_share(conflict.sheet, conflict.row, suspect)
    if published is None or fitting is None or published <= 0:
        return None
    half = conflict.sheet.column(suspect.pair.share).step / 2
    for times in (10.0, 0.1):
        if fitting.meets(Interval(times * (published - half), times * (published + half))):
            return Slip(suspect.pair, published, fitting, lost=False)
    lost = half < 0.5 and published == math.floor(published)
    if lost and published < fitting.lower and fitting.upper < published + 1:
        return Slip(suspect.pair, published, fitting, lost=True)
    return None


def conflicts(tables: Tables) -> Iterator[Conflict]:
    """Return every conflict between implied group sizes."""
    for same in SAME_GROUP:
        if sheet := tables.sheet(same.table, tuple(measure for pair in same.pairs for measure in pair)):
            yield from (
                found for row in sheet.rows(_any(sheet, same.pairs)) if (found := _same(sheet, row, same))
            )
    for between in GROUP_BETWEEN:
        if sheet := tables.sheet(between.table, (*between.pair, *between.at_most)):
            yield from (
                found
                for row in sheet.rows(_any(sheet, (between.pair,)))
                if (found := _between(sheet, row, between))
            )
    for group in GROUP_SUM:
        pairs = (group.whole, *group.parts)
        if sheet := tables.sheet(group.table, tuple(measure for pair in pairs for measure in pair)):
            yield from (found for row in sheet.rows(_any(sheet, pairs)) if (found := _sum(sheet, row, group)))


def _any(sheet: Sheet, pairs: tuple[CountAndShare, ...]) -> pl.Expr:
    known = [sheet.known(pair.number) & sheet.known(pair.share) for pair in pairs]
    result = known[0]
    for one in known[1:]:
        result = result | one
    return result


def _apart(one: Interval, other: Interval) -> bool:
    """Whether two sizes differ by more than the error of our own arithmetic."""
    slack = TOLERANCE * max(1.0, one.lower, other.lower)
    return one.upper + slack < other.lower or other.upper + slack < one.lower


def _lines(sheet: Sheet, row: Row, pair: CountAndShare) -> list[str]:
    implied = size(sheet, row, pair)
    words = "onbekend" if implied is None else whole_span(implied.lower, implied.upper)
    return [
        line(sheet, row, pair.number),
        line(sheet, row, pair.share),
        f"Aantal gedeeld door percentage geeft een groep van: {words}",
    ]


def _same(sheet: Sheet, row: Row, relation: SameGroup) -> Conflict | None:
    sizes = {pair: found for pair in relation.pairs if (found := size(sheet, row, pair)) is not None}
    against = {pair: sum(_apart(own, other) for other in sizes.values()) for pair, own in sizes.items()}
    most = max(against.values(), default=0)
    if most == 0:
        return None
    suspects = []
    for pair in (pair for pair, times in against.items() if times == most):
        others = [other for key, other in sizes.items() if key != pair]
        low, high = max(one.lower for one in others), min(one.upper for one in others)
        if low <= high:
            suspects.append(Suspect(pair, Interval(low, high)))
    return Conflict(
        sheet,
        row,
        relation.group,
        tuple(suspects),
        tuple(measure for pair in sizes for measure in pair),
        tuple(text for pair in sizes for text in _lines(sheet, row, pair)),
    )


def _between(sheet: Sheet, row: Row, relation: GroupBetween) -> Conflict | None:
    implied = size(sheet, row, relation.pair)
    if implied is None:
        return None
    low = sum(sheet.bounds(row, measure)[0] for measure in relation.at_least)
    high = sum(sheet.bounds(row, measure)[1] for measure in relation.at_most)
    allowed = Interval(low, high)
    if not _apart(implied, allowed):
        return None
    return Conflict(
        sheet,
        row,
        relation.group,
        (Suspect(relation.pair, allowed),),
        (*relation.pair, *relation.at_most),
        (
            *_lines(sheet, row, relation.pair),
            *(line(sheet, row, measure) for measure in relation.at_most),
            f"De groep {relation.group} telt dus: {whole_span(low, high)}",
        ),
    )


def _sum(sheet: Sheet, row: Row, relation: GroupSum) -> Conflict | None:
    pairs = (relation.whole, *relation.parts)
    sizes = [size(sheet, row, pair) for pair in pairs]
    known = [one for one in sizes if one is not None]
    if len(known) < len(pairs):
        return None
    whole, parts = known[0], known[1:]
    total = parts[0]
    for part in parts[1:]:
        total = total + part
    if not _apart(whole, total):
        return None
    suspects = [Suspect(relation.whole, total)]
    for i, pair in enumerate(relation.parts):
        rest = whole
        for part in (one for j, one in enumerate(parts) if j != i):
            rest = rest - part
        suspects.append(Suspect(pair, rest))
    return Conflict(
        sheet,
        row,
        relation.group,
        tuple(suspects),
        tuple(measure for pair in pairs for measure in pair),
        (
            *(text for pair in pairs for text in _lines(sheet, row, pair)),
            f"De kleinere groepen samen: {whole_span(total.lower, total.upper)}",
            f"De hele groep: {whole_span(whole.lower, whole.upper)}",
        ),
    )
