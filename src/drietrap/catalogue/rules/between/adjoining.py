"""A trajectory that begins on the day, or the day after, the one before ended."""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.rules.between.linked import REACHED, SINCE, BetweenRule, Case, youth
from drietrap.catalogue.rules.rule import Scope, Severity


def _adjoining(_: Scope) -> pl.Expr:
    gap = (pl.col(SINCE) - pl.col(REACHED)).dt.total_days()
    return gap.is_between(0, 1)


RULE = BetweenRule(
    code="TRAJECT-SLUIT-AAN",
    severity=Severity.WAARSCHUWING,
    title="Een traject begint meteen na het vorige",
    message=(
        "Het traject begint op de dag waarop een ander traject met dezelfde hulpvorm of maatregel van deze "
        "jeugdige eindigt, of een dag later. Dan is het waarschijnlijk een en hetzelfde traject."
    ),
    action=(
        "Lever dit als een traject met de eerste datum van aanvang. Een nieuwe beschikking, een verlenging "
        "of een nieuw jaar is geen nieuw traject."
    ),
    paragraph="protocol 3.3: de volgende begint na het einde van de vorige; afleiding",
    elements=("bsn", "datum_aanvang", "datum_einde"),
    test=_adjoining,
    good=(
        Case((youth(1), youth(1, {"datum_aanvang": "{year}0503", "datum_einde": "{year}0601"}))),
        Case((youth(1), youth(1, {"datum_aanvang": "{year}0502", "hulpvorm": "03"}))),
    ),
    bad=(
        Case((youth(1), youth(1, {"datum_aanvang": "{year}0502", "datum_einde": "{year}0601"})), (1,)),
        Case((youth(1, {"datum_aanvang": "{year}0501", "datum_einde": "{year}0601"}), youth(1)), (0,)),
    ),
)
