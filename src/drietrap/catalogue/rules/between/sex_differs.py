"""One youth with two sexes."""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.rules.between.linked import WHO, BetweenRule, Case, youth
from drietrap.catalogue.rules.rule import Scope, Severity


def _differs(_: Scope) -> pl.Expr:
    known = pl.when(pl.col("geslacht").is_in(["V", "M"])).then("geslacht")
    return known.min().over(WHO) != known.max().over(WHO)


_OTHER = {"hulpvorm": "03", "geslacht": "M"}
RULE = BetweenRule(
    code="BSN-TWEE-GESLACHTEN",
    severity=Severity.WAARSCHUWING,
    title="Een BSN heeft twee geslachten",
    message="Bij hetzelfde BSN staat op een andere regel een ander geslacht.",
    action="Zoek op wat klopt. Zijn het twee jeugdigen, verbeter dan het BSN.",
    paragraph="protocol 3.1 BSN en geslacht; afleiding",
    elements=("bsn", "geslacht"),
    test=_differs,
    good=(
        Case((youth(1), youth(1, {"hulpvorm": "03"}))),
        Case((youth(1), youth(1, {"hulpvorm": "03", "geslacht": "O"}))),
        Case((youth(1), youth(2, _OTHER))),
    ),
    bad=(Case((youth(1), youth(1, _OTHER)), (0, 1)),),
)
