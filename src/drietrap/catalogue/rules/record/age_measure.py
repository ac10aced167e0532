"""A measure of protection or an authorisation for an adult."""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.beleidsinformatie import JEUGDBESCHERMING, JEUGDRECLASSERING, MACHTIGING
from drietrap.catalogue.rules.codes import only_for
from drietrap.catalogue.rules.columns import BORN_LAST, START
from drietrap.catalogue.rules.rule import Example, Rule, Scope, Severity


@only_for(JEUGDBESCHERMING, MACHTIGING)
def _adult(scope: Scope) -> pl.Expr:
    adult = pl.col(BORN_LAST).dt.offset_by("18y")
    return (adult < pl.col(START)) | (adult < scope.first)


RULE = Rule(
    code="LEEFTIJD-MAATREGEL",
    severity=Severity.FOUT,
    title="Maatregel loopt door na 18 jaar",
    message=(
        "De maatregel of machtiging begon na de achttiende verjaardag, of was aan het begin van de "
        "periode niet geëindigd."
    ),
    action="Controleer de geboortedatum, of sluit de maatregel af op de dag dat de jeugdige 18 werd.",
    paragraph="BW 1:233 en 1:255; regel 8",
    elements=("geboortedatum", "datum_aanvang"),
    test=_adult,
    good=(
        Example(kind=JEUGDBESCHERMING),
        Example({"geboortedatum": "20040301"}, kind=JEUGDBESCHERMING),
        Example({"geboortedatum": "20000101"}, kind=JEUGDRECLASSERING),
        Example(),
    ),
    bad=(
        Example({"geboortedatum": "20040109"}, kind=JEUGDBESCHERMING),
        Example({"geboortedatum": "20000101"}, kind=MACHTIGING),
        Example({"geboortedatum": "20031001", "datum_aanvang": "20210110"}, kind=JEUGDBESCHERMING),
    ),
)
