"""Variants of a table (such as measures of protection) that cannot add up to the variant 'total'."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from drietrap.benchmark.consistency.rule import Example, Odd, Rule
from drietrap.benchmark.consistency.tables import TOLERANCE, Sheet, Tables
from drietrap.benchmark.consistency.words import label, line, place, span
from drietrap.benchmark.finding import Severity
from drietrap.catalogue.relation import VariantParts
from drietrap.catalogue.relations import VARIANT_PARTS


def find(tables: Tables) -> Iterator[Odd]:
    """Find measures whose variants cannot add up to the variant that holds them all."""
    for relation in VARIANT_PARTS:
        sheet = tables.sheets.get(relation.table)
        if sheet is not None:
            for measure in sorted(sheet.measures):
                yield from _in_measure(sheet, measure, relation, tables)


def _in_measure(sheet: Sheet, measure: str, relation: VariantParts, tables: Tables) -> Iterator[Odd]:
    parts = (
        sheet.wide.filter(pl.col("variant").is_in(relation.parts))
        .group_by("area", "period")
        .agg(
            sheet.low(measure).sum().alias("low"),
            sheet.high(measure).sum().alias("high"),
            pl.len().alias("count"),
        )
    )
    joined = sheet.wide.filter(sheet.known(measure), variant=relation.whole).join(
        parts, on=["area", "period"]
    )
    complete = pl.lit(relation.complete) & (pl.col("count") == len(relation.parts))
    too_much = pl.col("low") > sheet.high(measure) + TOLERANCE
    too_little = complete & (pl.col("high") < sheet.low(measure) - TOLERANCE)
    for row in joined.filter(too_much | too_little).sort("area", "period").to_dicts():
        found = sheet.rows(
            (pl.col("area") == row["area"])
            & (pl.col("period") == row["period"])
            & pl.col("variant").is_in(relation.parts)
        )
        where = place(tables, row)
        column = sheet.column(measure)
        yield Odd(
            (*sheet.keys(row, measure), *(key for one in found for key in sheet.keys(one, measure))),
            f"In {where} tellen de soorten niet op tot het totaal van {label(sheet, measure)}.",
            (
                *(f"{one['variant']}, {line(sheet, one, measure)}" for one in found),
                f"De soorten samen: {span(column, float(row['low']), float(row['high']))}",
                f"{relation.whole}, {line(sheet, row, measure)}",
            ),
        )


RULE = Rule(
    code="SOORTEN-TOTAAL",
    severity=Severity.FOUT,
    title="De soorten tellen niet op tot het totaal",
    checks="Of de soorten (bijvoorbeeld maatregelen) samen het totaal kunnen zijn, met afronding.",
    action="Vraag de bron welk getal klopt, of welke soort er ontbreekt.",
    find=find,
    good=(
        Example(
            """
            JB-STROOM
            area | period | variant                          | beginstand
            NL01 | 2023H1 | Totaal                           | 29115
            NL01 | 2023H1 | Ondertoezichtstelling            | 19455
            NL01 | 2023H1 | Voorlopige ondertoezichtstelling | 350
            NL01 | 2023H1 | Voogdij                          | 9060
            NL01 | 2023H1 | Voorlopige en tijdelijke voogdij | 245
            """
        ),
        Example(
            """
            83454NED
            area   | period | variant                      | begroot
            GM0001 | 2021   | JZ Totaal jeugdzorg          | 3944000
            GM0001 | 2021   | JH 1 Totaal jeugdhulp        | 3732000
            GM0001 | 2021   | JB 1 Totaal jeugdbescherming | .
            """
        ),
    ),
    bad=(
        Example(
            """
            JB-STROOM
            area | period | variant                          | beginstand
            NL01 | 2023H1 | Totaal                           | 29115
            NL01 | 2023H1 | Ondertoezichtstelling            | 19455
            NL01 | 2023H1 | Voorlopige ondertoezichtstelling | 350
            NL01 | 2023H1 | Voogdij                          | 9600
            NL01 | 2023H1 | Voorlopige en tijdelijke voogdij | 245
            """
        ),
    ),
)
