"""A provisional supervision order that became an ots, without the ots."""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.beleidsinformatie import JEUGDBESCHERMING
from drietrap.catalogue.rules.between.linked import FORM, SINCE, WHO, BetweenRule, Case, youth
from drietrap.catalogue.rules.codes import only_for
from drietrap.catalogue.rules.columns import END, REASON
from drietrap.catalogue.rules.rule import Scope, Severity

_BECAME = "07"
_OTS, _PROVISIONAL = "11", "12"


@only_for(JEUGDBESCHERMING)
def _not_followed(scope: Scope) -> pl.Expr:
    follows = pl.when(pl.col(FORM) == _OTS).then(pl.col(SINCE)).max().over(WHO)
    late = follows.is_null() | (follows < pl.col(END).dt.offset_by("-1d"))
    said = (pl.col(REASON) == _BECAME) & (pl.col(FORM) == _PROVISIONAL)
    return pl.col(WHO).is_not_null() & said & (pl.col(END) < scope.last) & late


_ENDED = {"maatregel": "12", "reden_beeindiging": "07"}
_NEXT = {"datum_aanvang": "{year}0502", "datum_einde": None, "reden_beeindiging": None}
RULE = BetweenRule(
    code="VOTS-ZONDER-OTS",
    severity=Severity.SIGNAAL,
    title="Een voorlopige ots werd een ots, maar die ontbreekt",
    message="De voorlopige ots eindigde omdat er een ots kwam, maar er is geen ots geleverd die dan begint.",
    action=(
        "Lever de ots, of verbeter de reden. Is de ots bij een andere instelling, dan hoeft u niets te doen."
    ),
    paragraph="protocol 3.2 reden 07 (sinds versie 3); afleiding",
    elements=("bsn", "maatregel", "datum_einde", "reden_beeindiging"),
    test=_not_followed,
    good=(
        Case((youth(1, _ENDED, JEUGDBESCHERMING), youth(1, _NEXT, JEUGDBESCHERMING))),
        Case((youth(1, {"maatregel": "12"}, JEUGDBESCHERMING),)),
    ),
    bad=(
        Case((youth(1, _ENDED, JEUGDBESCHERMING), youth(2, _NEXT, JEUGDBESCHERMING)), (0,)),
        Case((youth(1, _ENDED, JEUGDBESCHERMING),), (0,)),
    ),
    whole=True,
)
