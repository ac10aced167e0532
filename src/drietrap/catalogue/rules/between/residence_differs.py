"""One youth who lives in two municipalities on the last day."""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.rules.between.linked import UNTIL, WHO, BetweenRule, Case, youth
from drietrap.catalogue.rules.rule import Scope, Severity


def _differs(scope: Scope) -> pl.Expr:
    runs = pl.col(UNTIL) > scope.last
    known = pl.when(runs).then("municipality")
    return runs & (known.min().over(WHO) != known.max().over(WHO))


_RUNS = {"datum_einde": None, "reden_beeindiging": None}
RULE = BetweenRule(
    code="JEUGDIGE-TWEE-GEMEENTEN",
    severity=Severity.WAARSCHUWING,
    title="Een jeugdige staat in twee gemeenten",
    message="Een ander lopend traject van dezelfde jeugdige staat in een andere gemeente.",
    action="Lever bij alle lopende trajecten van een jeugdige de gemeente die nu verantwoordelijk is.",
    paragraph="protocol 3.1 gemeente en 3.3: lever na een verhuizing de nieuwe waarde; afleiding",
    elements=("bsn", "gemeente"),
    test=_differs,
    good=(
        Case((youth(1, _RUNS), youth(1, {**_RUNS, "hulpvorm": "03"}))),
        Case((youth(1), youth(1, {**_RUNS, "hulpvorm": "03", "gemeente": "0344"}))),
    ),
    bad=(Case((youth(1, _RUNS), youth(1, {**_RUNS, "hulpvorm": "03", "gemeente": "0344"})), (0, 1)),),
)
