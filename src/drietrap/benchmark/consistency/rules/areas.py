"""A country, region or municipality that its parts cannot reach, or that they exceed."""

from __future__ import annotations

import statistics
from collections.abc import Iterator

import polars as pl

from drietrap.benchmark.consistency.levels import at_level, expected, parent
from drietrap.benchmark.consistency.rule import Example, Odd, Rule
from drietrap.benchmark.consistency.tables import TOLERANCE, Row, Sheet, Tables
from drietrap.benchmark.consistency.words import label, line, period_words, place, shown, span
from drietrap.benchmark.finding import Severity
from drietrap.catalogue.relation import AreaParts
from drietrap.catalogue.relations import AREA_PARTS
from drietrap.catalogue.tables import CellKind
from drietrap.vocabulary.notation import counted, number, percentage


def find(tables: Tables) -> Iterator[Odd]:
    """Find areas whose parts add up to more, or (when all parts are there) to less than is published."""
    for relation in AREA_PARTS:
        sheet = tables.sheet(relation.table, relation.measures)
        if sheet is None:
            continue
        for measure in relation.measures:
            rows = _summed(sheet, measure, relation)
            short = [row for row in rows if _lacks(sheet, row, measure, relation)]
            yield from (
                _explained(sheet, row, measure, relation, tables)
                for row in rows
                if _exceeds(sheet, row, measure, relation) or (relation.complete and row in short)
            )
            if short and not relation.complete:
                yield from _shortages(sheet, short, measure, relation, tables, rows)


def _summed(sheet: Sheet, measure: str, relation: AreaParts) -> list[Row]:
    """Return the rows of the larger areas with the sum of the bounds of their parts."""
    parts = (
        sheet.wide.filter(at_level(relation.part))
        .group_by("variant", "period", parent(relation.whole).alias("area"))
        .agg(
            sheet.low(measure).sum().alias("low"),
            sheet.high(measure).sum().alias("high"),
            pl.col(f"value_{measure}").sum().alias("published"),
            pl.len().alias("count"),
        )
    )
    whole = sheet.wide.filter(at_level(relation.whole) & sheet.known(measure))
    return whole.join(parts, on=["variant", "period", "area"]).sort("variant", "area", "period").to_dicts()


def _exceeds(sheet: Sheet, row: Row, measure: str, relation: AreaParts) -> bool:
    all_here = row["count"] == expected(str(row["area"]), relation.part, str(row["period"]))
    counts = sheet.column(measure).kind is CellKind.COUNT
    return (counts or all_here) and _number(row, "low") > sheet.bounds(row, measure)[1] + TOLERANCE


def _lacks(sheet: Sheet, row: Row, measure: str, relation: AreaParts) -> bool:
    if relation.complete and row["count"] != expected(str(row["area"]), relation.part, str(row["period"])):
        return False
    return _number(row, "high") < sheet.bounds(row, measure)[0] - TOLERANCE


def _number(row: Row, name: str) -> float:
    return float(str(row[name]))


def _explained(sheet: Sheet, row: Row, measure: str, relation: AreaParts, tables: Tables) -> Odd:
    column = sheet.column(measure)
    more = _number(row, "low") > sheet.bounds(row, measure)[1]
    return Odd(
        sheet.keys(row, measure),
        f"In {place(tables, row)} tellen de gebieden op tot "
        f"{'meer' if more else 'minder'} dan het geheel, bij {label(sheet, measure)}.",
        (
            f"{counted(int(_number(row, 'count')), 'gebied', 'gebieden')} ({relation.part}) samen: "
            f"{shown(column, _number(row, 'published'))} "
            f"(kan zijn: {span(column, _number(row, 'low'), _number(row, 'high'))})",
            f"{tables.name(str(row['area']))}: {line(sheet, row, measure)}",
            "Ook met afronding en geheime aantallen kan dit niet allebei kloppen.",
        ),
    )


def _shortages(
    sheet: Sheet, short: list[Row], measure: str, relation: AreaParts, tables: Tables, rows: list[Row]
) -> Iterator[Odd]:
    """Report once per period what is missing in the parts, because it is missing almost everywhere."""
    for period in sorted({str(row["period"]) for row in short}):
        found = [row for row in short if row["period"] == period]
        missing = {
            str(row["area"]): 100 * (1 - _number(row, "high") / sheet.bounds(row, measure)[0])
            for row in found
        }
        worst = max(found, key=lambda row: missing[str(row["area"])])
        places = sum(row["period"] == period for row in rows)
        column = sheet.column(measure)
        where = (
            f"In {place(tables, worst)}"
            if places == 1
            else f"In {number(len(found))} van de {number(places)} gebieden ({relation.whole}, "
            f"{period_words(worst)})"
        )
        yield Odd(
            sheet.keys(worst, measure),
            f"{where} zitten niet alle {label(sheet, measure)} in een {relation.part}.",
            (
                f"Er ontbreekt meestal minstens {percentage(statistics.median(missing.values()))}.",
                f"Het meeste ontbreekt in {tables.name(str(worst['area']))}: {line(sheet, worst, measure)}",
                f"Opgeteld per {relation.part} ({number(_number(worst, 'count'))}): "
                f"{span(column, _number(worst, 'low'), _number(worst, 'high'))}",
                f"Verschil: minstens {percentage(missing[str(worst['area'])])}",
            ),
            Severity.SIGNAAL,
        )


RULE = Rule(
    code="GEBIEDEN",
    severity=Severity.FOUT,
    title="De gebieden tellen niet op tot het geheel",
    checks="Of de som van de kleine gebieden het grote gebied kan zijn. Geheime aantallen tellen als 0 "
    "tot en met 7. Ontbreken er gebieden, dan mag de som alleen niet te groot zijn.",
    action="Tel gebieden niet zelf op. Gebruik het cijfer van het grote gebied.",
    find=find,
    good=(
        Example(
            """
            85075NED
            area     | period | jongeren | trajecten
            GM0001   | 2021   | 25       | 30
            WK000100 | 2021   | 15       | 15
            WK000101 | 2021   | .        | 15
            WK000102 | 2021   | .        | .
            """
        ),
    ),
    bad=(
        Example(
            """
            85075NED
            area     | period | jongeren | trajecten
            GM0001   | 2021   | 25       | 30
            WK000100 | 2021   | 15       | 15
            WK000101 | 2021   | 20       | 15
            """
        ),
        Example(
            """
            84134NED
            area | period | jongeren_tot_23
            NL01 | 2020   | 436000
            LD01 | 2020   | 44100
            LD02 | 2020   | 91995
            LD03 | 2020   | 211505
            LD04 | 2020   | 88160
            """
        ),
        Example(
            """
            KERNCIJFERS-REEKS
            area     | period | jongeren_jeugdzorg
            GM0001   | 2021   | 6585
            WK000101 | 2021   | 4700
            """
        ),
    ),
)
