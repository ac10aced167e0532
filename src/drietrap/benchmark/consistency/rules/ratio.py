"""A percentage that does not follow from the two counts it is made of."""

from __future__ import annotations

from collections.abc import Iterator

from drietrap.benchmark.consistency.rule import Example, Odd, Rule, odd
from drietrap.benchmark.consistency.tables import TOLERANCE, Tables
from drietrap.benchmark.consistency.words import label, line, place, whole_span
from drietrap.benchmark.finding import Severity
from drietrap.catalogue.relations import SHARE_OF


def find(tables: Tables) -> Iterator[Odd]:
    """Find shares that, of their base, cannot be the published count."""
    for relation in SHARE_OF:
        part = relation.part
        if part is None:
            continue
        sheet = tables.sheet(relation.table, (relation.share, relation.base, part))
        if sheet is None:
            continue
        low = sheet.low(relation.share) * sheet.low(relation.base) / 100
        high = sheet.high(relation.share) * sheet.high(relation.base) / 100
        apart = (low > sheet.high(part) + TOLERANCE) | (high < sheet.low(part) - TOLERANCE)
        known = sheet.known(part) & sheet.known(relation.base) & sheet.known(relation.share)
        for row in sheet.rows(known & apart):
            (s_low, s_high), (b_low, b_high) = (
                sheet.bounds(row, relation.share),
                sheet.bounds(row, relation.base),
            )
            where = place(tables, row)
            yield odd(
                sheet,
                row,
                (part, relation.share, relation.base),
                f"In {where} passen percentage en aantal van {label(sheet, part)} niet bij elkaar.",
                [
                    line(sheet, row, relation.base),
                    line(sheet, row, relation.share),
                    f"Percentage van het geheel: {whole_span(s_low * b_low / 100, s_high * b_high / 100)}",
                    f"Gepubliceerd aantal: {line(sheet, row, part)}",
                ],
            )


RULE = Rule(
    code="VERHOUDING",
    severity=Severity.FOUT,
    title="Een percentage volgt niet uit de aantallen",
    checks="Of een percentage van een geheel het aantal oplevert dat ernaast of in een andere tabel staat.",
    action="Ga uit van de aantallen en reken het percentage zelf uit, of vraag het de bron.",
    find=find,
    good=(
        Example(
            """
            NADER-ONDERZOEK-2015
            area   | period | jeugdhulptrajecten_totaal | instroom_trajecten | begonnen_trajecten
            ST0003 | 2015K1 | 800                       | 285                | 35.6
            """
        ),
    ),
    bad=(
        Example(
            """
            NADER-ONDERZOEK-2015
            area   | period | jeugdhulptrajecten_totaal | instroom_trajecten | begonnen_trajecten
            ST0003 | 2015K1 | 800                       | 285                | 53.6
            """
        ),
    ),
)
