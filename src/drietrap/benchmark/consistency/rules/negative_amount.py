"""Costs or income below zero."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from drietrap.benchmark.consistency.rule import Example, Odd, Rule, odd
from drietrap.benchmark.consistency.tables import Tables
from drietrap.benchmark.consistency.words import label, line, place
from drietrap.benchmark.finding import Severity
from drietrap.catalogue.relations import COST_GROUPS


def find(tables: Tables) -> Iterator[Odd]:
    """Find posts of cost or income that are negative beyond rounding."""
    for group in COST_GROUPS:
        sheet = tables.sheets.get(group.table)
        if sheet is None:
            continue
        for measure in (one for one in (*group.costs, *group.income) if one in sheet.measures):
            cost = measure in group.costs
            word = "kosten" if cost else "inkomsten"
            for row in sheet.rows(pl.col(f"upper_{measure}") < 0):
                where = place(tables, row)
                yield odd(
                    sheet,
                    row,
                    (measure,),
                    f"In {where} staan {word} onder nul bij {label(sheet, measure)}.",
                    [
                        line(sheet, row, measure),
                        f"{word.capitalize()} zijn nul of meer. Een bedrag onder nul is een correctie of een "
                        "invoerfout.",
                    ],
                    Severity.WAARSCHUWING if cost else Severity.SIGNAAL,
                    at_stake=-(sheet.value(row, measure) or 0.0),
                )


RULE = Rule(
    code="NEGATIEF",
    severity=Severity.WAARSCHUWING,
    title="Kosten of inkomsten onder nul",
    checks="Of kosten en inkomsten per taakveld niet onder nul liggen.",
    action="Vraag de gemeente of dit een correctie is. Vergelijk de kosten van dit taakveld niet.",
    find=find,
    good=(
        Example(
            """
            IV3-JEUGD
            area   | period | variant   | lasten_6.72a | inwoners
            GM0001 | 2024   | begroting | 0            | 29501
            """
        ),
    ),
    bad=(
        Example(
            """
            IV3-JEUGD
            area   | period | variant   | lasten_6.72a | inwoners
            GM0001 | 2024   | begroting | -448000      | 29501
            """
        ),
    ),
)
