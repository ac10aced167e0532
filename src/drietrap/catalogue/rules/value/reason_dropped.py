"""A reason for ending probation after it was replaced."""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.beleidsinformatie import JEUGDRECLASSERING
from drietrap.catalogue.rules.codes import only_for
from drietrap.catalogue.rules.columns import REASON, filled
from drietrap.catalogue.rules.rule import Example, Rule, Scope, Severity


@only_for(JEUGDRECLASSERING)
def _dropped(scope: Scope) -> pl.Expr:
    return pl.lit(False) if scope.has(REASON) else filled(REASON)


RULE = Rule(
    code="REDEN-JR-VERVALLEN",
    severity=Severity.SIGNAAL,
    title="Reden van beëindiging is vervallen bij jeugdreclassering",
    message="De reden van beëindiging is gevuld, maar die is sinds 2021 vervangen.",
    action="Lever bij het einde het dynamisch risicoprofiel en de doorverwijzing aan.",
    paragraph="protocol 3.2 wijze beëindiging; regel 10",
    elements=("reden_beeindiging",),
    test=_dropped,
    good=(
        Example(kind=JEUGDRECLASSERING),
        Example({"reden_beeindiging": None}, kind=JEUGDRECLASSERING),
    ),
    bad=(Example({"reden_beeindiging": "21"}, kind=JEUGDRECLASSERING),),
)
