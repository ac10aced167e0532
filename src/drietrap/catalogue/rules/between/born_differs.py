"""One youth with two dates of birth."""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.rules.between.linked import WHO, BetweenRule, Case, youth
from drietrap.catalogue.rules.columns import BORN_FIRST, BORN_LAST
from drietrap.catalogue.rules.rule import Scope, Severity


def _differs(_: Scope) -> pl.Expr:
    return pl.col(BORN_FIRST).max().over(WHO) > pl.col(BORN_LAST).min().over(WHO)


_OTHER = {"hulpvorm": "03", "geboortedatum": "20090314"}
RULE = BetweenRule(
    code="BSN-TWEE-GEBOORTEDATUMS",
    severity=Severity.FOUT,
    title="Een BSN heeft twee geboortedatums",
    message="Bij hetzelfde BSN staat op een andere regel een andere geboortedatum.",
    action="Zoek op welke geboortedatum klopt. Zijn het twee jeugdigen, verbeter dan het BSN.",
    paragraph="protocol 3.1 BSN en geboortedatum; afleiding",
    elements=("bsn", "geboortedatum"),
    test=_differs,
    good=(
        Case((youth(1), youth(1, {"hulpvorm": "03"}))),
        Case((youth(1), youth(1, {"hulpvorm": "03", "geboortedatum": "20100000"}))),
        Case((youth(1), youth(2, _OTHER))),
    ),
    bad=(
        Case((youth(1), youth(1, _OTHER)), (0, 1)),
        Case((youth(1, {"geboortedatum": "20100400"}), youth(1, {"hulpvorm": "03"})), (0, 1)),
    ),
)
