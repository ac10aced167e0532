"""Costs of zero on every post: the municipality delivered nothing."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from drietrap.benchmark.consistency.rule import Example, Odd, Rule, odd
from drietrap.benchmark.consistency.tables import Tables
from drietrap.benchmark.consistency.words import line, place
from drietrap.benchmark.finding import Severity
from drietrap.catalogue.relations import COST_GROUPS
from drietrap.vocabulary.notation import counted


def find(tables: Tables) -> Iterator[Odd]:
    """Find municipalities whose costs are zero on all posts that cannot all be zero."""
    for group in COST_GROUPS:
        posts = tuple(group.never_all_zero)
        sheet = tables.sheet(group.table, (*posts, group.inhabitants))
        if sheet is None:
            continue
        zero = pl.all_horizontal(pl.col(f"value_{post}") == 0 for post in posts)
        for row in sheet.rows(zero & (pl.col(f"value_{group.inhabitants}") > 0)):
            where = place(tables, row)
            yield odd(
                sheet,
                row,
                posts,
                f"{where} heeft geen kosten op de taakvelden voor jeugdhulp opgegeven.",
                [
                    line(sheet, row, group.inhabitants),
                    f"Kosten op {counted(len(posts), 'taakveld', 'taakvelden')} voor jeugd samen: € 0",
                    "Elke gemeente betaalt jeugdhulp. Nul betekent: niet geleverd of ergens anders geboekt.",
                ],
            )


RULE = Rule(
    code="NIET-GELEVERD",
    severity=Severity.WAARSCHUWING,
    title="Geen kosten voor jeugdhulp opgegeven",
    checks="Of een gemeente op minstens één taakveld voor jeugdhulp kosten heeft.",
    action="Laat deze gemeente weg uit de vergelijking van kosten. Lees de 0 niet als 'geen kosten'.",
    find=find,
    good=(
        Example(
            """
            IV3-JEUGD
            area   | period | variant      | lasten_6.72  | lasten_6.72a | lasten_6.72b | lasten_6.72c
            GM0001 | 2023   | jaarrekening | 0            | 5683000      | 0            | 0

            IV3-JEUGD
            area   | period | variant      | lasten_6.72d | lasten_6.73a | lasten_6.73b | lasten_6.73c
            GM0001 | 2023   | jaarrekening | 0            | 0            | 0            | 0

            IV3-JEUGD
            area   | period | variant      | lasten_6.74a | lasten_6.74b | lasten_6.74c | lasten_6.82
            GM0001 | 2023   | jaarrekening | 0            | 0            | 0            | 0

            IV3-JEUGD
            area   | period | variant      | lasten_6.82a | lasten_6.82b | inwoners
            GM0001 | 2023   | jaarrekening | 0            | 0            | 60052
            """
        ),
    ),
    bad=(
        Example(
            """
            IV3-JEUGD
            area   | period | variant      | lasten_6.72  | lasten_6.72a | lasten_6.72b | lasten_6.72c
            GM0001 | 2023   | jaarrekening | 0            | 0            | 0            | 0

            IV3-JEUGD
            area   | period | variant      | lasten_6.72d | lasten_6.73a | lasten_6.73b | lasten_6.73c
            GM0001 | 2023   | jaarrekening | 0            | 0            | 0            | 0

            IV3-JEUGD
            area   | period | variant      | lasten_6.74a | lasten_6.74b | lasten_6.74c | lasten_6.82
            GM0001 | 2023   | jaarrekening | 0            | 0            | 0            | 0

            IV3-JEUGD
            area   | period | variant      | lasten_6.82a | lasten_6.82b | inwoners
            GM0001 | 2023   | jaarrekening | 0            | 0            | 60052
            """
        ),
    ),
)
