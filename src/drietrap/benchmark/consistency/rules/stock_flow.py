"""A stock at the end that does not follow from the stock at the start and what came in and went out."""

from __future__ import annotations

from collections.abc import Iterator

from drietrap.benchmark.consistency.rule import Example, Odd, Rule, odd
from drietrap.benchmark.consistency.tables import TOLERANCE, Tables
from drietrap.benchmark.consistency.words import line, place, whole_span
from drietrap.benchmark.finding import Severity
from drietrap.catalogue.relations import STOCK_FLOW


def find(tables: Tables) -> Iterator[Odd]:
    """Find rows in which begin + inflow - outflow cannot be the end."""
    for relation in STOCK_FLOW:
        measures = (relation.begin, relation.inflow, relation.outflow, relation.end)
        sheet = tables.sheet(relation.table, measures)
        if sheet is None:
            continue
        low = sheet.low(relation.begin) + sheet.low(relation.inflow) - sheet.high(relation.outflow)
        high = sheet.high(relation.begin) + sheet.high(relation.inflow) - sheet.low(relation.outflow)
        apart = (low > sheet.high(relation.end) + TOLERANCE) | (high < sheet.low(relation.end) - TOLERANCE)
        for row in sheet.rows(sheet.known(relation.end) & apart):
            (b, c), (d, e), (f, g) = (sheet.bounds(row, measure) for measure in measures[:3])
            where = place(tables, row)
            yield odd(
                sheet,
                row,
                (relation.end, relation.begin, relation.inflow, relation.outflow),
                f"In {where} volgt de stand aan het einde niet uit begin, instroom en uitstroom.",
                [
                    line(sheet, row, relation.begin),
                    f"plus {line(sheet, row, relation.inflow)}",
                    f"min {line(sheet, row, relation.outflow)}",
                    f"geeft: {whole_span(b + d - g, c + e - f)}",
                    f"Gepubliceerd: {line(sheet, row, relation.end)}",
                ],
            )


RULE = Rule(
    code="STROOM",
    severity=Severity.FOUT,
    title="Begin, instroom, uitstroom en einde kloppen niet met elkaar",
    checks="Of begin plus instroom min uitstroom het einde kan zijn, als u rekent met afronding.",
    action="Vraag de bron welk van de vier getallen niet klopt.",
    find=find,
    good=(
        Example(
            """
            JB-STROOM
            area | period | variant               | beginstand | instroom | uitstroom | eindstand
            NL01 | 2023H1 | Ondertoezichtstelling | 19455      | 3280     | 4075      | 18655
            """
        ),
    ),
    bad=(
        Example(
            """
            JB-STROOM
            area | period | variant               | beginstand | instroom | uitstroom | eindstand
            NL01 | 2023H1 | Ondertoezichtstelling | 19455      | 3280     | 4075      | 18565
            """
        ),
    ),
)
