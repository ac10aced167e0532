"""The same referrer everywhere."""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.beleidsinformatie import JEUGDHULP
from drietrap.catalogue.rules.between.linked import FORM, BetweenRule, Case, youth
from drietrap.catalogue.rules.codes import only_for
from drietrap.catalogue.rules.rule import Scope, Severity

LEAST = 50
_TEAM = "01"


@only_for(JEUGDHULP)
def _same(_: Scope) -> pl.Expr:
    told = pl.col("verwijzer").is_not_null() & (pl.col(FORM) != _TEAM)
    known = pl.when(told).then("verwijzer")
    return told & (told.sum() >= LEAST) & (known.min() == known.max())


_SAME = tuple(youth(n, {"verwijzer": "01"}) for n in range(LEAST))
_TEAM_ROWS = tuple(youth(n, {"verwijzer": "06", "hulpvorm": "01"}) for n in range(LEAST))
RULE = BetweenRule(
    code="VERWIJZER-OVERAL-GELIJK",
    severity=Severity.SIGNAAL,
    title="Bij alle trajecten staat dezelfde verwijzer",
    message="Alle trajecten in deze levering hebben dezelfde verwijzer.",
    action="Ga na of de verwijzer per traject is ingevuld, en niet vast staat in uw systeem.",
    paragraph="protocol 3.1 verwijzer; Nader onderzoek toegang jeugdhulp 2015, 2.2; afleiding",
    elements=("verwijzer",),
    test=_same,
    good=(Case((*_SAME, youth(LEAST, {"verwijzer": "02"}))), Case(_SAME[1:]), Case(_TEAM_ROWS)),
    bad=(Case(_SAME, tuple(range(LEAST))),),
    whole=True,
)
