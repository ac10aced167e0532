"""Counts and percentages that imply different sizes of the same group."""

from __future__ import annotations

from collections.abc import Iterator

from drietrap.benchmark.consistency.implied import (
    Conflict,
    Suspect,
    conflicts,
    fitting_count,
    fitting_share,
    slip,
)
from drietrap.benchmark.consistency.rule import Example, Odd, Rule, odd
from drietrap.benchmark.consistency.tables import Tables
from drietrap.benchmark.consistency.words import label, place, shown, span, whole_span
from drietrap.benchmark.finding import Severity


def find(tables: Tables) -> Iterator[Odd]:
    """Find conflicts of implied group sizes that a shifted decimal mark does not explain."""
    for conflict in conflicts(tables):
        if slip(conflict) is None:
            where = place(tables, conflict.row)
            yield odd(
                conflict.sheet,
                conflict.row,
                _measures(conflict),
                f"In {where} horen aantallen en percentages van {_subject(conflict)} niet bij dezelfde groep "
                f"({conflict.group}).",
                [*conflict.lines, *(text for one in conflict.suspects for text in _what_fits(conflict, one))],
            )


def _subject(conflict: Conflict) -> str:
    if len(conflict.suspects) == 1:
        return label(conflict.sheet, conflict.suspects[0].pair.share)
    return conflict.group


def _measures(conflict: Conflict) -> tuple[str, ...]:
    if len(conflict.suspects) != 1:
        return conflict.measures
    first = tuple(conflict.suspects[0].pair)
    return (*first, *(measure for measure in conflict.measures if measure not in first))


def _what_fits(conflict: Conflict, suspect: Suspect) -> list[str]:
    sheet, row, pair = conflict.sheet, conflict.row, suspect.pair
    count, share = sheet.value(row, pair.number), sheet.value(row, pair.share)
    if count is None or share is None or suspect.allowed.lower <= 0:
        return []
    column = sheet.column(pair.share)
    counts, shares = fitting_count(sheet, row, suspect), fitting_share(sheet, row, suspect)
    lines = [f"Bij {shown(column, share)} past een aantal van {whole_span(counts.lower, counts.upper)}."]
    if shares is not None:
        fits = span(column, shares.lower, shares.upper)
        lines.append(f"Bij {shown(sheet.column(pair.number), count)} past een percentage {fits}.")
    return lines


RULE = Rule(
    code="NOEMER",
    severity=Severity.FOUT,
    title="Aantal en percentage horen niet bij dezelfde groep",
    checks="Of aantallen en percentages van één groep dezelfde grootte van die groep opleveren.",
    action="Gebruik het percentage én het aantal niet samen. Vraag de bron welk van de twee klopt.",
    find=find,
    good=(
        Example(
            """
            NADER-ONDERZOEK-2015
            area   | period | jongeren_met_jeugdhulp_n | jongeren_met_jeugdhulp
            ST0004 | 2015K1 | 595                      | 6.4

            NADER-ONDERZOEK-2015
            area   | period | jongeren_met_jeugdhulp_met_verblijf_n | jongeren_met_jeugdhulp_met_verblijf
            ST0004 | 2015K1 | 112                                   | 1.2

            NADER-ONDERZOEK-2015
            area   | period | jongeren_met_jeugdbescherming_n | jongeren_met_jeugdbescherming
            ST0004 | 2015K1 | 125                             | 1.4
            """
        ),
    ),
    bad=(
        Example(
            """
            NADER-ONDERZOEK-2015
            area   | period | jongeren_met_jeugdhulp_n | jongeren_met_jeugdhulp
            ST0001 | 2015K1 | 635                      | 8.9

            NADER-ONDERZOEK-2015
            area   | period | jongeren_met_jeugdhulp_met_verblijf_n | jongeren_met_jeugdhulp_met_verblijf
            ST0001 | 2015K1 | 107                                   | 1.5

            NADER-ONDERZOEK-2015
            area   | period | jongeren_met_jeugdbescherming_n | jongeren_met_jeugdbescherming
            ST0001 | 2015K1 | 105                             | 1.9
            """
        ),
    ),
)
