"""A count that is not a multiple of the step in which its table is rounded."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from drietrap.benchmark.consistency.rule import Example, Odd, Rule, odd
from drietrap.benchmark.consistency.tables import Tables
from drietrap.benchmark.consistency.words import label, place, shown
from drietrap.benchmark.finding import Severity
from drietrap.catalogue.tables import CellKind
from drietrap.vocabulary.notation import number


def find(tables: Tables) -> Iterator[Odd]:
    """Find counts that the rounding of their column cannot give."""
    for sheet in tables.sheets.values():
        for measure in sorted(sheet.measures):
            column = sheet.column(measure)
            if column.kind is not CellKind.COUNT or column.step <= 1:
                continue
            for row in sheet.rows(pl.col(f"value_{measure}") % column.step != 0):
                value = sheet.value(row, measure) or 0.0
                below = value // column.step * column.step
                step = number(column.step)
                where = place(tables, row)
                yield odd(
                    sheet,
                    row,
                    (measure,),
                    f"In {where} is {label(sheet, measure)} niet afgerond op {step}-tallen, zoals de "
                    "bron doet.",
                    [
                        f"{column.label}: {shown(column, value)}",
                        f"De dichtstbijzijnde afgeronde getallen: {number(below)} en "
                        f"{number(below + column.step)}",
                        "Zo is het niet gepubliceerd: het is zelf uitgerekend of verkeerd overgetypt.",
                    ],
                )


RULE = Rule(
    code="VIJFTAL",
    severity=Severity.WAARSCHUWING,
    title="Een aantal is niet afgerond zoals de rest van de tabel",
    checks="Of aantallen in een tabel met vijftallen ook echt een vijftal zijn.",
    action="Zoek het getal op in de bron. Gebruik het niet om op een paar jongeren precies te rekenen.",
    find=find,
    good=(
        Example(
            """
            NADER-ONDERZOEK-2015
            area   | period | jongeren_met_jeugdhulp_n
            ST0001 | 2015K1 | 635
            """
        ),
    ),
    bad=(
        Example(
            """
            NADER-ONDERZOEK-2015
            area   | period | jongeren_met_jeugdhulp_n
            ST0002 | 2015K1 | 528
            """
        ),
    ),
)
