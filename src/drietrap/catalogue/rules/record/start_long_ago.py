"""A start longer ago than a youth can have had care."""

from __future__ import annotations

import polars as pl

from drietrap.catalogue.rules.columns import START
from drietrap.catalogue.rules.rule import Example, Rule, Severity

RULE = Rule(
    code="AANVANG-LANG-GELEDEN",
    severity=Severity.WAARSCHUWING,
    title="Aanvang is onwaarschijnlijk lang geleden",
    message="De hulp of maatregel begon meer dan 23 jaar voor het einde van de periode.",
    action="Controleer het jaar van de datum van aanvang.",
    paragraph="Jeugdwet 1.1; eigen afleiding",
    elements=("datum_aanvang",),
    test=lambda scope: pl.col(START).dt.offset_by("23y") < scope.last,
    good=(
        Example(),
        Example({"datum_aanvang": "20100315"}),
    ),
    bad=(Example({"datum_aanvang": "19220110"}),),
)
