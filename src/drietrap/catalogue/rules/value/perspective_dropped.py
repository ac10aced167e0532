"""A perspective after the year in which it was dropped."""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.beleidsinformatie import JEUGDHULP
from drietrap.catalogue.rules.codes import only_for
from drietrap.catalogue.rules.columns import filled
from drietrap.catalogue.rules.rule import Example, Rule, Scope, Severity


@only_for(JEUGDHULP)
def _dropped(scope: Scope) -> pl.Expr:
    return pl.lit(False) if scope.has("perspectief") else filled("perspectief")


RULE = Rule(
    code="PERSPECTIEF-VERVALLEN",
    severity=Severity.SIGNAAL,
    title="Perspectief is vervallen",
    message="Het perspectief is gevuld, maar dat hoort sinds 2019 niet meer in de levering.",
    action="U kunt dit element leeg laten.",
    paragraph="protocol 3.1 perspectief; regel 12",
    elements=("perspectief",),
    test=_dropped,
    good=(
        Example(),
        Example({"perspectief": None}),
    ),
    bad=(Example({"perspectief": "03"}),),
)
