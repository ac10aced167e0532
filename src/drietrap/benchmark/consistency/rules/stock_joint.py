"""A stock at the start of a period that is not the stock at the end of the period before."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from drietrap.benchmark.consistency.rule import Example, Odd, Rule
from drietrap.benchmark.consistency.tables import TOLERANCE, Row, Sheet, Tables
from drietrap.benchmark.consistency.words import line, place
from drietrap.benchmark.finding import Severity
from drietrap.catalogue.relation import StockFlow
from drietrap.catalogue.relations import STOCK_FLOW
from drietrap.vocabulary.period import Period

_PARTS = {"J": 1, "H": 2, "K": 4, "M": 12}


def find(tables: Tables) -> Iterator[Odd]:
    """Find periods that start with another stock than the one before ended with."""
    for relation in STOCK_FLOW:
        sheet = tables.sheet(relation.table, (relation.begin, relation.end))
        if sheet is None:
            continue
        rows = sheet.rows(sheet.known(relation.begin) | sheet.known(relation.end))
        starts = {(row["variant"], row["area"], _edges(row)[0]): row for row in rows}
        for row in rows:
            after = starts.get((row["variant"], row["area"], _edges(row)[1]))
            if after is not None and _apart(sheet, row, after, relation):
                yield _explained(sheet, row, after, relation, tables)


def _edges(row: Row) -> tuple[Fraction, Fraction]:
    period = Period.parse(str(row["period"]))
    parts = _PARTS[period.part]
    return period.year + Fraction(period.index - 1, parts), period.year + Fraction(period.index, parts)


def _apart(sheet: Sheet, row: Row, after: Row, relation: StockFlow) -> bool:
    end, begin = sheet.bounds(row, relation.end), sheet.bounds(after, relation.begin)
    return end[0] > begin[1] + TOLERANCE or end[1] < begin[0] - TOLERANCE


def _explained(sheet: Sheet, row: Row, after: Row, relation: StockFlow, tables: Tables) -> Odd:
    where = place(tables, after)
    return Odd(
        (*sheet.keys(after, relation.begin), *sheet.keys(row, relation.end)),
        f"{where} begint met een andere stand dan waarmee de periode ervoor eindigt.",
        (
            f"Einde {Period.parse(str(row['period'])).label}: {line(sheet, row, relation.end)}",
            f"Begin {Period.parse(str(after['period'])).label}: {line(sheet, after, relation.begin)}",
            "Dat kan komen door een later bijgewerkte telling, of doordat een einde op de laatste dag anders "
            "telt.",
        ),
    )


RULE = Rule(
    code="AANSLUITING",
    severity=Severity.SIGNAAL,
    title="Het begin sluit niet aan op het einde ervoor",
    checks="Of de stand aan het begin van een periode gelijk is aan de stand aan het einde van de vorige.",
    action="Vergelijk standen alleen binnen één periode, of vraag de bron of de telling is bijgewerkt.",
    find=find,
    good=(
        Example(
            """
            JB-STROOM
            area | period | variant | beginstand | eindstand
            NL01 | 2022   | Voogdij | 9480       | 9080
            NL01 | 2023H1 | Voogdij | 9080       | 8805
            """
        ),
    ),
    bad=(
        Example(
            """
            JB-STROOM
            area | period | variant | beginstand | eindstand
            NL01 | 2022   | Voogdij | 9480       | 9080
            NL01 | 2023H1 | Voogdij | 9060       | 8805
            """
        ),
    ),
)
