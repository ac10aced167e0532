"""A figure that a newer release of the same table changed more than usual."""

from __future__ import annotations

import math
from collections.abc import Iterator

from drietrap.benchmark.consistency.ordinary import MANY, Ordinary, change_bounds, in_percent
from drietrap.benchmark.consistency.rule import Example, Odd, Rule, odd
from drietrap.benchmark.consistency.tables import KEYS, Row, Sheet, Tables
from drietrap.benchmark.consistency.words import label, line, place
from drietrap.benchmark.finding import Severity
from drietrap.vocabulary.notation import percentage


def find(tables: Tables) -> Iterator[Odd]:
    """Find cells that differ from the previous release by more than rounding and ordinary revision."""
    if tables.previous is None:
        return
    before = Tables(tables.previous, tables.names)
    for table, sheet in tables.sheets.items():
        old = before.sheets.get(table)
        if old is None:
            continue
        rows = {_key(row): row for row in old.wide.to_dicts()}
        pairs = [(rows[_key(row)], row) for row in sheet.wide.sort(KEYS).to_dicts() if _key(row) in rows]
        for measure in sorted(sheet.measures & old.measures):
            yield from _in_measure(sheet, pairs, measure, tables)


def _key(row: Row) -> tuple[object, ...]:
    return tuple(row[key] for key in KEYS)


def _in_measure(sheet: Sheet, pairs: list[tuple[Row, Row]], measure: str, tables: Tables) -> Iterator[Odd]:
    both = []
    for old, new in pairs:
        first, second = sheet.value(old, measure), sheet.value(new, measure)
        if first is not None and second is not None and first > 0 and second > 0:
            both.append((old, new, math.log(second / first)))
    if not both:
        return
    ordinary = Ordinary.of([change for _, _, change in both])
    for old, new, change in both:
        low, high = change_bounds(sheet.bounds(old, measure), sheet.bounds(new, measure))
        if ordinary.excess(low, high, 0.0) > MANY:
            where = place(tables, new)
            yield odd(
                sheet,
                new,
                (measure,),
                f"In {where} is {label(sheet, measure)} sterk veranderd tegenover de vorige uitgave.",
                [
                    f"Vorige uitgave: {line(sheet, old, measure)}",
                    f"Deze uitgave: {line(sheet, new, measure)}",
                    f"Verandering: {percentage(in_percent(change))}. Gewoon is in deze tabel "
                    f"{percentage(in_percent(ordinary.middle))}, met een spreiding van "
                    f"{percentage(100 * ordinary.spread)}.",
                ],
            )


RULE = Rule(
    code="SPRONG-UITGAVE",
    severity=Severity.SIGNAAL,
    title="Een cijfer is in de nieuwe uitgave sterk veranderd",
    checks="Of een cijfer niet veel meer verandert tussen twee uitgaven dan de andere cijfers in de tabel.",
    action="Zoek in de toelichting van de bron waarom dit cijfer is bijgesteld.",
    find=find,
    good=(
        Example(
            """
            85075NED
            area   | period | jongeren
            GM0001 | 2021   | 1010
            GM0002 | 2021   | 20
            """,
            previous="""
            85075NED
            area   | period | jongeren
            GM0001 | 2021   | 1000
            GM0002 | 2021   | 15
            """,
        ),
    ),
    bad=(
        Example(
            """
            85075NED
            area   | period | jongeren
            GM0001 | 2021   | 1200
            GM0002 | 2021   | 805
            GM0003 | 2021   | 700
            """,
            previous="""
            85075NED
            area   | period | jongeren
            GM0001 | 2021   | 1000
            GM0002 | 2021   | 800
            GM0003 | 2021   | 700
            """,
        ),
    ),
)
