"""Shares of one whole that do not add up to one hundred."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from drietrap.benchmark.consistency.rule import Example, Odd, Rule, odd
from drietrap.benchmark.consistency.tables import TOLERANCE, Row, Sheet, Tables
from drietrap.benchmark.consistency.words import line, place, shown, span
from drietrap.benchmark.finding import Severity
from drietrap.catalogue.relation import SharesOf100
from drietrap.catalogue.relations import SHARE_OF, SHARES_OF_100


def find(tables: Tables) -> Iterator[Odd]:
    """Find rows whose shares cannot add up to 100, whatever was rounded or withheld."""
    for relation in SHARES_OF_100:
        sheet = tables.sheet(relation.table, relation.parts)
        if sheet is None:
            continue
        low = pl.sum_horizontal(sheet.low(part) for part in relation.parts)
        high = pl.sum_horizontal(sheet.high(part) for part in relation.parts)
        slack = _slack(sheet, relation)
        for row in sheet.rows((low > 100 + slack + TOLERANCE) | (high < 100 - slack - TOLERANCE)):
            yield _explained(sheet, row, relation, tables)


def _slack(sheet: Sheet, relation: SharesOf100) -> pl.Expr:
    """Return how far the true whole can lie from the rounded base, in percent of that base."""
    bases = [one.base for one in SHARE_OF if one.table == relation.table and one.share in relation.parts]
    for base in bases:
        if base in sheet.measures:
            return (100 * sheet.column(base).step / 2 / pl.col(f"value_{base}")).fill_null(float("inf"))
    return pl.lit(0.0)


def _explained(sheet: Sheet, row: Row, relation: SharesOf100, tables: Tables) -> Odd:
    values = [sheet.value(row, part) or 0.0 for part in relation.parts]
    bounds = [sheet.bounds(row, part) for part in relation.parts]
    column = sheet.column(relation.parts[0])
    low, high = sum(one for one, _ in bounds), sum(two for _, two in bounds)
    where = place(tables, row)
    return odd(
        sheet,
        row,
        relation.parts,
        f"In {where} zijn de aandelen samen {shown(column, sum(values))} in plaats van 100%.",
        [
            *(line(sheet, row, part) for part in relation.parts),
            f"Samen: {shown(column, sum(values))} (kan zijn: {span(column, low, high)})",
            "Afronding kan dit verschil met 100% niet verklaren.",
        ],
    )


RULE = Rule(
    code="AANDELEN-100",
    severity=Severity.FOUT,
    title="Aandelen van één geheel zijn samen geen 100%",
    checks="Of de aandelen van één geheel samen 100% kunnen zijn, als u rekent met afronding.",
    action="Kijk of er een groep ontbreekt of dubbel telt. Vraag het anders aan de bron.",
    find=find,
    good=(
        Example(
            """
            NADER-ONDERZOEK-2015
            area   | period | instroom_trajecten | verwijzer_gemeente | verwijzer_huisarts
            ST0001 | 2015K1 | 305                | 18.0               | 34.4

            NADER-ONDERZOEK-2015
            area   | period | verwijzer_jeugdarts | verwijzer_gecertificeerde_instelling
            ST0001 | 2015K1 | 1.6                 | 13.1

            NADER-ONDERZOEK-2015
            area   | period | verwijzer_medisch_specialist | geen_verwijzer
            ST0001 | 2015K1 | 0.0                          | 34.4
            """
        ),
    ),
    bad=(
        Example(
            """
            NADER-ONDERZOEK-2015
            area   | period | jeugdhulptrajecten_totaal | trajecten_zonder_verblijf | trajecten_met_verblijf
            ST0001 | 2015K1 | 700                       | 87.9                      | 21.1
            """
        ),
    ),
)
