"""Amounts so far out of line that they must be an error of entry."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from drietrap.benchmark.consistency.rule import Example, Odd, Rule, odd
from drietrap.benchmark.consistency.tables import Row, Sheet, Tables
from drietrap.benchmark.consistency.words import line, place, shown
from drietrap.benchmark.finding import Severity
from drietrap.catalogue.relation import CostGroup
from drietrap.catalogue.relations import COST_GROUPS
from drietrap.vocabulary.area import NEDERLAND
from drietrap.vocabulary.notation import number

THOUSAND = (300.0, 3000.0)  # a slip of EUR against EUR 1,000, with room for a real change
BEYOND_ALL = 1.5  # one post may not exceed the highest total of all others by more than this
ENOUGH_PEERS = 20
OWN_TIMES = 50.0  # more than any change of policy between two documents of one municipality


@dataclass(frozen=True)
class _Reason:
    """Why an amount is odd; ``post`` is None when it is the total of all posts."""

    post: str | None
    text: str
    certain: bool = True


@dataclass(frozen=True)
class _Highest:
    """The area with the highest number, that number, and the highest of the others."""

    area: str
    first: float
    second: float

    @classmethod
    def of(cls, numbers: dict[str, float]) -> _Highest:
        if len(numbers) <= ENOUGH_PEERS:
            return cls("", float("inf"), float("inf"))
        area = max(numbers, key=lambda one: numbers[one])
        return cls(area, numbers[area], max(one for other, one in numbers.items() if other != area))

    def besides(self, area: str) -> float:
        """Return the highest of all areas but ``area``; infinite when there are too few to compare with."""
        return self.second if area == self.area else self.first


@dataclass(frozen=True)
class _Peers:
    """Per area: the highest total and post per inhabitant of all others, and the rows of its own."""

    group: CostGroup
    totals: dict[str, float]
    posts: dict[str, dict[str, float]]
    own: dict[str, list[Row]]

    def highest_total(self, area: str) -> float:
        """Return the highest total of all other areas."""
        return self._all.besides(area)

    def highest_post(self, post: str, area: str) -> float:
        """Return the highest amount on a post of all other areas."""
        return self._each[post].besides(area)

    @cached_property
    def _all(self) -> _Highest:
        return _Highest.of(self.totals)

    @cached_property
    def _each(self) -> dict[str, _Highest]:
        return {post: _Highest.of(numbers) for post, numbers in self.posts.items()}


def find(tables: Tables) -> Iterator[Odd]:
    """Find documents with a negative total, an impossible post, or a total a thousand times off."""
    for group in COST_GROUPS:
        sheet = tables.sheet(group.table, (group.inhabitants,))
        if sheet is None:
            continue
        posts = tuple(post for post in group.costs if post in sheet.measures)
        rows = sheet.rows((pl.col("area") != NEDERLAND) & (pl.col(f"value_{group.inhabitants}") > 0))
        peers = _peers(sheet, rows, posts, group)
        for row in rows:
            found = [
                _total_reason(sheet, row, posts, peers),
                *(_post_reason(sheet, row, post, peers) for post in posts),
            ]
            if reasons := [reason for reason in found if reason is not None]:
                yield _explained(sheet, row, posts, reasons, tables)


def _total(sheet: Sheet, row: Row, posts: tuple[str, ...]) -> float:
    return sum(sheet.value(row, post) or 0.0 for post in posts)


def _per_head(sheet: Sheet, row: Row, group: CostGroup, amount: float) -> float:
    return amount / (sheet.value(row, group.inhabitants) or 1.0)


def _peers(sheet: Sheet, rows: list[Row], posts: tuple[str, ...], group: CostGroup) -> _Peers:
    peers = _Peers(group, {}, {post: {} for post in posts}, {})
    for row in rows:
        area = str(row["area"])
        total = abs(_per_head(sheet, row, group, _total(sheet, row, posts)))
        peers.totals[area] = max(total, peers.totals.get(area, 0.0))
        for post in posts:
            amount = abs(_per_head(sheet, row, group, sheet.value(row, post) or 0.0))
            peers.posts[post][area] = max(amount, peers.posts[post].get(area, 0.0))
        peers.own.setdefault(area, []).append(row)
    return peers


def _others(row: Row, peers: _Peers) -> list[Row]:
    return [one for one in peers.own[str(row["area"])] if one is not row]


def _total_reason(sheet: Sheet, row: Row, posts: tuple[str, ...], peers: _Peers) -> _Reason | None:
    total = _total(sheet, row, posts)
    column = sheet.column(posts[0])
    if total < -column.step * len(posts):
        return _Reason(None, f"Alle kosten samen zijn {shown(column, total)}: onder nul.")
    own = [amount for one in _others(row, peers) if (amount := _total(sheet, one, posts)) > 0]
    if not own or total <= 0:
        return None
    usual = statistics.median(own)
    times = max(total / usual, usual / total)
    if not THOUSAND[0] <= times <= THOUSAND[1]:
        return None
    return _Reason(
        None,
        f"Alle kosten samen zijn {shown(column, total)}, in andere jaren of stukken van deze gemeente "
        f"{shown(column, usual)}: ongeveer {number(times)} keer {'groter' if total > usual else 'kleiner'}.",
    )


def _post_reason(sheet: Sheet, row: Row, post: str, peers: _Peers) -> _Reason | None:
    area, column = str(row["area"]), sheet.column(post)
    value = sheet.value(row, post) or 0.0
    per_head = _per_head(sheet, row, peers.group, value)
    head = f"Dat is {shown(column, per_head)} per inwoner."
    limit = peers.highest_total(area)
    if abs(per_head) > BEYOND_ALL * limit:
        return _Reason(
            post,
            f"{head} Alle kosten voor jeugd samen zijn bij geen andere gemeente hoger dan "
            f"{shown(column, limit)} per inwoner.",
        )
    own = [abs(sheet.value(one, post) or 0.0) for one in _others(row, peers)]
    most = peers.highest_post(post, area)
    if own and min(own) > 0 and abs(value) >= OWN_TIMES * max(own) and abs(per_head) > most:
        return _Reason(
            post,
            f"{head} Bij geen andere gemeente is dit meer dan {shown(column, most)}, en in andere jaren of "
            f"stukken van deze gemeente is het hoogstens {shown(column, max(own))} in totaal.",
            certain=False,
        )
    return None


def _explained(sheet: Sheet, row: Row, posts: tuple[str, ...], reasons: list[_Reason], tables: Tables) -> Odd:
    named = [reason.post for reason in reasons if reason.post is not None]
    lines = []
    if len(named) < len(reasons):
        lines = [line(sheet, row, post) for post in posts if post not in named and sheet.value(row, post)]
    for reason in sorted(reasons, key=lambda one: one.post is None):
        lines.extend([line(sheet, row, reason.post)] if reason.post is not None else [])
        lines.append(reason.text)
    certain = any(reason.certain for reason in reasons)
    end = (
        "dat niet kan kloppen; waarschijnlijk is het verkeerd ingevoerd."
        if certain
        else "ver buiten wat gewoon is; misschien staat het op het verkeerde taakveld."
    )
    return odd(
        sheet,
        row,
        tuple(named) or posts,
        f"In {place(tables, row)} staat een bedrag {end}",
        lines,
        None if certain else Severity.WAARSCHUWING,
    )


RULE = Rule(
    code="INVOERFOUT",
    severity=Severity.FOUT,
    title="Een bedrag dat verkeerd is ingevoerd",
    checks="Of een bedrag per inwoner past bij andere stukken van de gemeente en bij andere gemeenten.",
    action="Laat dit stuk weg uit de vergelijking van kosten en vraag de gemeente om het goede bedrag.",
    find=find,
    good=(
        Example(
            """
            IV3-JEUGD
            area   | period | variant      | lasten_6.2 | lasten_6.72a | inwoners
            GM0001 | 2023   | begroting    | 105000     | 7379000      | 29501
            GM0001 | 2023   | jaarrekening | 161000     | 5683000      | 29501
            GM0002 | 2023   | begroting    | 905000     | 9379000      | 30000
            """
        ),
    ),
    bad=(
        Example(
            """
            IV3-JEUGD
            area   | period | variant      | lasten_6.2 | lasten_6.72a | inwoners
            GM0001 | 2023   | begroting    | 105000     | 7379000      | 29501
            GM0001 | 2024   | begroting    | 105000     | -47256000    | 29501
            GM0002 | 2023   | begroting    | 905000     | 9379000      | 30000
            """
        ),
        Example(
            """
            IV3-JEUGD
            area   | period | variant      | lasten_6.2 | lasten_6.72a | inwoners
            GM0001 | 2023   | jaarrekening | 1000       | 7000         | 29501
            GM0001 | 2024   | begroting    | 105000     | 7379000      | 29501
            GM0001 | 2023   | begroting    | 105000     | 7179000      | 29501
            GM0002 | 2023   | begroting    | 905000     | 9379000      | 30000
            """
        ),
    ),
)
