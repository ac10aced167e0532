"""Youth care that starts at 18 to 22 years."""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.beleidsinformatie import JEUGDHULP, JEUGDRECLASSERING
from drietrap.catalogue.rules.codes import only_for
from drietrap.catalogue.rules.columns import BORN_LAST, START
from drietrap.catalogue.rules.rule import Example, Rule, Scope, Severity


@only_for(JEUGDHULP)
def _extended(_: Scope) -> pl.Expr:
    return pl.col(START).is_between(
        pl.col(BORN_LAST).dt.offset_by("18y"), pl.col(BORN_LAST).dt.offset_by("23y"), closed="left"
    )


RULE = Rule(
    code="LEEFTIJD-VERLENGD",
    severity=Severity.SIGNAAL,
    title="Jeugdige is 18 jaar of ouder bij aanvang",
    message="De jeugdige was bij de aanvang van de jeugdhulp al 18 jaar of ouder.",
    action=(
        "Dit kan alleen bij verlengde jeugdhulp, of bij hulp van de rechter. Controleer of dat hier zo is."
    ),
    paragraph="Jeugdwet 1.1; regel 8",
    elements=("geboortedatum", "datum_aanvang"),
    test=_extended,
    good=(
        Example(),
        Example({"geboortedatum": "20040111"}),
        Example({"geboortedatum": "20040000"}),
        Example({"geboortedatum": "20030101"}, kind=JEUGDRECLASSERING),
    ),
    bad=(
        Example({"geboortedatum": "20040110"}),
        Example({"geboortedatum": "19991231"}),
    ),
)
