"""Help of the district team that has a referrer."""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.beleidsinformatie import JEUGDHULP
from drietrap.catalogue.rules.codes import only_for
from drietrap.catalogue.rules.rule import Example, Rule, Scope, Severity


@only_for(JEUGDHULP)
def _referred(scope: Scope) -> pl.Expr:
    return (
        (pl.col("hulpvorm") == "01")
        & pl.col("verwijzer").is_in(scope.codes("verwijzer"))
        & (pl.col("verwijzer") != "06")
    )


RULE = Rule(
    code="WIJKTEAM-VERWIJZER",
    severity=Severity.FOUT,
    title="Hulp van het wijkteam heeft een verwijzer",
    message="De hulpvorm is hulp van het wijkteam (01), maar de verwijzer is niet 06 (geen verwijzer).",
    action="Gebruik verwijzer 06 bij hulp van het wijkteam.",
    paragraph="protocol 3.1 verwijzer; regel 4",
    elements=("verwijzer", "hulpvorm"),
    test=_referred,
    good=(
        Example(),
        Example({"hulpvorm": "01", "verwijzer": "06"}),
    ),
    bad=(
        Example({"hulpvorm": "01", "verwijzer": "01"}),
        Example({"hulpvorm": "1", "verwijzer": "02"}),
    ),
)
