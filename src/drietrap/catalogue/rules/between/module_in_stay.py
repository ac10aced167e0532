"""An ambulatory module of the provider where the youth stays."""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.beleidsinformatie import JEUGDHULP
from drietrap.catalogue.rules.between.linked import (
    FORM,
    SINCE,
    STAY,
    UNTIL,
    WITHOUT_STAY,
    BetweenRule,
    Case,
    next_start,
    reach,
    youth,
)
from drietrap.catalogue.rules.codes import only_for
from drietrap.catalogue.rules.rule import Scope, Severity


@only_for(JEUGDHULP)
def _beside_stay(_: Scope) -> pl.Expr:
    stays = pl.col(FORM).is_in(STAY)
    ran = (pl.col(SINCE) < reach(stays)).fill_null(value=False)
    comes = (next_start(stays) < pl.col(UNTIL)).fill_null(value=False)
    return pl.col(FORM).is_in(WITHOUT_STAY) & (ran | comes)


_STAY = {"hulpvorm": "14"}
RULE = BetweenRule(
    code="MODULE-BIJ-VERBLIJF",
    severity=Severity.SIGNAAL,
    title="Ambulante hulp naast verblijf bij dezelfde aanbieder",
    message="De ambulante hulp loopt terwijl dezelfde jeugdige bij u verblijft of in pleegzorg is.",
    action=(
        "Hoort de ambulante hulp bij het verblijf, lever dan alleen het verblijf. Is het andere hulp, dan "
        "hoeft u niets te doen."
    ),
    paragraph="protocol 3.3: ambulante modules van dezelfde aanbieder tijdens verblijf niet apart; afleiding",
    elements=("bsn", "hulpvorm"),
    test=_beside_stay,
    good=(
        Case((youth(1, _STAY), youth(2))),
        Case((youth(1, _STAY), youth(1, {"datum_aanvang": "{year}0501", "datum_einde": "{year}0601"}))),
        Case((youth(1, _STAY), youth(1, {"hulpvorm": "01", "verwijzer": "06"}))),
    ),
    bad=(
        Case((youth(1, _STAY), youth(1)), (1,)),
        Case((youth(1), youth(1, {"hulpvorm": "11", "datum_aanvang": "{year}0301"})), (0,)),
    ),
)
