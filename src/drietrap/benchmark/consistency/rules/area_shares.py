"""A national percentage outside the percentages of all its parts."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from drietrap.benchmark.consistency.levels import at_level, expected, parent
from drietrap.benchmark.consistency.rule import Example, Odd, Rule
from drietrap.benchmark.consistency.tables import TOLERANCE, Row, Sheet, Tables
from drietrap.benchmark.consistency.words import label, line, place, span
from drietrap.benchmark.finding import Severity
from drietrap.catalogue.relation import AreaShares
from drietrap.catalogue.relations import AREA_SHARES


def find(tables: Tables) -> Iterator[Odd]:
    """Find percentages of a whole that no weights can give as a mean of those of all its parts."""
    for relation in AREA_SHARES:
        sheet = tables.sheets.get(relation.table)
        if sheet is not None:
            for measure in (one for one in relation.measures if one in sheet.measures):
                yield from _in_measure(sheet, measure, relation, tables)


def _in_measure(sheet: Sheet, measure: str, relation: AreaShares, tables: Tables) -> Iterator[Odd]:
    parts = (
        sheet.wide.filter(at_level(relation.part))
        .group_by("variant", "period", parent(relation.whole).alias("area"))
        .agg(
            sheet.low(measure).min().alias("low"),
            sheet.high(measure).max().alias("high"),
            pl.len().alias("count"),
        )
    )
    whole = sheet.wide.filter(at_level(relation.whole) & sheet.known(measure))
    outside = (sheet.low(measure) > pl.col("high") + TOLERANCE) | (
        sheet.high(measure) < pl.col("low") - TOLERANCE
    )
    rows: list[Row] = (
        whole.join(parts, on=["variant", "period", "area"]).filter(outside).sort("period").to_dicts()
    )
    for row in rows:
        if row["count"] == expected(str(row["area"]), relation.part, str(row["period"])):
            column = sheet.column(measure)
            where = place(tables, row)
            yield Odd(
                sheet.keys(row, measure),
                f"In {where} ligt {label(sheet, measure)} buiten de percentages van alle delen "
                f"({relation.part}).",
                (
                    f"Alle {row['count']} delen: "
                    f"{span(column, float(str(row['low'])), float(str(row['high'])))}",
                    f"Het geheel: {line(sheet, row, measure)}",
                    "Het geheel is een gemiddelde van de delen en kan daar niet buiten liggen.",
                ),
            )


RULE = Rule(
    code="GEBIEDEN-AANDEEL",
    severity=Severity.FOUT,
    title="Het percentage van het geheel ligt buiten dat van de delen",
    checks="Of een landelijk percentage tussen het laagste en het hoogste percentage van de delen ligt.",
    action="Vraag de bron of het geheel en de delen op dezelfde manier zijn geteld.",
    find=find,
    good=(
        Example(
            """
            85098NED
            area | period | pct_jeugdhulp
            NL01 | 2023   | 13.9
            LD01 | 2023   | 14.5
            LD02 | 2023   | 13.7
            LD03 | 2023   | 13.7
            LD04 | 2023   | 14.3
            """
        ),
    ),
    bad=(
        Example(
            """
            85098NED
            area | period | pct_jeugdhulp
            NL01 | 2023   | 13.2
            LD01 | 2023   | 14.5
            LD02 | 2023   | 13.7
            LD03 | 2023   | 13.7
            LD04 | 2023   | 14.3
            """
        ),
    ),
)
