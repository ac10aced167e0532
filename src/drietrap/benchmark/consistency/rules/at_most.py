"""A part that is larger than its whole."""

from __future__ import annotations

from collections.abc import Iterator

from drietrap.benchmark.consistency.rule import Example, Odd, Rule, odd
from drietrap.benchmark.consistency.tables import TOLERANCE, Tables
from drietrap.benchmark.consistency.words import label, line, place
from drietrap.benchmark.finding import Severity
from drietrap.catalogue.relations import AT_MOST


def find(tables: Tables) -> Iterator[Odd]:
    """Find cells whose smallest possible value exceeds the largest possible whole."""
    for relation in AT_MOST:
        sheet = tables.sheet(relation.table, (relation.part, relation.whole))
        if sheet is None:
            continue
        for row in sheet.rows(sheet.low(relation.part) > sheet.high(relation.whole) + TOLERANCE):
            where = place(tables, row)
            part, whole = label(sheet, relation.part), label(sheet, relation.whole)
            yield odd(
                sheet,
                row,
                (relation.part, relation.whole),
                f"In {where} is {part} groter dan {whole}. Een deel kan niet groter zijn dan het geheel.",
                [line(sheet, row, relation.part), line(sheet, row, relation.whole)],
            )


RULE = Rule(
    code="DEEL-GROTER",
    severity=Severity.FOUT,
    title="Een deel is groter dan het geheel",
    checks="Of een deel niet groter is dan het geheel waar het bij hoort.",
    action="Vraag de bron welk van de twee getallen klopt.",
    find=find,
    good=(
        Example(
            """
            KERNCIJFERS-REEKS
            area       | period | inwoners | jongeren_jeugdzorg
            BU00010101 | 2020   | 10       | 10
            """
        ),
    ),
    bad=(
        Example(
            """
            KERNCIJFERS-REEKS
            area       | period | inwoners | jongeren_jeugdzorg
            BU00010101 | 2020   | 0        | 10
            """
        ),
    ),
)
