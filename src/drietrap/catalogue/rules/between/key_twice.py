"""The same key twice: one youth, one form, one start."""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.beleidsinformatie import JEUGDBESCHERMING
from drietrap.catalogue.rules.between.linked import SINCE, TRAJECTORY, BetweenRule, Case, youth
from drietrap.catalogue.rules.rule import Scope, Severity


def _twice(_: Scope) -> pl.Expr:
    return pl.len().over(TRAJECTORY, SINCE) > 1


RULE = BetweenRule(
    code="SLEUTEL-DUBBEL",
    severity=Severity.WAARSCHUWING,
    title="Een traject staat er meer dan een keer in",
    message="Er is nog een regel met dezelfde jeugdige, dezelfde hulpvorm of maatregel en dezelfde aanvang.",
    action=(
        "Lever elk traject een keer. De regels tellen nu samen als een traject. Gaat het om een tweeling met "
        "een onbekend BSN, zoek het BSN dan op."
    ),
    paragraph="protocol 3.3 recordsleutel; regel 7",
    elements=("bsn", "datum_aanvang"),
    test=_twice,
    good=(
        Case((youth(1), youth(2))),
        Case((youth(1, {"hulpvorm": "02"}), youth(1, {"hulpvorm": "03"}))),
        Case((youth(1, kind=JEUGDBESCHERMING), youth(2, kind=JEUGDBESCHERMING))),
    ),
    bad=(
        Case((youth(1), youth(1), youth(2)), (0, 1)),
        Case((youth(1, {"datum_einde": "{year}0401"}), youth(2), youth(1)), (0, 2)),
    ),
)
