"""A zero where small numbers are withheld."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from drietrap.benchmark.consistency.rule import Example, Odd, Rule, odd
from drietrap.benchmark.consistency.tables import Tables
from drietrap.benchmark.consistency.words import label, line, place, shown
from drietrap.benchmark.finding import Severity
from drietrap.catalogue.relations import SHARE_OF
from drietrap.catalogue.tables import CellKind


def find(tables: Tables) -> Iterator[Odd]:
    """Find published zeros in columns that withhold small counts, and zero shares of such counts."""
    for sheet in tables.sheets.values():
        for measure in sorted(sheet.measures):
            column = sheet.column(measure)
            if column.kind is not CellKind.COUNT or column.secret_up_to is None:
                continue
            for row in sheet.rows(pl.col(f"value_{measure}") == 0):
                where = place(tables, row)
                yield odd(
                    sheet,
                    row,
                    (measure,),
                    f"In {where} staat 0 bij {label(sheet, measure)}, maar kleine "
                    "aantallen zijn hier geheim.",
                    [
                        f"{column.label}: {shown(column, 0)}",
                        f"De bron laat aantallen van 0 tot en met {column.secret_up_to} weg.",
                        "Een 0 kan daarom niet in de tabel staan: het getal is geheim of ontbreekt.",
                    ],
                )
    yield from _shares(tables)


def _shares(tables: Tables) -> Iterator[Odd]:
    for relation in SHARE_OF:
        sheet = tables.sheet(relation.table, (relation.share, relation.base))
        limit = None if sheet is None else sheet.column(relation.base).secret_up_to
        if sheet is None or limit is None:
            continue
        zero = (pl.col(f"value_{relation.share}") == 0) & (pl.col(f"value_{relation.base}") > 0)
        for row in sheet.rows(zero):
            column = sheet.column(relation.share)
            where = place(tables, row)
            yield odd(
                sheet,
                row,
                (relation.share, relation.base),
                f"In {where} staat {shown(column, 0)} bij {label(sheet, relation.share)}, maar kleine "
                "aantallen zijn hier geheim.",
                [
                    line(sheet, row, relation.base),
                    f"{column.label}: {shown(column, 0)}",
                    f"De bron laat aantallen van 0 tot en met {limit} weg.",
                    "Het percentage is dus geen gemeten nul: het aantal is geheim, of het verraadt de nul.",
                ],
            )


RULE = Rule(
    code="NUL",
    severity=Severity.WAARSCHUWING,
    title="Een nul die er niet kan staan",
    checks="Of er geen 0 of 0% staat waar de bron kleine aantallen geheim houdt.",
    action="Lees deze 0 als 'geheim of onbekend' en niet als 'geen'.",
    find=find,
    good=(
        Example(
            """
            NADER-ONDERZOEK-2015
            area   | period | ambulant_zonder_verblijf | uitgevoerd_door_wijkteam | aandeel_wijkteam
            ST0002 | 2015K1 | 500                      | 10                       | 2.0
            ST0004 | 2015K1 | 515                      | .                        | .
            """
        ),
    ),
    bad=(
        Example(
            """
            NADER-ONDERZOEK-2015
            area   | period | uitgevoerd_door_wijkteam
            ST0004 | 2015K1 | 0
            """
        ),
        Example(
            """
            NADER-ONDERZOEK-2015
            area   | period | instroom_trajecten | verwijzer_jeugdarts
            ST0004 | 2015K1 | 510                | 0.0
            """
        ),
    ),
)
