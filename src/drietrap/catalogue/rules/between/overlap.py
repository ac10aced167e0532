"""Two trajectories of one youth with the same form that overlap."""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.beleidsinformatie import JEUGDBESCHERMING
from drietrap.catalogue.rules.between.linked import PREVIOUS, REACHED, SINCE, BetweenRule, Case, youth
from drietrap.catalogue.rules.rule import Scope, Severity


def _overlap(_: Scope) -> pl.Expr:
    return (pl.col(SINCE) < pl.col(REACHED)) & (pl.col(SINCE) != pl.col(PREVIOUS))


_LATER = {"datum_aanvang": "{year}0401", "datum_einde": "{year}0601"}
RULE = BetweenRule(
    code="OVERLAP-ZELFDE-VORM",
    severity=Severity.FOUT,
    title="Trajecten met dezelfde vorm overlappen",
    message=(
        "Het traject begint terwijl een ander traject van deze jeugdige met dezelfde hulpvorm of maatregel "
        "nog loopt."
    ),
    action=(
        "Lever dit als een traject, met de vroegste aanvang, en met een einde als alle hulp is gestopt. De "
        "regels tellen nu samen als een traject."
    ),
    paragraph="protocol 3.3 ontdubbelen; regel 7",
    elements=("bsn", "datum_aanvang", "datum_einde"),
    test=_overlap,
    good=(
        Case((youth(1), youth(1, {**_LATER, "datum_aanvang": "{year}0510"}))),
        Case((youth(1), youth(1, {**_LATER, "datum_aanvang": "{year}0501"}))),
        Case((youth(1), youth(1, {**_LATER, "hulpvorm": "03"}))),
        Case((youth(1), youth(2, _LATER))),
    ),
    bad=(
        Case((youth(1), youth(1, _LATER)), (1,)),
        Case((youth(1, _LATER), youth(1, {"datum_einde": None, "reden_beeindiging": None})), (0,)),
        Case((youth(1, kind=JEUGDBESCHERMING), youth(1, _LATER, JEUGDBESCHERMING)), (1,)),
    ),
)
