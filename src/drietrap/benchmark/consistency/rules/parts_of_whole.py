"""Parts that cannot add up to their whole."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from drietrap.benchmark.consistency.rule import Example, Odd, Rule, odd
from drietrap.benchmark.consistency.tables import TOLERANCE, Row, Sheet, Tables
from drietrap.benchmark.consistency.words import label, line, place, span
from drietrap.benchmark.finding import Severity
from drietrap.catalogue.relation import PartsOfWhole
from drietrap.catalogue.relations import PARTS_OF_WHOLE


def find(tables: Tables) -> Iterator[Odd]:
    """Find rows in which no true numbers give both the published parts and the published whole."""
    for relation in PARTS_OF_WHOLE:
        sheet = tables.sheet(relation.table, (relation.whole, *relation.parts))
        if sheet is None:
            continue
        low = pl.sum_horizontal(sheet.low(part) for part in relation.parts)
        high = pl.sum_horizontal(sheet.high(part) for part in relation.parts)
        too_much = low > sheet.high(relation.whole) + TOLERANCE
        too_little = (
            (high < sheet.low(relation.whole) - TOLERANCE) if relation.complete else pl.lit(value=False)
        )
        for row in sheet.rows(sheet.known(relation.whole) & (too_much | too_little)):
            yield _explained(sheet, row, relation, tables)


def _explained(sheet: Sheet, row: Row, relation: PartsOfWhole, tables: Tables) -> Odd:
    bounds = [sheet.bounds(row, part) for part in relation.parts]
    low, high = sum(one for one, _ in bounds), sum(two for _, two in bounds)
    whole = sheet.column(relation.whole)
    where = place(tables, row)
    return odd(
        sheet,
        row,
        (relation.whole, *relation.parts),
        f"In {where} tellen de delen niet op tot {label(sheet, relation.whole)}.",
        [
            *(line(sheet, row, part) for part in relation.parts),
            f"De delen samen: {span(whole, low, high)}",
            f"Het geheel: {line(sheet, row, relation.whole)}",
            "Ook met afronding en geheimhouding kan dit niet allebei kloppen.",
        ],
    )


RULE = Rule(
    code="DELEN-GEHEEL",
    severity=Severity.FOUT,
    title="De delen tellen niet op tot het geheel",
    checks="Of de delen samen het geheel kunnen zijn, als u rekent met afronding en geheime aantallen.",
    action="Vraag de bron welk getal klopt. Gebruik tot die tijd geen aandelen van dit geheel.",
    find=find,
    good=(
        Example(
            """
            85075NED
            area   | period | jongeren | jongeren_0_3 | jongeren_4_11 | jongeren_12_17 | jongeren_18_22
            GM0001 | 2021   | 115      | 10           | 50            | 45             | .
            GM0002 | 2021   | 110      | 10           | 35            | 50             | 10
            """
        ),
        Example(
            """
            NADER-ONDERZOEK-2015
            area   | period | jeugdhulptrajecten_totaal | begonnen_trajecten
            ST0003 | 2015K1 | 800                       | 35.6

            NADER-ONDERZOEK-2015
            area   | period | begonnen_zonder_verblijf | begonnen_met_verblijf
            ST0003 | 2015K1 | 31.9                     | 3.1
            """
        ),
    ),
    bad=(
        Example(
            """
            NJI-JEUGDZORG
            area | period | jongeren_tot_23 | jongeren_tot_18 | jongeren_18_22
            NL01 | 2016   | 404080          | 391780          | 14300
            """
        ),
    ),
)
