"""A count that should be withheld, but is published or follows from a percentage."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from drietrap.benchmark.consistency.rule import Example, Odd, Rule, odd
from drietrap.benchmark.consistency.tables import Row, Sheet, Tables
from drietrap.benchmark.consistency.words import label, place, shown
from drietrap.benchmark.finding import Severity
from drietrap.catalogue.relation import ShareOf
from drietrap.catalogue.relations import SHARE_OF
from drietrap.catalogue.tables import CellKind


def find(tables: Tables) -> Iterator[Odd]:
    """Find counts above nought that are small enough to be withheld."""
    for sheet in tables.sheets.values():
        for measure in sorted(sheet.measures):
            column = sheet.column(measure)
            if column.kind is not CellKind.COUNT or column.secret_up_to is None:
                continue
            value = pl.col(f"value_{measure}")
            for row in sheet.rows((value > 0) & (value <= column.secret_up_to)):
                where = place(tables, row)
                yield odd(
                    sheet,
                    row,
                    (measure,),
                    f"In {where} is {label(sheet, measure)} zo klein dat het geheim had moeten blijven.",
                    [
                        f"{column.label}: een aantal van 1 tot en met {column.secret_up_to}",
                        f"De bron houdt aantallen van 0 tot en met {column.secret_up_to} geheim.",
                    ],
                )
    for relation in SHARE_OF:
        if shared := tables.sheet(relation.table, (relation.share, relation.base)):
            yield from _implied(shared, relation, tables)


def _implied(sheet: Sheet, relation: ShareOf, tables: Tables) -> Iterator[Odd]:
    base, share = sheet.column(relation.base), sheet.column(relation.share)
    if base.secret_up_to is None:
        return
    value = pl.col(f"value_{relation.share}")
    # The largest count that still gives this share of the published base.
    highest = (value + share.step / 2) * pl.col(f"value_{relation.base}") / 100
    for row in sheet.rows((value > 0) & (highest < base.secret_up_to + 0.5)):
        yield _explained(sheet, row, relation, tables)


def _explained(sheet: Sheet, row: Row, relation: ShareOf, tables: Tables) -> Odd:
    base, share = sheet.column(relation.base), sheet.column(relation.share)
    whole, part = sheet.value(row, relation.base) or 0.0, sheet.value(row, relation.share) or 0.0
    where = place(tables, row)
    return odd(
        sheet,
        row,
        (relation.share, relation.base),
        f"In {where} is het geheime aantal achter {label(sheet, relation.share)} uit te rekenen.",
        [
            f"{base.label}: {shown(base, whole)}",
            f"{share.label}: {shown(share, part)}",
            # The outcome itself is not shown: this check must not publish what it warns about.
            f"{shown(share, part)} van {shown(base, whole)} ligt tussen 0 en {base.secret_up_to}",
            f"De bron houdt aantallen van 0 tot en met {base.secret_up_to} geheim.",
        ],
    )


RULE = Rule(
    code="GEHEIM",
    severity=Severity.WAARSCHUWING,
    title="Een geheim aantal is toch te zien",
    checks="Of er geen aantal staat dat geheim hoort te zijn, en of het niet uit een percentage volgt.",
    action="Publiceer dit percentage niet verder. Meld het aan de bron.",
    find=find,
    good=(
        Example(
            """
            NADER-ONDERZOEK-2015
            area   | period | instroom_trajecten | verwijzer_jeugdarts
            ST0003 | 2015K1 | 285                | 10.5
            """
        ),
    ),
    bad=(
        Example(
            """
            NADER-ONDERZOEK-2015
            area   | period | instroom_trajecten | verwijzer_jeugdarts
            ST0001 | 2015K1 | 305                | 1.6
            """
        ),
        Example(
            """
            85075NED
            area     | period | jongeren
            WK000101 | 2021   | 5
            """
        ),
    ),
)
