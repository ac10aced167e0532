"""One quantity that two tables give differently."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from drietrap.benchmark.consistency.rule import Example, Odd, Rule
from drietrap.benchmark.consistency.tables import TOLERANCE, Row, Sheet, Tables
from drietrap.benchmark.consistency.words import label, line, place
from drietrap.benchmark.finding import Severity
from drietrap.catalogue.relation import Cell
from drietrap.catalogue.relations import SAME_QUANTITY


def find(tables: Tables) -> Iterator[Odd]:
    """Find areas and periods for which two tables cannot both be right about one quantity."""
    for relation in SAME_QUANTITY:
        one, other = relation.one, relation.other
        first = tables.sheet(one.table, (one.measure,))
        second = tables.sheet(other.table, (other.measure,))
        if first is None or second is None:
            continue
        rows = _known(second, other)
        for key, row in _known(first, one).items():
            if key in rows and _apart(
                first.bounds(row, one.measure), second.bounds(rows[key], other.measure)
            ):
                where = place(tables, row)
                yield Odd(
                    (*first.keys(row, one.measure), *second.keys(rows[key], other.measure)),
                    f"In {where} geven twee tabellen een ander getal voor {label(first, one.measure)}.",
                    (
                        f"{first.table.title}: {line(first, row, one.measure)}",
                        f"{second.table.title}: {line(second, rows[key], other.measure)}",
                        "Ook met afronding kan dit niet hetzelfde getal zijn.",
                    ),
                )


def _known(sheet: Sheet, cell: Cell) -> dict[tuple[object, object], Row]:
    rows = sheet.rows(sheet.known(cell.measure) & (pl.col("variant") == cell.variant))
    return {(row["area"], row["period"]): row for row in rows}


def _apart(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] > other[1] + TOLERANCE or one[1] < other[0] - TOLERANCE


RULE = Rule(
    code="ZELFDE-CIJFER",
    severity=Severity.FOUT,
    title="Twee tabellen geven een ander getal voor hetzelfde",
    checks="Of hetzelfde getal in twee tabellen gelijk is, als u rekent met afronding.",
    action="Kijk welke tabel het laatst is bijgewerkt en gebruik steeds dezelfde tabel.",
    find=find,
    good=(
        Example(
            """
            JB-INSTROOM
            area | period | instroom | uitstroom
            NL01 | 2022   | 9064     | 11954

            JB-STROOM
            area | period | variant | instroom | uitstroom
            NL01 | 2022   | Totaal  | 9065     | 11955
            """
        ),
    ),
    bad=(
        Example(
            """
            JB-INSTROOM
            area | period | instroom | uitstroom
            NL01 | 2022   | 9046     | 11954

            JB-STROOM
            area | period | variant | instroom | uitstroom
            NL01 | 2022   | Totaal  | 9065     | 11955
            """
        ),
    ),
)
