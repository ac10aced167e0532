"""A change between two years that is larger than chance, rounding and ordinary variation give."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from drietrap.benchmark.consistency.ordinary import (
    ENOUGH_PEERS,
    ENOUGH_YEARS,
    MANY,
    Ordinary,
    change_bounds,
    in_percent,
)
from drietrap.benchmark.consistency.rule import Example, Odd, Rule
from drietrap.benchmark.consistency.tables import Row, Sheet, Tables
from drietrap.benchmark.consistency.words import label, line, place
from drietrap.benchmark.finding import Severity
from drietrap.catalogue.relation import Series
from drietrap.catalogue.relations import SERIES
from drietrap.catalogue.tables import CellKind
from drietrap.vocabulary.area import kind_of
from drietrap.vocabulary.notation import percentage
from drietrap.vocabulary.period import Period


@dataclass(frozen=True)
class _Step:
    old: Row
    new: Row
    change: float


def find(tables: Tables) -> Iterator[Odd]:
    """Find steps from one year to the next that stand out from other areas or from the area's own past."""
    for series in SERIES:
        sheet = tables.sheets.get(series.table)
        if sheet is None:
            continue
        for measure in (one for one in series.measures if one in sheet.measures):
            steps = _steps(sheet, measure, series)
            for step, ordinary in _with_ordinary(steps):
                if _excess(sheet, measure, step, ordinary) > MANY:
                    yield _explained(sheet, measure, step, ordinary, tables)


def _steps(sheet: Sheet, measure: str, series: Series) -> list[_Step]:
    rows = sheet.rows(sheet.known(measure))
    by_key = {(row["variant"], row["area"], str(row["period"])): row for row in rows}
    steps = []
    for row in rows:
        period = Period.parse(str(row["period"]))
        before = Period(period.year - 1, period.part, period.index)
        old = by_key.get((row["variant"], row["area"], before.code))
        if old is None or period.code in series.breaks:
            continue
        first, second = sheet.value(old, measure), sheet.value(row, measure)
        if first is not None and second is not None and first > 0 and second > 0:
            steps.append(_Step(old, row, math.log(second / first)))
    return steps


def _with_ordinary(steps: list[_Step]) -> Iterator[tuple[_Step, Ordinary]]:
    """Give every step what is ordinary: for its peers in that year, else in its own past, else nothing."""
    peers: dict[tuple[object, ...], list[float]] = defaultdict(list)
    past: dict[tuple[object, ...], list[float]] = defaultdict(list)
    for step in steps:
        peers[_peer_key(step)].append(step.change)
        past[_past_key(step)].append(step.change)
    of_peers = {key: Ordinary.of(changes) for key, changes in peers.items() if len(changes) >= ENOUGH_PEERS}
    of_past = {key: Ordinary.of(changes) for key, changes in past.items() if len(changes) >= ENOUGH_YEARS}
    for step in steps:
        ordinary = of_peers.get(_peer_key(step)) or of_past.get(_past_key(step))
        if ordinary is not None:
            yield step, ordinary


def _peer_key(step: _Step) -> tuple[object, ...]:
    return step.new["variant"], step.new["period"], kind_of(str(step.new["area"]))


def _past_key(step: _Step) -> tuple[object, ...]:
    return step.new["variant"], step.new["area"]


def _excess(sheet: Sheet, measure: str, step: _Step, ordinary: Ordinary) -> float:
    low, high = change_bounds(sheet.bounds(step.old, measure), sheet.bounds(step.new, measure))
    chance = 0.0
    if sheet.column(measure).kind is CellKind.COUNT:
        # Poisson: the variance of the logarithm of a count is about one over the count.
        chance = sum(1 / (sheet.value(row, measure) or 1.0) for row in (step.old, step.new))
    return ordinary.excess(low, high, chance)


def _explained(sheet: Sheet, measure: str, step: _Step, ordinary: Ordinary, tables: Tables) -> Odd:
    where = place(tables, step.new)
    return Odd(
        (*sheet.keys(step.new, measure), *sheet.keys(step.old, measure)),
        f"In {where} is {label(sheet, measure)} veel sterker veranderd dan gewoon is.",
        (
            f"{Period.parse(str(step.old['period'])).label}: {line(sheet, step.old, measure)}",
            f"{Period.parse(str(step.new['period'])).label}: {line(sheet, step.new, measure)}",
            f"Verandering: {percentage(in_percent(step.change))}. Gewoon is hier "
            f"{percentage(in_percent(ordinary.middle))}, met een spreiding van "
            f"{percentage(100 * ordinary.spread)}.",
            "Toeval en afronding zijn daarvan al afgetrokken.",
        ),
    )


RULE = Rule(
    code="SPRONG-JAAR",
    severity=Severity.SIGNAAL,
    title="Een cijfer springt van het ene jaar op het andere",
    checks="Of een cijfer niet veel meer verandert dan bij andere gebieden of in andere jaren, ook als u "
    "rekent met toeval en afronding. Jaren met een bekende breuk tellen niet mee.",
    action="Zoek een verklaring: andere telling, aanbieder die niet leverde, of een echte verandering.",
    find=find,
    good=(
        Example(
            """
            JB-INSTROOM
            area | period | instroom
            NL01 | 2016   | 12319
            NL01 | 2017   | 12252
            NL01 | 2018   | 12161
            NL01 | 2019   | 12980
            NL01 | 2020   | 11950
            NL01 | 2021   | 11303
            NL01 | 2022   | 9064
            """
        ),
    ),
    bad=(
        Example(
            """
            JB-INSTROOM
            area | period | uitstroom
            NL01 | 2016   | 12828
            NL01 | 2017   | 11877
            NL01 | 2018   | 11836
            NL01 | 2019   | 12204
            NL01 | 2020   | 11617
            NL01 | 2021   | 12060
            NL01 | 2022   | 19054
            """
        ),
    ),
)
