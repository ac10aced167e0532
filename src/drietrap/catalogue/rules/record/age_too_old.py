"""Youth care for somebody of 23 or older."""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.beleidsinformatie import JEUGDHULP, JEUGDRECLASSERING
from drietrap.catalogue.rules.codes import only_for
from drietrap.catalogue.rules.columns import BORN_LAST, START
from drietrap.catalogue.rules.rule import Example, Rule, Scope, Severity


@only_for(JEUGDHULP)
def _too_old(scope: Scope) -> pl.Expr:
    adult = pl.col(BORN_LAST).dt.offset_by("23y")
    return (adult <= pl.col(START)) | (adult <= scope.first)


RULE = Rule(
    code="LEEFTIJD-TE-OUD",
    severity=Severity.FOUT,
    title="Jeugdige is 23 jaar of ouder",
    message="De jeugdige was bij de aanvang, of aan het begin van de periode, al 23 jaar of ouder.",
    action="Controleer de geboortedatum. Hulp aan een volwassene hoort niet in deze levering.",
    paragraph="Jeugdwet 1.1; regel 8",
    elements=("geboortedatum", "datum_aanvang"),
    test=_too_old,
    good=(
        Example(),
        Example({"geboortedatum": "19990111"}),
        Example({"geboortedatum": "19900101"}, kind=JEUGDRECLASSERING),
    ),
    bad=(
        Example({"geboortedatum": "19981231"}),
        Example({"geboortedatum": "19780314"}),
    ),
)
