"""A percentage whose decimal mark is in the wrong place, or whose decimals are lost."""

from __future__ import annotations

from collections.abc import Iterator

from drietrap.benchmark.consistency.implied import conflicts, slip
from drietrap.benchmark.consistency.rule import Example, Odd, Rule, odd
from drietrap.benchmark.consistency.tables import Tables
from drietrap.benchmark.consistency.words import label, place, shown, span
from drietrap.benchmark.finding import Severity


def find(tables: Tables) -> Iterator[Odd]:
    """Find conflicts of implied group sizes that go away when one decimal mark is moved or put back."""
    for conflict in conflicts(tables):
        found = slip(conflict)
        if found is None:
            continue
        sheet, row = conflict.sheet, conflict.row
        column = sheet.column(found.pair.share)
        published = shown(column, found.published)
        fits = span(column, found.fitting.lower, found.fitting.upper)
        cause = "is het cijfer achter de komma weggevallen" if found.lost else "staat de komma verkeerd"
        where = place(tables, row)
        others = tuple(measure for measure in conflict.measures if measure not in found.pair)
        yield odd(
            sheet,
            row,
            (found.pair.share, found.pair.number, *others),
            f"In {where} staat {published} bij {label(sheet, found.pair.share)}; waarschijnlijk {cause}.",
            [*conflict.lines, f"Bij het aantal past een percentage {fits}, niet {published}."],
        )


RULE = Rule(
    code="KOMMA",
    severity=Severity.FOUT,
    title="De komma van een percentage staat verkeerd",
    checks="Of een percentage past bij het aantal en de grootte van de groep, of juist tien keer te klein of "
    "te groot is.",
    action="Gebruik het percentage niet. Reken het zelf uit met het aantal en de grootte van de groep.",
    find=find,
    good=(
        Example(
            """
            KERNCIJFERS-REEKS
            area     | period | inwoners_0_14 | inwoners_15_24 | jongeren_jeugdzorg | pct_jeugdzorg_tot_23
            WK003402 | 2020   | 19275         | 14890          | 2000               | 6.4
            """
        ),
    ),
    bad=(
        Example(
            """
            KERNCIJFERS-REEKS
            area     | period | inwoners_0_14 | inwoners_15_24 | jongeren_jeugdzorg | pct_jeugdzorg_tot_23
            WK003402 | 2021   | 18890         | 14625          | 2165               | 0.7
            """
        ),
        Example(
            """
            NJI-JEUGDZORG
            area | period | jongeren_tot_23 | pct_tot_23 | jongeren_tot_18 | pct_tot_18
            NL01 | 2022   | 476560          | 10.8       | 459010          | 13.9

            NJI-JEUGDZORG
            area | period | jongeren_18_22 | pct_18_22
            NL01 | 2022   | 17550          | 1
            """
        ),
    ),
)
